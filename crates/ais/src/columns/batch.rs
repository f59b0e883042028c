//! Which columns a message goes to.

use super::block::Origin;
use super::{BaseStations, Positions, Records, Statics};
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

impl Batch {
    /// The messages that are in none of the families above, by kind; only kinds that have rows.
    pub fn others(&self) -> impl Iterator<Item = &Records> {
        self.others.iter().flatten().map(Box::as_ref).filter(|records| !records.is_empty())
    }

    /// Makes a row of the message. What is read and not kept costs nothing: the reader is inlined.
    #[inline(always)]
    pub(super) fn push(&mut self, form: Form, payload: &Payload, origin: Origin) {
        match form.kind() {
            Kind::PositionReport => self.positions.push(PositionReport::read(payload).into(), origin),
            Kind::StandardClassB => self.positions.push(StandardClassB::read(payload).into(), origin),
            Kind::BaseStation => self.base_stations.push(BaseStation::read(payload).into(), origin),
            kind => self.push_rare(kind, payload, origin),
        }
    }

    #[inline(never)]
    fn push_rare(&mut self, kind: Kind, payload: &Payload, origin: Origin) {
        match kind {
            Kind::LongRange => self.positions.push(LongRange::read(payload).into(), origin),
            Kind::ExtendedClassB => {
                let message = ExtendedClassB::read(payload);
                self.positions.push((&message).into(), origin);
                self.statics.push((&message).into(), origin);
            }
            Kind::StaticAndVoyage => self.statics.push(StaticAndVoyage::read(payload).into(), origin),
            Kind::StaticDataA => self.statics.push(StaticDataA::read(payload).into(), origin),
            Kind::StaticDataB => self.statics.push(StaticDataB::read(payload).into(), origin),
            kind => self.push_other(kind, payload, origin),
        }
    }

    fn push_other(&mut self, kind: Kind, payload: &Payload, origin: Origin) {
        let records = self.others[kind as usize].get_or_insert_with(|| Box::new(Records::new(kind)));
        records.push(&kind.read_any(payload), origin);
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
