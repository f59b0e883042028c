//! The decoder alone over whole files: every message, no fixes, no need of times.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;

use ais::{Decoder, Leniency, Message, Outcome, ReceiveTime};

use crate::lines::{Lines, Place};
use crate::members;
use crate::recorder::Recorder;
use crate::stored::{self, Container, Content, Stored};
use crate::torn::{self, LogLines};
use crate::{Ledger, ReadError};

/// Takes the messages of a log, each with its receive time if the log has one, and says whether to go on.
pub type Sink<'a> = dyn FnMut(&Message, Option<ReceiveTime>) -> ControlFlow<()> + 'a;

/// What decoding a log came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeSummary {
    /// What became of the lines.
    pub ledger: Ledger,
    /// Messages by type.
    pub messages: BTreeMap<u8, u64>,
    /// Why not all of the log could be read; what was read before is kept.
    pub damage: Option<String>,
    /// As in [`crate::SourceSummary::notes`].
    pub notes: Vec<String>,
}

/// Whether a log, or the archive that it is a member of, is there.
///
/// # Errors
/// When the system cannot look at it.
pub fn look_at(path: &Path) -> Result<(), ReadError> {
    let file = members::split(path).map_or(path, |(archive, _)| archive);
    fs::metadata(file).map(drop).map_err(|source| ReadError::Io { path: path.to_owned(), source })
}

/// Gives every message of a log to `sink` until it breaks off. The account is then of the lines up to there.
///
/// # Errors
/// When the file cannot be opened, is a table, or is compressed in a way that is not read.
pub fn decode_file(path: &Path, leniency: Leniency, sink: &mut Sink<'_>) -> Result<DecodeSummary, ReadError> {
    let io_error = |source| ReadError::Io { path: path.to_owned(), source };
    let Some((archive, name)) = members::split(path) else {
        let (container, file) = stored::open(path)?;
        return decode_stored(path, Stored::file(container, file).map_err(io_error)?, leniency, sink);
    };
    let mut decoded = None;
    let ended = members::visit(archive, &[name], &mut |_, stored| {
        decoded = Some(match stored {
            Ok(stored) => decode_stored(path, stored, leniency, sink),
            Err(source) => Err(io_error(source)),
        });
    });
    decoded.unwrap_or_else(|| Err(members::not_met(path, &ended)))
}

fn decode_stored(
    path: &Path,
    stored: Stored<'_>,
    leniency: Leniency,
    sink: &mut Sink<'_>,
) -> Result<DecodeSummary, ReadError> {
    let unsupported = |what, hint| ReadError::Unsupported { path: path.to_owned(), what, hint };
    match stored.container {
        Container::Parquet => {
            return Err(unsupported("a Parquet table", "only logs of sentences can be decoded"));
        }
        Container::Zip => return Err(unsupported("a zip archive", ONE_MEMBER)),
        _ => {}
    }
    let content = Content::new(stored).map_err(|source| ReadError::Io { path: path.to_owned(), source })?;
    let mut lines = Lines::new(content);
    if members::is_tar(lines.head()) {
        return Err(unsupported("a tar archive", ONE_MEMBER));
    }
    let decoded = decode_lines(&mut lines, leniency, sink);
    let (content, _) = lines.into_parts();
    Ok(DecodeSummary { notes: content.note().into_iter().collect(), ..decoded })
}

const ONE_MEMBER: &str = "name one of its members, as `archive!/member`";

/// The same for a stream of plain text, such as standard input.
pub fn decode_stream(text: impl Read, leniency: Leniency, sink: &mut Sink<'_>) -> DecodeSummary {
    decode_lines(&mut Lines::new(text), leniency, sink)
}

fn decode_lines<R: Read>(lines: &mut Lines<R>, leniency: Leniency, sink: &mut Sink<'_>) -> DecodeSummary {
    let options = ais::Options { leniency, ..ais::Options::default() };
    let mut decoder: Decoder<Place> = Decoder::new(options);
    let mut messages = [0; 64];
    let mut no_reports = |_| {};
    let mut recorder = Recorder::new(&mut no_reports);
    let mut log = LogLines::new(lines, &options);
    loop {
        recorder.skip_empty(log.pass_empty());
        let Some((line, bond)) = log.next() else { break };
        if !recorder.begin(&line) {
            continue;
        }
        // By reference: a message is too large to be moved for nothing.
        match &torn::push(&mut decoder, &line, bond) {
            Outcome::Message(decoded) => {
                recorder.accept(decoded.parts.len() as u64);
                messages[usize::from(decoded.message.kind())] += 1;
                if sink(&decoded.message, decoded.received).is_break() {
                    break;
                }
            }
            Outcome::Fragment => {}
            Outcome::Skipped(reason) => recorder.skip(reason.as_str()),
            Outcome::Rejected(reason) => recorder.reject(reason.as_str(), line.place, line.bytes),
        }
        give_up(&mut decoder, &mut recorder);
    }
    decoder.finish();
    give_up(&mut decoder, &mut recorder);
    assert!(recorder.account.ledger.adds_up(), "a line was counted twice or not at all");
    DecodeSummary {
        ledger: recorder.account.ledger,
        messages: (0..).zip(messages).filter(|(_, count)| *count > 0).collect(),
        damage: lines.damage().map(str::to_owned),
        notes: Vec::new(),
    }
}

fn give_up(decoder: &mut Decoder<Place>, recorder: &mut Recorder<'_>) {
    for (place, reason) in decoder.take_orphans() {
        recorder.reject(reason.as_str(), place, b"");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_without_times_decodes_and_its_broken_line_is_counted() {
        let log = b"!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\n!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*00\n";
        let mut heard = Vec::new();
        let mut sink = |message: &Message, time: Option<ReceiveTime>| {
            heard.push((message.mmsi(), time));
            ControlFlow::Continue(())
        };
        let summary = decode_stream(log.as_slice(), Leniency::Strict, &mut sink);
        assert_eq!(heard, [(371_798_000, None)]);
        assert_eq!((summary.ledger.accepted, summary.ledger.rejected["bad_checksum"]), (1, 1));
    }

    #[test]
    fn a_stream_without_end_ends_when_nobody_listens_any_more() {
        let endless = b"!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\n".repeat(1000);
        let mut heard = 0;
        let summary = decode_stream(endless.as_slice(), Leniency::Strict, &mut |_, _| {
            heard += 1;
            if heard < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        assert_eq!((heard, summary.ledger.lines, summary.ledger.accepted), (3, 3, 3));
    }
}
