"""Makes the list tables of crates/score/data: `python3 tools/lists/make.py DOMAIN_FOLDER`.

Facts only: name, other names, IMO and MMSI numbers, call sign, list, date of first listing, source. The folder holds
un1718_vessels.csv, ofac_dprk_vessels.csv, eu_only_vessels.csv and dprk_sts_tankers.csv. A list whose source gives no
date for a vessel gets `listed_by`, the date of the copy that was read.
"""

import csv
import pathlib
import sys

COLUMNS = ["name", "other_names", "imo", "mmsi", "call_sign", "list", "first_listed", "listed_by"]
# Table, list, column of the date of first listing, date by which an undated vessel stood on the list.
TABLES = [
    ("un1718_vessels", "un_1718", "first_listed", "2018-10-16"),
    ("ofac_dprk_vessels", "ofac_dprk", None, "2023-11"),
    ("eu_only_vessels", "eu", "first_listed", "2022-12-12"),
    ("dprk_sts_tankers", "us_annex", None, "2019-03-21"),
]


def main(domain: pathlib.Path, output: pathlib.Path) -> None:
    for table, name, date, listed_by in TABLES:
        with open(domain / f"{table}.csv", newline="", encoding="utf-8") as source:
            rows = [compact(row, name, date, listed_by) for row in csv.DictReader(source)]
        rows.sort(key=lambda row: (row["imo"] or "9999999", row["name"]))
        with open(output / f"{name}.csv", "w", newline="", encoding="utf-8") as target:
            writer = csv.DictWriter(target, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def compact(row: dict[str, str], name: str, date: str | None, listed_by: str) -> dict[str, str]:
    return {
        "name": row["name"].upper(),
        "other_names": row.get("other_names", "").upper(),
        "imo": row["imo"],
        "mmsi": row.get("mmsi_listed", ""),
        "call_sign": row.get("call_sign", ""),
        "list": name,
        "first_listed": row[date] if date else "",
        "listed_by": listed_by,
    }


if __name__ == "__main__":
    here = pathlib.Path(__file__).resolve().parent
    main(pathlib.Path(sys.argv[1]), here.parent.parent / "crates/score/data")
