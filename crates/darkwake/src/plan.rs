//! What a run has to read: every file of the inputs against what the case has read before.
//!
//! A file is known by its path, its length and the hash of its bytes. Bytes that were read are never read again: a known
//! file is left alone, and of one that has grown the new bytes are read where that gives the same as reading it whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use archive::{Fingerprint, Found, InputError, Pass, ReadError, ReadOptions, Shape, Understood};
use case::SourceRow;
use model::FileId;
use rayon::prelude::*;

use crate::LeftOut;
use crate::choices::Choices;

/// What standard input is called.
pub(crate) const STDIN: &str = "-";

/// What a run has to read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// Every file of the inputs, by path.
    pub files: Vec<PlannedFile>,
    /// What else they hold, by path.
    pub left_out: Vec<LeftOut>,
    /// Files read before that the inputs do not name, or that cannot be compared now; what they gave stays.
    pub elsewhere: usize,
    /// Why [`run`](crate::run) would look into the case again even if nothing is read: options of reading, settings, a version
    /// or lists that differ, or what is learned from elsewhere. Nothing where it would not.
    pub finds_anew: Vec<String>,
}

/// A file of the inputs, and what is to be done with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedFile {
    /// What it is called: its path, or `-` for standard input.
    pub path: PathBuf,
    /// Where it is read.
    pub opened: PathBuf,
    /// Its number in the case.
    pub file: FileId,
    /// How it stands to the case.
    pub standing: Standing,
    /// As what it would be read, where a beginning was looked at.
    pub reading: Option<Reading>,
}

/// As what a file would be read, as far as its beginning tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The profile.
    pub profile: &'static str,
    /// Which column of a table is taken for what, as `time = timestamp`.
    pub took: Vec<String>,
}

/// How a file stands to a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The case has not read it.
    New,
    /// It is as it was when the case read it.
    Known,
    /// It begins with the bytes that the case has read, and has more.
    Grown {
        /// How many bytes it had.
        from: u64,
    },
    /// A file was read at its path, but of other bytes: both count.
    Replaced,
    /// It is as it was, but is to be read with other options.
    Reread,
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::New => f.write_str("read: new"),
            Self::Known => f.write_str("left alone: read before, with the same bytes"),
            Self::Grown { from } => write!(f, "read on: it has grown since its first {from} bytes were read"),
            Self::Replaced => f.write_str("read: it holds other bytes than the file read before at its path"),
            Self::Reread => f.write_str("read again: the options of reading are others"),
        }
    }
}

impl Standing {
    /// The stable word for programs.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Known => "known",
            Self::Grown { .. } => "grown",
            Self::Replaced => "replaced",
            Self::Reread => "reread",
        }
    }
}

/// Some files of a plan that are read in one go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlannedPass {
    pub(crate) files: Vec<PlannedFile>,
    pub(crate) bytes: u64,
}

impl Plan {
    /// Looks at all files of the inputs. `former` lists what the case has read, `choices` is how it is to be read now, and
    /// `stdin` is where what came on standard input was put, which an input calls `-`.
    pub(crate) fn make(
        inputs: &[PathBuf],
        former: &[SourceRow],
        choices: &Choices,
        stdin: Option<&Path>,
    ) -> Result<Self, InputError> {
        let is_stdin = |input: &PathBuf| stdin.is_some() && input.as_os_str() == STDIN;
        let (streams, others): (Vec<PathBuf>, Vec<PathBuf>) = inputs.iter().cloned().partition(is_stdin);
        let Found { mut files, set_apart, hidden, refused } = archive::discover(&others, &case::is_case)?;
        let cases = set_apart.into_iter().map(LeftOut::EarlierCase);
        let hidden = hidden.into_iter().map(|(path, entries)| LeftOut::Hidden { path, entries });
        let refused = refused.into_iter().map(LeftOut::from);
        let mut left_out: Vec<LeftOut> = cases.chain(hidden).chain(refused).collect();
        let before = Before::of(former, choices);
        let mut stands: Vec<Stand> = archive::passes(&files)
            .par_iter()
            .flat_map_iter(|pass| before.look_at(&files[pass.files.clone()]))
            .collect();
        if let (Some(spooled), false) = (stdin, streams.is_empty()) {
            stands.push(before.look_at_stdin(spooled));
            files.push(STDIN.into());
        }
        let mut next = before.next;
        let mut planned: Vec<PlannedFile> = Vec::with_capacity(files.len());
        for (path, stand) in files.into_iter().zip(stands) {
            match stand {
                Ok((standing, known)) => {
                    let file = known.unwrap_or_else(|| {
                        next += 1;
                        FileId(next - 1)
                    });
                    let spooled = stdin.filter(|_| path.as_os_str() == STDIN);
                    let opened = spooled.map_or_else(|| path.clone(), Path::to_owned);
                    planned.push(PlannedFile { path, opened, file, standing, reading: None });
                }
                Err(why) => left_out.push(LeftOut::Refused { path, why: why.to_string() }),
            }
        }
        left_out.sort_by(|one, other| one.path().cmp(other.path()));
        let files = planned;
        let named: BTreeSet<FileId> = files.iter().map(|file| file.file).collect();
        let elsewhere = former.iter().filter(|source| !named.contains(&file_id(source))).count();
        Ok(Self { files, left_out, elsewhere, finds_anew: Vec::new() })
    }

    /// Sets apart what a run would refuse as a whole, as far as the beginnings of the files tell, and what has the name and
    /// the bytes of a file that the case has read.
    pub(crate) fn foresee(mut self, former: &[SourceRow], options: &ReadOptions) -> Self {
        let mut foreseen: BTreeMap<FileId, LeftOut> = BTreeMap::new();
        let mut readings: BTreeMap<FileId, Reading> = BTreeMap::new();
        for pass in self.passes() {
            let opened: Vec<PathBuf> = pass.files.iter().map(|file| file.opened.clone()).collect();
            for (file, sniffed) in pass.files.iter().zip(archive::sniff_together(&opened, options)) {
                let refusal =
                    |why: ReadError| LeftOut::Refused { path: file.path.clone(), why: why.to_string() };
                let left_out = match sniffed.and_then(|sniffed| sniffed.understood) {
                    Ok(understood) => {
                        readings.insert(file.file, Reading::of(&understood));
                        copy_of(file, former)
                    }
                    Err(why) => Some(refusal(why)),
                };
                foreseen.extend(left_out.map(|left_out| (file.file, left_out)));
            }
        }
        self.files.retain(|file| !foreseen.contains_key(&file.file));
        self.files.iter_mut().for_each(|file| file.reading = readings.remove(&file.file));
        self.left_out.extend(foreseen.into_values());
        self.left_out.sort_by(|one, other| one.path().cmp(other.path()));
        self
    }

    /// The files that are to be read, by passes.
    pub(crate) fn passes(&self) -> Vec<PlannedPass> {
        let wanted: Vec<&PlannedFile> =
            self.files.iter().filter(|file| file.standing != Standing::Known).collect();
        let paths: Vec<PathBuf> = wanted.iter().map(|file| file.opened.clone()).collect();
        let of = |pass: &Pass| PlannedPass {
            files: wanted[pass.files.clone()].iter().map(|file| (*file).clone()).collect(),
            bytes: pass.bytes,
        };
        archive::passes(&paths).iter().map(of).collect()
    }

    /// Files that are to be read.
    pub fn to_read(&self) -> usize {
        self.files.iter().filter(|file| file.standing != Standing::Known).count()
    }

    /// Files of which the reports that the case holds are taken back, if they are read from their start again.
    pub(crate) fn withdrawn(&self) -> BTreeSet<FileId> {
        let again = |file: &&PlannedFile| matches!(file.standing, Standing::Grown { .. } | Standing::Reread);
        self.files.iter().filter(again).map(|file| file.file).collect()
    }
}

impl Reading {
    fn of(understood: &Understood) -> Self {
        let took = match &understood.shape {
            Shape::Table(layout) => layout.took.clone(),
            Shape::Empty | Shape::Log(_) => Vec::new(),
        };
        Self { profile: understood.profile, took }
    }
}

/// The number of a source file.
pub(crate) fn file_id(source: &SourceRow) -> FileId {
    FileId(u32::try_from(source.file_id).expect("a file number of a case is one"))
}

/// What a new file would be left out for: that the case has read one of its name and bytes.
fn copy_of(file: &PlannedFile, former: &[SourceRow]) -> Option<LeftOut> {
    let bytes = file.opened.metadata().ok().filter(|_| file.standing == Standing::New)?.len();
    let has_its_name = |source: &&SourceRow| {
        source.reports > 0
            && i64::try_from(bytes) == Ok(source.bytes)
            && Path::new(&source.path).file_name() == file.path.file_name()
    };
    let source = former.iter().find(has_its_name)?;
    let found = archive::fingerprints(std::slice::from_ref(&file.opened)).pop()?.ok();
    let of = || LeftOut::Copy { path: file.path.clone(), of: PathBuf::from(&source.path) };
    is_of(found.as_ref(), source).then(of)
}

/// How a file stands to a case, with its number if it has one; or why that cannot be told, for it cannot be read now.
type Stand = Result<(Standing, Option<FileId>), ReadError>;

/// What a case has read, by path.
struct Before<'c> {
    /// Several files may have been read at one path, of which each but the last was replaced.
    by_path: BTreeMap<&'c str, Vec<&'c SourceRow>>,
    choices: &'c Choices,
    /// The first number that no file has.
    next: u32,
}

impl<'c> Before<'c> {
    fn of(former: &'c [SourceRow], choices: &'c Choices) -> Self {
        let mut by_path: BTreeMap<&str, Vec<&SourceRow>> = BTreeMap::new();
        for source in former {
            by_path.entry(&source.path).or_default().push(source);
        }
        let next = former.iter().map(|source| file_id(source).0 + 1).max().unwrap_or(0);
        Self { by_path, choices, next }
    }

    /// What was read at a path, which is known as the case writes it.
    fn read_at(&self, path: &Path) -> &[&'c SourceRow] {
        self.by_path.get(path.display().to_string().as_str()).map_or(&[], Vec::as_slice)
    }

    /// How the files of one pass stand to the case, with their numbers where they have one.
    fn look_at(&self, files: &[PathBuf]) -> Vec<Stand> {
        if files.iter().all(|path| self.read_at(path).is_empty()) {
            return files.iter().map(|_| Ok((Standing::New, None))).collect();
        }
        if let [path] = files {
            return vec![self.compare(path, self.read_at(path))];
        }
        let found = archive::fingerprints(files).into_iter().zip(files);
        found.map(|(found, path)| self.compare_member(found, self.read_at(path))).collect()
    }

    /// How what came on standard input stands to what came on it before.
    fn look_at_stdin(&self, spooled: &Path) -> Stand {
        self.compare(spooled, self.read_at(Path::new(STDIN)))
    }

    /// How a file stands to what was read at its path.
    fn compare(&self, path: &Path, read: &[&SourceRow]) -> Stand {
        let Ok(now) = path.metadata() else {
            let found = archive::fingerprints(&[path.to_owned()]).pop();
            return found.map_or(Ok((Standing::New, None)), |found| self.compare_member(found, read));
        };
        let bytes = |source: &SourceRow| source.bytes.max(0) as u64;
        let mut longest: Option<&SourceRow> = None;
        for source in read.iter().filter(|source| bytes(source) <= now.len()) {
            let is_longer = longest.is_none_or(|longest| longest.bytes < source.bytes);
            if is_longer && is_of(told(archive::fingerprint_of_start(path, bytes(source)))?.as_ref(), source)
            {
                longest = Some(source);
            }
        }
        Ok(match longest {
            Some(source) if bytes(source) == now.len() => self.same(source),
            Some(source) => (Standing::Grown { from: bytes(source) }, Some(file_id(source))),
            None if read.is_empty() => (Standing::New, None),
            None => (Standing::Replaced, None),
        })
    }

    /// The same for a member of an archive, which is not looked at in part.
    fn compare_member(&self, found: Result<Fingerprint, ReadError>, read: &[&SourceRow]) -> Stand {
        if read.is_empty() {
            return Ok((Standing::New, None));
        }
        let found = told(found)?;
        Ok(match read.iter().find(|source| is_of(found.as_ref(), source)) {
            Some(source) => self.same(source),
            None => (Standing::Replaced, None),
        })
    }

    fn same(&self, source: &SourceRow) -> (Standing, Option<FileId>) {
        let standing = if self.choices.agree_with(source) { Standing::Known } else { Standing::Reread };
        (standing, Some(file_id(source)))
    }
}

/// The bytes found, if there are any: damaged ones are other bytes, but a disk that fails tells nothing of them.
fn told(found: Result<Fingerprint, ReadError>) -> Result<Option<Fingerprint>, ReadError> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(ReadError::Io { path, source }) if source.raw_os_error().is_some() => {
            Err(ReadError::Io { path, source })
        }
        Err(_) => Ok(None),
    }
}

/// Whether the bytes found are those that were read.
pub(crate) fn is_of(found: Option<&Fingerprint>, source: &SourceRow) -> bool {
    found.is_some_and(|found| i64::try_from(found.bytes) == Ok(source.bytes) && found.sha256 == source.sha256)
}
