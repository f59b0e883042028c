//! Which leads and events are wanted: the words of an address, read into types before anything is looked at.

use case::notes::{Thread, Threads, Triage};
use case::{EventRow, LeadRow, ReviewedLead};
use model::{Cargo, EventKind, LeadKind, List, Timestamp};
use serde::Deserialize;

use crate::ask::Words;
use crate::refusal::Refusal;

/// The words of an address that asks for leads; an empty one is none.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct LeadQuery {
    pub(crate) list: String,
    pub(crate) cargo: String,
    pub(crate) kind: String,
    pub(crate) status: String,
    pub(crate) p: String,
    #[serde(flatten)]
    pub(crate) bounds: BoundsQuery,
    #[serde(flatten)]
    pub(crate) part: PartQuery,
}

impl Words for LeadQuery {
    const NAMES: &'static [&'static str] =
        &["list", "cargo", "kind", "status", "p", "since", "until", "bbox", "after", "limit"];
}

/// The words of an address that say when and where.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct BoundsQuery {
    pub(crate) since: String,
    pub(crate) until: String,
    pub(crate) bbox: String,
}

/// The words of an address that ask for a part of a list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PartQuery {
    after: String,
    limit: String,
}

/// Which leads are wanted; all unless told otherwise.
#[derive(Debug, Clone, Default)]
pub(crate) struct LeadFilter {
    pub(crate) list: Option<List>,
    pub(crate) cargo: Option<Cargo>,
    pub(crate) kind: Option<LeadKind>,
    pub(crate) state: Option<Triage>,
    least_probability: Option<f64>,
    bounds: Bounds,
}

/// From when, to when and where; everywhere and always unless told otherwise.
#[derive(Debug, Clone, Copy, Default)]
struct Bounds {
    since: Option<Timestamp>,
    until: Option<Timestamp>,
    area: Option<Area>,
}

/// What a list can be narrowed by with one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Facet {
    List,
    Cargo,
    Kind,
    State,
}

/// A box in degrees; it may cross the date line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

/// A part of a list: so many rows behind that one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slice {
    /// Rank or number of the last row that is known; 0 for none.
    pub(crate) after: i64,
    pub(crate) limit: usize,
}

/// The lists, in order.
pub(crate) const LISTS: [List; 2] = [List::Dprk, List::Evasive];
/// The cargoes, in order.
pub(crate) const CARGOES: [Cargo; 4] = [Cargo::Oil, Cargo::Coal, Cargo::Other, Cargo::Unknown];

/// The kinds of leads.
pub(crate) fn lead_kinds() -> impl Iterator<Item = LeadKind> {
    [LeadKind::Chain].into_iter().chain(EventKind::ALL.map(LeadKind::Event))
}

impl LeadQuery {
    /// The filter that is meant.
    pub(crate) fn filter(&self) -> Result<LeadFilter, Refusal> {
        Ok(LeadFilter {
            list: choice("list", &self.list, LISTS.map(|list| (list.as_str(), list)))?,
            cargo: choice("cargo", &self.cargo, CARGOES.map(|cargo| (cargo.as_str(), cargo)))?,
            kind: choice("kind", &self.kind, lead_kinds().map(|kind| (kind.as_str(), kind)))?,
            state: choice("status", &self.status, Triage::ALL.map(|state| (state.as_str(), state)))?,
            least_probability: word("p", &self.p, share)?,
            bounds: self.bounds.read()?,
        })
    }
}

impl BoundsQuery {
    /// Whether nothing is said.
    pub(crate) fn is_empty(&self) -> bool {
        [&self.since, &self.until, &self.bbox].iter().all(|word| word.is_empty())
    }

    fn read(&self) -> Result<Bounds, Refusal> {
        let (since, until) = hours(&self.since, &self.until)?;
        Ok(Bounds { since, until, area: word("bbox", &self.bbox, Area::parse)? })
    }
}

impl PartQuery {
    /// The part that is meant, of `usual` rows unless told otherwise and of at most `most`.
    pub(crate) fn slice(&self, usual: usize, most: usize) -> Result<Slice, Refusal> {
        let after = word("after", &self.after, |word| word.parse().ok().filter(|after: &i64| *after >= 0))?;
        let limit =
            word("limit", &self.limit, |word| word.parse().ok().filter(|limit| (1..=most).contains(limit)))?;
        Ok(Slice { after: after.unwrap_or(0), limit: limit.unwrap_or(usual) })
    }
}

impl LeadFilter {
    /// Whether a lead in this state is wanted.
    pub(crate) fn wants(&self, lead: &LeadRow, state: Triage) -> bool {
        self.list.is_none_or(|list| lead.list == list)
            && self.cargo.is_none_or(|cargo| lead.cargo == cargo)
            && self.kind.is_none_or(|kind| lead.kind == kind)
            && self.state.is_none_or(|wanted| state == wanted)
            && self.least_probability.is_none_or(|least| lead.probability >= least)
            && self.bounds.hold((lead.start, lead.end), (lead.lat, lead.lon))
    }

    /// The same filter without one facet.
    pub(crate) fn without(&self, facet: Facet) -> Self {
        let mut other = self.clone();
        match facet {
            Facet::List => other.list = None,
            Facet::Cargo => other.cargo = None,
            Facet::Kind => other.kind = None,
            Facet::State => other.state = None,
        }
        other
    }
}

/// The state of a lead.
pub(crate) fn state_of(threads: &Threads, lead: &LeadRow) -> Triage {
    threads.of_lead(&lead.lead_id).map(Thread::triage).unwrap_or_default()
}

/// A lead with its state.
pub(crate) fn reviewed(threads: &Threads, lead: &LeadRow) -> ReviewedLead {
    let untouched = Thread::default();
    ReviewedLead::of(lead, threads.of_lead(&lead.lead_id).unwrap_or(&untouched))
}

/// The words of an address that asks for events.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct EventQuery {
    pub(crate) kind: String,
    pub(crate) vessel: String,
    #[serde(flatten)]
    bounds: BoundsQuery,
    #[serde(flatten)]
    pub(crate) part: PartQuery,
}

impl Words for EventQuery {
    const NAMES: &'static [&'static str] = &["kind", "vessel", "since", "until", "bbox", "after", "limit"];
}

/// Which events are wanted; all unless told otherwise.
#[derive(Debug, Clone, Default)]
pub(crate) struct EventFilter {
    kind: Option<EventKind>,
    mmsi: Option<i64>,
    bounds: Bounds,
}

impl EventQuery {
    /// The filter that is meant.
    pub(crate) fn filter(&self) -> Result<EventFilter, Refusal> {
        Ok(EventFilter {
            kind: choice("kind", &self.kind, EventKind::ALL.map(|kind| (kind.as_str(), kind)))?,
            mmsi: word("vessel", &self.vessel, mmsi)?,
            bounds: self.bounds.read()?,
        })
    }
}

impl EventFilter {
    /// Whether an event is wanted.
    pub(crate) fn wants(&self, event: &EventRow) -> bool {
        self.kind.is_none_or(|kind| event.kind == kind)
            && self.mmsi.is_none_or(|mmsi| event.mmsi_a == mmsi || event.mmsi_b == Some(mmsi))
            && self.bounds.hold((event.start, event.end), (event.lat, event.lon))
    }
}

impl Bounds {
    /// Whether something lies within them; without an end it goes on.
    fn hold(&self, (start, end): (Timestamp, Option<Timestamp>), (lat, lon): (f64, f64)) -> bool {
        self.since.is_none_or(|since| end.is_none_or(|end| end >= since))
            && self.until.is_none_or(|until| start <= until)
            && self.area.is_none_or(|area| area.holds(lat, lon))
    }
}

impl Area {
    /// `W,S,E,N` in degrees.
    fn parse(text: &str) -> Option<Self> {
        let degrees: Vec<f64> =
            text.split(',').map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
        let &[west, south, east, north] = degrees.as_slice() else { return None };
        let is_sane = degrees.iter().all(|degree| degree.is_finite()) && south <= north;
        is_sane.then_some(Self { west, south, east, north })
    }

    fn holds(&self, lat: f64, lon: f64) -> bool {
        let between = if self.west <= self.east {
            (self.west..=self.east).contains(&lon)
        } else {
            lon >= self.west || lon <= self.east
        };
        between && (self.south..=self.north).contains(&lat)
    }
}

/// What a word means; nothing for an empty one.
pub(crate) fn word<T>(
    name: &'static str,
    text: &str,
    meaning: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>, Refusal> {
    match text.trim() {
        "" => Ok(None),
        text => meaning(text).map(Some).ok_or_else(|| Refusal::word(name, text)),
    }
}

/// Which of these is meant; nothing for an empty word.
fn choice<T>(
    name: &'static str,
    text: &str,
    choices: impl IntoIterator<Item = (&'static str, T)>,
) -> Result<Option<T>, Refusal> {
    let (words, mut meanings): (Vec<&str>, Vec<T>) = choices.into_iter().unzip();
    match text.trim() {
        "" => Ok(None),
        text => match words.iter().position(|word| *word == text) {
            Some(at) => Ok(Some(meanings.swap_remove(at))),
            None => Err(Refusal::choice(name, text, &words)),
        },
    }
}

/// An MMSI, with or without the noughts before it.
fn mmsi(text: &str) -> Option<i64> {
    let is_number = text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

/// From when to when, either of them open.
pub(crate) fn hours(since: &str, until: &str) -> Result<(Option<Timestamp>, Option<Timestamp>), Refusal> {
    let (since, until) = (word("since", since, moment)?, word("until", until, moment)?);
    let is_backwards = since.zip(until).is_some_and(|(since, until)| since > until);
    if is_backwards { Err(Refusal::backwards()) } else { Ok((since, until)) }
}

/// A day, which begins at midnight, a minute as a browser's field gives it, or an RFC 3339 time.
pub(crate) fn moment(text: &str) -> Option<Timestamp> {
    let whole = match text.len() {
        10 => format!("{text}T00:00:00Z"),
        16 => format!("{text}:00Z"),
        _ => text.to_owned(),
    };
    Timestamp::from_rfc3339(&whole).ok()
}

fn share(text: &str) -> Option<f64> {
    text.parse().ok().filter(|share| (0.0..=1.0).contains(share))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_across_the_date_line_holds_both_sides() {
        let area = Area::parse("170,-10,-170,10").unwrap();
        assert!(area.holds(0.0, 175.0) && area.holds(0.0, -175.0) && !area.holds(0.0, 0.0));
        assert_eq!(Area::parse("1,2,3"), None);
        assert_eq!(Area::parse("1,9,3,NaN"), None);
    }

    #[test]
    fn a_word_that_means_nothing_is_refused_and_an_empty_one_is_no_filter() {
        let query = LeadQuery { list: "dprk".to_owned(), kind: String::new(), ..LeadQuery::default() };
        assert_eq!(query.filter().unwrap().list, Some(List::Dprk));
        let query = LeadQuery { kind: "<script>".to_owned(), ..LeadQuery::default() };
        assert!(query.filter().is_err());
        let why = query_of("foo").filter().unwrap_err().why;
        assert!(why.starts_with("kind cannot be \"foo\"; there are encounter, loitering, gap, "), "{why}");
        assert_eq!(query_of("spoofing").filter().unwrap().kind, Some(EventKind::Spoofing));
    }

    fn query_of(kind: &str) -> EventQuery {
        EventQuery { kind: kind.to_owned(), ..EventQuery::default() }
    }

    #[test]
    fn a_day_and_a_minute_are_moments() {
        assert_eq!(moment("2025-03-06"), moment("2025-03-06T00:00:00Z"));
        assert_eq!(moment("2025-03-06T10:30"), moment("2025-03-06T10:30:00Z"));
        assert_eq!(moment("yesterday"), None);
    }
}
