//! The tables of a case, one file each, every one declared once as a typed row.

mod anchorage;
mod contact;
mod event;
mod event_back;
mod evidence;
mod fix;
mod lead;
mod mark;
mod message;
mod reception;
mod reviewed;
mod revision;
mod source;
mod static_report;
mod vessel;

use crate::{Schema, Value};

pub use anchorage::AnchorageRow;
pub use contact::ContactRow;
pub use event::EventRow;
pub use evidence::{EvidenceRow, RawLine};
pub use fix::{FixRow, PlaceRow};
pub(crate) use fix::{location, station};
pub use lead::LeadRow;
pub use mark::MarkRow;
pub use message::MessageRow;
pub use reception::{ReceptionCellRow, ReceptionHullRow, learned_reception, reception_rows};
pub use reviewed::ReviewedLead;
pub use revision::RevisionRow;
pub use source::{LedgerRow, NamedReject, Outcome, RejectRow, SourceRow};
pub use static_report::{SaidRow, StaticRow, ToldImoRow};
pub use vessel::VesselRow;

/// A row of a table. It serialises under the names of its columns: moments as RFC 3339, numbers rounded to what their
/// unit is worth, absent values as null.
pub trait Row: Sized + serde::Serialize {
    /// The table.
    const SCHEMA: Schema;

    /// Gives the value of each column to `sink`, in order.
    fn visit(&self, sink: &mut dyn FnMut(Value<'_>));

    /// The row whose values `next` gives, in order; `None` if `next` fails or a value cannot stand in its column.
    fn from_values(next: &mut dyn FnMut() -> Option<Value<'static>>) -> Option<Self>;
}

/// Every table of a case, for documentation and tests.
pub const fn schemas() -> [Schema; 16] {
    [
        SourceRow::SCHEMA,
        LedgerRow::SCHEMA,
        RejectRow::SCHEMA,
        FixRow::SCHEMA,
        StaticRow::SCHEMA,
        MarkRow::SCHEMA,
        VesselRow::SCHEMA,
        EventRow::SCHEMA,
        ContactRow::SCHEMA,
        LeadRow::SCHEMA,
        EvidenceRow::SCHEMA,
        RawLine::SCHEMA,
        RevisionRow::SCHEMA,
        AnchorageRow::SCHEMA,
        ReceptionCellRow::SCHEMA,
        ReceptionHullRow::SCHEMA,
    ]
}

/// Declares a table: its documentation, its name, its row type, and its columns with documentation, type and unit.
macro_rules! table {
    (
        $(#[doc = $table_doc:literal])+
        $table:literal: $row:ident {
            $( $(#[doc = $doc:literal])+ $field:ident: $type:ty, $unit:ident; )+
        }
    ) => {
        $(#[doc = $table_doc])+
        #[derive(Debug, Clone, PartialEq)]
        pub struct $row {
            $( $(#[doc = $doc])+ pub $field: $type, )+
        }

        impl $crate::Row for $row {
            const SCHEMA: $crate::Schema = $crate::Schema {
                table: $table,
                doc: concat!($($table_doc),+).trim_ascii(),
                columns: &[$(
                    $crate::Column {
                        name: $crate::column::plain_name(stringify!($field)),
                        kind: <$type as $crate::cell::Cell>::KIND,
                        unit: $crate::Unit::$unit,
                        nullable: <$type as $crate::cell::Cell>::NULLABLE,
                        doc: concat!($($doc),+).trim_ascii(),
                    },
                )+],
            };

            fn visit(&self, sink: &mut dyn FnMut($crate::Value<'_>)) {
                $( sink($crate::cell::Cell::value(&self.$field)); )+
            }

            fn from_values(next: &mut dyn FnMut() -> Option<$crate::Value<'static>>) -> Option<Self> {
                Some(Self { $( $field: $crate::cell::Cell::from_value(next()?)?, )+ })
            }
        }

        impl serde::Serialize for $row {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeStruct;
                let columns = <Self as $crate::Row>::SCHEMA.columns.len();
                let mut row = serializer.serialize_struct(stringify!($row), columns)?;
                $( row.serialize_field(
                    const { $crate::column::plain_name(stringify!($field)) },
                    &$crate::value::Shown($crate::cell::Cell::value(&self.$field), $crate::Unit::$unit),
                )?; )+
                row.end()
            }
        }
    };
}
use table;
