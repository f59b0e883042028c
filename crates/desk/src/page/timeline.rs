//! A hull's days as one picture: how often it was heard, its silences, ports, meetings, draught and changes of what it says of itself,
//! each on a line of its own under the same hours.

use case::render::visible;
use case::{EventRow, SaidRow};
use maud::{Markup, html};
use model::{EventKind, Timestamp};

use super::words::Told;
use crate::context::Context;

/// What is drawn.
pub(super) struct Timeline<'a> {
    /// Days since 1970 in order, each with its believed fixes.
    pub(super) days: &'a [(i64, u64)],
    pub(super) events: &'a [&'a EventRow],
    pub(super) said: &'a [SaidRow],
}

/// Where the hours begin, behind the names of the lines.
const LEFT: f64 = 74.0;
const RIGHT: f64 = 474.0;
const LINE: f64 = 22.0;
const DAY_MS: i64 = 86_400_000;

/// From moments to the picture.
#[derive(Clone, Copy)]
struct Scale {
    first_ms: i64,
    last_ms: i64,
}

impl Scale {
    fn x(self, ms: i64) -> f64 {
        let share = (ms - self.first_ms) as f64 / (self.last_ms - self.first_ms) as f64;
        LEFT + share.clamp(0.0, 1.0) * (RIGHT - LEFT)
    }

    fn end(self, end: Option<Timestamp>) -> f64 {
        self.x(end.map_or(self.last_ms, Timestamp::ms))
    }
}

impl Timeline<'_> {
    /// The picture; nothing for a hull that was never believed.
    pub(super) fn draw(&self, context: &Context) -> Markup {
        let (Some((first, _)), Some((last, _))) = (self.days.first(), self.days.last()) else {
            return html! {};
        };
        let scale = Scale { first_ms: first * DAY_MS, last_ms: (last + 1) * DAY_MS };
        let texts = context.texts();
        let lines = [
            (texts.by_day, self.heard(scale)),
            (texts.silences, self.silences(scale, context)),
            (texts.meetings, self.occasions(scale, &MEETINGS, context)),
            (texts.ports, self.occasions(scale, &[EventKind::PortVisit], context)),
            (texts.draught, self.draught(scale)),
            (texts.says_anew, self.changes(scale)),
        ];
        let height = LINE * lines.len() as f64 + 18.0;
        html! {
            svg.timeline viewBox=(format!("0 0 480 {height}")) role="img" aria-label=(texts.timeline) {
                @for (row, (name, marks)) in lines.iter().enumerate() {
                    @let y = row as f64 * LINE;
                    text.name x="0" y=(y + 15.0) { (name) }
                    path.ground d=(format!("M{LEFT} {}H{RIGHT}", y + 19.0)) {}
                    g transform=(format!("translate(0 {y})")) { (marks) }
                }
                text.tick x="0" y=(height - 3.0) { "UTC" }
                (ticks(scale, height))
            }
        }
    }

    fn heard(&self, scale: Scale) -> Markup {
        let most = self.days.iter().map(|(_, fixes)| *fixes).max().unwrap_or(1) as f64;
        html! {
            @for (day, fixes) in self.days {
                @let tall = (*fixes as f64 / most * 16.0).max(1.0);
                @let (x, to) = (scale.x(day * DAY_MS), scale.x((day + 1) * DAY_MS));
                rect.heard x=(format!("{x:.1}")) y=(format!("{:.1}", 19.0 - tall)) width=(format!("{:.1}", (to - x - 0.5).max(0.5))) height=(format!("{tall:.1}")) {
                    title { (fixes) }
                }
            }
        }
    }

    fn silences(&self, scale: Scale, context: &Context) -> Markup {
        html! { @for gap in self.events.iter().filter(|event| event.kind == EventKind::Gap) {
            @let (x, to) = (scale.x(gap.start.ms()), scale.end(gap.end));
            rect.silence data-chosen=(chosen(gap)) x=(format!("{x:.1}")) y="5" width=(format!("{:.1}", (to - x).max(1.0))) height="12" {
                title { (told(context, gap)) }
            }
        } }
    }

    fn occasions(&self, scale: Scale, kinds: &[EventKind], context: &Context) -> Markup {
        html! { @for event in self.events.iter().filter(|event| kinds.contains(&event.kind)) {
            @let (x, to) = (scale.x(event.start.ms()), scale.end(event.end));
            rect.occasion data-kind=(event.kind.as_str()) x=(format!("{x:.1}")) y="6" width=(format!("{:.1}", (to - x).max(2.0))) height="10" {
                title { (export::words::minute(event.start)) " " (told(context, event)) }
            }
        } }
    }

    /// Steps from the least to the most that was reported.
    fn draught(&self, scale: Scale) -> Markup {
        let known: Vec<(i64, f64)> =
            self.said.iter().filter_map(|report| Some((report.time.ms(), report.draught_m?))).collect();
        let (least, most) = known
            .iter()
            .fold((f64::MAX, f64::MIN), |(least, most), (_, metres)| (least.min(*metres), most.max(*metres)));
        let y = |metres: f64| 17.0 - (metres - least) / (most - least).max(0.1) * 13.0;
        let mut path = String::new();
        for (at, (ms, metres)) in known.iter().enumerate() {
            let step = if at == 0 {
                format!("M{:.1} {:.1}", scale.x(*ms), y(*metres))
            } else {
                format!("H{:.1}V{:.1}", scale.x(*ms), y(*metres))
            };
            path.push_str(&step);
        }
        html! { @if !known.is_empty() {
            path.draught d=(format!("{path}H{RIGHT}")) { title { (format!("{least:.1}–{most:.1} m")) } }
        } }
    }

    fn changes(&self, scale: Scale) -> Markup {
        let mut before: [Option<String>; 4] = [const { None }; 4];
        let mut changes: Vec<(i64, String)> = Vec::new();
        for report in self.said {
            let now = [
                report.name.clone(),
                report.imo.map(|imo| format!("IMO {imo}")),
                report.call_sign.clone(),
                report.destination.clone(),
            ];
            for (before, now) in before.iter_mut().zip(now) {
                if now.is_some() && *before != now {
                    changes.extend(
                        before.is_some().then(|| (report.time.ms(), now.clone().unwrap_or_default())),
                    );
                    *before = now;
                }
            }
        }
        html! { @for (ms, said) in &changes {
            rect.change x=(format!("{:.1}", scale.x(*ms) - 1.0)) y="5" width="2" height="12" { title { (visible(said)) } }
        } }
    }
}

/// What the line of meetings holds.
const MEETINGS: [EventKind; 3] = [EventKind::Encounter, EventKind::DarkRendezvous, EventKind::Loitering];

/// An event in the page's language.
fn told(context: &Context, event: &EventRow) -> String {
    Told::of(context, &export::words::sentence(event)).text
}

/// How surely the transceiver was off, in three shades.
fn chosen(gap: &EventRow) -> &'static str {
    match gap.p_intentional {
        Some(p) if p >= 0.5 => "likely",
        Some(p) if p >= 0.1 => "perhaps",
        _ => "unlikely",
    }
}

/// Dates below the lines, at most six.
fn ticks(scale: Scale, height: f64) -> Markup {
    let days = (scale.last_ms - scale.first_ms) / DAY_MS;
    let step = (days as f64 / 6.0).ceil().max(1.0) as i64;
    let moments = (0..days).step_by(step as usize).map(|day| scale.first_ms + day * DAY_MS);
    html! { @for ms in moments {
        @let date = Timestamp::from_ms(ms).map(|time| time.to_string()).unwrap_or_default();
        text.tick x=(format!("{:.1}", scale.x(ms))) y=(height - 3.0) { (date.get(5..10).unwrap_or_default()) }
    } }
}
