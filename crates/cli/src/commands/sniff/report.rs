//! A report as it was understood, in the words of its columns.

use case::render::visible;
use model::{BroadcastImo, Degrees, Fix, Knots, Metres, NavStatus, Report, ShipType, StaticReport};
use serde::Serialize;

use crate::page::Page;
use crate::show::or_dash;

/// What a report says; absent where it does not.
#[derive(Debug, Default, Serialize)]
pub(super) struct Told {
    line: u64,
    time: String,
    mmsi: u32,
    lat: Option<f64>,
    lon: Option<f64>,
    sog_kn: Option<f64>,
    cog_deg: Option<f64>,
    heading_deg: Option<f64>,
    status: Option<u8>,
    name: Option<String>,
    imo: Option<u32>,
    call_sign: Option<String>,
    ship_type: Option<u8>,
    length_m: Option<f64>,
    beam_m: Option<f64>,
    draught_m: Option<f64>,
    destination: Option<String>,
}

impl Told {
    pub(super) fn of(report: &Report) -> Self {
        match report {
            Report::Position(fix) => Self::of_fix(fix),
            Report::Static(report) => Self::of_static(report),
        }
    }

    fn of_fix(fix: &Fix) -> Self {
        let degrees = |direction: Option<Degrees>| direction.map(|Degrees(degrees)| degrees);
        Self {
            line: fix.location.line(),
            time: fix.time.to_string(),
            mmsi: fix.mmsi.get(),
            lat: Some(fix.position.lat()),
            lon: Some(fix.position.lon()),
            sog_kn: fix.speed().map(|Knots(knots)| knots),
            cog_deg: degrees(fix.course()),
            heading_deg: degrees(fix.heading()),
            status: fix.status().map(NavStatus::code),
            ..Self::default()
        }
    }

    fn of_static(report: &StaticReport) -> Self {
        let metres = |length: Option<Metres>| length.map(|Metres(metres)| metres);
        Self {
            line: report.location.line(),
            time: report.time.to_string(),
            mmsi: report.mmsi.get(),
            name: report.name.clone(),
            imo: report.imo.map(|imo| match imo {
                BroadcastImo::Valid(imo) => imo.get(),
                BroadcastImo::Invalid(number) => number,
            }),
            call_sign: report.call_sign.clone(),
            ship_type: report.ship_type.map(ShipType::code),
            length_m: metres(report.dimensions.and_then(model::Dimensions::length)),
            beam_m: metres(report.dimensions.and_then(model::Dimensions::beam)),
            draught_m: metres(report.draught),
            destination: report.destination.clone(),
            ..Self::default()
        }
    }

    /// The report on a line of its own, or as many as it needs.
    pub(super) fn line(&self, page: Page) -> String {
        let says = if self.lat.is_some() { self.position() } else { self.statics() };
        let Self { line, time, mmsi, .. } = self;
        page.hung(&format!("  line {line:<6}"), &format!("{time} {mmsi:09}: {}", visible(&says)))
    }

    /// A figure that is not there is a dash: that it is missing is what one looks for here.
    fn position(&self) -> String {
        let figure = |figure: Option<f64>| or_dash(figure.map(|figure| format!("{figure:.1}")));
        let place = |degrees: Option<f64>| or_dash(degrees.map(|degrees| format!("{degrees:.5}")));
        format!(
            "{} {}, {} kn, course {}, heading {}, status {}",
            place(self.lat),
            place(self.lon),
            figure(self.sog_kn),
            figure(self.cog_deg),
            figure(self.heading_deg),
            or_dash(self.status.map(|status| status.to_string()))
        )
    }

    fn statics(&self) -> String {
        let word = |what: &str, word: &Option<String>| word.as_ref().map(|word| format!("{what} {word}"));
        let metres = |what: &str, metres: Option<f64>| metres.map(|metres| format!("{what} {metres:.1} m"));
        let facts = [
            word("name", &self.name),
            self.imo.map(|imo| format!("IMO {imo}")),
            word("call sign", &self.call_sign),
            self.ship_type.map(|code| format!("type {code}")),
            metres("length", self.length_m),
            metres("beam", self.beam_m),
            metres("draught", self.draught_m),
            word("destination", &self.destination),
        ];
        facts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}
