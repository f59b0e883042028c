//! The world: what it holds, and the moves that every kind of traffic is made of.

use chart::Chart;
use model::{Interval, Knots, Metres, Position, Span, Timestamp};

use crate::Options;
use crate::climate::Climate;
use crate::dice::Dice;
use crate::harbour::Harbour;
use crate::hull::{Class, Doing, Hull, Identity, Kind, Radio, Size};
use crate::lanes::{Lanes, Spread, length};
use crate::motion::{Drift, Motion, Swing};
use crate::place::charted;
use crate::plan::{Plan, Together};
use crate::registry::Registry;
use crate::truth::{Act, DarkSide, IncidentList, SilenceCause};

/// Everything of one world while it is being made.
#[derive(Debug)]
pub(crate) struct World<'a> {
    pub(crate) span: Interval,
    pub(crate) climate: Climate,
    pub(crate) chart: &'a Chart,
    pub(crate) lanes: Lanes<'a>,
    pub(crate) harbours: Vec<Harbour>,
    pub(crate) registry: Registry,
    pub(crate) dice: Dice,
    pub(crate) hulls: Vec<Hull>,
    /// Why the hulls of each arranged meeting came together.
    pub(crate) meetings: Vec<&'static str>,
    pub(crate) incidents: Vec<Incident>,
}

/// An illicit transfer, or an illicit call.
#[derive(Debug, Clone)]
pub(crate) struct Incident {
    pub(crate) story: String,
    pub(crate) act: Act,
    pub(crate) list: IncidentList,
    pub(crate) cargo: &'static str,
    pub(crate) tonnes: f64,
    pub(crate) when: Interval,
    pub(crate) position: Position,
    /// The supplier or main ship first; numbers of hulls in the world.
    pub(crate) hulls: Vec<usize>,
    /// Which side was dark; the second hull if one.
    pub(crate) dark: Option<DarkSide>,
}

impl<'a> World<'a> {
    pub(crate) fn new(options: &Options, chart: &'a Chart) -> Self {
        let mut dice = Dice::new(options.seed, 1);
        let climate = Climate::draw(&mut dice);
        let mut lanes = Lanes::new(chart);
        let harbours = Harbour::all(options.vessels, chart, &mut lanes, &climate, &mut dice);
        let days = Span::from_hours(24 * i64::from(options.days.max(1)));
        Self {
            span: Interval::between(options.start, options.start.saturating_add(days)),
            climate,
            chart,
            lanes,
            harbours,
            registry: Registry::new(Dice::new(options.seed, 2)),
            dice,
            hulls: Vec::new(),
            meetings: Vec::new(),
            incidents: Vec::new(),
        }
    }

    /// A moment of the archive, between two shares (0 to 1) of its length.
    pub(crate) fn moment(&mut self, low: f64, high: f64) -> Timestamp {
        let share = self.dice.between(low, high);
        self.after_start(Span::from_secs((self.span.span().secs() * share) as i64))
    }

    /// So long after the start of the archive.
    pub(crate) fn after_start(&self, span: Span) -> Timestamp {
        self.span.start().saturating_add(span)
    }

    /// Opens a meeting.
    pub(crate) fn meeting(&mut self, context: &'static str) -> usize {
        self.meetings.push(context);
        self.meetings.len() - 1
    }

    /// The harbour of a name, or the first.
    pub(crate) fn harbour(&self, name: &str) -> usize {
        self.harbours.iter().position(|harbour| harbour.name == name).unwrap_or(0)
    }

    /// A harbour by weight, other than one.
    pub(crate) fn any_harbour(&mut self, other_than: Option<usize>) -> usize {
        let weight = |k: usize, harbour: &Harbour| if Some(k) == other_than { 0.0 } else { harbour.weight };
        let total: f64 = self.harbours.iter().enumerate().map(|(k, harbour)| weight(k, harbour)).sum();
        let mut left = self.dice.between(0.0, total);
        for (k, harbour) in self.harbours.iter().enumerate() {
            left -= weight(k, harbour);
            if left < 0.0 {
                return k;
            }
        }
        0
    }

    /// Sails by the lanes.
    pub(crate) fn sail(&mut self, plan: &mut Plan, to: Position, speed: Knots) {
        let way = self.lanes.ship_way(plan.here, to, Spread::default(), &mut self.dice);
        plan.follow(&way[1..], Knots(speed.0 * self.climate.pace), Doing::Sailing);
    }

    /// A berth somewhere to come from, kept free for the ship until it has left.
    pub(crate) fn berth_until(&mut self, harbour: usize, until: Timestamp) -> Option<Position> {
        let before = Interval::between(self.always().start(), until);
        let Harbour { berths, .. } = &mut self.harbours[harbour];
        berths.take(before, &mut self.dice).or_else(|| berths.any(&mut self.dice))
    }

    /// A plan that comes from a place by the lanes and arrives at a moment, whenever it must have left.
    pub(crate) fn arriving(&mut self, from: Position, to: Position, speed: Knots, at: Timestamp) -> Plan {
        let way = self.lanes.ship_way(from, to, Spread::default(), &mut self.dice);
        let speed = Knots(speed.0 * self.climate.pace);
        let seconds = length(&way).0 / speed.metres_per_second();
        let leave = at.saturating_add(Span::from_secs_f64(-seconds));
        let early = leave.min(self.span.start()).saturating_add(Span::from_hours(-1));
        let mut plan = Plan::new(from, early);
        let berth = Motion::Still { berth: from, heading: self.dice.direction() };
        plan.keep(Together::alone(berth, Doing::Moored), leave);
        plan.follow(&way[1..], speed, Doing::Sailing);
        plan.run(to, at.max(plan.now), Doing::Sailing);
        plan
    }

    /// Sails to a harbour and does what ships do there; gates lead out of the world. Returns the harbour's name.
    pub(crate) fn call(&mut self, plan: &mut Plan, harbour: usize, speed: Knots) -> &'static str {
        if self.harbours[harbour].is_gate() {
            self.leave(plan, harbour, speed);
        } else {
            if self.dice.chance(self.climate.waiting_share) {
                let wait = self.dice.hours(4.0, 40.0);
                self.anchor(plan, harbour, speed, wait);
            }
            let stay = self.dice.hours(10.0, 36.0);
            self.moor(plan, harbour, speed, stay);
        }
        self.harbours[harbour].name
    }

    /// Waits at anchor off a harbour, if there is room.
    pub(crate) fn anchor(&mut self, plan: &mut Plan, harbour: usize, speed: Knots, wait: Span) {
        let eta = self.eta(plan, harbour, speed);
        let Harbour { anchorage, tide, .. } = &mut self.harbours[harbour];
        let (tide, taken) = (*tide, anchorage.take_inmost(around(eta, wait)));
        let Some(spot) = taken else { return };
        self.sail(plan, spot, speed);
        let motion = self.swing(spot, tide);
        plan.join(Together::alone(motion, Doing::Anchored), plan.now.saturating_add(wait));
    }

    /// Lies at a berth, if one is free; otherwise drifts off the harbour for as long.
    pub(crate) fn moor(&mut self, plan: &mut Plan, harbour: usize, speed: Knots, stay: Span) {
        let eta = self.eta(plan, harbour, speed);
        let Some(berth) = self.harbours[harbour].berths.take(around(eta, stay), &mut self.dice) else {
            return self.drift_off(plan, harbour, speed, stay);
        };
        self.sail(plan, berth, speed);
        let motion = Motion::Still { berth, heading: self.dice.direction() };
        plan.keep(Together::alone(motion, Doing::Moored), plan.now.saturating_add(stay));
    }

    fn drift_off(&mut self, plan: &mut Plan, harbour: usize, speed: Knots, stay: Span) {
        let roads = self.harbours[harbour].anchorage.any(&mut self.dice).unwrap_or(plan.here);
        let (lat, lon) = (roads.lat(), roads.lon());
        let place = self.open_water([lat - 0.4, lon - 0.5, lat + 0.4, lon + 0.5], Metres::from_km(6.0));
        self.sail(plan, place, speed);
        let motion = self.drift(plan.here, plan.now);
        plan.keep(Together::alone(motion, Doing::Drifting), plan.now.saturating_add(stay));
    }

    /// Rides at an anchor.
    pub(crate) fn swing(&mut self, anchor: Position, tide: f64) -> Motion {
        let (radius, wobble) = (self.dice.metres(50.0, 130.0), self.dice.unit());
        Motion::Swing(Swing { anchor, radius, tide, wobble })
    }

    /// Drifts from a place.
    pub(crate) fn drift(&mut self, from: Position, since: Timestamp) -> Motion {
        let dice = &mut self.dice;
        let (set, heading) = (dice.direction(), dice.direction());
        let (rate, loops) = (dice.knots(0.2, 1.1), dice.metres(100.0, 1500.0));
        Motion::Drift(Drift { from, since, set, rate, heading, loops })
    }

    /// Open water at least so far from the coast, inside a box of degrees (south, west, north, east).
    pub(crate) fn open_water(&mut self, [south, west, north, east]: [f64; 4], shore: Metres) -> Position {
        const TRIES: usize = 200;
        let middle = charted(((south + north) / 2.0, (west + east) / 2.0));
        for _ in 0..TRIES {
            let at = charted((self.dice.between(south, north), self.dice.between(west, east)));
            if self.chart.shore_distance(at) >= shore && self.lanes.reaches(at) {
                return at;
            }
        }
        middle
    }

    /// A radio that is always on.
    pub(crate) fn radio(&mut self, class: Class, identity: Identity) -> Radio {
        let weak = self.dice.chance(self.climate.weak_share);
        let strength = if weak { self.dice.between(0.2, 0.5) } else { self.dice.between(0.75, 1.15) };
        Radio {
            class,
            identities: vec![(self.always(), identity)],
            off: Vec::new(),
            deceits: Vec::new(),
            strength,
            compass: class == Class::A && self.dice.chance(0.88),
            sizes_known: self.dice.chance(0.93),
        }
    }

    /// From long before to long after the archive.
    pub(crate) fn always(&self) -> Interval {
        let long = Span::from_hours(24 * 60);
        let before = self.span.start().saturating_add(Span::ZERO - long);
        Interval::between(before, self.span.end().saturating_add(long))
    }

    /// Silences an honest ship with a probability: 6 to 40 hours, a failure or the master's choice.
    pub(crate) fn honest_silence(&mut self, radio: &mut Radio, probability: f64, cause: SilenceCause) {
        if self.dice.chance(probability) {
            let (from, long) = (self.moment(0.0, 0.9), self.dice.hours(6.0, 40.0));
            radio.off.push((Interval::between(from, from.saturating_add(long)), cause));
        }
    }

    /// Puts a hull to sea; returns its number.
    pub(crate) fn commission(&mut self, hull: Hull) -> usize {
        self.hulls.push(hull);
        self.hulls.len() - 1
    }

    /// A hull of a kind with one honest identity and the plan given.
    pub(crate) fn honest(&mut self, ship: Ship, plan: Plan) -> Hull {
        let identity = self.registry.identity(ship.kind, ship.mid);
        let mut radio = self.radio(ship.class, identity);
        let share = self.climate.honest_off_share;
        self.honest_silence(&mut radio, share / 2.0, SilenceCause::Equipment);
        self.honest_silence(&mut radio, share / 2.0, SilenceCause::SwitchOffOther);
        let loaded = self.dice.between(0.6, 1.0);
        Hull {
            kind: ship.kind,
            role: ship.role,
            size: ship.size,
            stretches: plan.stretches,
            radio,
            draughts: vec![(self.span.start(), Metres(ship.size.laden.0 * loaded))],
            destination: String::new(),
            oddity: "",
        }
    }

    fn leave(&mut self, plan: &mut Plan, gate: usize, speed: Knots) {
        if let Some(edge) = self.harbours[gate].berths.any(&mut self.dice) {
            self.sail(plan, edge, speed);
            let (gone, back) = (self.dice.hours(24.0, 96.0), self.harbours[gate].berths.any(&mut self.dice));
            plan.away(plan.now.saturating_add(gone), back.unwrap_or(edge));
        }
    }

    /// About when a ship will be there.
    fn eta(&mut self, plan: &Plan, harbour: usize, speed: Knots) -> Timestamp {
        let Some(spot) = self.harbours[harbour].berths.any(&mut self.dice) else { return plan.now };
        let metres = length(&self.lanes.way(plan.here, spot)).0;
        let seconds = metres / (speed.0 * self.climate.pace).max(1.0) / Knots::METRES_PER_SECOND;
        plan.now.saturating_add(Span::from_secs_f64(seconds))
    }
}

/// What a hull is built as and who runs it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ship {
    pub(crate) kind: Kind,
    pub(crate) role: &'static str,
    pub(crate) size: Size,
    pub(crate) class: Class,
    /// Maritime Identification Digits of its flag.
    pub(crate) mid: u32,
}

impl Ship {
    /// A ship of a length between two bounds in metres, with the beam and draught that go with it.
    pub(crate) fn of_length(
        kind: Kind,
        role: &'static str,
        bounds: (f64, f64),
        mid: u32,
        dice: &mut Dice,
    ) -> Self {
        let length = dice.between(bounds.0, bounds.1).round();
        let beam = (length / dice.between(5.6, 6.8)).round().max(4.0);
        let laden = (length * dice.between(0.055, 0.068) * 10.0).round() / 10.0;
        let size = Size { length: Metres(length), beam: Metres(beam), laden: Metres(laden.clamp(1.5, 17.0)) };
        let class = if length < 45.0 && dice.chance(0.5) { Class::B } else { Class::A };
        Self { kind, role, size, class, mid }
    }

    /// Its usual speed.
    pub(crate) fn speed(&self, dice: &mut Dice) -> Knots {
        match self.kind {
            Kind::Tanker => dice.knots(10.5, 13.5),
            Kind::Bulk => dice.knots(10.0, 13.0),
            Kind::Cargo => dice.knots(9.0, 12.0),
            Kind::Container => dice.knots(13.5, 18.5),
            Kind::Passenger => dice.knots(17.0, 23.0),
            Kind::Pilot => dice.knots(12.0, 18.0),
            Kind::Fishing => dice.knots(7.5, 10.0),
            Kind::Bunker | Kind::Tug | Kind::Barge => dice.knots(6.5, 9.0),
        }
    }
}

/// The time a ship may occupy a place, with room for arriving late.
fn around(eta: Timestamp, stay: Span) -> Interval {
    let slack = Span::from_hours(4);
    Interval::between(eta.saturating_add(Span::ZERO - slack), eta.saturating_add(stay + slack + slack))
}
