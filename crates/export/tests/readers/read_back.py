"""Reads an exported file with the tool that its users read it with, and prints what it found as one JSON value.

Called as `read_back.py FORMAT FILE`. The Rust test holds the answer against the case.
"""

import json
import sys


def points(frame):
    """What a table of points holds, in its order."""
    return {
        "rows": len(frame),
        "crs": frame.crs.to_string(),
        "ids": list(frame["lead_id"]),
        "names": [name if isinstance(name, str) else None for name in frame["name_a"]],
        "places": [[point.y, point.x] for point in frame.geometry],
        "starts": [str(start) for start in frame["start"]],
        "statuses": list(frame["status"]),
    }


def quoted(cell):
    """The list of a cell: JSON as text, already read, or nothing."""
    if isinstance(cell, str):
        return json.loads(cell)
    return [] if cell is None or isinstance(cell, float) else list(cell)


def geojson(path):
    import geopandas

    frame = geopandas.read_file(path)
    return points(frame) | {
        "raw_lines": [quoted(cell) for cell in frame["raw_lines"]],
        "notes": [quoted(cell) for cell in frame["notes"]],
    }


def geoparquet(path):
    import duckdb
    import geopandas

    frame = geopandas.read_parquet(path)
    by_duckdb = duckdb.execute(
        "SELECT count(*), min(start)::VARCHAR FROM read_parquet(?)", [path]
    ).fetchone()
    return points(frame) | {
        "raw_lines": [quoted(cell) for cell in frame["raw_lines"]],
        "notes": [quoted(cell) for cell in frame["notes"]],
        "rows_in_duckdb": by_duckdb[0],
    }


def gpkg(path):
    import geopandas
    import pyogrio

    layers = [name for name, _ in pyogrio.list_layers(path)]
    lines = pyogrio.read_dataframe(path, layer="raw_lines")
    leads = geopandas.read_file(path, layer="leads")
    of_lead = lines[lines["finding"] == "lead"]
    grouped = [of_lead[of_lead["finding_id"] == lead] for lead in leads["lead_id"]]
    notes = pyogrio.read_dataframe(path, layer="notes").astype(object)
    return points(leads) | {
        "notes": [
            notes[notes["lead_id"] == lead].fillna("").to_dict("records") for lead in leads["lead_id"]
        ],
        "layers": layers,
        "events": len(geopandas.read_file(path, layer="events")),
        "raw_lines": [
            [{"line": int(line), "text": text} for line, text in zip(rows["line"], rows["text"])]
            for rows in grouped
        ],
    }


def kml(path):
    import geopandas
    import xml.etree.ElementTree as tree

    space = "{http://www.opengis.net/kml/2.2}"
    leads = geopandas.read_file(path, layer="leads")
    events = geopandas.read_file(path, layer="events")
    folder = tree.parse(path).getroot().find(f"{space}Document").find(f"{space}Folder")
    marks = folder.findall(f"{space}Placemark")
    data = [
        {entry.get("name"): entry.findtext(f"{space}value") for entry in mark.iter(f"{space}Data")}
        for mark in marks
    ]
    return {
        "rows": len(leads),
        "events": len(events),
        "crs": leads.crs.to_string(),
        "ids": [row["lead_id"] for row in data],
        "names": [row.get("name_a") for row in data],
        "places": [[point.y, point.x] for point in leads.geometry],
        "starts": [mark.findtext(f"{space}TimeSpan/{space}begin") for mark in marks],
        "raw_lines": [quoted(row["raw_lines"]) for row in data],
        "statuses": [row["status"] for row in data],
        "notes": [quoted(row.get("notes")) for row in data],
    }


def csv(path):
    import pandas

    frame = pandas.read_csv(path)
    return {
        "rows": len(frame),
        "ids": list(frame["lead_id"]),
        "names": [name if isinstance(name, str) else None for name in frame["name_a"]],
        "places": [[lat, lon] for lat, lon in zip(frame["lat"], frame["lon"])],
        "starts": list(frame["start"]),
        "statuses": list(frame["status"]),
        "notes": [quoted(cell) for cell in frame["notes"]],
        "raw_lines": [quoted(cell) for cell in frame["raw_lines"]],
    }


def xlsx(path):
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=False)
    table = list(book["leads"].iter_rows(values_only=True))
    leads = [dict(zip(table[0], row)) for row in table[1:]]
    table = list(book["raw_lines"].iter_rows(values_only=True))
    lines = [dict(zip(table[0], row)) for row in table[1:]]
    table = list(book["notes"].iter_rows(values_only=True))
    notes = [dict(zip(table[0], row)) for row in table[1:]]
    formulas = [
        cell.coordinate
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    return {
        "rows": len(leads),
        "sheets": book.sheetnames,
        "formulas": formulas,
        "events": book["events"].max_row - 1,
        "ids": [row["lead_id"] for row in leads],
        "names": [row["name_a"] for row in leads],
        "places": [[row["lat"], row["lon"]] for row in leads],
        "starts": [row["start"].isoformat() for row in leads],
        "statuses": [row["status"] for row in leads],
        "notes": [[note for note in notes if note["lead_id"] == row["lead_id"]] for row in leads],
        "raw_lines": [
            [
                {"line": line["line"], "text": line["text"]}
                for line in lines
                if line["finding"] == "lead" and line["finding_id"] == row["lead_id"]
            ]
            for row in leads
        ],
    }


def ftm(path):
    from followthemoney import model

    entities = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            stated = json.loads(line)
            proxy = model.get_proxy(stated)
            # What the model does not take is dropped by it, which would be a loss.
            for name, values in stated["properties"].items():
                assert len(proxy.get(name)) == len(set(values)), (name, values)
            proxy.schema.validate(stated)
            entities.append(proxy)
    leads = [entity for entity in entities if entity.id.startswith("darkwake-lead-")]
    known = {entity.id for entity in entities}
    dangling = [
        value
        for entity in entities
        for name in ("involved", "subject", "object")
        if name in entity.schema.properties
        for value in entity.get(name)
        if value not in known
    ]
    return {
        "rows": len(leads),
        "ids": [entity.first("recordId") for entity in leads],
        "names": [entity.caption for entity in entities if entity.schema.name == "Vessel"],
        "dangling": dangling,
        "schemas": sorted({entity.schema.name for entity in entities}),
        "statuses": [entity.first("keywords").removeprefix("status: ") for entity in leads],
        "raw_lines": [
            [{"text": note.split(": ", 1)[1]} for note in entity.get("notes") if "SHA-256" in note]
            for entity in leads
        ],
        "notes": [
            sorted(note for note in entity.get("notes") if "SHA-256" not in note) for entity in leads
        ],
    }


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](sys.argv[2])))
