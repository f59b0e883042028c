//! What a table of events shows people: of events of one kind the figures of that kind, of several what most of them have.
//!
//! The first columns fit a page of 80; CSV and JSON have every column.

use case::EventRow;
use model::EventKind;

use crate::show::{self, Field, minute, or_dash};

/// The columns for these events.
pub(super) fn fields(events: &[EventRow]) -> Vec<Field<EventRow>> {
    let kind = events.first().map(|event| event.kind);
    let one_kind = kind.filter(|kind| events.iter().all(|event| event.kind == *kind));
    match one_kind.map(of_kind) {
        Some(own) if !own.is_empty() => {
            let both = events.iter().any(|event| event.mmsi_b.is_some());
            let parties = if both { &[MMSI_A, MMSI_B][..] } else { &[MMSI_A] };
            [&[KIND, START, HOURS][..], parties, &[PLACE], own].concat()
        }
        _ => [&[KIND, START, HOURS, MMSI_A, MMSI_B, PLACE][..], ENCOUNTER].concat(),
    }
}

const fn of_kind(kind: EventKind) -> &'static [Field<EventRow>] {
    match kind {
        EventKind::Encounter => ENCOUNTER,
        EventKind::Loitering => LOITERING,
        EventKind::Gap => GAP,
        EventKind::DarkRendezvous => DARK_RENDEZVOUS,
        EventKind::PortVisit => PORT_VISIT,
        EventKind::DraughtChange => DRAUGHT_CHANGE,
        EventKind::IdentityChange => IDENTITY_CHANGE,
        EventKind::Spoofing => SPOOFING,
        EventKind::SharedIdentity => &[],
    }
}

const KIND: Field<EventRow> = Field::text("kind", |event, lang| show::kind(event.kind, lang).to_owned());
const START: Field<EventRow> = Field::text("start (UTC)", |event, _| minute(event.start));
const HOURS: Field<EventRow> = Field::figure("hours", |event, _| {
    or_dash(event.end.map(|end| format!("{:.1}", (end - event.start).hours())))
});
const MMSI_A: Field<EventRow> = Field::figure("MMSI a", |event, _| format!("{:09}", event.mmsi_a));
const MMSI_B: Field<EventRow> =
    Field::figure("MMSI b", |event, _| or_dash(event.mmsi_b.map(|mmsi| format!("{mmsi:09}"))));
const PLACE: Field<EventRow> = Field::text("place", |event, _| show::place(event.lat, event.lon));
const SHORE: Field<EventRow> = Field::figure("shore km", |event, _| tenth(event.shore_km));
const PORT: Field<EventRow> = Field::figure("port km", |event, _| tenth(event.port_km));

const ENCOUNTER: &[Field<EventRow>] = &[
    Field::figure("m apart", |event, _| whole(event.median_distance_m)),
    SHORE,
    PORT,
    Field::figure("h observed", |event, _| hours(event.observed_minutes)),
    Field::figure("h bridged", |event, _| hours(event.bridged_minutes)),
    Field::figure("beside", |event, _| or_dash(event.beside.map(|count| count.to_string()))),
];

const LOITERING: &[Field<EventRow>] = &[
    Field::figure("mean kn", |event, _| tenth(event.mean_speed_kn)),
    Field::figure("h unheard", |event, _| hours(event.silence_minutes)),
    SHORE,
    PORT,
    Field::figure("drift km", |event, _| kilometres(event.drift_m)),
];

const GAP: &[Field<EventRow>] = &[
    Field::figure("p off", |event, _| share(event.p_intentional)),
    Field::figure("km between", |event, _| kilometres(event.distance_m)),
    Field::figure("last kn", |event, _| tenth(event.last_speed_kn)),
    SHORE,
    PORT,
];

const DARK_RENDEZVOUS: &[Field<EventRow>] = &[
    Field::figure("p met", |event, _| share(event.p_met)),
    Field::figure("within km", |event, _| tenth(event.radius_km)),
    Field::figure("if these two", |event, _| tenth(event.pair_radius_km)),
    Field::figure("other hulls", |event, _| or_dash(event.alternatives.map(|count| count.to_string()))),
    SHORE,
];

const PORT_VISIT: &[Field<EventRow>] = &[
    Field::text("port", |event, _| or_dash(event.port.clone())),
    Field::text("country", |event, _| or_dash(event.port_country.clone())),
    Field::figure("confidence", |event, _| or_dash(event.confidence.map(|sure| sure.to_string()))),
];

const DRAUGHT_CHANGE: &[Field<EventRow>] = &[
    Field::figure("m before", |event, _| tenth(event.draught_before_m)),
    Field::figure("m after", |event, _| tenth(event.draught_after_m)),
    Field::text("call possible", |event, lang| {
        or_dash(event.call_possible.map(|may| lang.tell(if may { "yes" } else { "no" }).into_owned()))
    }),
    SHORE,
    PORT,
];

const IDENTITY_CHANGE: &[Field<EventRow>] = &[
    Field::figure("p one hull", |event, _| share(event.p_same_hull)),
    Field::figure("h unheard", |event, _| hours(event.silence_minutes)),
    Field::figure("km between", |event, _| kilometres(event.distance_m)),
];

const SPOOFING: &[Field<EventRow>] = &[
    Field::text("pattern", |event, _| or_dash(event.pattern.map(|pattern| pattern.as_str().to_owned()))),
    Field::figure("fixes", |event, _| or_dash(event.fixes.map(|count| count.to_string()))),
    Field::figure("km off", |event, _| kilometres(event.distance_m)),
];

fn whole(figure: Option<f64>) -> String {
    or_dash(figure.map(|figure| format!("{figure:.0}")))
}

fn tenth(figure: Option<f64>) -> String {
    or_dash(figure.map(|figure| format!("{figure:.1}")))
}

fn kilometres(metres: Option<f64>) -> String {
    tenth(metres.map(|metres| metres / 1000.0))
}

fn hours(minutes: Option<f64>) -> String {
    tenth(minutes.map(|minutes| minutes / 60.0))
}

fn share(probability: Option<f64>) -> String {
    or_dash(probability.map(model::probability))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_show_as_hours_after_what_a_narrow_page_has_room_for() {
        assert_eq!((hours(Some(96.0)), hours(None)), ("1.6".to_owned(), "–".to_owned()));
        let headings: Vec<&str> = fields(&[]).iter().map(|field| field.heading).collect();
        assert!(headings.ends_with(&["port km", "h observed", "h bridged", "beside"]), "{headings:?}");
    }
}
