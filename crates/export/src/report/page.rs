//! The page itself: what, where and when; pictures; for and against; what else it may be; lines and hashes.

mod parts;
mod style;

pub(super) use parts::custody;

use case::LeadRow;
use case::notes::Triage;
use chart::Chart;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use model::EventKind;

use super::bundle::Bundle;
use super::mask::Mask;
use super::timeline;
use super::{Naming, Unnamed, coarse};
use crate::lang::Lang;
use crate::map::{self, Picture};
use crate::words::{self, minute};

/// The page on a lead.
pub(super) fn html(bundle: &Bundle<'_>, mask: &Mask, chart: &Chart) -> Markup {
    let title = title(bundle, mask.lang);
    let pictures = Pictures::of(bundle, mask);
    html! {
        (DOCTYPE)
        html lang=(mask.lang.code()) {
            (html_head(&title))
            body {
                (head(bundle, mask, &title))
                (pictures.whole(chart))
                (parts::acts(bundle, mask))
                (pictures.close(chart))
                (parts::facts(bundle, mask))
                (parts::alternatives(bundle, mask))
                (parts::notes(bundle, mask))
                (parts::lines(bundle, mask))
                (custody(bundle.findings, (!mask.is_anonymous()).then_some(bundle.lead), mask.lang))
            }
        }
    }
}

/// What stands before every page: nothing runs and nothing is fetched, whatever a ship calls itself.
pub(super) fn html_head(title: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
            meta name="referrer" content="no-referrer";
            meta name="viewport" content="width=device-width, initial-scale=1";
            title { (title) }
            style { (PreEscaped(style::SHEET)) }
        }
    }
}

fn title(bundle: &Bundle<'_>, lang: Lang) -> String {
    let lead = bundle.lead;
    let head = lang.pick("Lead", "단서");
    format!("{head} {}: {}, {} UTC", lead.rank, lang.lead(lead.kind), minute(lead.start))
}

fn head(bundle: &Bundle<'_>, mask: &Mask, title: &str) -> Markup {
    let lead = bundle.lead;
    let unseen = bundle.deciding().filter(|_| !mask.is_anonymous());
    let radius = unseen.and_then(|event| event.radius_km);
    let of_the_two = unseen.and_then(|event| event.mmsi_b.and(event.pair_radius_km));
    html! {
        header {
            p.kicker { (mask.tell("darkwake · evidence on one lead")) }
            h1 { (title) }
            (banner(mask))
            p.lede { (mask.own(&bundle.parties(mask.lang))) "." }
            dl {
                dt { (mask.tell("When")) } dd { (mask.tell(&words::span(lead))) }
                dt { (mask.tell("Where")) } dd {
                    (place(lead, mask))
                    @if let Some(radius) = radius { ", " (mask.tell(&format!("inferred; nine times in ten within {radius:.1} km"))) }
                    @if let Some(km) = of_the_two { ", " (mask.tell(&format!("within {km:.1} km if it was these two"))) }
                }
                dt { (mask.tell("List")) } dd { (mask.tell(words::list(lead.list))) (grounds(lead, mask)) }
                dt { (mask.tell("Cargo")) } dd {
                    (words::cargo(mask.lang, lead))
                    @if let Some(basis) = words::tonnes_basis(lead) { "; " (mask.text(&basis)) }
                }
                dt { (mask.tell("Status")) } dd { (status(bundle.thread.triage(), mask)) }
                dt { (mask.tell("Weight")) } dd { (weight(bundle, mask)) }
            }
            p.note { (mask.tell(NO_FINDING)) }
            @for doubt in words::doubts(lead, &bundle.findings.vessels) { p.note { (mask.text(&doubt)) } }
        }
    }
}

/// The score and what it was fitted on; a probability only where reviewed leads stand behind it.
fn weight(bundle: &Bundle<'_>, mask: &Mask) -> Markup {
    let (lead, leads) = (bundle.lead, bundle.findings.leads.len());
    let told = format!("{:+.2} log10 odds; rank {} of {leads}", lead.score, lead.rank);
    html! {
        (mask.tell(&told)) "; " (mask.lang.calibration(lead.calibration))
        @if lead.calibration == model::Calibration::Reviewed {
            "; " (mask.tell(&words::probability(lead)))
        } @else {
            ": " (mask.tell("no reviewed lead stands behind a probability, so this page shows none"))
        }
    }
}

fn place(lead: &LeadRow, mask: &Mask) -> Markup {
    let told = mask.place(lead.lat, lead.lon);
    html! {
        @if mask.is_anonymous() { (told) ", " (mask.tell("to half a degree")) }
        @else { (format!("{:.5}, {:.5}", lead.lat, lead.lon)) " (" (told) ")" }
    }
}

/// Why it stands on its list.
fn grounds(lead: &LeadRow, mask: &Mask) -> Markup {
    html! { ul.grounds { @for ground in lead.each_ground() { li { (mask.text(ground)) } } } }
}

/// How far reviewers are on the desk, where somebody stands behind the page who did not confirm the lead there, too.
fn status(triage: Triage, mask: &Mask) -> String {
    let is_confirmed_elsewhere = !mask.is_anonymous() && triage != Triage::Confirmed;
    let place =
        if is_confirmed_elsewhere { mask.lang.pick(" on the desk", "(데스크 기준)") } else { "" };
    format!("{}{place}", mask.lang.triage(triage))
}

/// Who is named, and on whose word.
fn banner(mask: &Mask) -> Markup {
    let why = match &mask.naming {
        Naming::Reviewed { by } => {
            let by = format!("Reviewed by {}.", case::render::visible(by));
            let named = "Ships are named as they broadcast.";
            return html! { p.banner { (mask.tell(&by)) " " (mask.tell(named)) } };
        }
        Naming::Anonymous(Unnamed::NotConfirmed) => "Anonymised, as no reviewer confirmed it:",
        Naming::Anonymous(Unnamed::Asked) => "Anonymised, as was asked for:",
    };
    let hidden = "no ship is named, and raw lines are given by their hashes.";
    html! { p.banner { (mask.tell(why)) " " (mask.tell(hidden)) " " (mask.tell(coarse::NOTICE)) } }
}

/// What every page says of its leads.
pub(super) const NO_FINDING: &str = "A lead is no finding. The number in a radio is not a ship, and it may be another’s: the \
    ship whose number or name was broadcast may be the victim. Words such as “consistent with” mean no more than they say.";

/// The maps and the line of time. The table of what was found stands between them, so that it fills the page below the
/// first map when it is printed.
struct Pictures<'b, 'a> {
    bundle: &'b Bundle<'a>,
    mask: &'b Mask,
    /// Of no ship where nobody is named.
    tracks: Vec<Vec<&'b case::MarkedFix>>,
    events: Vec<case::EventRow>,
}

impl<'b, 'a> Pictures<'b, 'a> {
    fn of(bundle: &'b Bundle<'a>, mask: &'b Mask) -> Self {
        let drawn = bundle.ships.iter().filter(|_| !mask.is_anonymous());
        let tracks = drawn.map(|ship| ship.fixes.iter().collect()).collect();
        Self { bundle, mask, tracks, events: bundle.told().map(|event| mask.event(event)).collect() }
    }

    fn whole(&self, chart: &Chart) -> Markup {
        let (from, until) = (minute(self.bundle.from), minute(self.bundle.until));
        let whole = format!("The whole time, {from} to {until} UTC.");
        html! {
            section {
                h2 { (self.mask.tell("Map")) }
                figure {
                    (self.map((960.0, 560.0), &self.around(), chart))
                    figcaption {
                        (self.mask.tell(&whole)) " "
                        @if self.mask.is_anonymous() { (self.mask.tell(COARSE_LEGEND)) } @else { (legend(self.bundle, self.mask)) }
                    }
                }
            }
        }
    }

    fn close(&self, chart: &Chart) -> Markup {
        html! {
            section {
                h2 { (self.mask.tell(if self.mask.is_anonymous() { "By the hour" } else { "A closer look" })) }
                @if !self.mask.is_anonymous() {
                    figure {
                        (self.map((960.0, 460.0), &near(self.bundle), chart))
                        figcaption { (self.mask.tell(NEAR_LEGEND)) }
                    }
                }
                figure { (PreEscaped(timeline::draw(self.bundle, self.mask))) figcaption { (self.mask.tell(HOURS_LEGEND)) } }
            }
        }
    }

    /// What a map of coarse places must hold: the squares, and as much around them; any other holds what is drawn.
    fn around(&self) -> Vec<(f64, f64)> {
        let squares = self.events.iter().filter(|_| self.mask.is_anonymous());
        let corners = |event: &case::EventRow| {
            let (lat, lon) = (event.lat, event.lon);
            [(lat - coarse::GRADE, lon - coarse::GRADE), (lat + coarse::GRADE, lon + coarse::GRADE)]
        };
        squares.flat_map(corners).collect()
    }

    fn map(&self, size: (f64, f64), around: &[(f64, f64)], chart: &Chart) -> Markup {
        let told: fn(Lang, &case::EventRow) -> String =
            if self.mask.is_anonymous() { kind_told } else { map::told };
        let tracks = &self.tracks;
        let events = &self.events.iter().collect::<Vec<_>>();
        let deciding = events.iter().copied().find(|event| event.event_id == self.bundle.lead.event_id);
        let square = self.mask.is_anonymous().then_some(coarse::GRADE);
        PreEscaped(map::draw(
            &Picture {
                title: "",
                size,
                tracks,
                events,
                deciding,
                around,
                square,
                lang: self.mask.lang,
                told,
                legend: false,
            },
            chart,
        ))
    }
}

/// When an event began and what kind it is: what is told of it where no ship is named.
pub(super) fn kind_told(lang: Lang, event: &case::EventRow) -> String {
    format!("{} {}", minute(event.start), lang.event(event.kind))
}

const COARSE_LEGEND: &str =
    "A square of half a degree holds each event; the yellow one that which decides. No track is drawn.";

const NEAR_LEGEND: &str =
    "Around the deciding event, which the cross marks. The coast is charted to some hundreds of metres.";

const HOURS_LEGEND: &str = "Solid: heard. Hatched: a silence. Purple: a meeting; brown: waiting; green: a port; red: a false position or \
    a number that two ships used. Yellow: the deciding event. Days are UTC, month and day.";

/// Which colour is whose.
fn legend(bundle: &Bundle<'_>, mask: &Mask) -> Markup {
    let drawn = bundle.ships.iter().filter(|ship| !ship.fixes.is_empty());
    html! {
        (mask.tell("Solid: heard,")) " "
        @for (at, ship) in drawn.enumerate() {
            @if at > 0 { ", " }
            span class=(format!("key c{}", at % 4)) {}
            "MMSI " (format!("{:09}", ship.mmsi))
        }
        ". " (mask.tell("Dashed: a silence, the darker the more probably the ship was off the air."))
    }
}

/// Places that a close look must hold: the circle of the event, if its two hulls met, or some kilometres around it.
fn near(bundle: &Bundle<'_>) -> [(f64, f64); 2] {
    const KM_PER_DEGREE: f64 = 111.195;
    let radius = bundle.deciding().and_then(|event| event.pair_radius_km).map_or(8.0, |km| km * 1.2);
    let (lat, lon) = (bundle.lead.lat, bundle.lead.lon);
    let tall = radius / KM_PER_DEGREE;
    let wide = tall / lat.to_radians().cos().max(0.05);
    [(lat - tall, lon - wide), (lat + tall, lon + wide)]
}

/// What else explains an event of this kind, as those who know the trade name it.
fn innocent(kind: EventKind) -> Option<&'static str> {
    match kind {
        EventKind::Encounter => Some(
            "Two ships side by side also bunker, take pilots or stores, change crews, tow, tranship fish or wait out weather; bunkering of \
             licensed barges is far more common than illicit transfers.",
        ),
        EventKind::Gap => Some(
            "A silence also comes of failed equipment, of a receiver that was off or far, and of crowded channels; Class B sets are \
             heard less than Class A.",
        ),
        EventKind::DarkRendezvous => Some(
            "An unheard meeting is inferred from silences alone; that both ships could have been there does not say that they were.",
        ),
        EventKind::Loitering => Some("Ships also wait for orders, for a berth, for weather or for repairs."),
        EventKind::DraughtChange => {
            Some("Draughts are typed by hand, often late or by mistake; ballast changes them, too.")
        }
        EventKind::IdentityChange => {
            Some("A ship may change its flag, and with it its number, lawfully; its IMO number stays.")
        }
        EventKind::SharedIdentity => {
            Some("Numbers are also shared by mistake, as when a set is moved to another ship.")
        }
        EventKind::Spoofing => Some(
            "False positions also come of a broken receiver or of jamming ashore; the ship need not know.",
        ),
        EventKind::PortVisit => None,
    }
}
