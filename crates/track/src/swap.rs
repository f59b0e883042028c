//! Two ships that exchange their numbers: from then on each is heard under the other's.
//!
//! Neither number is new, neither falls silent for long, and ships that lie alongside are hardly apart, so that places do not tell
//! it; what the two say of themselves does. It is an exchange where the ship that each number told before is the one that the other
//! tells after ([`turnover`]): by IMO numbers with right check digits, or where neither tells one by name and iron together; where both
//! were near each other; and where neither name, iron nor places say that the number stayed with its ship ([`moment`]). A ship that
//! takes another's IMO number or name takes it one way, and crews that correct what they had typed wrongly correct it on board: both
//! are no exchange. The track of either number is then that of two hulls ([`cut`]).

mod cut;
mod moment;
mod turnover;

use std::collections::BTreeMap;

use model::{Fleet, HullId, Timestamp};

use crate::likeness::differ_in_size;
use crate::{IdentityChangeOptions, Options};

pub use cut::told_by_each;
use moment::exchanged_at;
use turnover::Ship;
pub use turnover::Turnover;
pub(crate) use turnover::turnovers;

/// Two hulls that have exchanged their numbers: `before` and `after` hold them in one order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Swap {
    /// Under which numbers the two were heard until then.
    pub before: [HullId; 2],
    /// Under which they were heard from then on.
    pub after: [HullId; 2],
}

/// Finds the exchanges among the turnovers of all numbers, by time, and tells the hulls behind each number apart.
pub fn tell_apart_swapped(
    fleet: &mut Fleet,
    turnovers: &[Turnover],
    options: &Options,
    of_change: &IdentityChangeOptions,
) -> Vec<Swap> {
    let crossings = crossings(turnovers, options);
    let found = crossings.into_iter().filter_map(|pair| {
        let moment = exchanged_at(pair, fleet, options, of_change)?;
        Some((moment, pair))
    });
    let mut found: Vec<Exchange<'_>> = found.collect();
    found.sort_by_key(|(moment, pair)| (*moment, pair.map(|turnover| turnover.mmsi)));
    let is_only = |one: &Exchange<'_>| {
        let of_one = |(_, pair): &&Exchange<'_>| pair.iter().any(|it| one.1.iter().any(|own| is_it(own, it)));
        found.iter().filter(of_one).count() == 1
    };
    let sure: Vec<Exchange<'_>> = found.iter().copied().filter(is_only).collect();
    let swap = |(moment, [a, b]): Exchange<'_>| {
        let [a_before, a_after] = cut::cut(fleet, a, moment, options)?;
        let [b_before, b_after] = cut::cut(fleet, b, moment, options)?;
        Some(Swap { before: [a_before, b_before], after: [b_after, a_after] })
    };
    sure.into_iter().filter_map(swap).collect()
}

/// The turnovers of two numbers, and when these were exchanged.
type Exchange<'t> = (Timestamp, [&'t Turnover; 2]);

/// Whether two are one of a list, not only alike.
fn is_it(one: &Turnover, other: &Turnover) -> bool {
    (one.mmsi, one.last) == (other.mmsi, other.last)
}

/// The pairs of turnovers of which each tells after what the other told before, the lower number first.
fn crossings<'t>(turnovers: &'t [Turnover], options: &Options) -> Vec<[&'t Turnover; 2]> {
    let mut of_ships: BTreeMap<(&Ship, &Ship), Vec<&Turnover>> = BTreeMap::new();
    for turnover in turnovers {
        of_ships.entry((&turnover.before.ship, &turnover.after.ship)).or_default().push(turnover);
    }
    let one_way = of_ships.iter().filter(|((before, after), _)| before < after);
    let both_ways = one_way.flat_map(|(&(before, after), there)| {
        let back = of_ships.get(&(after, before)).map_or(&[][..], Vec::as_slice);
        there.iter().flat_map(move |one| back.iter().map(move |other| [*one, *other]))
    });
    let ordered =
        both_ways.map(|[one, other]| if one.mmsi < other.mmsi { [one, other] } else { [other, one] });
    ordered.filter(|pair| is_exchange(*pair, options)).collect()
}

/// Whether what two numbers told at one time is consistent with that they were exchanged, and not with that each stayed with its ship.
fn is_exchange([a, b]: [&Turnover; 2], options: &Options) -> bool {
    let beyond_m = options.hull.other_size_beyond.0;
    let is_other_size =
        |one: &turnover::Told, other: &turnover::Told| differ_in_size(&one.size(), &other.size(), beyond_m);
    let keeps_size = |own: &Turnover, other: &Turnover| {
        is_other_size(&own.before, &other.before)
            && own.after.dimensions.is_some()
            && !is_other_size(&own.before, &own.after)
    };
    let keeps_name = |own: &Turnover, other: &Turnover| {
        own.before.name.is_some()
            && own.before.name == own.after.name
            && other.before.name.is_some()
            && own.before.name != other.before.name
    };
    let keeps_any = |own, other| keeps_size(own, other) || keeps_name(own, other);
    let is_of_iron = match a.before.ship {
        Ship::Imo(_) => true,
        Ship::Called(..) => is_other_size(&a.before, &b.before) && a.before.name != b.before.name,
    };
    a.mmsi != b.mmsi && is_of_iron && !keeps_any(a, b) && !keeps_any(b, a)
}

#[cfg(test)]
mod tests;
