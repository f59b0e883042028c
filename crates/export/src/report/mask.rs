//! Who a report names: everyone, or nobody.

use std::collections::BTreeMap;

use case::EventRow;
use case::render::visible;

use super::bundle::{Bundle, Ship};
use super::{Naming, coarse};
use crate::{quotes, words};

/// Shortest name that is looked for in texts: a shorter one would be found in words.
const SHORTEST_NAME: usize = 3;

/// Replaces what names a ship, if it must.
pub(super) struct Mask {
    /// Who stands behind the names, or why they are not shown.
    pub(super) naming: Naming,
    letters: BTreeMap<i64, String>,
    /// Names and call signs, the longest first, with the letter of their ship.
    names: Vec<(String, String)>,
}

impl Mask {
    pub(super) fn of(bundle: &Bundle<'_>, naming: &Naming) -> Self {
        let mut letters = BTreeMap::new();
        for ship in &bundle.ships {
            let next = letters.len();
            letters.entry(ship.mmsi).or_insert_with(|| letter(next));
        }
        let names_of = |ship: &Ship<'_>| {
            let vessel = ship.vessel.into_iter();
            let named = vessel.flat_map(|vessel| [vessel.name.clone(), vessel.call_sign.clone()]).flatten();
            let letter = letters[&ship.mmsi].clone();
            named.map(move |name| (visible(&name), letter.clone())).collect::<Vec<_>>()
        };
        let mut names: Vec<(String, String)> = bundle.ships.iter().flat_map(names_of).collect();
        names.retain(|(name, _)| name.chars().count() >= SHORTEST_NAME);
        names.sort_by(|one, other| other.0.len().cmp(&one.0.len()).then_with(|| one.cmp(other)));
        Self { naming: naming.clone(), letters, names }
    }

    pub(super) const fn is_anonymous(&self) -> bool {
        matches!(self.naming, Naming::Anonymous(_))
    }

    /// Who stands behind the names, if they are shown.
    pub(super) fn reviewer(&self) -> Option<&str> {
        match &self.naming {
            Naming::Anonymous(_) => None,
            Naming::Reviewed { by } => Some(by),
        }
    }

    /// The letter of a ship.
    pub(super) fn letter(&self, mmsi: i64) -> &str {
        self.letters.get(&mmsi).map_or("another ship", String::as_str)
    }

    /// An event as the reader may see it drawn.
    pub(super) fn event(&self, event: &EventRow) -> EventRow {
        if self.is_anonymous() { coarse::event(event) } else { event.clone() }
    }

    /// A place as the reader may see it.
    pub(super) fn place(&self, lat: f64, lon: f64) -> String {
        if self.is_anonymous() {
            coarse::text(&words::coordinates(lat, lon))
        } else {
            words::coordinates(lat, lon)
        }
    }

    /// A text as the reader may see it, made safe.
    pub(super) fn text(&self, text: &str) -> String {
        let shown = visible(text);
        if self.is_anonymous() { self.without_names(&shown) } else { shown }
    }

    fn without_names(&self, text: &str) -> String {
        let text = coarse::text(&without_quotes(text));
        let named = self.names.iter().fold(text, |text, (name, letter)| text.replace(name.as_str(), letter));
        let lettered = self.without_numbers(&named);
        [
            ("a vessel broadcasting MMSI ship", "ship"),
            ("vessels broadcasting MMSI ship", "ship"),
            ("MMSI ship", "ship"),
            (" ((withheld))", ""),
        ]
        .into_iter()
        .fold(lettered, |text, (long, short)| text.replace(long, short))
    }

    /// Numbers of seven and nine digits, as IMO numbers and MMSIs have, become letters or nothing.
    fn without_numbers(&self, text: &str) -> String {
        let mut shown = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
            let end = rest[start..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |end| start + end);
            shown.push_str(&rest[..start]);
            let number = &rest[start..end];
            let fraction = rest[..start].ends_with('.');
            match number.len() {
                9 if !fraction => shown.push_str(
                    number
                        .parse()
                        .ok()
                        .and_then(|mmsi: i64| self.letters.get(&mmsi))
                        .map_or(WITHHELD, |letter| letter),
                ),
                7 if !fraction => shown.push_str(WITHHELD),
                _ => shown.push_str(number),
            }
            rest = &rest[end..];
        }
        shown + rest
    }
}

const WITHHELD: &str = "(withheld)";

/// What stands in quotation marks is what a ship or a list calls a ship; a quotation that does not end goes to the end.
fn without_quotes(text: &str) -> String {
    let (mut shown, mut from, mut is_quoted) = (String::with_capacity(text.len()), 0, false);
    for mark in quotes::marks(text).chain([text.len()]) {
        shown.push_str(if is_quoted { WITHHELD } else { &text[from..mark] });
        from = (mark + 1).min(text.len());
        is_quoted = !is_quoted;
    }
    shown
}

/// `ship A` to `ship Z`, then by number.
fn letter(at: usize) -> String {
    match u8::try_from(at) {
        Ok(at) if at < 26 => format!("ship {}", char::from(b'A' + at)),
        _ => format!("ship {}", at + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Unnamed;
    use super::*;

    fn mask() -> Mask {
        Mask {
            naming: Naming::Anonymous(Unnamed::NotConfirmed),
            letters: [(445_091_230, letter(0)), (620_091_410, letter(1))].into(),
            names: vec![("TAE SONG 7".to_owned(), letter(0))],
        }
    }

    #[test]
    fn neither_number_nor_name_is_left() {
        let told = mask().text(
            "vessels broadcasting MMSI 445091230 and 620091410 (\"HERON\"), IMO 9307839, once TAE SONG 7, met a \
             vessel broadcasting MMSI 440000001",
        );
        let wanted = "ship A and ship B, IMO (withheld), once ship A, met a \
             vessel broadcasting MMSI (withheld)";
        assert_eq!(told, wanted);
    }

    #[test]
    fn a_name_with_quotation_marks_in_it_shows_no_part_of_itself() {
        let name = "A\" ROSE \"B\\";
        for told in [quotes::quoted(name), format!("{name:?}")] {
            let told = mask()
                .text(&format!("vessels broadcasting MMSI 445091230 ({told}) and 620091410 (\"C\") met"));
            assert_eq!(told, "ship A and ship B met");
        }
        assert_eq!(mask().text("bound for \"ROSE"), "bound for (withheld)");
    }

    #[test]
    fn a_coordinate_is_no_number_of_a_ship() {
        assert_eq!(mask().text("38.1234567 N, 0.1234567, 1500 t"), "38.0 N, 0.1234567, 1500 t");
    }

    #[test]
    fn the_twenty_seventh_ship_has_a_number() {
        assert_eq!([letter(25), letter(26)], ["ship Z", "ship 27"]);
    }
}
