//! Which hull is meant: by number, by name, or by a part of the name.

use case::VesselRow;

use crate::exit::Usage;

/// How well a hull fits what was asked for, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Number,
    Name,
    PartOfName,
}

/// The hull that fits best, of several the one that was heard most, and the others that fit.
pub(super) fn find(vessels: Vec<VesselRow>, wanted: &str) -> Result<(VesselRow, Vec<VesselRow>), Usage> {
    let folded = fold(wanted);
    let known = vessels.len();
    let mut fitting: Vec<(Fit, VesselRow)> =
        vessels.into_iter().filter_map(|vessel| Some((fit(&vessel, &folded)?, vessel))).collect();
    fitting.sort_by_key(|(fit, vessel)| (*fit, -vessel.fixes, vessel.mmsi, vessel.part));
    let mut fitting = fitting.into_iter().map(|(_, vessel)| vessel);
    let best = fitting.next().ok_or_else(|| {
        let wanted_was = "wanted an MMSI, an IMO number, a call sign or a part of a name";
        Usage(format!("no vessel {wanted:?} among the {known} of the case: {wanted_was}"))
    })?;
    Ok((best, fitting.collect()))
}

fn fit(vessel: &VesselRow, folded: &str) -> Option<Fit> {
    let digits = folded.strip_prefix("imo").map_or(folded, str::trim_start);
    let is_number = format!("{:09}", vessel.mmsi) == folded
        || vessel.mmsi.to_string() == folded
        || fold(&vessel.hull) == folded
        || vessel.imo.is_some_and(|imo| imo.to_string() == digits)
        || vessel.call_sign.as_deref().is_some_and(|sign| fold(sign) == folded);
    if is_number {
        return Some(Fit::Number);
    }
    let name = fold(vessel.name.as_deref()?);
    match () {
        () if folded.is_empty() => None,
        () if name == folded => Some(Fit::Name),
        () if name.contains(folded) => Some(Fit::PartOfName),
        () => None,
    }
}

/// Names are compared without case and with single blanks.
fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
