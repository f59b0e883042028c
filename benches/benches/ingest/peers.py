"""Ingests a file with Python packages: every position, sorted by day, MMSI and time, one Parquet file a day.

`python3 peers.py WAY FILE OUT THREADS`, as the benchmark `ingest` runs it, where WAY is one of `WAYS` below. The columns are
time, mmsi, lat, lon, sog_kn, cog_deg, heading_deg and status; what is not available is null.
"""

import os
import sys

COLUMNS = ["time", "mmsi", "lat", "lon", "sog_kn", "cog_deg", "heading_deg", "status"]
# The same in the messages that `aiscat` gives.
FIELDS = ["toa_ns", "mmsi", "lat", "lon", "speed", "course", "heading", "status"]
POSITIONS = [1, 2, 3, 18, 19, 27]
ZSTD_LEVEL = 1


def aiscat_json(log, out, threads):
    """Whole messages as JSON lines, which polars reads; a field that is not available is left out there."""
    os.environ["POLARS_MAX_THREADS"] = threads
    import aiscat
    import polars as pl

    lines = b"\n".join(aiscat.from_file(log, format="json"))
    messages = pl.read_ndjson(lines, schema=schema("type") | schema(*FIELDS))
    write_decoded(messages.filter(pl.col("type").is_in(POSITIONS), pl.col("lat").is_not_null()), out)


def aiscat_dictionaries(log, out, threads):
    """Whole messages as dictionaries, of which Python takes the eight fields."""
    os.environ["POLARS_MAX_THREADS"] = threads
    import aiscat
    import polars as pl

    rows = []
    for message in aiscat.from_file(log):
        if message["type"] in POSITIONS and "lat" in message:
            get = message.get
            rows.append(
                (get("toa_ns"), get("mmsi"), get("lat"), get("lon"))
                + (get("speed"), get("course"), get("heading"), get("status"))
            )
    write_decoded(pl.DataFrame(rows, schema=schema(*FIELDS), orient="row"), out)


def schema(*names):
    import polars as pl

    integers = ["type", "toa_ns", "mmsi", "status"]
    return {name: pl.Int64 if name in integers else pl.Float64 for name in names}


def write_decoded(messages, out):
    import polars as pl

    columns = dict(zip(COLUMNS, FIELDS))
    columns["time"] = (pl.col("toa_ns") // 1_000_000).cast(pl.Datetime("ms", "UTC"))
    columns["status"] = unless("status", 15)
    write_days(messages.lazy().select(**columns), out)


def unless(name, none):
    import polars as pl

    return pl.when(pl.col(name) != none).then(pl.col(name))


def polars(table, out, threads):
    os.environ["POLARS_MAX_THREADS"] = threads
    import polars as pl

    types = {name: pl.Float64 for name in ["LAT", "LON", "SOG", "COG", "Heading"]}
    types |= {"MMSI": pl.Int64, "BaseDateTime": pl.String, "Status": pl.Int64}
    rows = pl.scan_csv(table, schema_overrides=types, infer_schema_length=0)
    fixes = rows.select(
        time=pl.col("BaseDateTime").str.to_datetime("%Y-%m-%dT%H:%M:%S", time_unit="ms", time_zone="UTC"),
        mmsi="MMSI",
        lat="LAT",
        lon="LON",
        sog_kn=unless("SOG", 102.3),
        cog_deg=unless("COG", 360.0),
        heading_deg=unless("Heading", 511.0),
        status=unless("Status", 15),
    )
    write_days(fixes, out)


def write_days(fixes, out):
    import polars as pl

    fixes = fixes.with_columns(day=pl.col("time").dt.date()).sort("day", "mmsi", "time").collect()
    for (day,), rows in fixes.partition_by("day", as_dict=True, include_key=False).items():
        folder = os.path.join(out, f"day={day}")
        os.makedirs(folder)
        path = os.path.join(folder, "0.parquet")
        rows.write_parquet(path, compression="zstd", compression_level=ZSTD_LEVEL)


def duckdb(table, out, threads):
    import duckdb as package

    connection = package.connect()
    connection.execute(f"SET threads = {threads}; SET TimeZone = 'UTC'")
    connection.execute(
        f"""
        COPY (
            SELECT
                BaseDateTime AS time, MMSI AS mmsi, LAT AS lat, LON AS lon,
                nullif(SOG, 102.3) AS sog_kn, nullif(COG, 360) AS cog_deg, nullif(Heading, 511) AS heading_deg,
                nullif(Status, 15) AS status, CAST(BaseDateTime AS DATE) AS day
            FROM read_csv({quoted(table)}, header = true, types = {{
                'MMSI': 'BIGINT', 'BaseDateTime': 'TIMESTAMP_MS', 'LAT': 'DOUBLE', 'LON': 'DOUBLE', 'SOG': 'DOUBLE',
                'COG': 'DOUBLE', 'Heading': 'DOUBLE', 'Status': 'BIGINT'
            }})
            ORDER BY day, mmsi, time
        ) TO {quoted(out)}
        (FORMAT parquet, PARTITION_BY (day), COMPRESSION zstd, COMPRESSION_LEVEL {ZSTD_LEVEL})
        """
    )


def quoted(path):
    return "'" + path.replace("'", "''") + "'"


WAYS = {
    "aiscat-json": aiscat_json,
    "aiscat-dictionaries": aiscat_dictionaries,
    "duckdb": duckdb,
    "polars": polars,
}


if __name__ == "__main__":
    way, file, out, threads = sys.argv[1:]
    WAYS[way](file, out, threads)
