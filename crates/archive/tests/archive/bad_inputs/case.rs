//! One bad input and the answer that is expected of it.
//!
//! An answer is the whole account on one line. `4 = 1 accepted, header 1, !bad_time 2; 1 fix, 0 static` says that of
//! four lines one was accepted, one skipped as a header and two rejected (`!`) because their time cannot be read, and that
//! one fix came out; `; damaged` follows where the file is marked so. A refusal is `refused: ` and the words that must be
//! in its message.

use std::collections::BTreeMap;

use darkwake_archive::ReadOptions;
use model::Fix;

use crate::support::{Content, read_bytes};

/// A bad input.
#[derive(Debug)]
pub(super) struct Case {
    /// What happened to the file, as a sentence.
    pub(super) name: &'static str,
    pub(super) input: Vec<u8>,
    options: ReadOptions,
    answer: String,
    fix: Option<&'static str>,
    peer: &'static str,
}

/// A case that is read as it stands.
pub(super) fn case(name: &'static str, input: impl Into<Vec<u8>>, answer: impl Into<String>) -> Case {
    Case {
        name,
        input: input.into(),
        options: ReadOptions::default(),
        answer: answer.into(),
        fix: None,
        peer: "not tried",
    }
}

impl Case {
    pub(super) fn with(self, options: &ReadOptions) -> Self {
        Self { options: options.clone(), ..self }
    }

    /// What the last fix says, as [`told`] writes it.
    pub(super) fn fix(self, fix: &'static str) -> Self {
        Self { fix: Some(fix), ..self }
    }

    /// What other readers make of the same bytes when asked for a table of them, all their options left alone.
    pub(super) fn peer(self, peer: &'static str) -> Self {
        Self { peer, ..self }
    }

    /// What is wrong with the present answer, if anything.
    pub(super) fn fault(&self) -> Option<String> {
        let (answer, fix) = match read_bytes(&self.input, &self.options) {
            Ok(content) => (account(&content), content.fixes.last().map(told)),
            Err(error) => (format!("refused: {error}"), None),
        };
        let right = match self.answer.strip_prefix("refused: ") {
            Some(words) => answer.starts_with("refused: ") && answer.contains(words),
            None => answer == self.answer,
        };
        let right = right && (self.fix.is_none() || self.fix == fix.as_deref());
        let wanted = [self.answer.as_str(), self.fix.unwrap_or_default()].join(" | ");
        (!right).then(|| {
            let fix = fix.unwrap_or_default();
            format!("{}\n  wanted {wanted}\n  found  {answer} | {fix}\n  peers  {}", self.name, self.peer)
        })
    }
}

/// The account of a file on one line.
fn account(content: &Content) -> String {
    let summary = &content.summary;
    let ledger = &summary.ledger;
    let counts = |mark: &str, counts: &BTreeMap<&'static str, u64>| -> String {
        counts.iter().map(|(reason, count)| format!(", {mark}{reason} {count}")).collect()
    };
    format!(
        "{} = {} accepted{}{}; {} fix, {} static{}",
        ledger.lines,
        ledger.accepted,
        counts("", &ledger.skipped),
        counts("!", &ledger.rejected),
        content.fixes.len(),
        content.statics.len(),
        if summary.damage.is_some() { "; damaged" } else { "" },
    )
}

/// `440000001 2024-03-01T12:00:00Z 35.1,129.04 8.3 kn 91 deg heading 90`; `-` stands for what is not available.
fn told(fix: &Fix) -> String {
    let or_dash = |value: Option<f64>| value.map_or("-".to_owned(), |value| value.to_string());
    format!(
        "{} {} {},{} {} kn {} deg heading {}",
        fix.mmsi.get(),
        fix.time,
        fix.position.lat(),
        fix.position.lon(),
        or_dash(fix.speed().map(|speed| speed.0)),
        or_dash(fix.course().map(|course| course.0)),
        or_dash(fix.heading().map(|heading| heading.0)),
    )
}
