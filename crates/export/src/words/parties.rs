//! Whom a lead is about: the numbers and names that were broadcast; whether two met unheard is a guess.

use case::LeadRow;
use case::render::visible;

use super::met;
use crate::lang::Lang;
use crate::quotes::quoted;

/// The vessels of a lead in a sentence.
pub fn parties(lang: Lang, lead: &LeadRow) -> String {
    let also = |also: &str| match lang {
        Lang::En => format!(", probably {also} too,"),
        Lang::Ko => format!("(번호 {also}도 같은 선박으로 추정)"),
    };
    let (first, second) = each(lang, lead, vessel, also);
    let Some(second) = second else { return first.trim_end_matches(',').to_owned() };
    if lead.is_of_one_hull() {
        return second;
    }
    let second = second.trim_end_matches(',');
    if let Some(p) = unlikely(lead) {
        let (first, met) = (first.trim_end_matches(','), lang.met(p));
        return match lang {
            Lang::En => format!("{first}; perhaps it met {second}, {met}"),
            Lang::Ko => format!("{first}; 만났을 수 있는 상대: {second}, {met}"),
        };
    }
    match (lang, lead.p_met) {
        (Lang::En, Some(p)) => format!("{first} and {second}; perhaps they met, {}", met(p)),
        (Lang::En, None) => format!("{first} and {second}"),
        (Lang::Ko, Some(p)) => format!("{first}, {second}; 서로 만났을 가능성은 {}", lang.met(p)),
        (Lang::Ko, None) => format!("{first}과 {second}"),
    }
}

/// The same in short, for a line of a list: `MMSI 445123000 "TAE SONG 7"`.
pub fn parties_in_short(lang: Lang, lead: &LeadRow) -> String {
    let also = |also: &str| match lang {
        Lang::En => format!(" (probably {also} too)"),
        Lang::Ko => format!(" (번호 {also}도 같은 선박으로 추정)"),
    };
    let (first, second) = each(lang, lead, |_, mmsi, name| numbered(mmsi, name), also);
    let Some(second) = second else { return first };
    if lead.is_of_one_hull() {
        return second;
    }
    if let Some(met) = unlikely(lead).map(|p| lang.met(p)) {
        return match lang {
            Lang::En => format!("{first} (perhaps met {second}, {met})"),
            Lang::Ko => format!("{first} (만났을 수 있는 상대: {second}, {met})"),
        };
    }
    match (lang, lead.p_met.map(|p| lang.met(p))) {
        (Lang::En, Some(met)) => format!("{first} and {second} (perhaps met, {met})"),
        (Lang::En, None) => format!("{first} and {second}"),
        (Lang::Ko, Some(met)) => format!("{first}, {second} (서로 만났을 가능성은 {met})"),
        (Lang::Ko, None) => format!("{first}, {second}"),
    }
}

/// How probable it is that the two met, where it is likelier that they did not: then the lead is told of the first, and the second as
/// whom it may have met.
fn unlikely(lead: &LeadRow) -> Option<f64> {
    lead.p_met.filter(|p| *p < 0.5)
}

/// The two vessels of a lead, each with the numbers that probably are its own too; of one hull that went on under another number
/// the second says so.
fn each(
    lang: Lang,
    lead: &LeadRow,
    told: impl Fn(Lang, i64, Option<&str>) -> String,
    also: impl Fn(&str) -> String,
) -> (String, Option<String>) {
    let party = |mmsi, name: &Option<String>, others: &Option<String>| {
        told(lang, mmsi, name.as_deref()) + &others.as_deref().map(&also).unwrap_or_default()
    };
    let first = party(lead.mmsi_a, &lead.name_a, &lead.also_a);
    let second = lead.mmsi_b.map(|mmsi| match (lead.is_of_one_hull(), lang) {
        (false, _) => party(mmsi, &lead.name_b, &lead.also_b),
        (true, Lang::En) => {
            format!("{}, then {mmsi:09}: probably one hull", party(lead.mmsi_a, &lead.name_a, &None))
        }
        (true, Lang::Ko) => {
            format!("{}, 이후 {mmsi:09}: 같은 선체로 추정", party(lead.mmsi_a, &lead.name_a, &None))
        }
    });
    (first, second)
}

/// A vessel by its number, and the name that it broadcasts.
pub(super) fn vessel(lang: Lang, mmsi: i64, name: Option<&str>) -> String {
    let name = name.map(quoted_name);
    match lang {
        Lang::En => {
            let named = name.map(|name| format!(" ({name})")).unwrap_or_default();
            format!("a vessel broadcasting MMSI {mmsi:09}{named}")
        }
        Lang::Ko => {
            let named = name.map(|name| format!("({name})")).unwrap_or_default();
            format!("MMSI {mmsi:09}{named} 송신 선박")
        }
    }
}

/// The same in short, for a line of a list.
pub fn numbered(mmsi: i64, name: Option<&str>) -> String {
    format!("MMSI {}", beside_name(&format!("{mmsi:09}"), name))
}

/// A number, and the name that is broadcast with it.
pub fn beside_name(number: &str, name: Option<&str>) -> String {
    name.map_or_else(|| number.to_owned(), |name| format!("{number} {}", quoted_name(name)))
}

/// What a ship calls itself, such that nobody takes it for words of ours.
fn quoted_name(name: &str) -> String {
    visible(&quoted(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tests::{lead_of, meeting_between};

    #[test]
    fn a_partner_that_a_ship_probably_did_not_meet_stands_behind_it_and_a_probable_one_beside_it() {
        let told = |p_met| {
            let also_a = Some("671000009".to_owned());
            let lead = LeadRow {
                p_met: Some(p_met),
                also_a,
                ..lead_of(&meeting_between(445_000_001, 620_000_002, [10, 20]))
            };
            [Lang::En, Lang::Ko].map(|lang| [parties(lang, &lead), parties_in_short(lang, &lead)])
        };
        let [[whole, short], [_, korean]] = told(0.04);
        let first = "a vessel broadcasting MMSI 445000001, probably 671000009 too";
        assert_eq!(
            whole,
            format!(
                "{first}; perhaps it met a vessel broadcasting MMSI 620000002, with probability 0.04 against their other possible meetings"
            )
        );
        assert!(short.contains(" (perhaps met MMSI 620000002, with probability 0.04"), "{short}");
        assert!(korean.contains(" (만났을 수 있는 상대: MMSI 620000002, "), "{korean}");
        let [[whole, short], _] = told(0.5);
        let both = format!(
            "{first}, and a vessel broadcasting MMSI 620000002; perhaps they met, with probability 0.50"
        );
        assert!(whole.starts_with(&both), "{whole}");
        assert!(short.contains(" and MMSI 620000002 (perhaps met, with"), "{short}");
    }

    #[test]
    fn a_ship_that_is_named_like_a_sentence_is_quoted_in_a_list_as_in_a_sentence() {
        let lead = LeadRow {
            name_a: Some("X\" AND MMSI 1 (PERHAPS MET)".to_owned()),
            name_b: None,
            ..lead_of(&meeting_between(445_000_001, 620_000_002, [10, 20]))
        };
        let name = r#""X\" AND MMSI 1 (PERHAPS MET)""#;
        assert_eq!(parties_in_short(Lang::En, &lead), format!("MMSI 445000001 {name} and MMSI 620000002"));
        assert_eq!(parties_in_short(Lang::Ko, &lead), format!("MMSI 445000001 {name}, MMSI 620000002"));
        assert!(parties(Lang::En, &lead).contains(name), "{}", parties(Lang::En, &lead));
    }
}
