//! Findings that a later run changed or took back, and why: a name that was handed on can always be followed.

use model::Timestamp;

use super::table;

table! {
    /// A finding of an earlier run that a later one found otherwise or not at all.
    "revisions": RevisionRow {
        /// Which update of the case it was, from 1.
        update: i64, Plain;
        /// event or lead.
        finding: String, Plain;
        /// Its id before.
        old_id: String, Plain;
        /// The id of what it became; absent where it was withdrawn.
        new_id: Option<String>, Plain;
        /// What was different in the later run, in words; may hold names of files.
        cause: String, Plain;
        /// Its kind.
        kind: String, Plain;
        /// When it began, as it was found before.
        start: Timestamp, Plain;
        /// When it ended, as it was found before; absent while it was open.
        end: Option<Timestamp>, Plain;
        /// Its first vessel.
        mmsi_a: i64, Plain;
        /// Its second vessel.
        mmsi_b: Option<i64>, Plain;
    }
}
