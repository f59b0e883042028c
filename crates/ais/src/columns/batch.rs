//! Which columns a message goes to.

use super::{BaseStations, Positions, Records, Statics, base_stations, positions, statics};
use crate::layout::Table;
use crate::message::{
    BaseStation, ExtendedClassB, Form, Kind, LongRange, PositionReport, StandardClassB, StaticAndVoyage,
    StaticDataA, StaticDataB,
};
use crate::payload::Payload;

/// Rows of all families, in each in the order of the lines that completed them. Every message has a row; a type 19 has
/// one as a position and one as static data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Types 1, 2, 3, 18, 19 and 27.
    pub positions: Positions,
    /// Types 5, 19 and 24.
    pub statics: Statics,
    /// Types 4 and 11.
    pub base_stations: BaseStations,
    /// A table for each kind that was seen, in the order of the kinds.
    others: [Option<Box<Records>>; Kind::ALL.len()],
}

/// Which line a row stands for, and when it was received.
#[derive(Clone, Copy)]
pub(super) struct Origin {
    pub(super) line: u64,
    pub(super) received_ms: Option<i64>,
}

impl Batch {
    /// The messages that are in none of the families above, by kind; only kinds that have rows.
    pub fn others(&self) -> impl Iterator<Item = &Records> {
        self.others.iter().flatten().map(Box::as_ref).filter(|records| !records.is_empty())
    }

    /// Makes a row of the message. What is read and not kept costs nothing: the reader is inlined.
    #[inline(always)]
    pub(super) fn push(&mut self, form: Form, payload: &Payload, origin: Origin) {
        match form.kind() {
            Kind::PositionReport => self.push_position(PositionReport::read(payload).into(), origin),
            Kind::StandardClassB => self.push_position(StandardClassB::read(payload).into(), origin),
            Kind::BaseStation => self.push_base_station(payload, origin),
            kind => self.push_rare(kind, payload, origin),
        }
    }

    #[inline(never)]
    fn push_rare(&mut self, kind: Kind, payload: &Payload, origin: Origin) {
        match kind {
            Kind::LongRange => self.push_position(LongRange::read(payload).into(), origin),
            Kind::ExtendedClassB => {
                let message = ExtendedClassB::read(payload);
                self.push_position((&message).into(), origin);
                self.push_static((&message).into(), origin);
            }
            Kind::StaticAndVoyage => self.push_static(StaticAndVoyage::read(payload).into(), origin),
            Kind::StaticDataA => self.push_static(StaticDataA::read(payload).into(), origin),
            Kind::StaticDataB => self.push_static(StaticDataB::read(payload).into(), origin),
            kind => self.push_other(kind, payload, origin),
        }
    }

    #[inline(always)]
    fn push_position(&mut self, row: positions::Row, origin: Origin) {
        let received_ms = origin.received_ms.unwrap_or(positions::NO_TIME);
        self.positions.push(positions::Row { line: origin.line, received_ms, ..row });
    }

    #[inline]
    fn push_static(&mut self, row: statics::Row, origin: Origin) {
        let received_ms = origin.received_ms.unwrap_or(positions::NO_TIME);
        self.statics.push(statics::Row { line: origin.line, received_ms, ..row });
    }

    #[inline(never)]
    fn push_base_station(&mut self, payload: &Payload, origin: Origin) {
        let row = base_stations::Row::from(BaseStation::read(payload));
        let received_ms = origin.received_ms.unwrap_or(positions::NO_TIME);
        self.base_stations.push(base_stations::Row { line: origin.line, received_ms, ..row });
    }

    fn push_other(&mut self, kind: Kind, payload: &Payload, origin: Origin) {
        let records = self.others[kind as usize].get_or_insert_with(|| Box::new(Records::new(kind)));
        records.push(&kind.read_any(payload), origin.line, origin.received_ms);
    }

    /// Makes the columns whole.
    pub(super) fn settle(&mut self) {
        self.positions.settle();
        self.statics.settle();
        self.base_stations.settle();
    }

    pub(super) fn clear(&mut self) {
        self.positions.clear();
        self.statics.clear();
        self.base_stations.clear();
        self.others.iter_mut().flatten().for_each(|records| records.clear());
    }
}
