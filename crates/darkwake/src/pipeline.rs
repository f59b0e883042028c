//! The whole flow on one screen: archive bytes to ranked leads.

use std::path::{Path, PathBuf};

use case::{Case, ContactRow, Draft, Found, RevisionRow, WriteError, Written};
use chart::Chart;
use model::{Event, Fleet, Lead, LearnedContext};
use score::{Lists, Scene};

use crate::choices::Choices;
use crate::fleet::Built;
use crate::learn::Context;
use crate::outcome::{Coverage, Ingested, Outcome};
use crate::plan::Plan;
use crate::progress::{Progress, Stage};
use crate::reading::Archive;
use crate::{
    Learned, LeftOut, Need, Options, VesselList, cite, detect, fleet, memory, provenance, reading, revise,
};

/// Reads every file of an archive, finds what its ships did, ranks what may be an illicit transfer, and writes the
/// case folder. A case that is there and may be added to keeps what it holds: files that it has read are left alone.
/// The same files and options give the same bytes, whatever the number of threads and the memory.
///
/// # Errors
/// When an input does not exist, nothing at all can be read, or the case cannot be written. Files that cannot be read,
/// damaged files and bad lines are named or counted, never fatal.
pub fn run(
    inputs: &[PathBuf],
    case_dir: &Path,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Outcome, RunError> {
    let (mut draft, plan) = begin(inputs, case_dir, options)?;
    if let Some(former) = draft.former()
        && plan.to_read() == 0
        && provenance::would_find_the_same(former, options)
    {
        draft.clear_spilled(options.room.temp.as_deref());
        return Ok(Outcome::of_case(former, plan.left_out)?);
    }
    let mut archive = read(inputs, &mut draft, &plan, options, progress)?;
    let Seen { built, learned, is_former, events, contacts, leads } = look_into(&draft, options, progress)?;
    let raw_lines =
        progress.during(Stage::Cite, || cite::raw_lines(&mut archive, &draft, &events, &leads))?;
    let clocks = built.clocks.faults(&options.track.duplicate);
    let keeps_learned = is_former && options.learned == Learned::Before;
    let outcome =
        Outcome { keeps_learned, ..Outcome::of(&archive, (&built.fleet, &clocks), &events, &leads) };
    let found = Found {
        fleet: &built.fleet,
        copies: &built.copies,
        events: &events,
        contacts: &contacts,
        leads: &leads,
        raw_lines: &raw_lines,
        learned: &learned,
        revisions: &revisions(&draft, &archive, (&events, &leads, &built.fleet), options)?,
    };
    progress.during(Stage::Write, || {
        draft.put_found(&found)?;
        let coverage = outcome.coverage.as_ref().map(Coverage::written);
        let left_out = provenance::left_out(&archive.left_out);
        draft.finish(provenance::of(options), &archive.record, left_out, coverage)
    })?;
    archive.spilled.clear();
    Ok(outcome)
}

/// What is seen in a store.
struct Seen {
    built: Built,
    learned: LearnedContext,
    /// Whether another run learned it.
    is_former: bool,
    events: Vec<Event>,
    /// In the folder of the draft.
    contacts: Written<ContactRow>,
    /// Best first; indices point into `events`.
    leads: Vec<Lead>,
}

/// Builds the tracks of all that is stored, finds what ships did, and ranks what may be an illicit transfer.
fn look_into(draft: &Draft, options: &Options, progress: &dyn Progress) -> Result<Seen, RunError> {
    let (chart, lists) = (chart(options), lists(options));
    let need = Need::beyond(draft.fixes_stored(), options.room.memory, memory::available_memory());
    need.iter().for_each(|need| progress.foresee(need));
    let shelves = need.map(|_| draft.shelves(options.room.temp.as_deref()));
    let built = progress.during(Stage::Track, || fleet::build(draft, shelves.as_ref(), &chart, options))?;
    let fleet = &built.fleet;
    let learned = learned_before(draft, options)?;
    let (identities, context) = progress.during(Stage::Reception, || {
        let identities = detect::identities(fleet, &built.swaps, options);
        let mut context = Context::of(fleet, &identities, learned, &chart, options);
        context.shelve(shelves.as_ref()).map(|()| (identities, context))
    })?;
    let (chart, reception) = (context.on(chart), &context.reception);
    let (events, contacts) = progress.during(Stage::Detect, || {
        let mut heard = detect::heard(fleet, identities, reception, &chart, options);
        let contacts = draft.table()?.with(heard.take_contacts().map(|contact| ContactRow::of(&contact)))?;
        Ok::<_, WriteError>((heard.with_unheard(fleet, &chart, options), contacts))
    })?;
    let scene = Scene { events: &events, fleet, reception, chart: &chart };
    let leads =
        progress.during(Stage::Score, || score::rank(&scene, &lists, &options.weights, &options.score));
    Ok(Seen { learned: context.learned(), is_former: context.is_former, built, events, contacts, leads })
}

fn chart(options: &Options) -> Chart {
    let builtin = Chart::builtin();
    match &options.coast {
        Some(coast) => builtin.with_coast(coast.line()),
        None => builtin,
    }
}

fn lists(options: &Options) -> Lists {
    Lists::builtin().and(options.vessel_lists.iter().map(VesselList::list))
}

/// What became of the findings of the case that is added to.
fn revisions(
    draft: &Draft,
    archive: &Archive,
    (events, leads, fleet): (&[Event], &[Lead], &Fleet),
    options: &Options,
) -> Result<Vec<RevisionRow>, RunError> {
    let Some(former) = draft.former() else { return Ok(Vec::new()) };
    let cause = provenance::cause(former.manifest(), archive, options);
    let leads = case::lead_rows(leads, events, fleet);
    Ok(revise::revisions(former, events, &leads, &cause)?)
}

/// What an earlier run learned of the archive, unless it is to be learned anew.
fn learned_before(draft: &Draft, options: &Options) -> Result<Option<LearnedContext>, RunError> {
    let learned = match (&options.learned, draft.former()) {
        (Learned::Anew, _) => None,
        (Learned::From(case), _) => Case::open(case).map_err(WriteError::from)?.learned()?,
        (Learned::Before, Some(former)) => former.learned()?,
        (Learned::Before, None) => None,
    };
    Ok(learned)
}

/// Reads every file of an archive into the store of a case, and finds nothing in it yet: the first stage of [`run`].
///
/// # Errors
/// As for [`run`].
pub fn ingest(
    inputs: &[PathBuf],
    case_dir: &Path,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Ingested, RunError> {
    let (mut draft, plan) = begin(inputs, case_dir, options)?;
    if let (Some(former), 0) = (draft.former(), plan.to_read()) {
        draft.clear_spilled(options.room.temp.as_deref());
        return Ok(Ingested::of_case(former, plan.left_out)?);
    }
    let archive = read(inputs, &mut draft, &plan, options, progress)?;
    let ingested = Ingested::of(&archive, draft.fixes_stored());
    progress.during(Stage::Write, || {
        draft.keep_found()?;
        draft.finish(provenance::of(options), &archive.record, provenance::left_out(&archive.left_out), None)
    })?;
    archive.spilled.clear();
    Ok(ingested)
}

/// What [`run`] or [`ingest`] would read of an archive, without doing it.
///
/// # Errors
/// When an input does not exist, or the case could not be written there or added to.
pub fn plan(inputs: &[PathBuf], case_dir: &Path, options: &Options) -> Result<Plan, RunError> {
    let former = case::look(case_dir, options.overwrite)?;
    let sources = former.as_ref().map_or(Ok(Vec::new()), Case::sources)?;
    let plan = Plan::make(inputs, &sources, &Choices::of(&options.reading), options.stdin.as_deref())?;
    let finds_anew = former.map_or_else(Vec::new, |former| provenance::found_anew(&former, options));
    Ok(Plan { finds_anew, ..plan.foresee(&sources, &options.reading) })
}

/// How the user's own lists differ from those that the leads of a case were found with, as "without watched.csv"; nothing where they do
/// not, or where there is no case that would be added to.
pub fn other_lists(case_dir: &Path, options: &Options) -> Option<String> {
    let is_added_to = options.overwrite == case::Overwrite::Extend;
    let former = is_added_to.then(|| Case::open(case_dir).ok()).flatten()?;
    provenance::other_lists(&former.manifest().provenance.lists, &provenance::of(options).lists)
}

/// The draft of a case, and what is to be read into it.
fn begin(inputs: &[PathBuf], case_dir: &Path, options: &Options) -> Result<(Draft, Plan), RunError> {
    let draft = Draft::start(case_dir, options.overwrite)?;
    let former = draft.former().map_or(Ok(Vec::new()), Case::sources)?;
    let plan = Plan::make(inputs, &former, &Choices::of(&options.reading), options.stdin.as_deref())?;
    Ok((draft, plan))
}

/// Reads what is to be read into the store of a draft.
fn read(
    inputs: &[PathBuf],
    draft: &mut Draft,
    plan: &Plan,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Archive, RunError> {
    if let Some(temp) = &options.room.temp {
        progress.find_leftovers(&draft.leftovers(temp, options.stdin.as_deref()));
    }
    let archive = reading::read(plan, draft, &options.reading, &options.room, progress)?;
    if archive.record.sources.is_empty() {
        archive.spilled.clear();
        return Err(RunError::Nothing { inputs: inputs.to_vec(), left_out: archive.left_out });
    }
    Ok(archive)
}

/// Why a run ended without a case.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// An input does not exist or cannot be looked at.
    #[error(transparent)]
    Input(#[from] archive::InputError),
    /// There is no file in the inputs, or none that can be read.
    #[error("{}", nothing(inputs, left_out))]
    Nothing {
        /// The inputs.
        inputs: Vec<PathBuf>,
        /// What they hold, and why it is not read.
        left_out: Vec<LeftOut>,
    },
    /// The case cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A table of the case that is added to, or of one that is learned from, cannot be read.
    #[error(transparent)]
    Table(#[from] case::TableError),
}

fn nothing(inputs: &[PathBuf], left_out: &[LeftOut]) -> String {
    let names = || inputs.iter().map(|input| input.display().to_string()).collect::<Vec<_>>().join(", ");
    match left_out {
        [] => format!("no file to read in {}", names()),
        [only] => only.to_string(),
        several => {
            format!("nothing that can be read among {} files and folders in {}", several.len(), names())
        }
    }
}
