//! The CSV of NOAA Marine Cadastre, 2015 to 2024: one row a position, with what the ship says of itself beside it.

use std::io::{self, Write};

use crate::hull::{Class, Hull, Identity};
use crate::simulation::Simulation;
use crate::transmit::{Received, Report, Sent};

const HEADER: &str = "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,Cargo,TransceiverClass";

/// Writes what was received in one day; copies by other receivers are merged, as NOAA does.
pub(super) fn write(simulation: &Simulation, day: &[Received], out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{HEADER}")?;
    for received in day.iter().filter(|received| !received.copy) {
        if let Sent::Position(report) = received.sent {
            let hull = &simulation.hulls[received.hull];
            if let Some(identity) = hull.radio.identity(received.time) {
                write_row(hull, identity, received, &report, out)?;
            }
        }
    }
    Ok(())
}

fn write_row(
    hull: &Hull,
    identity: &Identity,
    received: &Received,
    report: &Report,
    out: &mut impl Write,
) -> io::Result<()> {
    let stamp = received.time.to_string();
    let time = stamp.trim_end_matches('Z');
    let (lat, lon) = (report.position.lat(), report.position.lon());
    let speed = report.speed.map_or(102.3, |speed| speed.0);
    let course = report.course.map_or(360.0, |course| course.0);
    let heading = report.heading.map_or(511.0, |heading| heading.0.round() % 360.0);
    write!(out, "{},{time},{lat:.5},{lon:.5},{speed:.1},{course:.1},{heading:.1},", report.mmsi)?;
    let imo = if identity.imo == 0 { String::new() } else { format!("IMO{}", identity.imo) };
    let status = if report.status == 15 { String::new() } else { report.status.to_string() };
    write!(out, "{},{imo},{},{},{status},", identity.name, identity.call_sign, identity.ship_type)?;
    let size = identity.size.unwrap_or(hull.size);
    let (length, beam) = if hull.radio.sizes_known { (size.length.0, size.beam.0) } else { (0.0, 0.0) };
    let class = hull.radio.class;
    let draught =
        if class == Class::A { format!("{:.1}", hull.draught(received.time).0) } else { String::new() };
    let letter = if class == Class::A { 'A' } else { 'B' };
    writeln!(out, "{length:.0},{beam:.0},{draught},{},{letter}", identity.ship_type)
}
