//! What a text is, by its content: sentences, or a table whose header fits a profile.

use ais::{Decoder, Options, Outcome};
use memchr::memmem;

use crate::header::{self, Mismatch};
use crate::ledger::excerpt;
use crate::profile::Profiles;
use crate::profile::text_table::{self, TextTable};

/// What the beginning of a text says it is.
pub(crate) enum Kind {
    /// Nothing, or blank lines and comments only.
    Empty,
    Sentences,
    Table(Box<TextTable>),
}

/// A text that cannot be read.
pub(crate) enum Unknown {
    /// It begins with this line, of which no table is known.
    Header { header: String, mismatch: Mismatch },
    /// What it is and what to do about it.
    Known(&'static str, &'static str),
}

/// How much of a text is searched for a sentence.
const SEARCHED: usize = 1 << 20;
/// Most comments that are tried as a header, for there are formats whose header looks like one.
const COMMENTS_TRIED: usize = 1_000;

/// Judges a text by its beginning: a header that fits wins, then any AIS or NMEA sentence.
pub(crate) fn kind(head: &[u8], profiles: &Profiles) -> Result<Kind, Unknown> {
    let head = &head[..head.len().min(SEARCHED)];
    let nearest = match table_in(head, profiles) {
        Ok(table) => return Ok(Kind::Table(Box::new(table))),
        Err(_) if has_sentences(head) || has_json(head) => return Ok(Kind::Sentences),
        Err(nearest) => nearest,
    };
    let Some((header, mismatch)) = nearest else { return Ok(Kind::Empty) };
    if matches!(header.trim_ascii_start(), [b'{' | b'[', ..]) {
        return Err(Unknown::Known(
            "JSON",
            "of JSON, lines as AIS-catcher, aisstream and gpsd write them are read",
        ));
    }
    if let Some((what, hint)) = sent_in_place(header) {
        return Err(Unknown::Known(what, hint));
    }
    let mismatch = match hint(head, header, profiles) {
        Some(hint) => Mismatch { why: format!("{}; {hint}", mismatch.why), ..mismatch },
        None => mismatch,
    };
    Err(Unknown::Header { header: excerpt(header), mismatch })
}

/// How a table could be read whose first line is no header: by one that stands further below, or without one.
fn hint(head: &[u8], first: &[u8], profiles: &Profiles) -> Option<String> {
    const TRIED: usize = 50;
    let is_header = |line: &[u8]| !header::is_comment(line) && table_under(line, 0, profiles).is_ok();
    let below = first_lines(head).take(TRIED).find(|(_, line)| is_header(line));
    if let Some((before, _)) = below {
        let line = before + 1;
        return Some(format!(
            "line {line} looks like its header, which lines_before = {before} in a profile reads"
        ));
    }
    text_table::may_be_row(first).then(|| {
        "its first line looks like a row: header = \"none\" in a profile reads such a table".to_owned()
    })
}

/// What servers send in place of a file, by its first line, and what to do.
fn sent_in_place(first_line: &[u8]) -> Option<(&'static str, &'static str)> {
    let start = first_line.trim_ascii_start().to_ascii_lowercase();
    let begins = |tag: &&[u8]| start.starts_with(tag);
    if [b"<!doctype html".as_slice(), b"<html", b"<head", b"<!--"].iter().any(begins) {
        return Some(("a web page", "the download failed: fetch the file itself"));
    }
    let hint = "neither a log nor a table; where a server sent it in place of a file, fetch that again";
    start.starts_with(b"<?xml").then_some(("XML", hint))
}

/// The table whose header is one of the first lines: the first that is no comment, or a later one where the profile says
/// so. Where none is, the mismatch of that first line; nothing where all are comments.
fn table_in<'h>(head: &'h [u8], profiles: &Profiles) -> Result<TextTable, Option<(&'h [u8], Mismatch)>> {
    let mut nearest = None;
    let (mut comments, mut others) = (0, 0);
    for (lines_before, header) in first_lines(head) {
        let is_comment = header::is_comment(header) || (lines_before == 0 && header::names_separator(header));
        comments += usize::from(is_comment);
        if is_comment && comments > COMMENTS_TRIED {
            continue;
        }
        match table_under(header, others, profiles) {
            Ok(table) => return Ok(table.behind(lines_before)),
            Err(_) if !is_comment && let Some(table) = profiles.headless(header, lines_before, others) => {
                return Ok(table);
            }
            Err(_) if is_comment => {}
            Err(mismatch) => {
                nearest.get_or_insert((header, mismatch));
                others += 1;
            }
        }
        if others > profiles.most_lines_before() {
            break;
        }
    }
    Err(nearest)
}

/// The table that a line is the header of, if it stands behind `line` others that are neither blank nor comments; else
/// the profile that comes nearest with any delimiter.
pub(crate) fn table_under(header: &[u8], line: usize, profiles: &Profiles) -> Result<TextTable, Mismatch> {
    let mut nearest: Option<Mismatch> = None;
    for delimiter in profiles.delimiters() {
        let names = header::names(header, delimiter);
        let mismatch = match profiles.fit(&names, line, Some(delimiter)) {
            Ok(fit) => return Ok(TextTable::new(fit, delimiter, header, names, profiles)),
            Err(mismatch) => mismatch,
        };
        if nearest.as_ref().is_none_or(|nearest| mismatch.likeness > nearest.likeness) {
            nearest = Some(mismatch);
        }
    }
    Err(nearest.expect("every delimiter gives a table or a mismatch"))
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

/// Whether one of the first lines is a message in JSON: other lines of those programs may stand before it.
fn has_json(head: &[u8]) -> bool {
    const TRIED: usize = 1_000;
    let mut decoder: Decoder<()> = Decoder::new(Options::default());
    let mut lines = first_lines(head).map(|(_, line)| line).take(TRIED);
    lines.any(|line| line.starts_with(b"{") && matches!(decoder.push(line, ()), Outcome::Message(_)))
}

fn starts_as_sentence(line: &[u8]) -> bool {
    let body = line.trim_ascii();
    let letters = body.iter().skip(1).take_while(|byte| byte.is_ascii_uppercase()).count();
    matches!(body.first(), Some(b'$' | b'!'))
        && (3..=6).contains(&letters)
        && body.get(letters + 1) == Some(&b',')
        && memchr::memchr(b'*', body).is_some()
}
