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
    let (first, second) = each(lang, lead, vessel_called, also);
    let Some(second) = second else { return first.trim_end_matches(',').to_owned() };
    if lead.is_of_one_hull() {
        return second;
    }
    let second = second.trim_end_matches(',');
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
    let numbered = |_, mmsi, called: Option<&str>| {
        called.map_or_else(|| numbered(mmsi, None), |called| format!("{} {called}", numbered(mmsi, None)))
    };
    let (first, second) = each(lang, lead, numbered, also);
    let Some(second) = second else { return first };
    if lead.is_of_one_hull() {
        return second;
    }
    match (lang, lead.p_met.map(|p| lang.met(p))) {
        (Lang::En, Some(met)) => format!("{first} and {second} (perhaps met, {met})"),
        (Lang::En, None) => format!("{first} and {second}"),
        (Lang::Ko, Some(met)) => format!("{first}, {second} (서로 만났을 가능성은 {met})"),
        (Lang::Ko, None) => format!("{first}, {second}"),
    }
}

/// The two vessels of a lead, each with the numbers that probably are its own too; of one hull that went on under another number
/// the second says so.
fn each(
    lang: Lang,
    lead: &LeadRow,
    told: impl Fn(Lang, i64, Option<&str>) -> String,
    also: impl Fn(&str) -> String,
) -> (String, Option<String>) {
    let party = |mmsi, called: Option<&str>, others: &Option<String>| {
        told(lang, mmsi, called) + &others.as_deref().map(&also).unwrap_or_default()
    };
    let name_a = called(lang, lead.name_a.as_deref(), lead.now_a.as_deref());
    let name_b = called(lang, lead.name_b.as_deref(), lead.now_b.as_deref());
    let first = party(lead.mmsi_a, name_a.as_deref(), &lead.also_a);
    let second = lead.mmsi_b.map(|mmsi| match (lead.is_of_one_hull(), lang) {
        (false, _) => party(mmsi, name_b.as_deref(), &lead.also_b),
        (true, Lang::En) => {
            format!("{}, then {mmsi:09}: probably one hull", party(lead.mmsi_a, name_a.as_deref(), &None))
        }
        (true, Lang::Ko) => {
            format!("{}, 이후 {mmsi:09}: 같은 선체로 추정", party(lead.mmsi_a, name_a.as_deref(), &None))
        }
    });
    (first, second)
}

/// What a vessel called itself then, and what it calls itself now where that is another name.
fn called(lang: Lang, name: Option<&str>, now: Option<&str>) -> Option<String> {
    let name = quoted_name(name?);
    Some(match (lang, now.map(quoted_name)) {
        (_, None) => name,
        (Lang::En, Some(now)) => format!("{name}, now {now}"),
        (Lang::Ko, Some(now)) => format!("{name}, 현재 {now}"),
    })
}

/// A vessel by its number, and the name that it broadcasts.
pub(super) fn vessel(lang: Lang, mmsi: i64, name: Option<&str>) -> String {
    vessel_called(lang, mmsi, name.map(quoted_name).as_deref())
}

/// The same with its name in quotation marks.
fn vessel_called(lang: Lang, mmsi: i64, name: Option<&str>) -> String {
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

    #[test]
    fn a_ship_that_was_renamed_since_bears_the_name_of_then_and_says_what_it_is_now() {
        let lead = LeadRow {
            name_a: Some("XIN GRACE 86".to_owned()),
            now_a: Some("NEW TRADER 54".to_owned()),
            name_b: Some("SONG MA 9".to_owned()),
            ..lead_of(&meeting_between(671_000_001, 445_000_002, [10, 20]))
        };
        let told = parties(Lang::En, &lead);
        let wanted = r#"a vessel broadcasting MMSI 671000001 ("XIN GRACE 86", now "NEW TRADER 54") and"#;
        assert!(told.starts_with(wanted) && told.ends_with(r#"445000002 ("SONG MA 9")"#), "{told}");
        let short = r#"MMSI 671000001 "XIN GRACE 86", now "NEW TRADER 54" and MMSI 445000002 "SONG MA 9""#;
        assert_eq!(parties_in_short(Lang::En, &lead), short);
        let korean = r#"MMSI 671000001("XIN GRACE 86", 현재 "NEW TRADER 54") 송신 선박"#;
        assert!(parties(Lang::Ko, &lead).starts_with(korean), "{}", parties(Lang::Ko, &lead));
    }
}
