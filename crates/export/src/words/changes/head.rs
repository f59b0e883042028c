//! What would be otherwise, and what becomes of the lead, in one sentence.

use model::{Cause, Change, EventKind, List, Stand};

use crate::words::minute;

pub(super) fn head(change: &Change) -> String {
    let Change { cause, now, then } = change;
    let cause = match cause {
        Cause::Without { indicator, .. } => format!("without {indicator}"),
        Cause::Threshold { name, unit, from, to, .. } => {
            format!("with {name} at {} instead of {},", figure(*to, unit), figure(*from, unit))
        }
    };
    let becomes = match (now.rank, then.rank) {
        (_, None) => "it would be no lead".to_owned(),
        (Some(now), Some(then)) if then > now => format!("it would fall from rank {now} to rank {then}"),
        (Some(now), Some(then)) if then < now => format!("it would rise from rank {now} to rank {then}"),
        (_, Some(then)) => format!("it would keep rank {then}"),
    };
    // Another threshold moves other leads too, a fact of this one does not.
    let moves = now.rank != then.rank && then.rank.is_some();
    let held =
        if moves && matches!(change.cause, Cause::Threshold { .. }) { "other leads held, " } else { "" };
    let stand = format!("{}{}{}", list(now, then), half(now, then), instead(then));
    format!("{cause} {becomes}, {held}{}{stand}", score(now, then))
}

/// Which other event would decide it, if another would.
fn instead(then: &Stand) -> String {
    let told = |(kind, start): (EventKind, _)| {
        format!(", decided by the {} that began {} UTC", kind.noun(), minute(start))
    };
    then.instead.map(told).unwrap_or_default()
}

fn score(now: &Stand, then: &Stand) -> String {
    match [now.score, then.score].map(told) {
        [before, after] if before == after => "its score the same".to_owned(),
        [before, after] => format!("its score {after} instead of {before}"),
    }
}

/// A score in hundredths; of one that is next to nothing, on which side of it.
fn told(score: f64) -> String {
    match (score * 100.0).round() / 100.0 {
        0.0 if score < 0.0 => "just below 0".to_owned(),
        0.0 if score > 0.0 => "just above 0".to_owned(),
        hundredths => format!("{hundredths:+.2}"),
    }
}

fn list(now: &Stand, then: &Stand) -> &'static str {
    match then.list.filter(|_| now.list != then.list) {
        Some(List::Dprk) => ", on the dprk list",
        Some(List::Evasive) => ", on the evasive list",
        None => "",
    }
}

fn half(now: &Stand, then: &Stand) -> &'static str {
    match (now.is_probable(), then.is_probable()) {
        (true, false) => ", below one in two",
        (false, true) => ", above one in two",
        _ => "",
    }
}

/// A value with its unit; hours as hours and minutes.
fn figure(value: f64, unit: &str) -> String {
    match unit {
        "" => format!("{value}"),
        "h" if value < 24.0 && value.fract() != 0.0 => {
            let minutes = (value * 60.0).round() as u64;
            format!("{} h {:02}", minutes / 60, minutes % 60)
        }
        unit => format!("{value} {unit}"),
    }
}
