//! Who a vessel says it is: the latest value of each field as broadcast, which may be false.

use std::io::{self, Write};

use case::{VesselRow, render::visible};
use export::lang::Lang;
use model::Transmitter;

use crate::page::{Page, padded};
use crate::show::{many, minute};

/// One line a field; a field that was never broadcast is left out.
pub(super) fn print(
    vessel: &VesselRow,
    flag: Option<&str>,
    page: Page,
    out: &mut impl Write,
) -> io::Result<()> {
    let no_name = || format!("({})", page.tell("no name broadcast"));
    let name = vessel.name.as_deref().map_or_else(no_name, visible);
    writeln!(out, "{}", page.hung(&format!("MMSI {}  ", vessel.hull), &name))?;
    for (head, text) in facts(vessel, flag, page.lang()) {
        let head = padded(&page.tell(head), 13);
        writeln!(out, "{}", page.hung(&format!("  {head}"), &visible(&text)))?;
    }
    Ok(())
}

fn facts(vessel: &VesselRow, flag: Option<&str>, lang: Lang) -> impl Iterator<Item = (&'static str, String)> {
    let tell = |english: &str| lang.tell(english).into_owned();
    let metres = |metres: Option<f64>| metres.map_or("?".to_owned(), |metres| format!("{metres:.0}"));
    let measured = vessel.length_m.is_some() || vessel.beam_m.is_some();
    let (first, last) = (minute(vessel.first_seen), minute(vessel.last_seen));
    let facts = [
        ("formerly", vessel.former_names.as_ref().map(|_| vessel.formerly().collect::<Vec<_>>().join(", "))),
        ("flag", Some(tell(&of_digits(vessel.mid, flag)))),
        ("IMO", vessel.imo.map(|imo| format!("{imo}{}", check_digit(vessel.imo_valid, lang)))),
        ("call sign", vessel.call_sign.clone()),
        ("type", vessel.ship_type.map(|code| lang.ship_type(code))),
        ("size", measured.then(|| format!("{} m x {} m", metres(vessel.length_m), metres(vessel.beam_m)))),
        ("draught", vessel.draught_m.map(|metres| tell(&format!("{metres:.1} m, as last reported")))),
        ("destination", vessel.destination.clone()),
        ("transmitter", Some(transmitter(vessel.transmitter, lang).to_owned())),
        (
            "heard",
            Some(tell(&format!(
                "from {first} to {last} UTC, {} believed",
                many(vessel.fixes.unsigned_abs(), "fix")
            ))),
        ),
    ];
    facts.into_iter().filter_map(|(head, text)| Some((head, text?)))
}

fn of_digits(mid: Option<i64>, flag: Option<&str>) -> String {
    match (mid, flag) {
        (Some(mid), Some(flag)) => format!("{flag}, by the digits {mid} of its MMSI"),
        (Some(mid), None) => format!("none: the digits {mid} of its MMSI are nobody's"),
        (None, _) => "none: its MMSI is not a ship's".to_owned(),
    }
}

fn check_digit(valid: Option<bool>, lang: Lang) -> String {
    match valid {
        Some(false) => format!(", {}", lang.tell("whose check digit is wrong")),
        Some(true) | None => String::new(),
    }
}

/// In English the word of the tables.
const fn transmitter(transmitter: Transmitter, lang: Lang) -> &'static str {
    match lang {
        Lang::En => transmitter.as_str(),
        Lang::Ko => lang.transmitter(transmitter),
    }
}
