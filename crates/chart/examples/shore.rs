//! Measures shore distances: `cargo run --release -p darkwake-chart --example shore`.
//!
//! Prints seconds of CPU (of the clock where there is no `/proc`) per ten million calls over random places of the
//! waters around Korea and over places within about 20 km of their coasts.
#![expect(clippy::print_stdout, reason = "a measurement is printed")]

use std::time::Instant;

use darkwake_chart::Chart;
use model::{Degrees, Metres, Position};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

const CALLS: usize = 10_000_000;

fn main() {
    let begun = Instant::now();
    let chart = Chart::builtin();
    println!("chart built in {:.0} ms", begun.elapsed().as_secs_f64() * 1000.0);
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let places: Vec<Position> = (0..1_000_000).map(|_| anywhere(&mut rng)).collect();
    let at_sea: Vec<Position> = places.iter().copied().filter(|&at| !chart.on_land(at)).collect();
    let coastal = |at: &Position| chart.shore_distance(*at) < Metres::from_km(20.0);
    let along_coast: Vec<Position> = at_sea.iter().copied().filter(coastal).collect();
    let mut in_order = at_sea.clone();
    in_order.sort_by_key(|at| (at.lat_e7() / 1_000_000, at.lon_e7()));
    measure(&chart, "26-43N 117-136E", &places);
    measure(&chart, "the same, at sea", &at_sea);
    measure(&chart, "the same, at sea, neighbours together as on a track", &in_order);
    measure(&chart, "within 20 km of coasts", &along_coast);
    measure_ports(&chart, &places);
}

fn anywhere(rng: &mut ChaCha8Rng) -> Position {
    let (lat, lon) = (rng.random_range(26.0..43.0), rng.random_range(117.0..136.0));
    Position::from_degrees(Degrees(lat), Degrees(lon)).expect("Korea lies on Earth")
}

fn measure(chart: &Chart, name: &str, places: &[Position]) {
    let (clock, begun) = (Instant::now(), cpu_seconds());
    let sum: f64 = places.iter().cycle().take(CALLS).map(|&at| chart.shore_distance(at).km()).sum();
    let on_cpu = begun.zip(cpu_seconds()).map(|(begun, ended)| ended - begun);
    let seconds = on_cpu.unwrap_or(clock.elapsed().as_secs_f64());
    println!(
        "{name}: {seconds:.2} s per 10 million, mean {:.1} km over {} places",
        sum / CALLS as f64,
        places.len()
    );
}

fn measure_ports(chart: &Chart, places: &[Position]) {
    let begun = cpu_seconds();
    let near =
        places.iter().filter(|&&at| chart.nearest_port(at).is_some_and(|(_, distance)| distance.km() < 10.0));
    let near = near.count();
    let seconds = begun.zip(cpu_seconds()).map_or(f64::NAN, |(begun, ended)| ended - begun);
    println!("nearest port: {seconds:.2} s for {}, {near} within 10 km", places.len());
}

/// Time that this process has spent on a CPU, where Linux tells.
fn cpu_seconds() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    text.split(' ').next()?.parse::<f64>().ok().map(|ns| ns / 1e9)
}
