//! What the place, the time and the courses of a turn say: how much likelier they are for one hull than for two.

use model::{Fix, Metres, Span};

use crate::IdentityChangeOptions;
use crate::turns::Turn;

/// Whether a hull can have come from where one number was heard last to where the other was heard first.
pub(crate) fn is_within_reach(turn: &Turn<'_>, options: &IdentityChangeOptions) -> bool {
    let reach = reach_m(turn, options);
    // A degree of latitude is never shorter than 110 km: most are out of reach by that alone.
    let at_least_m = (turn.last.position.lat() - turn.first.position.lat()).abs() * 110_000.0;
    at_least_m <= reach && turn.last.position.distance(turn.first.position).0 <= reach
}

fn reach_m(turn: &Turn<'_>, options: &IdentityChangeOptions) -> f64 {
    options.top_speed.metres_per_second() * turn.silence().secs() + options.slack.0
}

/// A ship that changes its number is soon found where she was bound, or else near; others appear at any time and anywhere
/// within reach. After a time that only an IMO number bridges neither says anything.
pub(super) fn closeness(turn: &Turn<'_>, options: &IdentityChangeOptions) -> f64 {
    if turn.silence() > options.within {
        return 1.0;
    }
    let silences = turn.silence().hours() / options.mean_silence.hours();
    let of_time = options.within.hours() / options.mean_silence.hours() * (-silences).exp();
    of_time * if went_on(turn, options) { options.went_on } else { of_place(turn, options) }
}

/// Whether the hull heard first is where the other would have come at her course and speed, and came from where that was.
pub(super) fn went_on(turn: &Turn<'_>, options: &IdentityChangeOptions) -> bool {
    let (from, to) = (turn.last.position, turn.first.position);
    let astray_at_most = Metres(options.slack.0 + from.distance(to).0 * options.reckoned_within);
    let way = |fix: &Fix, time: Span| {
        let speed = fix.speed().filter(|speed| *speed >= options.under_way)?;
        Some((fix.course()?, Metres(speed.metres_per_second() * time.secs())))
    };
    let (before, after) = (way(turn.last, turn.silence()), way(turn.first, turn.silence()));
    let (Some((course, way)), Some((course_after, way_after))) = (before, after) else { return false };
    let bound_for = from.towards(course, way);
    let came_from = to.towards(course_after, Metres(-way_after.0));
    from.distance(to) > options.slack
        && bound_for.distance(to) <= astray_at_most
        && came_from.distance(from) <= astray_at_most
}

/// How near to the last place the first is, and whether the courses lead there. What nearness says is bounded, since ships
/// crowd in the same harbours.
fn of_place(turn: &Turn<'_>, options: &IdentityChangeOptions) -> f64 {
    let share = turn.last.position.distance(turn.first.position).0 / reach_m(turn, options);
    let nearness = options.nearness * (-options.nearness * share).exp() / (2.0 * share);
    nearness.min(options.place_at_most) * course_ratio(turn, options)
}

/// How much likelier the courses are for one hull that went on than for two: those of one lead from the last place to the
/// first.
fn course_ratio(turn: &Turn<'_>, options: &IdentityChangeOptions) -> f64 {
    let (from, to) = (turn.last.position, turn.first.position);
    let course =
        |fix: &Fix| fix.course().filter(|_| fix.speed().is_some_and(|speed| speed >= options.under_way));
    let (Some(before), Some(after)) = (course(turn.last), course(turn.first)) else { return 1.0 };
    if from.distance(to) <= options.slack {
        return 1.0;
    }
    let astray = [before, after].map(|course| course.apart(from.bearing(to)).0);
    match () {
        () if astray.iter().all(|&angle| angle <= options.along_within.0) => options.along,
        () if astray.iter().any(|&angle| angle > 90.0) => options.astern,
        () => 1.0,
    }
}
