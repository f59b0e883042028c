"""Joins fixes on ten-minute ticks with Python packages: pairs within 500 m on 12 ticks in a row or more.

`python3 peers.py WAY FILE OUT`, as the benchmark `join` runs it, where WAY is one of `WAYS` below. A ship stands on a tick
where its first fix of those ten minutes was: nothing is interpolated, which is the least work that a join by ticks can do.
"""

import math
import os
import sys

TICK_MS = 600_000
REACH_M = 500.0
TICKS = 12
METRES_PER_DEGREE = 111_195.0
# A cell is at least as high and wide as the reach up to 60 degrees of latitude.
CELLS_PER_DEGREE = 100.0


def duckdb(file, out):
    import duckdb as package

    connection = package.connect()
    connection.execute("SET threads = 1; SET TimeZone = 'UTC'")
    connection.execute(
        f"""
        COPY (
            WITH ticks AS (
                SELECT mmsi, epoch_ms(time) // {TICK_MS} AS tick, arg_min(lat, time) AS lat, arg_min(lon, time) AS lon
                FROM read_parquet({quoted(file)}) GROUP BY ALL
            ), cells AS (
                SELECT *, CAST(floor(lat * {CELLS_PER_DEGREE}) AS INTEGER) AS y,
                    CAST(floor(lon * {CELLS_PER_DEGREE}) AS INTEGER) AS x
                FROM ticks
            ), around AS (
                SELECT mmsi, tick, lat, lon, y + dy AS y, x + dx AS x
                FROM cells, (VALUES (-1), (0), (1)) AS north(dy), (VALUES (-1), (0), (1)) AS east(dx)
            ), near AS (
                SELECT one.mmsi AS a, other.mmsi AS b, one.tick
                FROM cells AS one JOIN around AS other USING (tick, y, x)
                WHERE one.mmsi < other.mmsi
                    AND pow(one.lat - other.lat, 2) + pow((one.lon - other.lon) * cos(radians(one.lat)), 2)
                        <= {(REACH_M / METRES_PER_DEGREE) ** 2}
            ), runs AS (
                SELECT a, b, tick, tick - row_number() OVER (PARTITION BY a, b ORDER BY tick) AS run FROM near
            )
            SELECT a, b, min(tick) AS first, max(tick) AS last FROM runs GROUP BY a, b, run HAVING count(*) >= {TICKS}
        ) TO {quoted(out)} (FORMAT csv, HEADER false)
        """
    )


def quoted(path):
    return "'" + path.replace("'", "''") + "'"


def ticks(file):
    import polars as pl

    fixes = pl.read_parquet(file)
    tick = pl.col("time").dt.epoch("ms") // TICK_MS
    return fixes.group_by("mmsi", tick.alias("tick"), maintain_order=True).agg(pl.col("lat").first(), pl.col("lon").first())


def kdtree(file, out):
    import numpy as np
    import polars as pl
    from scipy.spatial import cKDTree

    found = []
    for (tick,), ships in ticks(file).partition_by("tick", as_dict=True).items():
        lat, lon, mmsi = (ships[name].to_numpy() for name in ["lat", "lon", "mmsi"])
        # A sphere of chords: right at any latitude.
        north, east = np.radians(lat), np.radians(lon)
        radius = METRES_PER_DEGREE * 180.0 / math.pi
        points = radius * np.column_stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])
        pairs = cKDTree(points).query_pairs(REACH_M, output_type="ndarray")
        ends = np.sort(mmsi[pairs], axis=1)
        found.append(pl.DataFrame({"a": ends[:, 0], "b": ends[:, 1], "tick": np.full(len(ends), tick)}))
    write_runs(pl.concat(found), out)


def polars(file, out):
    import polars as pl

    cells = ticks(file).with_columns(
        y=(pl.col("lat") * CELLS_PER_DEGREE).floor().cast(pl.Int32),
        x=(pl.col("lon") * CELLS_PER_DEGREE).floor().cast(pl.Int32),
    )
    steps = [(north, east) for north in (-1, 0, 1) for east in (-1, 0, 1)]
    around = pl.concat([cells.with_columns(y=pl.col("y") + north, x=pl.col("x") + east) for north, east in steps])
    near = cells.lazy().join(around.lazy(), on=["tick", "y", "x"], suffix="_b").filter(
        pl.col("mmsi") < pl.col("mmsi_b"),
        (pl.col("lat") - pl.col("lat_b")) ** 2
        + ((pl.col("lon") - pl.col("lon_b")) * pl.col("lat").radians().cos()) ** 2
        <= (REACH_M / METRES_PER_DEGREE) ** 2,
    )
    write_runs(near.select(a="mmsi", b="mmsi_b", tick="tick").collect(), out)


def write_runs(near, out):
    import polars as pl

    near = near.sort("a", "b", "tick")
    run = pl.col("tick") - pl.int_range(pl.len()).over("a", "b")
    runs = near.with_columns(run=run).group_by("a", "b", "run", maintain_order=True)
    spans = runs.agg(first=pl.col("tick").min(), last=pl.col("tick").max(), count=pl.len())
    spans.filter(pl.col("count") >= TICKS).select("a", "b", "first", "last").write_csv(out, include_header=False)


WAYS = {"duckdb": duckdb, "ckdtree": kdtree, "polars": polars}


if __name__ == "__main__":
    os.environ["POLARS_MAX_THREADS"] = "1"
    os.environ["OMP_NUM_THREADS"] = "1"
    way, file, out = sys.argv[1:]
    WAYS[way](file, out)
