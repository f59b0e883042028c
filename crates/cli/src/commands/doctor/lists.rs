//! The built-in lists of vessels, and of what day they are.

use std::time::{SystemTime, UNIX_EPOCH};

use model::Timestamp;
use score::{BuiltinList, Lists};
use serde_json::json;

use super::check::{Check, State};

/// Some list changes every year; one of them may stay as it is for longer.
const OLD_DAYS: i64 = 365;
const DAY_MS: i64 = 86_400_000;

pub(super) fn lists() -> Check {
    let now_ms = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64);
    check(&Lists::builtin_tables(), now_ms)
}

fn check(lists: &[BuiltinList], now_ms: i64) -> Check {
    let told =
        lists.iter().map(|list| format!("{} of {} ({} vessels)", list.name, day(list.as_of), list.entries));
    let check = Check::ok("lists", told.collect::<Vec<_>>().join(", "));
    let check = lists.iter().fold(check, |check, list| {
        check.figure(list.name, json!({"as_of": day(list.as_of), "entries": list.entries}))
    });
    let newest_ms = lists.iter().map(|list| list.as_of.ms()).max().unwrap_or_default();
    if now_ms - newest_ms <= OLD_DAYS * DAY_MS {
        return check;
    }
    check.but(State::Warning, "all of them more than a year old: vessels that were listed since are not matched; take a newer darkwake")
}

fn day(time: Timestamp) -> String {
    time.to_string().chars().take_while(|&c| c != 'T').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_old_when_a_year_has_gone_by_since_the_newest() {
        let lists = Lists::builtin_tables();
        let newest_ms = lists.iter().map(|list| list.as_of.ms()).max().unwrap();
        let state = |days: i64| check(&lists, newest_ms + days * DAY_MS).state;
        assert_eq!((state(-1), state(365), state(366)), (State::Ok, State::Ok, State::Warning));
    }
}
