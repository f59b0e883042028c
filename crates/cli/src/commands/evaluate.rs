//! `darkwake evaluate`: a case against the truth of a simulation, beside the baseline.

use std::io::{self, Write};

use anyhow::Result;
use case::Case;
use evaluation::{Ablation, HonestHulls, IncidentRank, Measure, Reliability, Report};

use super::truth;
use crate::args::EvaluateArgs;
use crate::exit::Ending;
use crate::new_file;
use crate::show::{self, Field, or_dash};

pub(crate) fn evaluate(args: &EvaluateArgs) -> Result<Ending> {
    let case = Case::open_found(&args.case)?;
    let truth = truth::of(&case, &args.truth)?;
    let report = evaluation::grade_case(&case, &truth)?;
    if let Some(page) = &args.html {
        new_file::write(page, &report.page(&args.case.display().to_string()), args.overwrite)?;
    }
    match args.format.json(&report)? {
        None => print(&report)?,
        Some(json) => writeln!(io::stdout(), "{json}")?,
    }
    Ok(Ending::Done)
}

fn print(report: &Report) -> io::Result<()> {
    let out = &mut io::stdout().lock();
    writeln!(out, "Measured on simulated traffic; says nothing about real archives.\n")?;
    show::table(&report.measures, MEASURES, &mut *out)?;
    show::table(&report.incidents, INCIDENTS, &mut *out)?;
    show::table(&report.reliability, RELIABILITY, &mut *out)?;
    show::table(&report.honest_hulls, HONEST_HULLS, &mut *out)?;
    show::table(&report.ablation, ABLATION, &mut *out)?;
    for warning in &report.warnings {
        writeln!(out, "Beware: {warning}.")?;
    }
    Ok(())
}

const MEASURES: &[Field<Measure>] = &[
    Field::text("subject", |measure, _| measure.subject.to_owned()),
    Field::text("measure", |measure, _| measure.name.clone()),
    Field::figure("darkwake", |measure, _| figure(measure.value)),
    Field::figure("baseline", |measure, _| figure(measure.baseline)),
    Field::figure("of", |measure, _| measure.of.to_string()),
];

const INCIDENTS: &[Field<IncidentRank>] = &[
    Field::text("incident", |incident, _| incident.incident.clone()),
    Field::text("story", |incident, _| incident.story.clone()),
    Field::figure("rank", |incident, _| rank(incident.rank)),
    Field::figure("baseline's rank", |incident, _| rank(incident.baseline_rank)),
];

const RELIABILITY: &[Field<Reliability>] = &[
    Field::text("leads told", |bin, _| format!("{:.2} to {:.2}", bin.from, bin.to)),
    Field::figure("leads", |bin, _| bin.leads.to_string()),
    Field::figure("mean probability", |bin, _| figure(Some(bin.told))),
    Field::figure("met an incident", |bin, _| figure(Some(bin.right))),
];

const HONEST_HULLS: &[Field<HonestHulls>] = &[
    Field::text("role of hulls", |role, _| role.role.clone()),
    Field::figure("hulls", |role, _| role.hulls.to_string()),
    Field::figure("wrongly in the first 50", |role, _| role.in_first_50.to_string()),
    Field::figure("share", |role, _| figure(Some(role.pass_rate))),
];

const ABLATION: &[Field<Ablation>] = &[
    Field::text("without the group", |group, _| group.group.to_owned()),
    Field::figure("leads it counts in", |group, _| group.leads.to_string()),
    Field::figure("average precision", |group, _| figure(Some(group.average_precision))),
    Field::figure("with it", |group, _| figure(Some(group.with_it))),
    Field::figure("precision@25", |group, _| figure(Some(group.precision_at_25))),
];

fn figure(value: Option<f64>) -> String {
    or_dash(value.map(|value| format!("{value:.3}")))
}

fn rank(rank: Option<usize>) -> String {
    rank.map_or_else(|| "not found".to_owned(), |rank| rank.to_string())
}
