//! What a text is, by its content: sentences, or a table whose header fits a profile.

use memchr::memmem;

use crate::header::{self, Mismatch};
use crate::ledger::excerpt;
use crate::profile::{self, text_table::TextTable};
use crate::row::Fields;

/// What the beginning of a text says it is.
pub(crate) enum Kind {
    /// Nothing, or blank lines only.
    Empty,
    Sentences,
    Table(Box<TextTable>),
}

/// A text of an unknown kind.
pub(crate) struct Unknown {
    pub(crate) header: String,
    pub(crate) mismatch: Mismatch,
}

/// How much of a text is searched for a sentence.
const SEARCHED: usize = 1 << 20;
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Judges a text by its beginning: a header that fits wins, then any AIS or NMEA sentence.
pub(crate) fn kind(head: &[u8], has_default_mmsi: bool) -> Result<Kind, Unknown> {
    let head = &head[..head.len().min(SEARCHED)];
    let Some((_, header)) = first_lines(head).next() else { return Ok(Kind::Empty) };
    let mut mismatch = match table_in(head, has_default_mmsi) {
        Ok(table) => return Ok(Kind::Table(Box::new(table))),
        Err(_) if has_sentences(head) => return Ok(Kind::Sentences),
        Err(mismatch) => mismatch,
    };
    if matches!(header.trim_ascii_start(), [b'{' | b'[', ..]) {
        mismatch.why = "it looks like JSON, which is not read yet".to_owned();
    }
    Err(Unknown { header: excerpt(header), mismatch })
}

/// The table whose header is one of the first lines: the first, or a later one where the profile says so. Where none
/// is, the mismatch is that of the first line.
fn table_in(head: &[u8], has_default_mmsi: bool) -> Result<TextTable, Mismatch> {
    let mut nearest: Option<Mismatch> = None;
    for (line, (lines_before, header)) in first_lines(head).take(1 + profile::most_lines_before()).enumerate()
    {
        for delimiter in DELIMITERS {
            let names = names(header, delimiter);
            let mismatch = match header::fit(&names, line, &profile::TABLES, has_default_mmsi) {
                Ok(fit) => {
                    return Ok(TextTable { fit, delimiter, header: header.to_vec(), names, lines_before });
                }
                Err(mismatch) => mismatch,
            };
            let is_nearer = nearest.as_ref().is_none_or(|nearest| mismatch.likeness > nearest.likeness);
            if line == 0 && is_nearer {
                nearest = Some(mismatch);
            }
        }
    }
    Err(nearest.expect("there is a first line, and every delimiter gives a table or a mismatch"))
}

/// The names in a header, as they are compared; none if a quote is open.
fn names(header: &[u8], delimiter: u8) -> Vec<String> {
    let mut fields = Fields::default();
    match fields.split(header, delimiter) {
        Ok(()) => (0..fields.len()).map(|column| header::normal(fields.get(header, column))).collect(),
        Err(_) => Vec::new(),
    }
}

/// The lines that are not blank, each with the number of lines before it.
fn first_lines(head: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let lines = head.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    lines.enumerate().filter(|(_, line)| !line.trim_ascii().is_empty())
}

/// A VDM or VDO of any talker, a `$PGHP` line, or lines that start as NMEA sentences do.
fn has_sentences(head: &[u8]) -> bool {
    let ais = |at: usize| at >= 3 && matches!(head[at - 3], b'!' | b'$');
    memmem::find_iter(head, b"VDM,").chain(memmem::find_iter(head, b"VDO,")).any(ais)
        || memmem::find(head, b"$PGHP,").is_some()
        || head.split(|byte| *byte == b'\n').take(50).any(starts_as_sentence)
}

fn starts_as_sentence(line: &[u8]) -> bool {
    let body = line.trim_ascii();
    let letters = body.iter().skip(1).take_while(|byte| byte.is_ascii_uppercase()).count();
    matches!(body.first(), Some(b'$' | b'!'))
        && (3..=6).contains(&letters)
        && body.get(letters + 1) == Some(&b',')
        && memchr::memchr(b'*', body).is_some()
}
