//! Why an incident stands on its list, in words: each ground is a rule of [`nexus`](crate::nexus) that held, with what it held for.
//!
//! A ground is a sentence without a semicolon, so that several can stand in one text.

use model::{Event, EventKind, Finding, Gap, HullId, PortVisit, Reason};

use crate::evidence::{Seen, link};
use crate::link::Link;
use crate::subject::{Subject, minute};
use crate::world::parties;

/// A rule that held.
#[derive(Clone, Copy)]
pub(crate) enum Ground<'a> {
    /// A fact of the evidence shows it by itself.
    Fact(&'a Seen),
    /// A hull of the incident has a link of its own.
    Link(&'a Link<'a>, Subject<'a>),
    /// A hull called at a port of the DPRK.
    Call(&'a Event, &'a PortVisit),
    /// A meeting or a wait lay in waters of the DPRK.
    InDprkWaters(&'a Event),
    /// A silence began on a course towards Nampo.
    NampoRun(&'a Event),
    /// A silence leaves time for Nampo, was its own, and goes with an area of transfers on record.
    HiddenNampo(&'a Event),
    /// Whom nobody heard may have been there, in an area of transfers on record.
    UnseenPartner { event: &'a Event, area: &'a str, told_by: Sign },
    /// A silence was plainly a hull's own: how probably.
    OffTheAir(&'a Event, f64),
    /// A wait went with a new draught.
    DeeperOrLighter(&'a Event),
    /// An unseen meeting is more probable than not.
    ProbableMeeting(&'a Event),
    /// Nothing by itself: all that was seen together is probable from so much on.
    AllTogether(f64),
}

/// What tells that a ship which waits where nobody is heard may have a partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    /// Of this hull, near it.
    Silence(HullId),
    Draught,
    Courses,
}

impl Ground<'_> {
    pub(crate) fn words(&self, offshore_nmi: f64) -> Reason {
        let offshore = format!("more than {offshore_nmi:.0} nmi off any coast");
        let told = match self {
            Self::Fact(seen) => seen.text.clone(),
            Self::Link(link, subject) => link::told(link, *subject),
            Self::Call(event, visit) => {
                let (port, from) = (&visit.port, minute(event.start));
                format!("{} was heard at {port:?}, a port of the DPRK, from {from}", who(event))
            }
            Self::InDprkWaters(event) => what_since(event) + ", inside waters of the DPRK",
            Self::NampoRun(event) => {
                silence_since(event)
                    + " began on a course towards the line off Nampo where ships fall silent; "
                    + &by_reception(event)
            }
            Self::HiddenNampo(event) => {
                silence_since(event)
                    + " may have been its own and leaves time for Nampo, and it goes with an area of transfers on record for that time"
            }
            Self::UnseenPartner { event, area, told_by } => {
                let area = format!("{offshore} in the area {area:?} of transfers on record for that time");
                format!("{} {area}, {}", what_since(event), told_by.words(event))
            }
            Self::OffTheAir(event, p) => {
                let (from, p) = (minute(event.start), model::probability(*p));
                format!("{} was off the air from {from} with probability {p}", who(event))
            }
            Self::DeeperOrLighter(event) => {
                what_since(event) + ", and told another draught with no port between"
            }
            Self::ProbableMeeting(event) => {
                let by = by_what(event);
                format!("{} {offshore}, more probably than not by {by}", what_since(event))
            }
            Self::AllTogether(from) => {
                format!("no single fact, but all that was seen together makes it probable to {from} or more")
            }
        };
        Reason(told.replace("; ", ", "))
    }
}

impl Sign {
    fn words(self, event: &Event) -> String {
        match self {
            Self::Silence(hull) => format!(
                "and a silence of a vessel broadcasting MMSI {hull} near to it may have been its own, so an unheard partner is possible"
            ),
            Self::Draught => {
                "and another draught was told with no port between, so an unheard partner is possible"
                    .to_owned()
            }
            Self::Courses => format!("and that is more probable than not by {}", by_what(event)),
        }
    }
}

/// What makes an unseen meeting more probable than not: courses and types, or only together with what reception says.
fn by_what(event: &Event) -> &'static str {
    match &event.finding {
        Finding::DarkRendezvous(meeting) if meeting.probability_by_courses >= 0.5 => {
            "their courses and types"
        }
        _ => "all that is known of them",
    }
}

fn who(event: &Event) -> String {
    format!("a vessel broadcasting MMSI {}", event.parties.a)
}

fn what_since(event: &Event) -> String {
    format!("{} from {}", what(event), minute(event.start))
}

fn silence_since(event: &Event) -> String {
    format!("a silence of {} from {}", who(event), minute(event.start))
}

/// How probably a hull was off the air in a silence: a course for Nampo counts whatever that is.
fn by_reception(silence: &Event) -> String {
    let Finding::Gap(Gap { p_intentional: Some(p), .. }) = &silence.finding else {
        return "too few others were near to tell whether it was off the air".to_owned();
    };
    format!("by reception it was off the air with probability {}", model::probability(*p))
}

/// What hulls did in a meeting or a wait.
fn what(event: &Event) -> String {
    let hulls: Vec<String> = parties(event).map(|hull| hull.to_string()).collect();
    let both = || format!("vessels broadcasting MMSI {}", hulls.join(" and "));
    match (&event.finding, event.kind()) {
        (Finding::Encounter(_), _) => format!("{} met", both()),
        (_, EventKind::DarkRendezvous) => format!("{} may have met unheard", both()),
        _ => format!("{} waited", who(event)),
    }
}
