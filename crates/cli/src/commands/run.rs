//! `darkwake run`: an archive becomes a case.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::{self, Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use case::render::visible;
use case::{Case, LeadRow, Overwrite, ReviewedLead};
use darkwake::{
    Learned, LeftOut, MeetingWeights, Note, Options, Outcome, OwnCoast, Room, RunError, UnderWayOptions,
    VesselList,
};
use export::Reviews;
use model::List;
use score::Weights;
use tempfile::NamedTempFile;
use track::SilenceWeights;

use super::reject_share::Lines;
use super::report::unread;
use super::{leads, plan};
use crate::args::{ArchiveArgs, LogForm, RunArgs};
use crate::exit::{Ending, Usage};
use crate::notice::Notice;
use crate::page::Page;
use crate::progress;
use crate::show::{count, no_room};

/// Leads shown at the end of a run.
const SHOWN: usize = 10;
/// Notes on files shown.
const NOTES: usize = 10;

pub(crate) fn run(args: &RunArgs, log: LogForm) -> Result<Ending> {
    let archive = &args.archive;
    let stdin = archive.stdin()?;
    let options = Options { stdin: stdin.as_ref().map(path_of), ..args.options()? };
    for (path, list) in args.vessel_lists.iter().zip(&options.vessel_lists) {
        log.tell(&Notice::vessel_list(path, list.list()))?;
    }
    if let Some(lists) = darkwake::other_lists(&archive.out, &options) {
        log.tell(&Notice::ListsDiffer { lists })?;
    }
    if archive.dry_run {
        return plan::show(archive, &options, log);
    }
    let progress = progress::told(archive.progress.progress, log);
    let work = || darkwake::run(&archive.inputs, &archive.out, &options, &progress);
    let outcome = archive.do_work(log, work)?;
    report(&outcome, &archive.out, log)?;
    let lines = Lines { all: outcome.lines, rejected: outcome.rejected - outcome.doubtful };
    let otherwise = ending(outcome.damaged.len() + outcome.refused());
    Ok(lines.ending(&archive.rejects, otherwise, "; `darkwake rejects` shows some for each reason", log)?)
}

impl ArchiveArgs {
    /// What comes on standard input, in a file, if an input is `-`.
    pub(super) fn stdin(&self) -> Result<Option<NamedTempFile>> {
        if !self.inputs.iter().any(|input| input.as_os_str() == "-") {
            return Ok(None);
        }
        let folder = self.temp_dir.clone().unwrap_or_else(env::temp_dir);
        let spool = || {
            let mut file = tempfile::Builder::new().prefix(".darkwake-stdin-").tempfile_in(&folder)?;
            io::copy(&mut io::stdin().lock(), &mut file)?;
            io::Result::Ok(file)
        };
        let spooled =
            spool().with_context(|| format!("cannot keep standard input in {}", folder.display()))?;
        Ok(Some(spooled))
    }

    /// Does the work of a run with its threads, and tells what was left out where nothing was read.
    pub(super) fn do_work<T: Send>(
        &self,
        log: LogForm,
        work: impl FnOnce() -> Result<T, RunError> + Send,
    ) -> Result<T> {
        if let (Some(named), Some(available)) = (self.memory, darkwake::available_memory())
            && named > available
        {
            log.tell(&Notice::TooMuchMemory { named, available })?;
        }
        let done = match self.threads_that_fit()? {
            Some(threads) => darkwake::with_threads(threads as usize, work)?,
            None => work(),
        };
        if let Err(RunError::Nothing { left_out, .. }) = &done
            && left_out.len() > 1
        {
            tell(left_out, log)?;
        }
        Ok(done?)
    }

    /// How many threads there are to be, if not one for each core: no more than have room in the memory that was named.
    fn threads_that_fit(&self) -> Result<Option<u32>> {
        let Some(memory) = self.memory.filter(|_| self.hold.is_none()) else { return Ok(self.threads) };
        let fit = u32::try_from(darkwake::threads_in(memory)).unwrap_or(u32::MAX);
        if let Some(threads) = self.threads.filter(|threads| *threads > fit) {
            let wanted = "name more, or fewer threads";
            return Err(
                Usage(format!("--memory has no room for {threads} threads but for {fit}: {wanted}")).into()
            );
        }
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        Ok(self.threads.or_else(|| (cores > fit as usize).then_some(fit)))
    }

    /// The options of reading; the other stages are as they are by default.
    pub(super) fn options(&self) -> Result<Options> {
        let overwrite = if self.overwrite { Overwrite::Yes } else { Overwrite::Extend };
        let default = Options::default();
        let there_is = darkwake::available_memory().unwrap_or(u64::MAX);
        let memory = self.memory.map_or_else(darkwake::default_budget, |named| named.min(there_is));
        let (memory, least_held) = self.hold.map_or((memory, default.room.least_held), |hold| (0, hold));
        let room = Room { memory, least_held, temp: self.temp_dir.clone() };
        Ok(Options { reading: self.reading.options()?, overwrite, room, ..default })
    }
}

/// Where standard input was put.
pub(super) fn path_of(file: &NamedTempFile) -> PathBuf {
    file.path().to_owned()
}

/// Prints what a run found: the figures, the first leads, and where the case lies.
pub(super) fn report(outcome: &Outcome, case_dir: &Path, log: LogForm) -> Result<()> {
    figures(outcome, log)?;
    let case = Case::open(case_dir)?;
    let leads = case.leads()?;
    let reviews = Reviews::read(&case, &leads).map_err(unread)?;
    let shown: Vec<ReviewedLead> = leads.iter().take(SHOWN).map(|lead| reviews.reviewed(lead)).collect();
    let left_out = leads::print(&case, (&shown, &reviews), false, Page::of_stdout())?;
    let out = &mut io::stdout().lock();
    if let Some(hint) = no_room(&left_out, "leads", Page::of_stdout()) {
        writeln!(out, "{}", Page::of_stdout().hung("", &hint))?;
    }
    if let Some(why) = darkwake::why_no_dprk_lead(outcome) {
        writeln!(out, "{why}.")?;
    }
    let (found, case) = (count(leads.len(), "lead"), visible(&case_dir.display().to_string()));
    if leads.is_empty() {
        writeln!(out, "{found} in {case}. What ships did: `darkwake events {case}`")?;
    } else {
        let next = format!("Next: `darkwake explain {case} 1`");
        writeln!(out, "{found} in {case}: {}. {next}", lists(&leads, shown.len(), &case))?;
    }
    Ok(())
}

/// How many leads stand on which list, and where those are that were not shown.
fn lists(leads: &[LeadRow], shown: usize, case: &str) -> String {
    let on = |list: List| leads.iter().filter(|lead| lead.list == list).count();
    let lists = format!("{} on the dprk list, {} on the evasive list", on(List::Dprk), on(List::Evasive));
    if shown < leads.len() {
        format!("{lists}; the first {shown} are shown, `darkwake leads {case} --list all` shows every one")
    } else {
        lists
    }
}

fn figures(outcome: &Outcome, log: LogForm) -> io::Result<()> {
    tell(&outcome.left_out, log)?;
    log.tell(&Notice::figures(outcome))?;
    read_as(&outcome.profiles, log)?;
    if outcome.unchanged {
        log.tell(&Notice::Unchanged)?;
    }
    if outcome.keeps_learned {
        log.tell(&Notice::LearnedKept)?;
    }
    holes(outcome, log)?;
    note(&outcome.notes, log)?;
    damaged(&outcome.damaged, log)?;
    if outcome.refused() > 0 {
        log.tell(&Notice::LeftOut { inputs: outcome.refused() })?;
    }
    Ok(())
}

/// A notice for each of the first spans in which the archive heard nobody.
fn holes(outcome: &Outcome, log: LogForm) -> io::Result<()> {
    let holes = outcome.coverage.iter().flat_map(|coverage| &coverage.holes);
    holes.take(NOTES).try_for_each(|hole| {
        log.tell(&Notice::Hole { from: hole.start().to_string(), to: hole.end().to_string() })
    })
}

/// A notice for each of the first files of which only a part could be read, and how many there are.
pub(super) fn damaged(damaged: &[Note], log: LogForm) -> io::Result<()> {
    damaged.iter().take(NOTES).try_for_each(|damage| log.tell(&Notice::damage(damage)))?;
    match damaged.len() {
        0 => Ok(()),
        files => log.tell(&Notice::Damaged { files }),
    }
}

/// A notice of the profiles by which files were read.
pub(super) fn read_as(profiles: &BTreeMap<String, usize>, log: LogForm) -> io::Result<()> {
    if profiles.is_empty() { Ok(()) } else { log.tell(&Notice::ReadAs { profiles: profiles.clone() }) }
}

/// A notice for each of the first things that are odd about files, what is odd about several told once.
pub(super) fn note(notes: &[Note], log: LogForm) -> io::Result<()> {
    let mut seen: Vec<(&Note, usize)> = Vec::new();
    for note in notes {
        match seen.iter_mut().find(|(other, _)| other.what == note.what) {
            Some((_, others)) => *others += 1,
            None => seen.push((note, 0)),
        }
    }
    seen.iter().take(NOTES).try_for_each(|(note, others)| log.tell(&Notice::note(note, *others)))?;
    match seen.len().saturating_sub(NOTES) {
        0 => Ok(()),
        notes => log.tell(&Notice::MoreNotes { notes }),
    }
}

/// A notice for each file or folder that was not read.
pub(super) fn tell(left_out: &[LeftOut], log: LogForm) -> io::Result<()> {
    left_out.iter().try_for_each(|left_out| log.tell(&Notice::left_out(left_out)))
}

/// An older case in the inputs is no damage.
pub(super) fn ending(faulty: usize) -> Ending {
    if faulty > 0 { Ending::Damaged } else { Ending::Done }
}

impl RunArgs {
    fn options(&self) -> Result<Options> {
        let weights = self.weights.as_deref().map_or_else(|| Ok(Weights::builtin()), read_weights)?;
        let silence_weights = self
            .silence_weights
            .as_deref()
            .map_or_else(|| Ok(SilenceWeights::builtin()), read_silence_weights)?;
        let meetings = self
            .meeting_weights
            .as_deref()
            .map_or_else(|| Ok(MeetingWeights::builtin()), read_meeting_weights)?;
        let learned = match &self.learned {
            Some(case) => Learned::From(case.clone()),
            None if self.refit => Learned::Anew,
            None => Learned::Before,
        };
        let coast = self.coast.as_deref().map(read_coast).transpose()?;
        let vessel_lists = self.vessel_lists.iter().map(|path| read_list(path)).collect::<Result<_>>()?;
        let mut options = self.archive.options()?;
        options.rendezvous.meetings = meetings;
        options.rendezvous.under_way = self.under_way.then(UnderWayOptions::default);
        Ok(Options { weights, silence_weights, coast, vessel_lists, learned, ..options })
    }
}

fn read_weights(path: &Path) -> Result<Weights> {
    Weights::from_toml(&text_of(path, "weights")?)
        .with_context(|| Usage(format!("{} holds no weights", path.display())))
}

fn read_silence_weights(path: &Path) -> Result<SilenceWeights> {
    SilenceWeights::from_toml(&text_of(path, "weights")?)
        .with_context(|| Usage(format!("{} holds no weights of silences", path.display())))
}

fn read_meeting_weights(path: &Path) -> Result<MeetingWeights> {
    MeetingWeights::from_toml(&text_of(path, "weights")?)
        .with_context(|| Usage(format!("{} holds no weights of meetings", path.display())))
}

fn read_coast(path: &Path) -> Result<OwnCoast> {
    OwnCoast::read(path).context(Usage("--coast takes a GeoJSON file of polygons of land".to_owned()))
}

fn read_list(path: &Path) -> Result<VesselList> {
    let what = "--vessel-list takes a CSV of vessels, OpenSanctions' maritime.csv or FollowTheMoney entities";
    VesselList::read(path).context(Usage(what.to_owned()))
}

/// The text of a small file of settings.
pub(super) fn text_of(path: &Path, what: &str) -> Result<String, Usage> {
    /// A weights file has some 20 kB.
    const LARGEST: u64 = 1 << 20;
    let mut text = String::new();
    let read = fs::File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_string(&mut text));
    read.map_err(|error| Usage(format!("cannot read the {what} {}: {error}", path.display())))?;
    if text.len() as u64 > LARGEST {
        return Err(Usage(format!("{} is too long for {what}", path.display())));
    }
    Ok(text)
}
