//! The page itself: what, where and when; pictures; for and against; what else it may be; lines and hashes.

mod parts;
mod style;

pub(super) use parts::custody;

use case::LeadRow;
use case::notes::Triage;
use chart::Chart;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use model::{EventKind, PlaceBasis};

use super::bundle::{Bundle, Ship};
use super::mask::Mask;
use super::timeline;
use super::{Naming, Unnamed, coarse};
use crate::lang::Lang;
use crate::map::{self, Key, LARGEST_HELD_KM, Picture, SWATCH, Track};
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
    let deciding = bundle.deciding();
    let nearness = deciding.filter(|_| !mask.is_anonymous()).and_then(words::nearness);
    html! {
        header {
            p.kicker { (mask.tell("darkwake · evidence on one lead")) }
            h1 { (title) }
            (banner(mask))
            p.lede { (mask.own(&bundle.parties(mask.lang))) "." }
            dl {
                dt { (mask.tell("When")) } dd { (mask.tell(&words::when(lead, deciding))) }
                dt { (mask.tell("Where")) } dd {
                    (place(lead, mask))
                    @if let Some(nearness) = nearness { ", " (mask.tell(&nearness)) }
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
        @if let Some(other) = words::other_weights(&bundle.findings.manifest) { ", " (mask.tell(&other)) }
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
        @else if lead.place_basis == PlaceBasis::Inferred { (told) }
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
    tracks: Vec<Track<'b>>,
    events: Vec<case::EventRow>,
}

impl<'b, 'a> Pictures<'b, 'a> {
    fn of(bundle: &'b Bundle<'a>, mask: &'b Mask) -> Self {
        let drawn = bundle.drawn().filter(|_| !mask.is_anonymous());
        let track = |ship: &'b Ship<'a>| Track {
            name: format!("MMSI {:09}", ship.mmsi),
            fixes: ship.fixes.iter().collect(),
        };
        Self {
            bundle,
            mask,
            tracks: drawn.map(track).collect(),
            events: bundle.told().map(|event| mask.event(event)).collect(),
        }
    }

    fn whole(&self, chart: &Chart) -> Markup {
        let (from, until) = (minute(self.bundle.from), minute(self.bundle.until));
        let whole = format!("The whole time, {from} to {until} UTC.");
        let no_track = self.mask.is_anonymous().then_some("No track is drawn.");
        let note =
            html! { (self.mask.tell(&whole)) @if let Some(told) = no_track { " " (self.mask.tell(told)) } };
        let around = self.around();
        html! {
            section {
                h2 { (self.mask.tell("Map")) }
                (self.map("Map of the whole time", (960.0, 560.0), &around, &note, chart))
            }
        }
    }

    fn close(&self, chart: &Chart) -> Markup {
        let note = html! { (self.mask.tell(NEAR_NOTE)) };
        html! {
            section {
                h2 { (self.mask.tell(if self.mask.is_anonymous() { "By the hour" } else { "A closer look" })) }
                @if !self.mask.is_anonymous() {
                    (self.map("Map around the deciding event", (960.0, 460.0), &near(self.bundle), &note, chart))
                }
                figure {
                    div.picture { (PreEscaped(timeline::draw(self.bundle, self.mask))) }
                    figcaption {
                        (self.mask.tell("Days are UTC, month and day.")) " " (self.mask.tell(BLANK_NOTE))
                        (legend(&timeline::legend(self.bundle, self.mask)))
                    }
                }
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

    /// A map with its legend.
    fn map(
        &self,
        title: &str,
        size: (f64, f64),
        around: &[(f64, f64)],
        note: &Markup,
        chart: &Chart,
    ) -> Markup {
        let events: Vec<&case::EventRow> = self.events.iter().collect();
        let picture = Picture {
            title: &self.mask.tell(title),
            frame: None,
            size,
            tracks: &self.tracks,
            events: &events,
            deciding: events.iter().copied().find(|event| event.event_id == self.bundle.lead.event_id),
            around,
            square: self.mask.is_anonymous().then_some(coarse::GRADE),
            lang: self.mask.lang,
            told: if self.mask.is_anonymous() { kind_told } else { map::told },
        };
        figure(&picture, note, chart)
    }
}

/// A map with what is told of it and what its signs mean.
pub(super) fn figure(picture: &Picture<'_>, note: &Markup, chart: &Chart) -> Markup {
    html! {
        figure {
            div.picture { (PreEscaped(map::draw(picture, chart))) }
            figcaption { (note) (legend(&map::legend(picture))) }
        }
    }
}

/// Signs with their meaning.
fn legend(keys: &[Key]) -> Markup {
    let field = format!("0 0 {} {}", SWATCH.0, SWATCH.1);
    html! {
        ul.legend {
            @for key in keys {
                li { svg.swatch viewBox=(field) aria-hidden="true" { (PreEscaped(&key.swatch)) } span { (key.words) } }
            }
        }
    }
}

/// When an event began and what kind it is: what is told of it where no ship is named.
pub(super) fn kind_told(lang: Lang, event: &case::EventRow) -> String {
    format!("{} UTC: {}", minute(event.start), lang.event(event.kind))
}

const BLANK_NOTE: &str =
    "Where a lane is blank the ship was not heard, and nothing of this lead rests on that.";

const NEAR_NOTE: &str = "Around the deciding event. The coast is charted to some hundreds of metres.";

/// Places that a close look must hold: the smallest circle about the event that is no sea wide, or some kilometres around it.
fn near(bundle: &Bundle<'_>) -> [(f64, f64); 2] {
    let circle = bundle.deciding().and_then(|event| words::pair_radius_km(event).or(event.radius_km));
    let held = circle.filter(|&km| km <= LARGEST_HELD_KM);
    map::square((bundle.lead.lat, bundle.lead.lon), held.map_or(8.0, |km| km * 1.2))
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
