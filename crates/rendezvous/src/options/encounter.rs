//! When two hulls heard together are an encounter, and which contacts are stored.

use model::{Fix, Knots, Metres, Position, Reach, Span, Timestamp, Transmitter};
use serde::Serialize;

use crate::plane::Leg;

/// When two hulls heard together are an encounter.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct EncounterOptions {
    /// An encounter begins when the hulls come within this distance. Default 500 m (GFW).
    pub enter: Metres,
    /// And stay within it for this long. Default 3 min (design: errors of position set ships that lie a little farther
    /// apart within the distance for a moment, and a boat that passes at speed is no visitor).
    pub enter_for: Span,
    /// It ends when they are farther apart than this. Default 700 m (design: ships that swing at 500 m stay one
    /// encounter). At least `enter`.
    pub leave: Metres,
    /// Shortest time together, breaks left out. Default 2 h (GFW).
    pub at_least: Span,
    /// Both hulls must make good less than this. Default 3.5 kn (design: tidal streams of the Yellow Sea move a
    /// drifting pair at up to 3 kn; GFW has 2 kn).
    pub still_speed: Knots,
    /// A reported speed is this much off. Default 0.2 kn (design: its unit is 0.1 kn).
    pub speed_error: Knots,
    /// The same of a long-range broadcast. Default 0.7 kn (ITU-R M.1371: its unit is a whole knot, and half of one is lost).
    pub long_range_speed_error: Knots,
    /// The speed made good is taken over at least this time, so that the scatter of fixes seconds apart is not
    /// motion. Default 10 min (GFW's tick).
    pub speed_window: Span,
    /// Between two fixes of a hull at most this far apart the motion is straight and even. Default 60 min (GFW).
    pub linear_within: Span,
    /// A slow silence up to this long is bridged in a straight line too. Default 6 h (design: satellite-only
    /// reception leaves such holes in most true meetings off shore).
    pub bridge_within: Span,
    /// A silence is slow when the hull made good less than this across it, and reported less than `still_speed`
    /// at both ends. Default 2 kn (design: a drift).
    pub drift_speed: Knots,
    /// A silence up to this long of a hull that lay still before it, and lies in the same place after it, is bridged as well.
    /// Default 24 h (design, as for waiting: time enough to be missed by some satellites, too little to be back from a voyage).
    pub lying_silence: Span,
    /// The same place is within this distance. Default 1 km (design, as for waiting: the swing at anchor, and errors of
    /// position).
    pub lying_room: Metres,
    /// A hull lies still below this speed. Default 1 kn (design, as for waiting: ships at anchor sheer).
    pub lying_speed: Knots,
    /// Time together counts as observed while each hull has fixes at most this far apart around the moment, and as
    /// bridged otherwise. Default 60 min (GFW).
    pub observed_within: Span,
    /// Two contacts of one pair closer in time than this are one encounter if their ends agree. Default 3 h (design).
    pub rejoin_within: Span,
    /// Ends agree when each hull's place changed by no more than this and a drift at `drift_speed` over the break.
    /// Default 500 m (design: the enter distance).
    pub rejoin_shift: Metres,
    /// Two encounters of one pair closer in time than this are one if the two were never heard apart in between.
    /// Default 24 h (GFW's longest silence inside a segment: an anchored pair unheard overnight did not meet twice).
    pub unheard_within: Span,
    /// This much longer if both were found where they lay before and after. Default 7 days (design: laid-up ships that
    /// nobody hears for days have not met anew).
    pub lying_within: Span,
    /// Two slow hulls heard within this time of each other, and reckoned then within the leave distance, are in company at that
    /// moment: each is reckoned for half of it by the speed and course that it reported. Default 60 min (GFW's straight and even
    /// motion; simulated: of 150 pairs of trawlers heard 30 to 60 minutes apart five in six are reckoned within it).
    pub tie_within: Span,
    /// And between two such moments, or two encounters, this far apart in time and at two places, if nothing was heard against
    /// it. Default 72 h (design: hulls that came from one place to another both hardly parted meanwhile; simulated: a barge
    /// under tow is heard beside her tug every second or third day).
    pub company_within: Span,
    /// How far two such places must be apart; for nearer ones a silence is bridged as any other. Default 3 km (design:
    /// farther than hulls swing or shift berth).
    pub company_shift: Metres,
    /// How much longer the way from one such place to the other may be over a place at which either was heard by itself. Default
    /// 80 km (simulated: of 190 pauses of six hours and more of pair trawlers that kept together all but one in a hundred; who goes
    /// farther and comes back to the same partner has made a voyage of its own).
    pub company_detour: Metres,
    /// A hull that was heard lying for this long at one place has left the other that was not heard there. Default 6 h (design:
    /// longer than a tow or a pair of trawlers stops on its way).
    pub elsewhere_for: Span,
    /// If that place is so far from where both were before and after. Default 10 km (design: farther than a shift of anchorage).
    pub elsewhere: Metres,
    /// A hull that was found there, and had to sail faster than `still_speed` to come there or back, has left the other as well, unless
    /// it would have had to sail faster than this: then the place is an error. Default 40 kn (design: the speed by which tracks tell a
    /// jump of a merchant hull).
    pub fastest: Knots,
    /// A hull that was under way before a silence up to this long and lies still after it arrived meanwhile, by its way at the speed that it
    /// told. Default 6 h (as for bridging: one that took longer may have stopped or gone round on its way as well; simulated: 12 h find one
    /// meeting in a thousand more).
    pub arrival_within: Span,
    /// Two hulls that were seldom heard close together in time must have lain this near to each other in the middle of what is
    /// bridged. Default 530 m (design: the enter distance and the errors of two positions; simulated: of those told farther apart two
    /// in three never came within the enter distance).
    pub bridged_reach: Metres,
    /// And they were heard close together in time, if the time observed of both is this long. Default 2 h (as for an encounter: what was
    /// observed is one by itself; simulated: of 131 told of four months that were observed for 15 min to 2 h and lay farther apart
    /// 93 never came within the enter distance).
    pub observed_at_least: Span,
    /// Or they were heard alongside: as near as this ... Default 200 m (the distance by which transfers are told in the literature).
    pub alongside: Metres,
    /// ... and were observed together for this long. Default 15 min (design: some fixes of each).
    pub alongside_at_least: Span,
    /// Another hull lay beside two that met if it was within `leave` of either for this long meanwhile. Default 30 min (design: no pilot
    /// and no launch stays so long, and no hose is passed sooner).
    pub beside_for: Span,
    /// Two that met sail together if both make more than `drift_speed` within `leave` of each other, before or after, with no rest as long
    /// as this. Default 1 h (design: who comes with another or leaves with it does so when the meeting begins or ends).
    pub sails_within: Span,
    /// They are followed for this long either way. Default 24 h (design: longer says no more).
    pub sailed_at_most: Span,
    /// Only encounters whose faster hull has a median speed below this. Default `None`: the score decides.
    pub median_speed: Option<Knots>,
    /// Only encounters at least this far from a listed port. Default 0: the score decides.
    pub port_distance: Metres,
    /// How much time is joined at once; the result does not depend on it. Default 6 h (measured).
    pub slab: Span,
}

/// Which contacts are stored, so that other profiles of meetings can be told from them without another join.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContactOptions {
    /// Shorter contacts are left out. Default 10 min (design: the shortest profile, hulls side by side for as long as it takes
    /// to pass a hose).
    pub at_least: Span,
    /// How near is near, each by itself. Default 50, 200 and 250 m, left at two fifths more, as 500 m are at 700 m (design: the
    /// distances by which transfers are told in the literature, and hulls side by side), and 500 m to 500 m without a silence
    /// bridged (GFW). None may reach beyond what [`EncounterOptions::leave`] joins.
    pub reaches: Vec<Reach>,
}

impl Default for EncounterOptions {
    fn default() -> Self {
        Self {
            enter: Metres(500.0),
            enter_for: Span::from_minutes(3),
            leave: Metres(700.0),
            at_least: Span::from_hours(2),
            still_speed: Knots(3.5),
            speed_error: Knots(0.2),
            long_range_speed_error: Knots(0.7),
            speed_window: Span::from_minutes(10),
            linear_within: Span::from_minutes(60),
            bridge_within: Span::from_hours(6),
            drift_speed: Knots(2.0),
            lying_silence: Span::from_hours(24),
            lying_room: Metres::from_km(1.0),
            lying_speed: Knots(1.0),
            observed_within: Span::from_minutes(60),
            rejoin_within: Span::from_hours(3),
            rejoin_shift: Metres(500.0),
            unheard_within: Span::from_hours(24),
            lying_within: Span::from_hours(7 * 24),
            tie_within: Span::from_minutes(60),
            company_within: Span::from_hours(72),
            company_shift: Metres::from_km(3.0),
            company_detour: Metres::from_km(80.0),
            elsewhere_for: Span::from_hours(6),
            elsewhere: Metres::from_km(10.0),
            fastest: Knots(40.0),
            arrival_within: Span::from_hours(6),
            bridged_reach: Metres(530.0),
            observed_at_least: Span::from_hours(2),
            alongside: Metres(200.0),
            alongside_at_least: Span::from_minutes(15),
            beside_for: Span::from_minutes(30),
            sails_within: Span::from_hours(1),
            sailed_at_most: Span::from_hours(24),
            median_speed: None,
            port_distance: Metres(0.0),
            slab: Span::from_hours(6),
        }
    }
}

impl EncounterOptions {
    /// Whether a hull reports that it is under way.
    pub(crate) fn says_under_way(&self, fix: &Fix) -> bool {
        let is_long_range = fix.transmitter == Transmitter::LongRange;
        let error = if is_long_range { self.long_range_speed_error } else { self.speed_error };
        fix.speed().is_some_and(|speed| speed.0 > self.still_speed.0 + error.0)
    }

    /// Whether a place is too far off the way from one place to another for hulls that kept together.
    pub(crate) fn is_off_the_way(&self, place: Position, [from, to]: [Position; 2]) -> bool {
        from.geodesic(place).0 + place.geodesic(to).0 > from.geodesic(to).0 + self.company_detour.0
    }

    /// Whether a hull, by where it was found, lay for hours far from two places.
    pub(crate) fn lay_elsewhere(
        &self,
        found: impl IntoIterator<Item = (Timestamp, Position)>,
        ends: [Position; 2],
    ) -> bool {
        let is_far = |place: Position| ends.iter().all(|end| end.geodesic(place) > self.elsewhere);
        let mut since: Option<(Timestamp, Position)> = None;
        found.into_iter().any(|(time, place)| {
            let still = since.filter(|(_, first)| first.geodesic(place) <= self.lying_room);
            since = is_far(place).then(|| still.unwrap_or((time, place)));
            since.is_some_and(|(from, _)| time - from >= self.elsewhere_for)
        })
    }

    /// Whether a hull that kept company at two moments sailed away and came back in between: it was found so far from both places, can
    /// have been there, and not as slowly as hulls keep company.
    pub(crate) fn sailed_away(
        &self,
        far: Metres,
        found: (Timestamp, Position),
        ends: [(Timestamp, Position); 2],
    ) -> bool {
        let is_within = |end: &(Timestamp, Position), speed: Knots, free: Metres| {
            let reach = speed.metres_per_second() * (found.0 - end.0).secs().abs() + free.0;
            end.1.geodesic(found.1).0 <= reach
        };
        ends.iter().all(|end| end.1.geodesic(found.1) > far)
            && ends.iter().all(|end| is_within(end, self.fastest, Metres(0.0)))
            && !ends.iter().all(|end| is_within(end, self.still_speed, self.leave))
    }

    /// Whether a hull that lies still may lie in the same place at both ends of a leg.
    pub(crate) fn is_one_place(&self, leg: &Leg) -> bool {
        let secs = leg.duration_ms() as f64 / 1000.0;
        secs > 0.0 && leg.is_slower(Knots::from_metres_per_second(self.lying_room.0 / secs))
    }

    /// The profile nearest to GFW's encounters: 500 m for 2 h, median speed below 2 kn, 10 km from port, no slow
    /// silence bridged; found exactly rather than on a grid of ten minutes.
    pub fn gfw() -> Self {
        Self {
            leave: Metres(500.0),
            bridge_within: Span::ZERO,
            lying_silence: Span::ZERO,
            rejoin_within: Span::ZERO,
            unheard_within: Span::ZERO,
            lying_within: Span::ZERO,
            tie_within: Span::ZERO,
            company_within: Span::ZERO,
            arrival_within: Span::ZERO,
            observed_at_least: Span::ZERO,
            median_speed: Some(Knots(2.0)),
            port_distance: Metres::from_km(10.0),
            ..Self::default()
        }
    }
}

impl Default for ContactOptions {
    fn default() -> Self {
        let reach = |enter, leave, bridged| Reach { enter: Metres(enter), leave: Metres(leave), bridged };
        Self {
            at_least: Span::from_minutes(10),
            reaches: vec![
                reach(50.0, 70.0, true),
                reach(200.0, 280.0, true),
                reach(250.0, 350.0, true),
                reach(500.0, 500.0, false),
                reach(500.0, 700.0, true),
            ],
        }
    }
}
