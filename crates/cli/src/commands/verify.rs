//! `darkwake verify`: whether a case and its inputs are what they were when it was written.

use std::io::{self, Write};

use anyhow::Result;
use case::{Case, Fault, Input, render::visible};
use darkwake::InputState;

use crate::args::VerifyArgs;
use crate::exit::{Ending, Usage};
use crate::page::Page;
use crate::show::count;

pub(crate) fn verify(args: &VerifyArgs) -> Result<Ending> {
    if let Some(root) = args.archive_root.as_deref().filter(|root| !root.is_dir()) {
        return Err(
            Usage(format!("there is no folder {} that an archive could be in", root.display())).into()
        );
    }
    let case = Case::open(&args.case)?;
    let faults = case.verify()?;
    let inputs = darkwake::verify_inputs(&case, args.archive_root.as_deref());
    let verdict = Verdict { case: &case, faults: &faults, inputs: &inputs };
    verdict.print(&mut io::stdout().lock())?;
    Ok(verdict.ending())
}

/// As which a case knows what came from standard input.
const STDIN: &str = "-";

/// What was found of the tables and inputs of a case.
struct Verdict<'a> {
    case: &'a Case,
    faults: &'a [Fault],
    inputs: &'a [(&'a Input, InputState)],
}

impl Verdict<'_> {
    fn print(&self, out: &mut impl Write) -> io::Result<()> {
        let page = Page::of_stdout();
        for difference in self.differences() {
            writeln!(out, "{}", page.hung("differs: ", &visible(&difference)))?;
        }
        let tables = self.case.manifest().tables.len();
        let sound = tables - self.faults.iter().filter(|fault| fault.is_of_table()).count();
        writeln!(out, "tables: {sound} of {} as written, bytes and rows", count(tables, "file"))?;
        let same = self.paths(InputState::Same).count();
        writeln!(out, "inputs: {same} of {} as read", count(self.inputs.len(), "file"))?;
        for grown in self.paths(InputState::Grown) {
            writeln!(
                out,
                "{}",
                page.hung("grown: ", &visible(&format!("{grown}, the bytes that were read are the same")))
            )?;
        }
        let files = self.inputs.iter().filter(|(input, _)| input.path != STDIN).count();
        if files > 0 && self.gone().count() == files {
            let hint = "none of them is in its place: where the archive is now, say with --archive-root";
            writeln!(out, "{}", page.hung("inputs: ", hint))?;
        }
        for unchecked in self.unchecked() {
            writeln!(out, "{}", page.hung("not checked: ", &visible(&unchecked)))?;
        }
        Ok(())
    }

    /// Tables first, each in the order of the manifest.
    fn differences(&self) -> impl Iterator<Item = String> {
        let changed =
            self.paths(InputState::Changed).map(|path| format!("{path} was changed since it was read"));
        self.faults.iter().map(Fault::to_string).chain(changed)
    }

    fn unchecked(&self) -> impl Iterator<Item = String> {
        let gone = self.gone().map(|path| format!("{path}, which is not in its place"));
        let streams = self.paths(InputState::NotThere).filter(|path| *path == STDIN);
        let streams = streams.map(|_| "what came from standard input, which cannot be read again".to_owned());
        let manifest =
            "manifest.json, which holds the hashes and has none; keep its own elsewhere".to_owned();
        gone.chain(streams).chain([manifest])
    }

    /// The files that are not in their place.
    fn gone(&self) -> impl Iterator<Item = &str> {
        self.paths(InputState::NotThere).filter(|path| *path != STDIN)
    }

    fn paths(&self, wanted: InputState) -> impl Iterator<Item = &str> {
        let of_state = move |(_, state): &&(&Input, InputState)| *state == wanted;
        self.inputs.iter().filter(of_state).map(|(input, _)| input.path.as_str())
    }

    fn ending(&self) -> Ending {
        if self.differences().next().is_some() { Ending::Damaged } else { Ending::Done }
    }
}
