//! Whom a lead is about: the numbers and names that were broadcast; whether two met unheard is a guess.

use case::LeadRow;
use case::render::visible;

use super::{Hull, met};
use crate::lang::Lang;
use crate::quotes::quoted;

/// The vessels of a lead in a sentence; `name` tells what a hull calls itself under another number.
pub fn parties<'a>(lang: Lang, lead: &LeadRow, name: impl Fn(Hull) -> Option<&'a str>) -> String {
    let number = |number: &str, called: Option<&str>| match (called, lang) {
        (None, _) => number.to_owned(),
        (Some(called), Lang::En) => format!("{number} ({called})"),
        (Some(called), Lang::Ko) => format!("{number}({called})"),
    };
    let also = |also: &str| match (each_number(lang, also, &name, number), lang) {
        (also, Lang::En) => format!(", probably {also} too,"),
        (also, Lang::Ko) => format!("(번호 {also}도 같은 선박으로 추정)"),
    };
    let (first, second) = each(lang, lead, vessel_called, number, also);
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
pub fn parties_in_short<'a>(lang: Lang, lead: &LeadRow, name: impl Fn(Hull) -> Option<&'a str>) -> String {
    let also = |also: &str| match (each_number(lang, also, &name, beside), lang) {
        (also, Lang::En) => format!(" (probably {also} too)"),
        (also, Lang::Ko) => format!(" (번호 {also}도 같은 선박으로 추정)"),
    };
    let numbered = |_, mmsi, called: Option<&str>| beside(&numbered(mmsi, None), called);
    let (first, second) = each(lang, lead, numbered, beside, also);
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
    number: impl Fn(&str, Option<&str>) -> String,
    also: impl Fn(&str) -> String,
) -> (String, Option<String>) {
    let party = |mmsi, called: Option<&str>, others: &Option<String>| {
        told(lang, mmsi, called) + &others.as_deref().map(&also).unwrap_or_default()
    };
    let name_a = called(lang, lead.name_a.as_deref(), lead.now_a.as_deref());
    let name_b = called(lang, lead.name_b.as_deref(), lead.now_b.as_deref());
    let first = party(lead.mmsi_a, name_a.as_deref(), &lead.also_a);
    let second = lead.mmsi_b.map(|mmsi| {
        if !lead.is_of_one_hull() {
            return party(mmsi, name_b.as_deref(), &lead.also_b);
        }
        let alone = party(lead.mmsi_a, name_a.as_deref(), &None);
        let next = number(&format!("{mmsi:09}"), name_b.as_deref());
        match lang {
            Lang::En => format!("{alone}, then {next}: probably one hull"),
            Lang::Ko => format!("{alone}, 이후 {next}: 같은 선체로 추정"),
        }
    });
    (first, second)
}

/// Other numbers of a hull, each with the name that it broadcasts under it; a number of several hulls with that of the first.
fn each_number<'a>(
    lang: Lang,
    numbers: &str,
    name: &impl Fn(Hull) -> Option<&'a str>,
    told: impl Fn(&str, Option<&str>) -> String,
) -> String {
    let name = |number: &str| name((number.parse().ok()?, 0)).map(quoted_name);
    let named = |number: &str| told(number, name(number).as_deref());
    numbers.split(' ').map(named).collect::<Vec<_>>().join(lang.pick(" and ", ", "))
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
    beside(number, name.map(quoted_name).as_deref())
}

/// The same with the name in quotation marks.
fn beside(number: &str, called: Option<&str>) -> String {
    called.map_or_else(|| number.to_owned(), |called| format!("{number} {called}"))
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
            [Lang::En, Lang::Ko]
                .map(|lang| [parties(lang, &lead, |_| None), parties_in_short(lang, &lead, |_| None)])
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
        let [english, korean] = [Lang::En, Lang::Ko].map(|lang| parties_in_short(lang, &lead, |_| None));
        assert_eq!(english, format!("MMSI 445000001 {name} and MMSI 620000002"));
        assert_eq!(korean, format!("MMSI 445000001 {name}, MMSI 620000002"));
        assert!(parties(Lang::En, &lead, |_| None).contains(name));
    }

    #[test]
    fn a_number_under_which_a_ship_went_on_stands_with_the_name_that_it_broadcasts_there_if_any() {
        let met = lead_of(&meeting_between(445_000_001, 620_000_002, [10, 20]));
        let name = |hull| (hull == (477_000_003, 0)).then_some("STAR HO");
        let also = LeadRow {
            name_a: Some("BRIDGE".to_owned()),
            name_b: None,
            also_a: Some("412000009 477000003".to_owned()),
            ..met.clone()
        };
        assert_eq!(
            parties(Lang::En, &also, name),
            "a vessel broadcasting MMSI 445000001 (\"BRIDGE\"), probably 412000009 and 477000003 (\"STAR HO\") too, and \
             a vessel broadcasting MMSI 620000002"
        );
        assert_eq!(
            parties_in_short(Lang::Ko, &also, name),
            "MMSI 445000001 \"BRIDGE\" (번호 412000009, 477000003 \"STAR HO\"도 같은 선박으로 추정), MMSI 620000002"
        );
        let one = LeadRow { name_b: Some("HANA".to_owned()), also_a: Some("620000002".to_owned()), ..also };
        assert_eq!(
            parties(Lang::En, &one, name),
            "a vessel broadcasting MMSI 445000001 (\"BRIDGE\"), then 620000002 (\"HANA\"): probably one hull"
        );
        let nameless = LeadRow { name_b: None, ..one };
        assert_eq!(
            parties_in_short(Lang::En, &nameless, name),
            "MMSI 445000001 \"BRIDGE\", then 620000002: probably one hull"
        );
    }

    #[test]
    fn a_ship_that_was_renamed_since_bears_the_name_of_then_and_says_what_it_is_now() {
        let lead = LeadRow {
            name_a: Some("XIN GRACE 86".to_owned()),
            now_a: Some("NEW TRADER 54".to_owned()),
            name_b: Some("SONG MA 9".to_owned()),
            ..lead_of(&meeting_between(671_000_001, 445_000_002, [10, 20]))
        };
        let told = parties(Lang::En, &lead, |_| None);
        let wanted = r#"a vessel broadcasting MMSI 671000001 ("XIN GRACE 86", now "NEW TRADER 54") and"#;
        assert!(told.starts_with(wanted) && told.ends_with(r#"445000002 ("SONG MA 9")"#), "{told}");
        let short = r#"MMSI 671000001 "XIN GRACE 86", now "NEW TRADER 54" and MMSI 445000002 "SONG MA 9""#;
        assert_eq!(parties_in_short(Lang::En, &lead, |_| None), short);
        let korean = r#"MMSI 671000001("XIN GRACE 86", 현재 "NEW TRADER 54") 송신 선박"#;
        assert!(
            parties(Lang::Ko, &lead, |_| None).starts_with(korean),
            "{}",
            parties(Lang::Ko, &lead, |_| None)
        );
    }
}
