//! A match with a list in words: what agrees, and when the ship was listed as seen from an event.

use model::Timestamp;

use crate::lists::ListDate;
use crate::{Listed, Listing, Match};

/// What agrees with which listing, when that stood, and what it proves.
pub(super) fn listing_words(found: &Match<'_>, time: Timestamp) -> String {
    let agrees: Vec<&str> = found.agrees.iter().map(|what| what.title()).collect();
    let alike = if found.name_alike { ", with a name like it" } else { "" };
    format!(
        "{} agree{} with {:?} on the {}, {}{alike}; identities are copied, so this is a match and no proof",
        agrees.join(" and "),
        if agrees.len() == 1 { "s" } else { "" },
        found.listing.name,
        found.listing.list.title(),
        when(found, time),
    )
}

/// When the ship was listed, and whether it is now, as far as the list tells.
fn when(found: &Match<'_>, time: Timestamp) -> String {
    let &Listing { first_listed, listed_by, stood_on, delisted, .. } = found.listing;
    match found.listed_at(time) {
        Listed::Then => format!("listed {}", until(time, stood_on, delisted)),
        Listed::Later => {
            let first = first_listed.map(|first| format!(", from {first} on")).unwrap_or_default();
            let still = stood_on.filter(|on| Some(*on) != first_listed);
            format!("listed only later{first}{}", now(still, delisted))
        }
        Listed::Before => "listed before that time".to_owned() + &now(None, delisted),
        Listed::Unknown => {
            let of_time = ", at that time unknown";
            match (first_listed, listed_by) {
                (Some(first), _) => format!("listed from {first} on{of_time}{}", now(stood_on, delisted)),
                (None, Some(by)) => {
                    let still = stood_on.filter(|on| *on != by);
                    format!("listed by {by}{of_time}{}", now(still, delisted))
                }
                (None, None) => "no date given".to_owned() + &now(stood_on, delisted),
            }
        }
    }
}

/// Of a listing that had begun: that it stood at a time, or on which later date, or earlier one, it is known to have stood.
fn until(time: Timestamp, stood_on: Option<ListDate>, delisted: Option<ListDate>) -> String {
    match stood_on {
        Some(on) if delisted.is_none() && on.last() < time => format!("before that time, still on {on}"),
        _ => "at that time".to_owned() + &now(stood_on, delisted),
    }
}

/// What became of a listing.
fn now(stood_on: Option<ListDate>, delisted: Option<ListDate>) -> String {
    match (delisted, stood_on) {
        (Some(date), _) => format!(", delisted {date}"),
        (None, Some(on)) => format!(", still on {on}"),
        (None, None) => String::new(),
    }
}
