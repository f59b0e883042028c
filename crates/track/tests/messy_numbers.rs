//! Numbers that many radios send, from the test data of Global Fishing Watch's gpsdio-segment: a sanity check, not
//! parity. Skipped where `../shared/data` is absent.

use std::collections::BTreeMap;
use std::path::PathBuf;

use darkwake_track::{Options, Tracked, build};
use model::{Degrees, FileId, Fix, Knots, Location, Mmsi, Motion, Position, Timestamp, Transmitter};
use serde_json::Value;

#[test]
fn three_messy_numbers_become_a_handful_of_hulls_and_no_fix_is_lost() {
    for name in ["263576000.json", "338013000.json", "416000000.json"] {
        let Some(records) = records(name) else { return println!("skipped: no {name} in ../shared/data") };
        let fixes: Vec<Fix> = records.into_iter().map(|(fix, _)| fix).collect();
        let tracked = build(fixes, Vec::new(), &Options::default());
        println!("{name}: {} {:?}", shape(&tracked), tracked.tally);
        let kept: usize = tracked.tracks.iter().map(|track| track.fixes.len() + track.doubtful.len()).sum();
        assert_eq!(kept as u64 + tracked.tally.duplicates, tracked.tally.fixes);
        assert!((1..=60).contains(&tracked.tracks.len()));
    }
}

#[test]
fn neighbours_in_one_of_gfws_segments_are_mostly_in_one_hull_of_ours() {
    let name = "segmented-416000000.json";
    let Some(records) = records(name) else { return println!("skipped: no {name} in ../shared/data") };
    let fixes: Vec<Fix> = records.iter().map(|(fix, _)| *fix).collect();
    let tracked = build(fixes, Vec::new(), &Options::default());
    let segments: BTreeMap<u64, &str> =
        records.iter().map(|(fix, segment)| (fix.location.line(), segment.as_str())).collect();
    let (mut same, mut apart) = (0, 0);
    let mut hull_of: BTreeMap<u64, u16> = BTreeMap::new();
    for track in &tracked.tracks {
        hull_of.extend(track.fixes.iter().map(|fix| (fix.location.line(), track.hull.part)));
    }
    let mut last: BTreeMap<&str, u64> = BTreeMap::new();
    for (line, segment) in &segments {
        if let Some(before) = last.insert(segment, *line)
            && let (Some(hull), Some(hull_before)) = (hull_of.get(line), hull_of.get(&before))
        {
            if hull == hull_before { same += 1 } else { apart += 1 }
        }
    }
    println!(
        "{}; neighbours in one segment: {same} in one hull, {apart} in two; segments {}",
        shape(&tracked),
        last.len()
    );
    assert!(apart * 20 < same, "{apart} of {same}");
}

fn shape(tracked: &Tracked) -> String {
    let each = tracked.tracks.iter().map(|track| (track.hull.part, track.fixes.len(), track.doubtful.len()));
    format!("hulls (part, fixes, doubtful) {:?}", each.collect::<Vec<_>>())
}

/// The fixes of a file of JSON lines with GFW's segment, if any.
fn records(name: &str) -> Option<Vec<(Fix, String)>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/ais/gpsdio_segment");
    let Ok(text) = std::fs::read_to_string(folder.join(name)) else {
        return None;
    };
    let lines =
        (1..).zip(text.lines()).filter_map(|(row, line)| record(row, &serde_json::from_str(line).ok()?));
    Some(lines.collect())
}

fn record(row: u64, value: &Value) -> Option<(Fix, String)> {
    let number = |key: &str| value[key].as_f64();
    let time = value["timestamp"].as_str()?.replace(' ', "T");
    let time = if time.ends_with('Z') { time } else { time + "Z" };
    let fix = Fix {
        mmsi: Mmsi::try_from(number("ssvid").or(number("mmsi"))? as u32).ok()?,
        time: Timestamp::from_rfc3339(&time).ok()?,
        position: Position::from_degrees(Degrees(number("lat")?), Degrees(number("lon")?)).ok()?,
        told: Motion {
            speed: number("speed").filter(|&knots| knots < 102.25).map(Knots),
            course: number("course").filter(|&course| course < 360.0).map(Degrees),
            heading: None,
            status: None,
        }
        .into(),
        transmitter: Transmitter::Unknown,
        location: Location::row(FileId(0), row),
    };
    Some((fix, value["segment"].as_str().unwrap_or_default().to_owned()))
}
