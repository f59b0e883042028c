//! The case folder: what one run found, as Parquet tables and a manifest that any tool can read.
//!
//! The last stage. [`write()`] turns a fleet, its events and its leads into tables, into a folder beside the target that
//! is renamed when it is whole, so that a case is either all there or not there. [`Case`] opens it again as typed rows.
//! Each table is declared once, in `row/`: name, type, unit and meaning of every column serve the writer, the reader,
//! the documentation ([`schemas`]) and the texts for people and programs ([`render`]).
//!
//! The same contents give the same bytes: nothing here knows the time, the machine or the user.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use darkwake_case::{Case, Contents, Overwrite, Program, Provenance, render, write};
//!
//! let provenance = Provenance {
//!     program: Program::darkwake("0.1.0"),
//!     config: serde_json::json!({}),
//!     lists: Vec::new(),
//! };
//! let fleet = model::Fleet::default();
//! let contents = Contents {
//!     provenance, fleet: &fleet, sources: &[], left_out: &[], ledger: &[], rejects: &[], events: &[], leads: &[],
//!     raw_lines: &[],
//! };
//! let home = tempfile::tempdir()?;
//! let dir = home.path().join("case");
//! write(&dir, &contents, Overwrite::No)?;
//!
//! let mut csv = Vec::new();
//! render::csv(&Case::open(&dir)?.leads()?, &mut csv)?;
//! assert!(csv.starts_with(b"rank,lead_id,score,probability,"));
//! # Ok(())
//! # }
//! ```

mod cell;
mod cites;
mod column;
mod contents;
mod error;
mod fate;
mod folder;
mod held;
mod id;
mod leftover;
mod manifest;
mod marked;
mod marks;
pub mod notes;
mod open;
pub mod render;
mod row;
mod shelf;
pub mod sql;
mod store;
mod swap;
mod table;
mod table_file;
mod value;
mod verify;
mod words;
mod write;

pub use cites::{Cite, Cites};
pub use column::{Column, ColumnKind, Schema, Unit};
pub use contents::{Contents, Overwrite};
pub use error::{OpenError, TableError, WriteError};
pub use fate::{Fate, Fates};
pub use folder::is_case;
pub use held::HeldRows;
pub use id::{event_id, lead_id};
pub use leftover::Leftover;
pub use manifest::{
    Coverage, Findings, Input, LeftOut, ListRows, ListVersion, Manifest, OwnList, Program, Provenance,
    RejectSample, RejectedFor, SCHEMA_VERSION, TableFile,
};
pub use marked::{FixFilter, Marked, MarkedFix, MarkedPlace};
pub use open::Case;
pub use row::{
    AnchorageRow, ContactRow, EventRow, EvidenceRow, FixRow, LeadRow, LedgerRow, MarkRow, MessageRow,
    NamedReject, Outcome, PlaceRow, RawLine, ReceptionCellRow, ReceptionHullRow, RejectRow, ReviewedLead,
    RevisionRow, Row, SaidRow, SourceRow, StaticRow, ToldImoRow, VesselRow, learned_reception,
    reception_rows, schemas,
};
pub use shelf::{Shelved, Shelves};
pub use store::{DayFile, Pool, ReadRecord, Runs, SpillFolder};
pub use table::{Rows, TableWriter};
pub use table_file::{TableFileWriter, Written};
pub use value::Value;
pub use verify::Fault;
pub use write::{Counted, Draft, FixStream, Found, StaticStream, lead_rows, look, write};
