//! SQL over ten million stored fixes: wall and CPU seconds of each question.
//!
//! `cargo bench -p darkwake-benches --bench sql` prints one row a question, the median of five runs. The case is written
//! first and not counted: 1,000 ships over 30 days, a fix every four minutes or so. A number as argument changes how
//! many million fixes there are.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use case::sql::{self, Limits, Output};
use case::{
    Case, Contents, FixRow, Manifest, Overwrite, Program, Provenance, Row, TableFile, TableWriter, Value,
};
use darkwake_benches::cpu_seconds;
use model::{Timestamp, Transmitter};

const RUNS: usize = 5;
const SHIPS: i64 = 1_000;
const DAYS: i64 = 30;
const DAY_MS: i64 = 86_400_000;
/// 2025-03-01T00:00:00Z.
const START_MS: i64 = 1_740_787_200_000;

/// What is asked, and what it is called.
const QUESTIONS: [(&str, &str); 7] = [
    ("count", "SELECT count(*) FROM fixes"),
    ("count_by_mmsi", "SELECT mmsi, count(*) FROM fixes GROUP BY mmsi"),
    ("count_by_day", "SELECT substr(time, 1, 10), count(*) FROM fixes GROUP BY 1"),
    ("mean_speed_by_mmsi", "SELECT mmsi, avg(sog_kn) FROM fixes GROUP BY mmsi"),
    ("in_a_box", "SELECT count(*) FROM fixes WHERE lat BETWEEN 37 AND 38 AND lon BETWEEN 124 AND 125"),
    ("one_ship", "SELECT count(*), min(time), max(time) FROM fixes WHERE mmsi = 440000500"),
    (
        "one_ship_one_hour",
        "SELECT * FROM fixes WHERE mmsi = 440000500 AND time >= '2025-03-10T06:00:00Z' AND time < '2025-03-10T07:00:00Z'",
    ),
];

#[expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
fn main() -> Result<()> {
    let millions = std::env::args().skip(1).find_map(|word| word.parse::<i64>().ok()).unwrap_or(10);
    let scratch = tempfile::tempdir()?;
    let dir = scratch.path().join("case");
    let fixes = write(&dir, millions * 1_000_000)?;
    let case = Case::open(&dir)?;
    println!("question,fixes,rows,wall_s,cpu_s");
    for (name, question) in QUESTIONS {
        let mut runs = (0..RUNS).map(|_| ask(&case, question)).collect::<Result<Vec<_>>>()?;
        runs.sort_by(|one, other| one.1.total_cmp(&other.1));
        let (rows, wall, cpu) = runs[RUNS / 2];
        println!("{name},{fixes},{rows},{wall:.3},{cpu:.2}");
    }
    Ok(())
}

/// Rows of the answer, wall seconds, CPU seconds.
fn ask(case: &Case, question: &str) -> Result<(usize, f64, f64)> {
    let (cpu, clock) = (cpu_seconds()?, Instant::now());
    let mut rows = Rows(0);
    sql::query(case, question, &Limits::default(), &mut rows)?;
    Ok((rows.0, clock.elapsed().as_secs_f64(), cpu_seconds()? - cpu))
}

/// Counts rows.
struct Rows(usize);

impl Output for Rows {
    fn columns(&mut self, _names: &[&str]) -> io::Result<()> {
        Ok(())
    }

    fn row(&mut self, _values: &[Value<'_>]) -> io::Result<()> {
        self.0 += 1;
        Ok(())
    }
}

/// Writes a case of so many fixes, and tells how many there are.
fn write(dir: &Path, fixes: i64) -> Result<i64> {
    let provenance =
        Provenance { program: Program::darkwake("bench"), config: serde_json::json!({}), lists: Vec::new() };
    let contents = Contents {
        provenance,
        fleet: &model::Fleet::default(),
        sources: &[],
        left_out: &[],
        ledger: &[],
        rejects: &[],
        events: &[],
        leads: &[],
        raw_lines: &[],
    };
    case::write(dir, &contents, Overwrite::No)?;
    let of_ship = fixes / DAYS / SHIPS;
    let path = dir.join("manifest.json");
    let mut manifest: Manifest = serde_json::from_slice(&fs::read(&path)?)?;
    for day in 0..DAYS {
        let start = START_MS + day * DAY_MS;
        let date: String = Timestamp::from_ms(start)?.to_string().chars().take(10).collect();
        let file = format!("fixes/day={date}/part-0.parquet");
        fs::create_dir_all(dir.join(format!("fixes/day={date}")))?;
        let mut table = TableWriter::<FixRow, File>::new(File::create(dir.join(&file))?)?;
        for ship in 0..SHIPS {
            for at in 0..of_ship {
                table.push(&fix(ship, start + at * (DAY_MS / of_ship), at)?)?;
            }
        }
        table.finish()?;
        manifest.tables.push(TableFile {
            table: FixRow::SCHEMA.table.to_owned(),
            path: file,
            rows: of_ship * SHIPS,
            bytes: 0,
            sha256: String::new(),
        });
    }
    fs::write(&path, serde_json::to_vec(&manifest)?)?;
    Ok(of_ship * SHIPS * DAYS)
}

/// A ship that goes round, so that neighbouring values differ as those of ships do.
fn fix(ship: i64, ms: i64, at: i64) -> Result<FixRow> {
    let turn = (ms as f64 / 3.0e7) + ship as f64;
    Ok(FixRow {
        mmsi: 440_000_000 + ship,
        time: Timestamp::from_ms(ms)?,
        lat: ((37.0 + turn.sin()) * 1e6).round() / 1e6,
        lon: ((125.0 + turn.cos()) * 1e6).round() / 1e6,
        sog_kn: (at % 50 != 0).then_some((at % 140) as f64 / 10.0),
        cog_deg: Some((turn.to_degrees().rem_euclid(360.0) * 10.0).round() / 10.0),
        heading_deg: None,
        status: Some(0),
        transmitter: Transmitter::ClassA,
        file_id: 0,
        line: ship * 100_000 + at + 1,
        offset: Some((ship * 100_000 + at) * 80),
        length: Some(80),
        station: None,
    })
}
