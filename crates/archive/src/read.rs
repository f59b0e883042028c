//! One file from end to end: what it is, its reports, its account.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

use model::{FileId, Report};

use crate::encoding::Encoding;
use crate::header::Mismatch;
use crate::lines::Lines;
use crate::members;
use crate::profile::{Profiles, nmea, parquet, text_table};
use crate::reading::Reading;
use crate::recorder::{Account, Recorder};
use crate::sniff::{self, Kind, Unknown};
use crate::stored::{self, Container, Content, Fingerprint, Stored};
use crate::vouched::{self, Vouched};
use crate::{ReadError, ReadOptions, SourceSummary, Waiting};

/// See [`crate::read`].
pub(crate) fn read(
    path: &Path,
    file: FileId,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Report),
) -> Result<SourceSummary, ReadError> {
    if let Some(folder) = geodatabase(path) {
        return Err(ReadError::Geodatabase { path: folder.to_owned() });
    }
    if members::split(path).is_none() {
        let (container, stored) = stored::open(path)?;
        return match container {
            Container::Parquet => read_table(path, stored, file, options, sink),
            _ => {
                let stored = Stored::file(container, stored).map_err(|source| io_error(path, source))?;
                read_text(path, stored.vouched(Vouched::of_file(path)), file, options, sink)
            }
        };
    }
    let read = each_member(&[path], &mut |_, stored| read_member(path, stored, file, options, sink));
    read.into_iter().next().expect("one path gives one result")
}

/// See [`crate::read_together`].
pub(crate) fn read_together(
    files: &[PathBuf],
    ids: &[FileId],
    options: &ReadOptions,
    sink: &mut dyn FnMut(Report),
) -> Vec<Result<SourceSummary, ReadError>> {
    if let ([path], [id]) = (files, ids) {
        return vec![read(path, *id, options, sink)];
    }
    let paths: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    each_member(&paths, &mut |number, stored| read_member(paths[number], stored, ids[number], options, sink))
}

/// See [`crate::fingerprints`].
pub(crate) fn fingerprints(files: &[PathBuf]) -> Vec<Result<Fingerprint, ReadError>> {
    if let [path] = files
        && members::split(path).is_none()
    {
        return vec![fingerprint_of_start(path, u64::MAX)];
    }
    let paths: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    each_member(&paths, &mut |number, stored| {
        Fingerprint::of_member(stored.bytes).map_err(|source| io_error(paths[number], source))
    })
}

/// See [`crate::fingerprint_of_start`].
pub(crate) fn fingerprint_of_start(path: &Path, bytes: u64) -> Result<Fingerprint, ReadError> {
    let (_, file) = stored::open(path)?;
    Fingerprint::of(file.take(bytes)).map_err(|source| io_error(path, source))
}

/// What `open` makes of each of the `paths`, members of one archive, in one pass over it.
pub(crate) fn each_member<T>(
    paths: &[&Path],
    open: &mut dyn FnMut(usize, Stored<'_>) -> Result<T, ReadError>,
) -> Vec<Result<T, ReadError>> {
    let mut results: Vec<Option<Result<T, ReadError>>> = paths.iter().map(|_| None).collect();
    let parts: Vec<(&Path, &str)> = paths.iter().filter_map(|path| members::split(path)).collect();
    let names: Vec<&str> = parts.iter().map(|(_, name)| *name).collect();
    let ended = match parts.first() {
        Some((archive, _)) if names.len() == paths.len() => {
            members::visit(archive, &names, &mut |number, stored| {
                let stored = stored.map_err(|source| io_error(paths[number], source));
                results[number] = Some(stored.and_then(|stored| open(number, stored)));
            })
        }
        _ => Err(io::Error::other("its archive is not there")),
    };
    let met =
        |(result, path): (Option<_>, &&Path)| result.unwrap_or_else(|| Err(members::not_met(path, &ended)));
    results.into_iter().zip(paths).map(met).collect()
}

fn read_member(
    path: &Path,
    stored: Stored<'_>,
    file: FileId,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Report),
) -> Result<SourceSummary, ReadError> {
    match stored.container {
        Container::Parquet => {
            let table = spooled(stored.bytes).map_err(|source| io_error(path, source))?;
            read_table(path, table, file, options, sink)
        }
        _ => read_text(path, stored, file, options, sink),
    }
}

/// A Parquet member in a file without a name, because its end must be read before its start.
pub(crate) fn spooled(mut bytes: impl Read) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    let copied = io::copy(&mut bytes.by_ref().take(MOST_SPOOLED), &mut file)?;
    if copied == MOST_SPOOLED && bytes.read(&mut [0])? > 0 {
        return Err(io::Error::other("a Parquet member of more than 4 GiB; unpack it first"));
    }
    file.rewind()?;
    Ok(file)
}

/// Most bytes of a Parquet member that are put aside on the disk: 4 GiB.
const MOST_SPOOLED: u64 = 4 << 30;

/// The summary of a file that was read.
pub(crate) fn summary(
    path: &Path,
    file: FileId,
    outcome: Outcome,
    fingerprint: Fingerprint,
    mut account: Account,
) -> SourceSummary {
    account.note_nameless();
    let Account { mut ledger, undecoded, reports, notes, .. } = account;
    ledger.settle();
    assert!(
        ledger.adds_up(),
        "{}: of {} lines {} were accepted, {} skipped and {} rejected",
        path.display(),
        ledger.lines,
        ledger.accepted,
        ledger.skipped_total(),
        ledger.rejected_total(),
    );
    SourceSummary {
        file,
        path: path.to_owned(),
        profile: outcome.profile,
        bytes: fingerprint.bytes,
        sha256: fingerprint.sha256,
        ledger,
        damage: outcome.damage,
        notes,
        undecoded,
        reports,
        encoding: outcome.encoding.map(Encoding::as_str),
        waiting: outcome.waiting,
        took: outcome.took,
    }
}

/// The file geodatabase that a file is part of, if it is.
pub(crate) fn geodatabase(path: &Path) -> Option<&Path> {
    let folder = path.parent()?;
    folder.extension()?.eq_ignore_ascii_case("gdb").then_some(folder)
}

/// What a reader knows besides the account.
pub(crate) struct Outcome {
    pub(crate) profile: &'static str,
    pub(crate) encoding: Option<Encoding>,
    pub(crate) damage: Option<String>,
    pub(crate) waiting: Vec<Waiting>,
    pub(crate) took: Vec<String>,
}

fn read_text(
    path: &Path,
    mut stored: Stored<'_>,
    file: FileId,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Report),
) -> Result<SourceSummary, ReadError> {
    let mut recorder = Recorder::new(sink);
    if stored.container == Container::Zip {
        return Err(nested(path, "a zip archive"));
    }
    let vouched = std::mem::replace(&mut stored.vouched, Vouched::until(vouched::ALL));
    let content = Content::new(stored).map_err(|source| io_error(path, source))?;
    let mut lines = Lines::new(content);
    let mut waiting = Vec::new();
    let (profile, took) = match kind_of(path, &mut lines, options)? {
        Kind::Empty => {
            read_blank(&mut lines, &mut recorder);
            ("empty", Vec::new())
        }
        Kind::Sentences => {
            let log = nmea::read(&mut lines, file, options, &vouched, &mut recorder);
            if log.timeless {
                return Err(ReadError::NoTime { path: path.to_owned() });
            }
            waiting = log.waiting;
            ("nmea", Vec::new())
        }
        Kind::Table(table) => {
            let evidence = || table.evidence(&lines.encoding().decode(lines.head()));
            let reading = Reading::new(path, &table.fit, options, evidence)?;
            lines.believe(vouched.bytes());
            text_table::read(&mut lines, &table, reading, file, &mut recorder);
            (table.fit.profile.name, table.fit.took(&table.names))
        }
    };
    let encoding = Some(lines.encoding());
    let (content, damage) = lines.into_parts();
    recorder.note_doubts();
    if let Some(note) = content.note() {
        recorder.note(note);
    }
    let fingerprint = match &damage {
        None => content.finish().map_err(|source| io_error(path, source))?,
        Some(_) => content.finish_damaged(),
    };
    Ok(summary(
        path,
        file,
        Outcome { profile, encoding, damage, waiting, took },
        fingerprint,
        recorder.account,
    ))
}

/// What the head of a text says it is; refused where it cannot be read at all, or no profile knows its header.
pub(crate) fn kind_of<R: Read>(
    path: &Path,
    lines: &mut Lines<R>,
    options: &ReadOptions,
) -> Result<Kind, ReadError> {
    if let (Some(damage), []) = (lines.damage(), lines.head()) {
        return Err(io_error(path, io::Error::other(damage.to_owned())));
    }
    if members::is_tar(lines.head()) {
        return Err(nested(path, "a tar archive"));
    }
    let encoding = match lines.encoding() {
        Encoding::Utf8 => Encoding::by_bytes(lines.head()),
        marked => marked,
    };
    let text = encoding.decode(lines.head());
    if let Some((what, hint)) = no_text(&text) {
        return Err(ReadError::Unsupported { path: path.to_owned(), what, hint });
    }
    match sniff::kind(&text, &Profiles::of(path, options)) {
        Ok(Kind::Table(table)) if table.header.contains(&b'\r') => {
            let (what, hint) = ENDS_OF_OLD_MACS;
            Err(ReadError::Unsupported { path: path.to_owned(), what, hint })
        }
        Ok(table @ Kind::Table(_)) => {
            lines.set_encoding(encoding);
            lines.leave_open();
            Ok(table)
        }
        Ok(other) => Ok(other),
        Err(_) if Encoding::looks_like_utf16(lines.head()) => Err(ReadError::Unsupported {
            path: path.to_owned(),
            what: "UTF-16 text without a byte order mark",
            hint: "convert it to UTF-8 first",
        }),
        Err(Unknown::Known(what, hint)) => Err(ReadError::Unsupported { path: path.to_owned(), what, hint }),
        Err(Unknown::Header { .. }) if ends_as_zip(path) => {
            let (what, hint) = ("a zip archive whose first bytes are damaged", "fetch it again");
            Err(ReadError::Unsupported { path: path.to_owned(), what, hint })
        }
        Err(Unknown::Header { header, mismatch: Mismatch { why, nearest, .. } }) => {
            Err(ReadError::UnknownHeader { path: path.to_owned(), header, why, nearest })
        }
    }
}

/// Whether the end of a file is that of a zip: the end of its directory, and a comment of any length.
fn ends_as_zip(path: &Path) -> bool {
    const END: u64 = 22 + 65_535;
    let end = || -> io::Result<Vec<u8>> {
        let mut file = File::open(path)?;
        let len = file.metadata()?.len();
        file.seek(io::SeekFrom::Start(len.saturating_sub(END)))?;
        let mut end = Vec::new();
        file.take(END).read_to_end(&mut end)?;
        Ok(end)
    };
    end().is_ok_and(|end| memchr::memmem::rfind(&end, b"PK\x05\x06").is_some_and(|at| end.len() - at >= 22))
}

/// What a text without a line is, by its beginning, and what to do.
fn no_text(head: &[u8]) -> Option<(&'static str, &'static str)> {
    let is_zeros = head.len() >= members::LEAST_TAR && head.iter().all(|byte| *byte == 0);
    if is_zeros {
        return Some(("an empty tar archive, or a file that was never written", "pack or fetch it again"));
    }
    let is_of_old_mac = !head.contains(&b'\n') && head.trim_ascii().contains(&b'\r');
    is_of_old_mac.then_some(ENDS_OF_OLD_MACS)
}

/// Rows that run into each other must not be lost as one.
const ENDS_OF_OLD_MACS: (&str, &str) = (
    "a text whose lines end with a carriage return alone, as those of old Macs",
    "convert its line ends first, for example with `tr '\\r' '\\n'`",
);

/// The refusal of an archive where one file is wanted: inside another, or on standard input.
pub(crate) fn nested(path: &Path, what: &'static str) -> ReadError {
    let hint = match members::split(path) {
        Some(_) => "archives are not opened inside another archive: unpack the outer one first",
        None => "unpack it first, or name the file itself",
    };
    ReadError::Unsupported { path: path.to_owned(), what, hint }
}

/// A text that shows nothing in its first mebibyte: what is neither blank nor a comment in it is rejected.
pub(crate) fn read_blank<R: Read>(lines: &mut Lines<R>, recorder: &mut Recorder<'_>) {
    loop {
        recorder.skip_empty(lines.pass_empty());
        let Some(line) = lines.next() else { return };
        if !recorder.begin(&line) {
            continue;
        }
        match line.bytes.trim_ascii() {
            [] => recorder.skip("blank"),
            [b'#', ..] => recorder.skip("comment"),
            _ => recorder.reject("unknown_line", line.place, line.bytes),
        }
    }
}

fn read_table(
    path: &Path,
    stored: File,
    file: FileId,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Report),
) -> Result<SourceSummary, ReadError> {
    let mut recorder = Recorder::new(sink);
    let mut again = stored.try_clone().map_err(|source| io_error(path, source))?;
    let table = parquet::open(path, stored, options)?;
    let damage = table.read(file, &mut recorder);
    let took = table.fit.took(&table.names);
    let profile = table.fit.profile.name;
    let fingerprint = (again.rewind())
        .and_then(|()| Content::new(Stored::file(Container::Plain, again)?)?.finish())
        .map_err(|source| io_error(path, source))?;
    Ok(summary(
        path,
        file,
        Outcome { profile, encoding: None, damage, waiting: Vec::new(), took },
        fingerprint,
        recorder.account,
    ))
}

pub(crate) fn io_error(path: &Path, source: io::Error) -> ReadError {
    ReadError::Io { path: path.to_owned(), source }
}
