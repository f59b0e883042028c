//! Why a lead is one: the indicators looked at, and the raw lines that they open to.

use model::{Evidence, EvidenceState, Group, Location};

use super::table;
use crate::{Cite, Cites};

table! {
    /// One indicator, looked at for one lead, the weightiest of a lead first.
    "evidence": EvidenceRow {
        /// The lead.
        lead_id: String, Plain;
        /// The indicator's id in the weights.
        indicator: String, Plain;
        /// The group inside which indicators are not counted twice.
        group: Group, Plain;
        /// Whether it was seen: present, absent or not_assessable.
        state: EvidenceState, Plain;
        /// Its log10 likelihood ratio in full; positive speaks for the lead, negative against.
        log10_lr: f64, Log10;
        /// What of it was counted after the rules of the group.
        counted: f64, Log10;
        /// The fact in words; may hold untrusted names.
        text: String, Plain;
        /// The lines of the archive that it rests on, as `file_id:line`.
        cites: Cites, Plain;
    }
}

table! {
    /// The text of a line that an event or a lead rests on, as it stands in the archive. A message has a row for each of its
    /// lines, which are cited together.
    "raw_lines": RawLine {
        /// Number of the source file.
        file_id: i64, Plain;
        /// The line or row, counted from 1.
        line: i64, Plain;
        /// The line by which findings cite it: its own, or that of the first line of its message.
        cited_line: i64, Plain;
        /// Where it starts in the uncompressed file; absent for a row of a table.
        offset: Option<i64>, Bytes;
        /// The text; untrusted.
        text: String, Plain;
    }
}

impl EvidenceRow {
    /// The row of a piece of evidence of a lead.
    pub fn of(lead_id: &str, evidence: &Evidence) -> Self {
        Self {
            lead_id: lead_id.to_owned(),
            indicator: evidence.indicator.to_owned(),
            group: evidence.group,
            state: evidence.state,
            log10_lr: evidence.log10_lr,
            counted: evidence.counted,
            text: evidence.text.0.clone(),
            cites: Cites::of(&evidence.cites),
        }
    }
}

impl RawLine {
    /// The row of the text of a line, which belongs to what is cited.
    pub fn of(cited: Location, place: Location, text: String) -> Self {
        let Cite { file_id, line } = Cite::of(place);
        let offset = place.bytes().map(|(offset, _)| offset as i64);
        Self { file_id, line, cited_line: Cite::of(cited).line, offset, text }
    }

    /// How findings cite it.
    pub const fn cite(&self) -> Cite {
        Cite { file_id: self.file_id, line: self.cited_line }
    }
}
