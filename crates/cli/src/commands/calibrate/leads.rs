//! What the indicators of a lead weigh, and how likely a lead is before any evidence.

use std::io::{self, Write};

use anyhow::{Context, Result};
use case::Case;
use evaluation::{Reliability, ScoredLeads, Series, brier_skill, reliability_of, reliability_plot};
use model::Calibration;
use score::{JudgedLead, Weights, rescore};

use super::{worlds, write_weights};
use crate::args::CalibrateArgs;
use crate::commands::truth;
use crate::exit::{Ending, Usage};
use crate::new_file;

pub(super) fn calibrate(args: &CalibrateArgs) -> Result<Ending> {
    let Known { by_case, weights: made_with } = known(args)?;
    let all = by_case.concat();
    let right = all.iter().filter(|lead| lead.right).count();
    if right == 0 || right == all.len() {
        let all = all.len();
        return Err(Usage(format!("{right} of {all} leads were right: wanted some of either kind")).into());
    }
    let expert = expert(made_with);
    let on = ground(args);
    let fitted = expert.clone().fitted(&all, on);
    let checks = [told("expert ratios", &expert, &by_case), checked(&expert, &by_case, on)];
    write_weights(&fitted, args)?;
    if let Some(path) = &args.plot {
        new_file::write(path, &reliability_plot(&checks.each_ref().map(Told::series)), args.overwrite)?;
    }
    say(args, &fitted, (right, all.len()), &checks)?;
    Ok(Ending::Done)
}

/// Leads that were judged, by case, and the weights that all of the cases were made with.
struct Known {
    by_case: Vec<Vec<JudgedLead>>,
    weights: Weights,
}

fn known(args: &CalibrateArgs) -> Result<Known> {
    args.plot.iter().try_for_each(|plot| new_file::may_be_written(plot, args.overwrite))?;
    let (mut found, mut reviewed) = (Vec::new(), Vec::new());
    for (case, folder) in worlds(args) {
        let opened = Case::open_found(case)?;
        let leads = ScoredLeads::of(&opened).with_context(|| case.display().to_string())?;
        found.push((leads.judged_by(&truth::of(&opened, folder)?), leads.weights().clone(), case));
    }
    for path in &args.reviewed {
        let case = Case::open_found(path)?;
        let leads = ScoredLeads::of(&case).with_context(|| path.display().to_string())?;
        let judged = leads.reviewed(&case)?;
        reviewed.extend(judged.clone());
        found.push((judged, leads.weights().clone(), path));
    }
    if !args.reviewed.is_empty() {
        refuse_too_few(&reviewed)?;
    }
    let (_, weights, _) = found.first().context("no case was given")?;
    if let Some((.., other)) = found.iter().find(|(_, others, _)| others != weights) {
        let why = "was made with other weights than the first case: run both with the same";
        return Err(Usage(format!("{} {why}", other.display())).into());
    }
    let weights = weights.clone();
    Ok(Known { by_case: found.into_iter().map(|(leads, ..)| leads).collect(), weights })
}

/// Fewer reviewed leads than this say too little for a probability that readers are shown: as many as ten pseudo-observations of the
/// experts weigh, twice.
const LEAST_REVIEWED: usize = 20;
/// And of either kind fewer than this: five events for the one free term, the prior, as a rule of thumb; below it, and rather below ten,
/// logistic regression is biased (Peduzzi et al. 1996, J. Clin. Epidemiol. 49:1373).
const LEAST_OF_EITHER: usize = 5;

/// Two reviews would be called reviewed like two hundred.
fn refuse_too_few(reviewed: &[JudgedLead]) -> Result<(), Usage> {
    let right = reviewed.iter().filter(|lead| lead.right).count();
    let (all, wrong) = (reviewed.len(), reviewed.len() - right);
    if all >= LEAST_REVIEWED && right.min(wrong) >= LEAST_OF_EITHER {
        return Ok(());
    }
    Err(Usage(format!(
        "{right} of {all} reviewed leads were right: wanted {LEAST_REVIEWED} or more, {LEAST_OF_EITHER} or more of them right and as \
         many wrong, before a probability is called reviewed"
    )))
}

/// Ratios that were fitted before are no expert's; the thresholds stay those of the cases.
fn expert(made_with: Weights) -> Weights {
    match made_with.calibration {
        Calibration::Expert => made_with,
        Calibration::Simulated | Calibration::Reviewed => made_with.with_ratios_of(&Weights::builtin()),
    }
}

fn ground(args: &CalibrateArgs) -> Calibration {
    if args.reviewed.is_empty() { Calibration::Simulated } else { Calibration::Reviewed }
}

/// Probabilities beside what became of them.
struct Told {
    name: String,
    outcomes: Vec<(f64, bool)>,
}

impl Told {
    fn skill(&self) -> Option<f64> {
        brier_skill(&self.outcomes)
    }

    fn series(&self) -> Series<Reliability> {
        Series { name: self.name.clone(), of: reliability_of(&self.outcomes) }
    }
}

fn told(name: &str, weights: &Weights, by_case: &[Vec<JudgedLead>]) -> Told {
    let outcomes = by_case.iter().flatten().map(|lead| (probability(lead, weights), lead.right));
    Told { name: name.to_owned(), outcomes: outcomes.collect() }
}

/// Each case by the weights fitted on the others, where there are others.
fn checked(expert: &Weights, by_case: &[Vec<JudgedLead>], on: Calibration) -> Told {
    if by_case.len() < 2 {
        let fitted = expert.clone().fitted(&by_case.concat(), on);
        return told("fitted, on the same leads", &fitted, by_case);
    }
    let outcomes = (0..by_case.len()).flat_map(|at| {
        let others: Vec<JudgedLead> = by_case
            .iter()
            .enumerate()
            .filter(|&(other, _)| other != at)
            .flat_map(|(_, leads)| leads.clone())
            .collect();
        let fitted = expert.clone().fitted(&others, on);
        by_case[at].iter().map(move |lead| (probability(lead, &fitted), lead.right)).collect::<Vec<_>>()
    });
    Told { name: "fitted on the other cases".to_owned(), outcomes: outcomes.collect() }
}

/// That fitted weights tell less than those that they were fitted from.
fn warning(experts: &Told, fitted: &Told) -> Option<String> {
    let (before, after) = (experts.skill()?, fitted.skill()?);
    (after < before).then(|| {
        let name = &fitted.name;
        format!("{name} the weights have less skill, {after:.3} after {before:.3}: leads are told better by the expert ratios")
    })
}

fn probability(lead: &JudgedLead, weights: &Weights) -> f64 {
    let odds = 10f64.powf(rescore(&lead.facts, weights));
    odds / (1.0 + odds)
}

fn say(
    args: &CalibrateArgs,
    fitted: &Weights,
    (right, all): (usize, usize),
    checks: &[Told],
) -> io::Result<()> {
    let out = &mut io::stdout().lock();
    let on = fitted.calibration.as_str();
    writeln!(out, "Fitted on {all} {on} leads, {right} of them right: {}", args.out.display())?;
    for check in checks {
        let skill = check.skill().map_or_else(|| "–".to_owned(), |skill| format!("{skill:.3}"));
        writeln!(out, "Brier skill, {}: {skill}", check.name)?;
    }
    if let [experts, fitted] = checks
        && let Some(warning) = warning(experts, fitted)
    {
        writeln!(out, "Beware: {warning}.")?;
    }
    match &args.plot {
        Some(path) => writeln!(out, "Reliability plot: {}", path.display()),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str, right: f64, wrong: f64) -> Told {
        let outcomes = [(right, true), (wrong, false), (right, true), (wrong, false)];
        Told { name: name.to_owned(), outcomes: outcomes.to_vec() }
    }

    #[test]
    fn weights_that_tell_less_of_other_cases_than_the_experts_are_warned_of_and_better_ones_are_not() {
        let (sure, unsure) = (told("expert ratios", 0.9, 0.1), told("fitted on the other cases", 0.6, 0.4));
        let warned = warning(&sure, &unsure).expect("they tell less");
        assert!(
            warned.starts_with("fitted on the other cases the weights have less skill, 0.360 after 0.960"),
            "{warned}"
        );
        assert_eq!((warning(&unsure, &sure), warning(&sure, &sure)), (None, None));
    }

    #[test]
    fn twenty_reviewed_leads_with_five_of_either_kind_are_enough_and_one_less_of_anything_is_not() {
        let reviewed = |right: usize, wrong: usize| -> Vec<JudgedLead> {
            let lead = |right| JudgedLead { facts: Vec::new(), right };
            [vec![lead(true); right], vec![lead(false); wrong]].concat()
        };
        let refused = |right, wrong| refuse_too_few(&reviewed(right, wrong)).is_err();
        assert!(!refused(5, 15) && !refused(15, 5));
        assert!(refused(5, 14) && refused(4, 16) && refused(16, 4));
    }
}
