//! The page of indicators says what the weights file says.
//!
//! `UPDATE_DOCS=1 cargo test -p darkwake-score --test indicators_page` writes it anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use darkwake_score::{Indicator, Weights};

const PAGE: &str = "../../docs/src/indicators.md";

#[test]
fn the_page_of_indicators_is_what_the_weights_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    let expected = page(&Weights::builtin());
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &expected).expect("the docs can be written");
    }
    let written = fs::read_to_string(&path).expect("the page is there");
    assert!(
        written == expected,
        "renew it: UPDATE_DOCS=1 cargo test -p darkwake-score --test indicators_page"
    );
}

fn page(weights: &Weights) -> String {
    let mut page = String::from(
        "# Indicators\n\n\
         The codes that `leads` and `explain` show, as `crates/score/weights.toml` has them; a file given with `--weights` may\n\
         change any of it. A ratio says how much more often the fact is seen with an illicit transfer than without; inside a\n\
         group the largest counts in full, the second at half, the rest nothing. Ratios are experts' starting values: none is\n\
         measured. What a fact counts in a lead may be less than its ratio says: a guessed partner's facts count by the\n\
         probability of the guess, D1 by no more than reception gives (a course for Nampo counts by itself, D3), a linked ship\n\
         less without a counterparty.\n\n\
         In the sources, a letter with two digits is a documented incident (O oil, C coal, M another cargo,\n\
         S a meeting seen by satellite only), `stored` a publication that was read, `memory` general knowledge that nobody has\n\
         checked, `expert` an estimate.\n\n\
         | code | group | what it says | ratio if seen | if observably absent | source |\n|---|---|---|---|---|---|\n",
    );
    for indicator in Indicator::ALL {
        let weight = weights.weight(indicator);
        let (id, group) = (indicator.id(), weight.group.as_str());
        let (lr, low, high, absent) = (weight.lr, weight.lr_low, weight.lr_high, weight.lr_absent);
        let (meaning, source) = (escaped(&weight.meaning), escaped(&weight.source));
        writeln!(page, "| {id} | {group} | {meaning} | {lr} ({low} to {high}) | {absent} | {source} |")
            .expect("a string takes everything");
    }
    page
}

/// Signs that a table or HTML would swallow.
fn escaped(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;")
}
