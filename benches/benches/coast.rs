//! The distance to the nearest coast, of ten million positions: CPU seconds of one thread.
//!
//! `cargo bench -p darkwake-benches --bench coast` asks for positions as archives hold them (ships on passage around Korea,
//! one report after the other), for the same strewn about the same waters, and for places strewn over all seas of the
//! world. Each sample has a chart of its own, so that its first run counts what the chart works out when a patch of sea is
//! first asked about; `chart` is what it takes to build. That answers are those of a
//! search of every edge is what the test `the_nearest_coast_is_found_from_anywhere` of `chart` asserts.

use anyhow::Result;
use chart::Chart;
use darkwake_benches::thread_cpu_seconds;
use model::{Degrees, Metres, Position};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

const POSITIONS: usize = 10_000_000;
const RUNS: usize = 5;
/// South, north, west, east, in degrees: the waters that are watched.
const KOREA: [f64; 4] = [26.0, 43.0, 117.0, 136.0];
const WORLD: [f64; 4] = [-70.0, 80.0, -180.0, 180.0];

#[expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
fn main() -> Result<()> {
    let chart = Chart::builtin();
    let samples = [
        ("passages around Korea", passages(&chart)),
        ("strewn around Korea", strewn(&chart, KOREA)),
        ("strewn over the world", strewn(&chart, WORLD)),
    ];
    println!("positions,run,count,cpu_s,mean_km");
    let before = thread_cpu_seconds()?;
    drop(Chart::builtin());
    println!("none,chart,0,{:.3},", thread_cpu_seconds()? - before);
    for (name, positions) in &samples {
        let chart = Chart::builtin();
        let mut costs: Vec<f64> = Vec::new();
        for run in 1..=RUNS {
            let before = thread_cpu_seconds()?;
            let sum: f64 = positions.iter().map(|&at| chart.shore_distance(at).0).sum();
            let cost = thread_cpu_seconds()? - before;
            println!("{name},{run},{},{cost:.3},{:.3}", positions.len(), sum / positions.len() as f64 / 1e3);
            costs.push(cost);
        }
        costs.sort_by(f64::total_cmp);
        println!("{name},median,{},{:.3},", positions.len(), costs[RUNS / 2]);
    }
    Ok(())
}

/// Two thousand ships that sail straight on at twelve knots, a report a minute, and turn at the coast and at the rim.
fn passages(chart: &Chart) -> Vec<Position> {
    const SHIPS: usize = 2_000;
    const STEP: Metres = Metres(370.0);
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut positions = Vec::with_capacity(POSITIONS);
    for _ in 0..SHIPS {
        let mut at = at_sea(chart, KOREA, &mut rng);
        let mut course = Degrees(rng.random_range(0.0..360.0));
        for _ in 0..POSITIONS / SHIPS {
            let mut next = at.towards(course, STEP);
            while chart.on_land(next) || !is_in(KOREA, next) {
                course = Degrees(rng.random_range(0.0..360.0));
                next = at.towards(course, STEP);
            }
            at = next;
            positions.push(at);
        }
    }
    positions
}

fn strewn(chart: &Chart, waters: [f64; 4]) -> Vec<Position> {
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    (0..POSITIONS).map(|_| at_sea(chart, waters, &mut rng)).collect()
}

fn at_sea(chart: &Chart, [south, north, west, east]: [f64; 4], rng: &mut ChaCha8Rng) -> Position {
    loop {
        let (lat, lon) = (rng.random_range(south..north), rng.random_range(west..east));
        let at = Position::from_degrees(Degrees(lat), Degrees(lon)).expect("the waters are on Earth");
        if !chart.on_land(at) {
            return at;
        }
    }
}

fn is_in([south, north, west, east]: [f64; 4], at: Position) -> bool {
    (south..north).contains(&at.lat()) && (west..east).contains(&at.lon())
}
