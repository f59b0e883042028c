//! A number that tells another ship than before, as it alone shows it.

use model::{Dimensions, Identity, Imo, Mmsi, MmsiKind, StaticReport, Timestamp};

use crate::Options;
use crate::likeness::imo_of;

/// A number that told one ship for a while and then another: a part of an exchange if the other's number did so the other way.
#[derive(Debug, Clone, PartialEq)]
pub struct Turnover {
    pub(super) mmsi: Mmsi,
    pub(super) before: Told,
    pub(super) after: Told,
    /// When the ship before was told last.
    pub(super) last: Timestamp,
    /// When the ship after was told first.
    pub(super) first: Timestamp,
}

/// What a number told for a while.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Told {
    pub(super) ship: Ship,
    pub(super) name: Option<String>,
    pub(super) dimensions: Option<Dimensions>,
}

/// What names a ship: her IMO number, or where a number tells none at all her name and iron together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ship {
    Imo(Imo),
    Called(String, Dimensions),
}

/// Every turnover of a number, of all that it said by time. A ship that is told fewer times in a row than a ship must be is passed over.
pub(crate) fn turnovers(said: &[StaticReport], options: &Options) -> Vec<Turnover> {
    let Some(mmsi) = said.first().map(|report| report.mmsi) else { return Vec::new() };
    if mmsi.kind() != MmsiKind::Ship || mmsi.is_placeholder() {
        return Vec::new();
    }
    let by_imo = said.iter().any(|report| imo(report).is_some());
    let telling: Vec<&StaticReport> = said.iter().filter(|report| tells_ship(report, by_imo)).collect();
    let mut runs: Vec<[&StaticReport; 2]> = Vec::new();
    let chunks = telling.chunk_by(|one, next| is_one_ship(one, next, by_imo));
    for run in chunks.filter(|run| run.len() >= options.hull.told_at_least) {
        let (first, last) = (run[0], run[run.len() - 1]);
        match runs.last_mut() {
            Some(open) if is_one_ship(open[1], first, by_imo) => open[1] = last,
            _ => runs.push([first, last]),
        }
    }
    if runs.len() > options.swap.turnovers_at_most + 1 {
        return Vec::new();
    }
    let turnover = |pair: &[[&StaticReport; 2]]| {
        let ([_, last], [first, later]) = (pair[0], pair[1]);
        let (before, after) = (Told::by(last, by_imo)?, Told::by(later, by_imo)?);
        Some(Turnover { mmsi, before, after, last: last.time, first: first.time })
    };
    runs.windows(2).filter_map(turnover).collect()
}

fn imo(report: &StaticReport) -> Option<Imo> {
    imo_of(&Identity { imo: report.imo, ..Identity::default() })
}

fn tells_ship(report: &StaticReport, by_imo: bool) -> bool {
    if by_imo { imo(report).is_some() } else { report.name.is_some() && report.dimensions.is_some() }
}

fn is_one_ship(one: &StaticReport, other: &StaticReport, by_imo: bool) -> bool {
    match by_imo {
        true => imo(one) == imo(other),
        false => one.name == other.name && one.dimensions == other.dimensions,
    }
}

impl Told {
    fn by(report: &StaticReport, by_imo: bool) -> Option<Self> {
        let ship = match by_imo {
            true => Ship::Imo(imo(report)?),
            false => Ship::Called(report.name.clone()?, report.dimensions?),
        };
        Some(Self { ship, name: report.name.clone(), dimensions: report.dimensions })
    }

    /// The iron alone.
    pub(super) fn size(&self) -> Identity {
        Identity { dimensions: self.dimensions, ..Identity::default() }
    }
}
