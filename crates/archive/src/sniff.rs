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
    let Some(header) = first_line(head) else { return Ok(Kind::Empty) };
    let mut nearest: Option<Mismatch> = None;
    for delimiter in DELIMITERS {
        match table(header, delimiter, has_default_mmsi) {
            Ok(table) => return Ok(Kind::Table(Box::new(table))),
            Err(mismatch) if nearest.as_ref().is_none_or(|nearest| mismatch.likeness > nearest.likeness) => {
                nearest = Some(mismatch);
            }
            Err(_) => {}
        }
    }
    if has_sentences(head) {
        return Ok(Kind::Sentences);
    }
    let mut mismatch = nearest.expect("every delimiter gives a table or a mismatch");
    if matches!(header.trim_ascii_start(), [b'{' | b'[', ..]) {
        mismatch.why = "it looks like JSON, which is not read yet".to_owned();
    }
    Err(Unknown { header: excerpt(header), mismatch })
}

fn table(header: &[u8], delimiter: u8, has_default_mmsi: bool) -> Result<TextTable, Mismatch> {
    let mut fields = Fields::default();
    let split = fields.split(header, delimiter);
    let names: Vec<String> = match split {
        Ok(()) => (0..fields.len()).map(|column| header::normal(fields.get(header, column))).collect(),
        Err(_) => Vec::new(),
    };
    let fit = header::fit(&names, &profile::TABLES, has_default_mmsi)?;
    Ok(TextTable { fit, delimiter, header: header.to_vec(), names })
}

fn first_line(head: &[u8]) -> Option<&[u8]> {
    let mut lines = head.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    lines.find(|line| !line.trim_ascii().is_empty())
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
