//! The figures for people: one row for everyone, beside ours of as many threads.

use std::fmt::Write;

use crate::contest::Score;
use crate::corpus::Corpus;
use crate::entries::OURS;

const HEAD: &str = "\
CPU seconds per million lines, peak memory in MiB, rows, MiB written, CPU time as a multiple of ours of as many threads
(medians of the runs, the last of the ratios of paired runs)
";

/// One table an input.
pub(crate) fn table(contests: &[(&Corpus, Vec<Score>)]) -> String {
    let mut table = String::from(HEAD);
    for (corpus, scores) in contests {
        writeln!(table, "\n{}, {} lines", corpus.kind.name(), corpus.lines).expect(STRING);
        scores.iter().for_each(|score| write_row(&mut table, corpus, score, scores));
    }
    table
}

const STRING: &str = "a string takes any text";

fn write_row(table: &mut String, corpus: &Corpus, score: &Score, scores: &[Score]) {
    let (median, Score { tool, threads, .. }) = (score.median(), score);
    let rate = median.per_million(corpus.lines);
    let mib = median.written.bytes as f64 / f64::from(1 << 20);
    let ratio = ratio(score, scores).map_or_else(String::new, |ratio| format!("{ratio:7.2}"));
    let (peak, rows) = (median.peak_mib, median.written.rows);
    writeln!(table, "{tool:28} {threads} | {rate:7.3} | {peak:6.0} | {rows:8} | {mib:6.1} | {ratio}")
        .expect(STRING);
}

/// The median over the runs of its time over ours.
fn ratio(score: &Score, scores: &[Score]) -> Option<f64> {
    let ours = scores.iter().find(|ours| ours.tool == OURS && ours.threads == score.threads)?;
    let mut ratios: Vec<f64> =
        score.runs.iter().zip(&ours.runs).map(|(its, ours)| its.cpu_s / ours.cpu_s).collect();
    ratios.sort_by(f64::total_cmp);
    Some(ratios[ratios.len() / 2])
}
