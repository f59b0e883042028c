//! The figures for people: one row a decoder, over each corpus its rate, how many messages it gave, and its rate beside ours.

use std::fmt::Write;

use crate::contest::Score;
use crate::corpus::Corpus;
use crate::{ours, prototype};

/// A corpus and what the decoders did on it.
pub(crate) type Held<'a> = (&'a Corpus, Vec<Score>);

const HEAD: &str = "\
over each corpus: million lines per CPU second, messages of 1000 lines, rate as a multiple of darkwake's to columns
(medians of the runs, the last of the ratios of paired runs)

";

/// One row a decoder, and below them how far we are from the prototype.
pub(crate) fn table(contests: &[Held<'_>]) -> String {
    let mut table = String::from(HEAD);
    write_row(&mut table, "", contests.iter().map(|(corpus, _)| corpus.kind.name().to_owned()));
    for decoder in decoders(contests) {
        let cells = contests.iter().map(|(_, scores)| cell(scores, decoder));
        write_row(&mut table, decoder, cells.map(Option::unwrap_or_default));
    }
    for (corpus, scores) in contests {
        if let Some(ratio) = ratio(scores, prototype::NAME) {
            writeln!(
                table,
                "\n{}: ours to columns takes {ratio:.2} times the prototype's time",
                corpus.kind.name()
            )
            .expect(STRING);
        }
    }
    table
}

const STRING: &str = "a string takes any text";

/// Every decoder once, in the order of the contests.
fn decoders(contests: &[Held<'_>]) -> Vec<&'static str> {
    let mut names = Vec::new();
    for score in contests.iter().flat_map(|(_, scores)| scores) {
        if !names.contains(&score.decoder) {
            names.push(score.decoder);
        }
    }
    names
}

fn cell(scores: &[Score], decoder: &str) -> Option<String> {
    let median = find(scores, decoder)?.median();
    let share = median.messages as f64 * 1000.0 / median.lines as f64;
    Some(format!("{:7.3} {share:6.1} {:6.3}", median.rate, ratio(scores, decoder)?))
}

/// The median over the runs of its rate over ours.
fn ratio(scores: &[Score], decoder: &str) -> Option<f64> {
    let (its, ours) = (find(scores, decoder)?, find(scores, ours::COLUMNS)?);
    let mut ratios: Vec<f64> =
        its.runs.iter().zip(&ours.runs).map(|(its, ours)| its.rate / ours.rate).collect();
    ratios.sort_by(f64::total_cmp);
    Some(ratios[ratios.len() / 2])
}

fn find<'a>(scores: &'a [Score], decoder: &str) -> Option<&'a Score> {
    scores.iter().find(|score| score.decoder == decoder)
}

fn write_row(table: &mut String, head: &str, cells: impl Iterator<Item = String>) {
    let row: String = cells.map(|cell| format!(" | {cell:>21}")).collect();
    writeln!(table, "{head:20}{row}").expect(STRING);
}
