//! What a run says of itself in the case.

use case::{Case, Findings, ListVersion, Manifest, Program, Provenance};
use score::Lists;

use crate::{Learned, LeftOut, Options, Plan, Standing};

/// The program, its settings and its lists.
pub(crate) fn of(options: &Options) -> Provenance {
    Provenance {
        program: Program::darkwake(env!("CARGO_PKG_VERSION")),
        config: options.to_json(),
        lists: list_versions(),
    }
}

fn list_versions() -> Vec<ListVersion> {
    let lists = Lists::builtin_tables().into_iter();
    lists.map(|list| ListVersion::of(list.name, list.table, list.entries, list.as_of)).collect()
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

/// What is different in this run from the one that wrote `former`, in words.
pub(crate) fn cause(former: &Manifest, plan: &Plan, options: &Options) -> String {
    let (before, now) = (&former.provenance, of(options));
    let mut causes = Vec::new();
    causes.extend(read_since(plan));
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

/// The files that gave reports which were not there before.
fn read_since(plan: &Plan) -> Option<String> {
    const NAMED: usize = 3;
    let read: Vec<String> = plan
        .files
        .iter()
        .filter(|file| file.standing != Standing::Known)
        .map(|file| file.path.display().to_string())
        .collect();
    match read.len() {
        0 => None,
        all if all <= NAMED => Some(format!("read since: {}", read.join(", "))),
        all => Some(format!("read since: {} and {} more", read[..NAMED].join(", "), all - NAMED)),
    }
}
