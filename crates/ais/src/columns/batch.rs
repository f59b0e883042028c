//! Which columns a message goes to.

use super::{Positions, Statics};
use crate::layout::Table;
use crate::message::{
    ExtendedClassB, Form, Kind, LongRange, PositionReport, StandardClassB, StaticAndVoyage, StaticDataA,
    StaticDataB,
};
use crate::payload::Payload;

/// Rows of both families, each in the order of the lines that completed them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Types 1, 2, 3, 18, 19 and 27.
    pub positions: Positions,
    /// Types 5 and 24.
    pub statics: Statics,
}

/// Where a message became a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    Position,
    Static,
}

impl Batch {
    /// Makes a row of the message, all but its time of receipt. What is read and not kept costs nothing: the reader is
    /// inlined.
    #[inline(always)]
    pub(super) fn read(&mut self, form: Form, payload: &Payload) -> Option<Family> {
        match form.kind() {
            Kind::PositionReport => self.positions.push(&PositionReport::read(payload).into()),
            Kind::StandardClassB => self.positions.push(&StandardClassB::read(payload).into()),
            Kind::ExtendedClassB => self.positions.push(&ExtendedClassB::read(payload).into()),
            Kind::LongRange => self.positions.push(&LongRange::read(payload).into()),
            kind => return self.read_static(kind, payload),
        }
        Some(Family::Position)
    }

    #[inline(never)]
    fn read_static(&mut self, kind: Kind, payload: &Payload) -> Option<Family> {
        match kind {
            Kind::StaticAndVoyage => self.statics.push(&StaticAndVoyage::read(payload).into()),
            Kind::StaticDataA => self.statics.push(&StaticDataA::read(payload).into()),
            Kind::StaticDataB => self.statics.push(&StaticDataB::read(payload).into()),
            _ => return None,
        }
        Some(Family::Static)
    }

    /// Completes the row that was read last.
    #[inline(always)]
    pub(super) fn receive(&mut self, family: Family, epoch_ms: Option<i64>) {
        let column = match family {
            Family::Position => &mut self.positions.received_ms,
            Family::Static => &mut self.statics.received_ms,
        };
        column.push(epoch_ms.unwrap_or(0), epoch_ms.is_some());
    }

    pub(super) fn clear(&mut self) {
        self.positions.clear();
        self.statics.clear();
    }
}
