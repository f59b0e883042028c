//! What a run says of itself in the case.

use case::{Case, Findings, ListVersion, Manifest, Program, Provenance};
use score::Lists;
use serde_json::Value;

use crate::reading::Archive;
use crate::{Learned, LeftOut, Options, Standing, VesselList};

/// The program, its settings and its lists.
pub(crate) fn of(options: &Options) -> Provenance {
    Provenance {
        program: Program::darkwake(env!("CARGO_PKG_VERSION")),
        config: options.to_json(),
        lists: builtin_lists().chain(options.vessel_lists.iter().map(VesselList::version)).collect(),
    }
}

/// The lists that are built in.
pub(crate) fn builtin_lists() -> impl Iterator<Item = ListVersion> {
    let lists = Lists::builtin_tables().into_iter();
    lists.map(|list| ListVersion::of(list.name, list.table, list.entries, list.as_of))
}

/// What was not read, as the case notes it.
pub(crate) fn left_out(left_out: &[LeftOut]) -> Vec<case::LeftOut> {
    let row = |one: &LeftOut| case::LeftOut { path: one.path().display().to_string(), why: one.to_string() };
    left_out.iter().map(row).collect()
}

/// Whether a run with these options would find in the reports of a case what was found in them.
pub(crate) fn would_find_the_same(former: &Case, options: &Options) -> bool {
    former.manifest().findings == Findings::Current
        && options.learned == Learned::Before
        && former.manifest().provenance == of(options)
}

/// Why a run with these options would look into a case again even if nothing is read; nothing where it would not.
pub(crate) fn found_anew(former: &Case, options: &Options) -> Vec<String> {
    if would_find_the_same(former, options) {
        return Vec::new();
    }
    let (before, now) = (&former.manifest().provenance, of(options));
    let mut causes = reading_changed(&before.config["reading"], &now.config["reading"]);
    let settings = |config: &Value| {
        let mut config = config.clone();
        config.as_object_mut().and_then(|config| config.remove("reading"));
        config
    };
    if settings(&before.config) != settings(&now.config) {
        causes.push("the settings are others".to_owned());
    }
    if before.program.version != now.program.version {
        causes.push(format!("darkwake {} wrote it", before.program.version));
    }
    if before.lists != now.lists {
        let others =
            other_lists(&before.lists, &now.lists).map_or_else(String::new, |told| format!(": {told}"));
        causes.push(format!("the lists are others{others}"));
    }
    if options.learned != Learned::Before {
        causes.push("what was learned of reception is not kept".to_owned());
    }
    if causes.is_empty() {
        causes.push("nothing has looked at what was read last".to_owned());
    }
    causes
}

/// How the user's own lists of a run differ from those that a case was found with: which it had and are not given now, and which it
/// had not or had otherwise.
pub(crate) fn other_lists(before: &[ListVersion], now: &[ListVersion]) -> Option<String> {
    let told = |from: &[ListVersion], others: &[ListVersion], word: &str| {
        let own = from.iter().filter(|list| list.own.is_some() && !others.contains(list));
        let names = own.map(|list| list.name.as_str()).collect::<Vec<_>>().join(", ");
        (!names.is_empty()).then(|| format!("{word} {names}"))
    };
    let (without, with) = (told(before, now, "without"), told(now, before, "with"));
    let told: Vec<String> = without.into_iter().chain(with).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

/// Which options of reading are others than before; what was read with them stays.
fn reading_changed(before: &Value, now: &Value) -> Vec<String> {
    /// As the manifest names them, and as the command line does.
    const OPTIONS: [(&str, &str); 5] = [
        ("date", "--date"),
        ("lenient", "--lenient"),
        ("mmsi", "--mmsi"),
        ("profiles", "--profile"),
        ("zone", "--tz"),
    ];
    let is_given = |value: &Value| {
        !(value.is_null() || *value == Value::Bool(false) || value.as_array().is_some_and(Vec::is_empty))
    };
    let changed = OPTIONS.into_iter().filter(|(name, _)| before[name] != now[name]);
    let told = |(name, option): (&str, &str)| match (is_given(&before[name]), is_given(&now[name])) {
        (true, false) => format!("{option} was given before and is not now; what was read with it stays"),
        (false, _) => format!("{option} was not given before"),
        (true, true) => format!("{option} was another before"),
    };
    changed.map(told).collect()
}

/// What is different in this run from the one that wrote `former`, in words.
pub(crate) fn cause(former: &Manifest, archive: &Archive, options: &Options) -> String {
    let (before, now) = (&former.provenance, of(options));
    let mut causes = Vec::new();
    causes.extend(read_since(archive));
    if before.program.version != now.program.version {
        causes.push(format!("darkwake {} after {}", now.program.version, before.program.version));
    }
    if before.config != now.config {
        causes.push("other settings".to_owned());
    }
    if before.lists != now.lists {
        causes.push("other lists".to_owned());
    }
    match &options.learned {
        Learned::Before => {}
        Learned::Anew => causes.push("reception learned anew".to_owned()),
        Learned::From(_) => causes.push("reception as learned in another case".to_owned()),
    }
    if causes.is_empty() { "nothing that is recorded".to_owned() } else { causes.join("; ") }
}

/// The files that count and were not read before, or not all of them.
fn read_since(archive: &Archive) -> Option<String> {
    const NAMED: usize = 3;
    let counted = archive.record.read();
    let files = archive.plan.files.iter();
    let read: Vec<String> = files
        .filter(|file| file.standing != Standing::Known && counted.contains(&file.file))
        .map(|file| file.path.display().to_string())
        .collect();
    match read.len() {
        0 => None,
        all if all <= NAMED => Some(format!("read since: {}", read.join(", "))),
        all => Some(format!("read since: {} and {} more", read[..NAMED].join(", "), all - NAMED)),
    }
}
