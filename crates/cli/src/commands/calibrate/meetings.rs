//! What the facts about two hulls that may have met unheard weigh.

use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;
use case::Case;
use darkwake::{JudgedMeetings, MeetingWeights, possible_meetings};
use model::Calibration;

use super::{refuse_reviews, worlds, write_weights};
use crate::args::CalibrateArgs;
use crate::commands::truth;
use crate::exit::{Ending, Usage};

pub(super) fn calibrate(args: &CalibrateArgs) -> Result<Ending> {
    refuse_reviews(args)?;
    let mut known = Vec::new();
    for (case, truth) in worlds(args) {
        known.push(judged(case, truth)?);
    }
    let all: usize = known.iter().map(|world| world.meetings.len()).sum();
    let were: usize = known.iter().map(|world| world.were.iter().filter(|was| **was).count()).sum();
    if were == 0 {
        return Err(Usage(format!("none of {all} possible meetings was one: wanted some that were")).into());
    }
    let options = darkwake::Options::default().rendezvous.dark;
    let weights = MeetingWeights::builtin().fitted(&known, &options, Calibration::Simulated);
    write_weights(&weights, args)?;
    let out = args.out.display();
    writeln!(
        io::stdout(),
        "Fitted on {all} possible meetings of simulated ships, {were} of which were: {out}"
    )?;
    Ok(Ending::Done)
}

fn judged(path: &Path, folder: &Path) -> Result<JudgedMeetings> {
    let case = Case::open_found(path)?;
    let truth = truth::of(&case, folder)?;
    let Some(meetings) = possible_meetings(&case)? else {
        let path = path.display();
        return Err(
            Usage(format!("{path} does not tell what its ships could have done: run it again")).into()
        );
    };
    Ok(JudgedMeetings { were: evaluation::were_meetings(&meetings, &truth), meetings })
}
