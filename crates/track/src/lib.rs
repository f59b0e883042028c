//! Reports to tracks: duplicates, jumps, the hulls behind an MMSI
