//! `darkwake cap`: oil that the leads are consistent with, against the yearly cap.

use std::io::{self, Write};

use anyhow::Result;
use case::{Case, render::safe_json};
use export::cap::{self, Amount, CAP_BARRELS, Dismissed, PRODUCTS, Product, Year};
use export::{Findings, Reviews, words};

use super::report::unread;
use crate::args::{CapArgs, Format};
use crate::exit::Ending;
use crate::page::Page;
use crate::show::{self, Field, count};

pub(crate) fn cap(args: &CapArgs) -> Result<Ending> {
    let case = Case::open_found(&args.case)?;
    let findings = Findings::read(&case)?;
    let reviews = Reviews::read(&case, &findings.leads).map_err(unread)?;
    let dismissed = if args.with_dismissed { Dismissed::Counted } else { Dismissed::LeftOut };
    let years = cap::cap(&findings, &reviews, dismissed);
    let out = &mut io::stdout().lock();
    match args.format {
        Format::Table => {
            let page = Page::of_stdout().told_in(args.lang.lang);
            print(&years, dismissed, page, out)?;
            if let Some(other) = words::other_weights(case.manifest()) {
                writeln!(out, "{}", page.told("", &format!("Scored {other}")))?;
            }
        }
        Format::Csv => csv(&years, out)?,
        Format::Json => writeln!(out, "{}", safe_json::pretty(&years)?)?,
        Format::Ndjson => {
            for year in &years {
                writeln!(out, "{}", safe_json::line(year)?)?;
            }
        }
    }
    Ok(Ending::Done)
}

fn print(years: &[Year], dismissed: Dismissed, page: Page, out: &mut impl Write) -> io::Result<()> {
    if years.is_empty() {
        return writeln!(out, "{}", page.told("", NONE));
    }
    show::blocks(years, FIELDS, page, |_| Vec::new(), &mut *out)?;
    years.iter().try_for_each(|year| print_year(year, dismissed, page, out))?;
    writeln!(out)?;
    ABOUT.iter().try_for_each(|line| writeln!(out, "{}", page.told("", line)))?;
    let calibration = years.first().map_or("", |year| year.calibration);
    let told = format!("Probabilities are those of the leads, calibration: {calibration}.");
    writeln!(out, "{}", page.told("", &told))
}

/// The barrels of a year by product, what it would be if all were oil, and what was dismissed.
fn print_year(year: &Year, dismissed: Dismissed, page: Page, out: &mut impl Write) -> io::Result<()> {
    let head = format!("{}  ", year.year);
    for Product { name, barrels_per_tonne, .. } in PRODUCTS {
        let barrels = interval(year.tonnes.times(barrels_per_tonne));
        let told = format!("{barrels} barrels at {barrels_per_tonne} a tonne");
        writeln!(out, "{}", page.hung(&head, &format!("{}, {}", page.tell(&told), page.tell(name))))?;
    }
    if year.deliveries > 0 {
        let all = format!("{} t if every one of them was a delivery of oil", interval(year.tonnes_if_all));
        writeln!(out, "{}", page.told(&head, &all))?;
    }
    let told = of_dismissed(year.dismissed, dismissed);
    told.map_or(Ok(()), |told| writeln!(out, "{}", page.told(&head, &told)))
}

const NONE: &str = "No lead on the dprk list may be a delivery of oil of a known amount.";

/// What became of the leads that reviewers dismissed, if there are any.
fn of_dismissed(leads: usize, dismissed: Dismissed) -> Option<String> {
    let leads = (leads > 0).then(|| count(leads, "lead"))?;
    Some(match dismissed {
        Dismissed::LeftOut => {
            format!("{leads} that reviewers dismissed left out; `--with-dismissed` counts them")
        }
        Dismissed::Counted => format!("{leads} that reviewers dismissed among those that may count"),
    })
}

const ABOUT: [&str; 3] = [
    "The cap is 500,000 barrels of refined products in a calendar year (UN Security Council resolution 2397, paragraph 5); share is of it, \
     at the Committee's factor. Figures are the median, and 5 % to 95 % in brackets.",
    "What is seen is a lower bound on what the archive covers, never a country's imports. Each delivery counts once, at its last leg; leads \
     that share a meeting, a silence or a change of draught are one.",
    "A lead whose likeliest cargo is coal or other dry cargo is not counted among them; it is in the expected sum as far as it may be oil \
     after all.",
];

const FIELDS: &[Field<Year>] = &[
    Field::figure("year", |year, _| year.year.to_string()),
    Field::figure("days", |year, _| year.days_covered.to_string()),
    Field::figure("leads", |year, _| year.deliveries.to_string()),
    Field::figure("expected", |year, _| format!("{:.1}", year.expected_deliveries)),
    Field::figure("tonnes", |year, lang| lang.tell(&interval(year.tonnes)).into_owned()),
    Field::figure("barrels", |year, lang| lang.tell(&interval(year.barrels)).into_owned()),
    Field::figure("share", |year, lang| {
        let [low, mid, high] =
            [year.share_of_cap.low, year.share_of_cap.mid, year.share_of_cap.high].map(|share| share * 100.0);
        lang.tell(&format!("{mid:.1} % ({low:.1} to {high:.1})")).into_owned()
    }),
];

fn interval(amount: Amount) -> String {
    format!("{:.0} ({:.0} to {:.0})", amount.mid, amount.low, amount.high)
}

fn csv(years: &[Year], out: &mut impl Write) -> csv::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(COLUMNS)?;
    for year in years {
        let three = |amount: Amount, decimals: usize| {
            [amount.low, amount.mid, amount.high].map(|value| format!("{value:.decimals$}"))
        };
        let head = [
            year.year.to_string(),
            year.days_covered.to_string(),
            year.deliveries.to_string(),
            format!("{:.2}", year.expected_deliveries),
        ];
        let amounts = [
            three(year.tonnes, 0),
            three(year.barrels, 0),
            three(year.share_of_cap, 4),
            three(year.tonnes_if_all, 0),
        ];
        let tail = [year.calibration.to_owned(), format!("{CAP_BARRELS:.0}"), year.dismissed.to_string()];
        table.write_record(head.into_iter().chain(amounts.into_iter().flatten()).chain(tail))?;
    }
    Ok(table.flush()?)
}

const COLUMNS: [&str; 19] = [
    "year",
    "days_covered",
    "deliveries",
    "expected_deliveries",
    "tonnes_low",
    "tonnes_mid",
    "tonnes_high",
    "barrels_low",
    "barrels_mid",
    "barrels_high",
    "share_of_cap_low",
    "share_of_cap_mid",
    "share_of_cap_high",
    "tonnes_if_all_low",
    "tonnes_if_all_mid",
    "tonnes_if_all_high",
    "calibration",
    "cap_barrels",
    "dismissed",
];
