//! Company: two slow hulls that keep together under way, told from fixes that lie hours apart.
//!
//! Trawlers that share a net turn together. A straight line from fix to fix cuts the corners of each at other places,
//! and takes the two miles apart; but whenever both are heard within an hour, speed and course find them side by side. Each such
//! moment is a tie. Ties that follow each other with nothing against it are one stay.

use model::{Fix, Interval, Metres, Position, Span, Timestamp, Track};

use crate::EncounterOptions;

/// How far back from a contact a stay is looked for.
const BACK: Span = Span::from_hours(24);
/// Hulls heard more often than this need no ties.
const THINLY: Span = Span::from_minutes(20);

/// Stays of two hulls around the times at which they came close, by time, each from its first tie to its last.
pub(crate) fn stays(
    a: &Track,
    b: &Track,
    contacts: &[Interval],
    options: &EncounterOptions,
) -> Vec<Interval> {
    let mut stays: Vec<Interval> = Vec::new();
    for &seed in contacts {
        let is_told = stays.last().is_some_and(|stay| seed.end() <= stay.end());
        if !is_told && (is_heard_thinly(a, seed) || is_heard_thinly(b, seed)) {
            stays.extend(stays_about(a, b, seed, options));
        }
    }
    stays
}

/// Whether a hull was silent for long enough to turn unseen, during a contact or next to it.
fn is_heard_thinly(track: &Track, contact: Interval) -> bool {
    let first = track.fixes.partition_point(|fix| fix.time < contact.start()).saturating_sub(2);
    let last = track.fixes.partition_point(|fix| fix.time <= contact.end()).saturating_add(2);
    let around = &track.fixes[first..last.min(track.fixes.len())];
    around.windows(2).any(|leg| leg[1].time - leg[0].time > THINLY)
}

/// The stays that a contact is part of.
fn stays_about(a: &Track, b: &Track, seed: Interval, options: &EncounterOptions) -> Vec<Interval> {
    let from = seed.start().saturating_add(Span::from_ms(-BACK.ms()));
    let (mut stays, mut open): (Vec<Stay>, Option<Stay>) = (Vec::new(), None);
    for sign in Signs::of(a, b, from, options) {
        let reached = open.as_ref().map_or(seed.end(), |stay| stay.last.heard().end().max(seed.end()));
        if sign.at() - reached > options.company_within {
            break;
        }
        open = match (sign, open) {
            (Sign::Alone(time, place), open) => open.map(|stay| stay.with_one_alone(time, place)),
            (Sign::Near(tie), Some(stay)) if stay.goes_on_to(&tie, options) => Some(stay.with(tie)),
            (Sign::Near(tie), former) => {
                stays.extend(former);
                Some(Stay::from(tie))
            }
            (Sign::Apart(_), former) => {
                stays.extend(former);
                None
            }
        };
    }
    stays.extend(open);
    let touching = stays.into_iter().filter(|stay| stay.touches(seed));
    touching.filter_map(|stay| stay.told(options)).collect()
}

/// Both hulls heard within an hour, and reckoned about as near as they may be.
#[derive(Debug, Clone, Copy)]
struct Tie {
    /// When each of them was.
    fixes: [Timestamp; 2],
    place: Position,
    distance: Metres,
}

impl Tie {
    /// From the fix of one to that of the other.
    fn heard(&self) -> Interval {
        Interval::between(self.fixes[0], self.fixes[1])
    }

    /// The longer of the times that each hull was silent until another tie.
    fn silence_until(&self, next: &Self) -> Span {
        let [a, b] = [0, 1].map(|hull| next.fixes[hull] - self.fixes[hull]);
        a.max(b)
    }
}

/// What a fix says of company.
enum Sign {
    Near(Tie),
    /// One of them heard, and of the other nothing.
    Alone(Timestamp, Position),
    Apart(Timestamp),
}

impl Sign {
    fn at(&self) -> Timestamp {
        match self {
            Self::Near(tie) => tie.heard().start(),
            Self::Apart(at) | Self::Alone(at, _) => *at,
        }
    }
}

/// Ties in a row.
struct Stay {
    first: Tie,
    last: Tie,
    distances: Vec<f64>,
    /// How far any tie is from the first.
    shift: Metres,
    /// When and where either was heard by itself since the last tie.
    alone: Vec<(Timestamp, Position)>,
}

impl Stay {
    fn from(tie: Tie) -> Self {
        Self { first: tie, last: tie, distances: vec![tie.distance.0], shift: Metres(0.0), alone: Vec::new() }
    }

    /// Whether the hulls can have kept together, slowly, from the last tie to the next: for as long as a drift is bridged,
    /// or longer if both came to another place, and neither was heard far off the way there or lying elsewhere.
    fn goes_on_to(&self, next: &Tie, options: &EncounterOptions) -> bool {
        let pause = self.last.silence_until(next);
        let shift = self.last.place.geodesic(next.place);
        let reach = options.still_speed.metres_per_second() * pause.secs() + options.leave.0;
        let longest =
            if shift > options.company_shift { options.company_within } else { options.bridge_within };
        let ends = [self.last.place, next.place];
        let moments = [&self.last, next].map(|tie| (tie.heard().middle(), tie.place));
        pause <= longest
            && shift.0 <= reach
            && !self.alone.iter().any(|&(_, place)| options.is_off_the_way(place, ends))
            && !self.alone.iter().any(|&found| options.sailed_away(options.elsewhere, found, moments))
            && !options.lay_elsewhere(self.alone.iter().copied(), ends)
    }

    fn with(mut self, tie: Tie) -> Self {
        self.distances.push(tie.distance.0);
        self.alone.clear();
        let shift = Metres(self.shift.0.max(self.first.place.geodesic(tie.place).0));
        Self { last: tie, shift, ..self }
    }

    fn with_one_alone(mut self, time: Timestamp, place: Position) -> Self {
        self.alone.push((time, place));
        self
    }

    /// Whether any of its ties was heard during a time, or it lasted then.
    fn touches(&self, time: Interval) -> bool {
        Interval::between(self.first.heard().start(), self.last.heard().end()).overlap(time).is_some()
    }

    /// The stay, if ties at more than one place tell of it and most are within the enter distance. Of hulls that lie ties say no more
    /// than a line from fix to fix.
    fn told(mut self, options: &EncounterOptions) -> Option<Interval> {
        self.distances.sort_by(f64::total_cmp);
        let median = self.distances[self.distances.len() / 2];
        let (start, end) = (self.first.heard().end(), self.last.heard().start());
        let is_told = start < end && median <= options.enter.0 && self.shift > options.lying_room;
        is_told.then(|| Interval::between(start, end))
    }
}

/// What the fixes of two hulls say of their company, by time.
struct Signs<'a> {
    a: &'a Track,
    b: &'a Track,
    options: &'a EncounterOptions,
    next_a: usize,
    next_b: usize,
}

impl<'a> Signs<'a> {
    fn of(a: &'a Track, b: &'a Track, from: Timestamp, options: &'a EncounterOptions) -> Self {
        let next = |track: &Track| track.fixes.partition_point(|fix| fix.time < from);
        Self { a, b, options, next_a: next(a), next_b: next(b) }
    }

    /// What a fix of one hull says, beside the one of the other nearest in time, which is `near` or the one before.
    fn sign(&self, fix: &Fix, other: &Track, near: usize) -> Option<Sign> {
        if self.options.says_under_way(fix) {
            return Some(Sign::Apart(fix.time));
        }
        let around = &other.fixes[near.saturating_sub(1)..(near + 1).min(other.fixes.len())];
        let partner = around.iter().min_by_key(|partner| (partner.time - fix.time).ms().abs())?;
        let between = Interval::between(fix.time, partner.time);
        if between.span() > self.options.tie_within {
            return Some(Sign::Alone(fix.time, fix.position));
        }
        let (place, there) = (reckoned(fix, between.middle()), reckoned(partner, between.middle()));
        let distance = place.geodesic(there);
        if distance <= self.options.leave {
            let is_of_a = other.hull == self.b.hull;
            let fixes = if is_of_a { [fix.time, partner.time] } else { [partner.time, fix.time] };
            return Some(Sign::Near(Tie { fixes, place, distance }));
        }
        // A turn between the two fixes takes the reckoning astray.
        let astray = 2.0 * self.options.still_speed.metres_per_second() * between.span().secs();
        (distance.0 > self.options.leave.0 + astray).then_some(Sign::Apart(fix.time))
    }
}

impl Iterator for Signs<'_> {
    type Item = Sign;

    fn next(&mut self) -> Option<Sign> {
        loop {
            let (of_a, of_b) = (self.a.fixes.get(self.next_a), self.b.fixes.get(self.next_b));
            let sign = match (of_a, of_b) {
                (None, None) => return None,
                (Some(one), other) if other.is_none_or(|other| one.time <= other.time) => {
                    self.next_a += 1;
                    self.sign(one, self.b, self.next_b)
                }
                (_, Some(other)) => {
                    self.next_b += 1;
                    self.sign(other, self.a, self.next_a)
                }
                (Some(_), None) => unreachable!("a fix comes before none"),
            };
            if sign.is_some() {
                return sign;
            }
        }
    }
}

/// Where a hull was at a moment near a fix, by the speed and course that it reported.
pub(crate) fn reckoned(fix: &Fix, at: Timestamp) -> Position {
    let (Some(speed), Some(course)) = (fix.speed(), fix.course()) else { return fix.position };
    let way = speed.metres_per_second() * (at - fix.time).secs();
    fix.position.towards(course, Metres(way))
}
