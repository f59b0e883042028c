//! Transmission: what the radios send while the ships do what they do, and which of it is heard.
//!
//! Radios send every 2 s to 3 min; archives keep far less. Reports are drawn at the archive's pace, so that each
//! stands for the one that the thinning would have kept, and are lost or heard one by one.

use std::collections::BTreeMap;

use model::{Degrees, Knots, Metres, Mmsi, Position, Span, Timestamp};

use crate::Options;
use crate::deceit::Deceit;
use crate::dice::Dice;
use crate::hull::{Class, Doing, Hull};
use crate::motion::State;
use crate::place::{Step, stepped};
use crate::reception::{Pass, Receivers};
use crate::world::World;

/// A transmission as one receiver heard it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Received {
    /// To the second.
    pub(crate) time: Timestamp,
    /// Which hull sent it: the key of the truth, not of the archive.
    pub(crate) hull: usize,
    pub(crate) station: u16,
    /// Another receiver heard the same transmission before.
    pub(crate) copy: bool,
    pub(crate) sent: Sent,
}

/// What was sent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Sent {
    /// Where the ship says it is.
    Position(Report),
    /// Who it says it is: which identity of its radio, and the draught that was typed in.
    Static { identity: usize, draught: Metres },
}

/// A position report with its noise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Report {
    pub(crate) mmsi: Mmsi,
    pub(crate) form: Form,
    pub(crate) position: Position,
    pub(crate) speed: Option<Knots>,
    pub(crate) course: Option<Degrees>,
    pub(crate) heading: Option<Degrees>,
    pub(crate) status: u8,
}

/// Which message carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Type 1.
    Scheduled,
    /// Type 3, in answer to a base station or on a turn.
    Special,
    /// Type 18.
    ClassB,
    /// Type 27.
    LongRange,
}

/// Everything that is heard of a world, by time.
pub(crate) fn listen(world: &World<'_>, receivers: &Receivers, options: &Options) -> Vec<Received> {
    let crowds = crowds(world, &receivers.passes);
    let mut heard = Vec::new();
    for (number, hull) in world.hulls.iter().enumerate() {
        let dice = Dice::new(options.seed, 1_000 + number as u64);
        let mut ear = Ear { hull, number, receivers, dice, heard: &mut heard, gps: Metres(0.0) };
        ear.gps = ear.dice.metres(2.0, 6.0);
        ear.along_the_coast(world, options.thinning);
        ear.under_satellites(&crowds);
    }
    heard.sort_by_key(|received| (received.time, received.hull, received.station));
    heard
}

/// One hull and all that listens to it.
struct Ear<'a> {
    hull: &'a Hull,
    number: usize,
    receivers: &'a Receivers,
    dice: Dice,
    heard: &'a mut Vec<Received>,
    /// Error of the ship's receiver.
    gps: Metres,
}

impl Ear<'_> {
    fn along_the_coast(&mut self, world: &World<'_>, thinning: Span) {
        let mut time = world.span.start().saturating_add(Span::from_secs(self.dice.below(300) as i64));
        let (mut hour, mut fading) = (-1, 1.0);
        while time < world.span.end() {
            if time.ms() / 3_600_000 != hour {
                hour = time.ms() / 3_600_000;
                fading = if self.dice.chance(0.06) { 0.45 } else { self.dice.between(0.82, 1.12) };
            }
            let state = self.on_air(time);
            if let Some(state) = state {
                self.tick(time, state, fading);
            }
            time = time.saturating_add(self.pause(state, thinning));
        }
    }

    /// Until the next report that the archive would keep.
    fn pause(&mut self, state: Option<State>, thinning: Span) -> Span {
        let still = state.is_some_and(|state| state.speed < Knots(0.4));
        let slower = if still { 2.0 } else { 1.0 } * if self.class() == Class::B { 1.4 } else { 1.0 };
        let seconds = thinning.secs() * slower * self.dice.between(0.7, 1.3);
        Span::from_secs((seconds as i64).max(1))
    }

    fn tick(&mut self, time: Timestamp, state: State, fading: f64) {
        let reach = if self.class() == Class::B { 0.55 } else { 1.0 };
        let strength = self.hull.radio.strength * fading * reach;
        let receivers = self.receivers;
        let mut report = None;
        for (station, chance) in receivers.hearing(state.position, time, strength) {
            let copy = report.is_some();
            if chance < 1e-4 || !self.dice.chance(if copy { chance * 0.3 } else { chance }) {
                continue;
            }
            let sent =
                *report.get_or_insert_with(|| report_of(self.hull, time, state, self.gps, &mut self.dice));
            let late = if copy { Span::from_secs(self.dice.below(2) as i64) } else { Span::ZERO };
            let time = time.saturating_add(late);
            self.heard.push(Received { time, hull: self.number, station, copy, sent });
            if !copy && self.dice.chance(1.0 / 12.0) {
                self.keep_static(time, station);
            }
        }
    }

    fn under_satellites(&mut self, crowds: &[BTreeMap<(i32, i32), u32>]) {
        let receivers = self.receivers;
        for (pass, crowd) in receivers.passes.iter().zip(crowds) {
            let Some(state) = self.on_air(pass.when.middle()) else { continue };
            let others = crowd.get(&area(state.position)).copied().unwrap_or(0);
            let class = if self.class() == Class::B { 0.25 } else { 1.0 };
            let clear = clear_air(state.position) / (1.0 + f64::from(others) / 35.0);
            // A weak set drowns among the thousands that a satellite hears at once.
            let loud = self.hull.radio.strength.min(1.0).powi(2);
            if self.dice.chance(pass.detection * class * clear * loud) {
                self.pass_over(pass);
            }
        }
    }

    /// One to three reports of a pass, some of them long-range.
    fn pass_over(&mut self, pass: &Pass) {
        let count = 1 + self.dice.below(3);
        for _ in 0..count {
            let into = Span::from_secs((pass.when.span().secs() * self.dice.unit()) as i64);
            let time = pass.when.start().saturating_add(into);
            let time = Timestamp::from_ms(time.ms() / 1000 * 1000).unwrap_or(time);
            let Some(state) = self.on_air(time) else { continue };
            let mut sent = report_of(self.hull, time, state, self.gps, &mut self.dice);
            if let Sent::Position(report) = &mut sent
                && self.hull.radio.class == Class::A
                && self.dice.chance(0.18)
            {
                report.form = Form::LongRange;
            }
            self.heard.push(Received { time, hull: self.number, station: pass.station, copy: false, sent });
        }
        if self.dice.chance(0.3) {
            self.keep_static(pass.when.middle(), pass.station);
        }
    }

    fn keep_static(&mut self, time: Timestamp, station: u16) {
        let time = Timestamp::from_ms(time.ms() / 1000 * 1000).unwrap_or(time);
        let identities = &self.hull.radio.identities;
        if let Some(identity) = identities.iter().position(|(when, _)| when.contains(time))
            && self.hull.radio.is_on(time)
        {
            let sent = Sent::Static { identity, draught: self.hull.draught(time) };
            self.heard.push(Received { time, hull: self.number, station, copy: false, sent });
        }
    }

    fn on_air(&self, time: Timestamp) -> Option<State> {
        if self.hull.radio.is_on(time) { self.hull.at(time) } else { None }
    }

    fn class(&self) -> Class {
        self.hull.radio.class
    }
}

/// What the radio makes of the ship's state.
fn report_of(hull: &Hull, time: Timestamp, state: State, gps: Metres, dice: &mut Dice) -> Sent {
    let deceit = hull.radio.deceit(time);
    let state = deceit.map_or(state, |deceit| deceit.told(state, time));
    let gps = if let Some(Deceit::Still(_)) = deceit { Metres(0.0) } else { gps };
    let error = Step { east: Metres(gps.0 * dice.normal()), north: Metres(gps.0 * dice.normal()) };
    let doing = hull.stretch(time).map_or(Doing::Sailing, |stretch| stretch.doing);
    let class_b = hull.radio.class == Class::B;
    let mmsi = hull.radio.identity(time).map_or_else(placeholder, |identity| identity.mmsi);
    Sent::Position(Report {
        mmsi,
        form: if class_b { Form::ClassB } else { class_a_form(dice) },
        position: stepped(state.position, error),
        speed: (!dice.chance(0.002)).then(|| measured_speed(state, dice)),
        course: measured_course(state, dice),
        heading: hull.radio.compass.then(|| turned(state.heading, dice.normal())),
        status: if class_b || dice.chance(0.05) { 15 } else { doing.status() },
    })
}

fn class_a_form(dice: &mut Dice) -> Form {
    if dice.chance(0.12) { Form::Special } else { Form::Scheduled }
}

fn measured_speed(state: State, dice: &mut Dice) -> Knots {
    Knots((state.speed.0 + 0.08 * dice.normal()).max(0.0))
}

/// A ship that hardly moves has no course worth the name.
fn measured_course(state: State, dice: &mut Dice) -> Option<Degrees> {
    if state.speed < Knots(0.3) {
        return (!dice.chance(0.25)).then(|| dice.direction());
    }
    let error = (6.0 / state.speed.0.max(1.0)) * dice.normal();
    Some(turned(state.course, error))
}

fn turned(direction: Degrees, by: f64) -> Degrees {
    Degrees((direction.0 + by).rem_euclid(360.0))
}

fn placeholder() -> Mmsi {
    Mmsi::try_from(0).expect("zero has fewer than nine digits")
}

/// Hulls on air in each cell of two degrees at each pass.
fn crowds(world: &World<'_>, passes: &[Pass]) -> Vec<BTreeMap<(i32, i32), u32>> {
    let crowd = |pass: &Pass| {
        let time = pass.when.middle();
        let mut crowd = BTreeMap::new();
        for hull in world.hulls.iter().filter(|hull| hull.radio.is_on(time)) {
            if let Some(place) = hull.place(time) {
                *crowd.entry(area(place)).or_insert(0) += 1;
            }
        }
        crowd
    };
    passes.iter().map(crowd).collect()
}

fn area(place: Position) -> (i32, i32) {
    ((place.lat() / 2.0) as i32, (place.lon() / 2.0) as i32)
}

/// The ships that are not simulated collide too: most off China's coast, then round Korea.
fn clear_air(place: Position) -> f64 {
    let (lat, lon) = (place.lat(), place.lon());
    match () {
        () if lon < 122.8 => 0.45,
        () if (33.5..36.5).contains(&lat) && (126.0..131.0).contains(&lon) => 0.6,
        () => 1.0,
    }
}
