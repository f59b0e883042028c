//! `darkwake events`: what ships did.

use std::io::{self, Write};

use anyhow::Result;
use case::{Case, EventRow};
use model::{Degrees, Position};

use crate::args::{EventsArgs, Format};
use crate::exit::Ending;
use crate::show::{self, Field, minute, or_dash};

pub(crate) fn events(args: &EventsArgs) -> Result<Ending> {
    let case = Case::open(&args.case)?;
    let shown: Vec<EventRow> = case.events()?.into_iter().filter(|event| args.wants(event)).collect();
    show::rows(&shown, FIELDS, args.format)?;
    if args.format == Format::Table {
        writeln!(io::stdout(), "{} events.", shown.len())?;
    }
    Ok(Ending::Done)
}

impl EventsArgs {
    fn wants(&self, event: &EventRow) -> bool {
        let place = Position::from_degrees(Degrees(event.lat), Degrees(event.lon));
        self.kind.is_none_or(|kind| event.kind == kind)
            && self.since.is_none_or(|since| event.end.is_none_or(|end| end >= since))
            && self.until.is_none_or(|until| event.start <= until)
            && self.vessel.is_none_or(|mmsi| event.mmsi_a == mmsi || event.mmsi_b == Some(mmsi))
            && self.bbox.is_none_or(|bounds| place.is_ok_and(|at| bounds.contains(at)))
    }
}

const FIELDS: &[Field<EventRow>] = &[
    Field::text("event", |event| event.event_id.clone()),
    Field::text("kind", |event| event.kind.as_str().to_owned()),
    Field::text("start (UTC)", |event| minute(event.start)),
    Field::figure("hours", |event| {
        or_dash(event.end.map(|end| format!("{:.1}", (end - event.start).hours())))
    }),
    Field::figure("MMSI a", |event| format!("{:09}", event.mmsi_a)),
    Field::figure("MMSI b", |event| or_dash(event.mmsi_b.map(|mmsi| format!("{mmsi:09}")))),
    Field::text("place", |event| format!("{:.4} {:.4}", event.lat, event.lon)),
    Field::figure("shore km", |event| or_dash(event.shore_km.map(|km| format!("{km:.1}")))),
    Field::figure("port km", |event| or_dash(event.port_km.map(|km| format!("{km:.1}")))),
    Field::figure("metres apart", |event| or_dash(event.median_distance_m.map(|m| format!("{m:.0}")))),
];
