"""Whether exact contacts hold all that a join by ticks finds: each tick of each of its runs, and of those that no contact
holds the reason that the motion from fix to fix gives.

`python3 containment.py FILE CONTACTS RUNS`: the traffic, what `-- contacts` wrote, and what `peers.py duckdb` wrote.
"""

import csv
import math
import sys
from collections import Counter, defaultdict

import numpy as np
import polars as pl

TICK_MS = 600_000
STILL_KN = 3.45  # 3.5 kn, less the scatter of fixes
LEAVE_M = 700.0
METRES_PER_DEGREE = 111_195.0
KNOT = 0.514444


def main(file, contacts, runs):
    tracks = read(file)
    held = defaultdict(list)
    for a, b, start, end in csv.reader(open(contacts)):
        held[pair(a, b)].append((int(start), int(end)))
    reasons = Counter()
    for a, b, first, last in csv.reader(open(runs)):
        a, b = pair(a, b)
        for tick in range(int(first), int(last) + 1):
            start, end = tick * TICK_MS, (tick + 1) * TICK_MS
            is_held = any(since < end and start < until for since, until in held[a, b])
            reasons["held by a contact" if is_held else reason(tracks[a], tracks[b], start, end)] += 1
    for reason_, count in reasons.most_common():
        print(f"{count:8} ticks {reason_}")


def read(file):
    fixes = pl.read_parquet(file)
    columns = fixes["time"].dt.epoch("ms").to_numpy(), fixes["lat"].to_numpy(), fixes["lon"].to_numpy()
    ships, first, count = np.unique(fixes["mmsi"].to_numpy(), return_index=True, return_counts=True)
    return {
        int(ship): tuple(column[start : start + length] for column in columns)
        for ship, start, length in zip(ships, first, count)
    }


def pair(a, b):
    return tuple(sorted((int(a), int(b))))


def reason(a, b, start, end):
    if any(times[-1] <= start or end <= times[0] for times, _, _ in (a, b)):
        return "in which one was heard at the first moment only, or not at all"
    moments = range(start, end + 1, TICK_MS // 20)
    if any(speed(ship, moment) >= STILL_KN for ship in (a, b) for moment in moments):
        return "in which one was under way"
    if min(metres(place(a, moment), place(b, moment)) for moment in moments) > LEAVE_M:
        return "in which they were farther apart at any one moment"
    return "without a reason"


def place(ship, moment):
    times, lat, lon = ship
    return np.interp(moment, times, lat), np.interp(moment, times, lon)


def speed(ship, moment):
    """Made good over ten minutes, in knots."""
    return metres(place(ship, moment - TICK_MS // 2), place(ship, moment + TICK_MS // 2)) / (TICK_MS / 1000) / KNOT


def metres(one, other):
    north, east = other[0] - one[0], (other[1] - one[1]) * math.cos(math.radians(one[0]))
    return math.hypot(north, east) * METRES_PER_DEGREE


if __name__ == "__main__":
    main(*sys.argv[1:])
