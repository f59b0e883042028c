//! Who a report names: everyone, or nobody.

use std::borrow::Cow;
use std::collections::BTreeMap;

use case::render::visible;
use case::{EventRow, LeadRow};

use super::bundle::{Bundle, Ship};
use super::{Naming, coarse};
use crate::lang::Lang;
use crate::{korean, quotes, words};

/// Shortest name that is looked for in texts: a shorter one would be found in words.
const SHORTEST_NAME: usize = 3;

/// Replaces what names a ship, if it must, in the language of the page.
pub(super) struct Mask {
    pub(super) lang: Lang,
    /// Who stands behind the names, or why they are not shown.
    pub(super) naming: Naming,
    letters: BTreeMap<i64, String>,
    /// Names and call signs, the longest first, with the letter of their ship.
    names: Vec<(String, String)>,
}

impl Mask {
    pub(super) fn of(bundle: &Bundle<'_>, naming: &Naming, lang: Lang) -> Self {
        let mut letters = BTreeMap::new();
        for ship in &bundle.ships {
            let next = letters.len();
            letters.entry(ship.mmsi).or_insert_with(|| letter(lang, next));
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
        Self { lang, naming: naming.clone(), letters, names }
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
        self.letters.get(&mmsi).map_or(self.lang.pick("another ship", "다른 선박"), String::as_str)
    }

    /// A heading or another text that names nobody.
    pub(super) fn tell<'t>(&self, english: &'t str) -> Cow<'t, str> {
        self.lang.tell(english)
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

    /// The place of a lead in a list.
    pub(super) fn place_in_short(&self, lead: &LeadRow) -> String {
        if self.is_anonymous() { self.place(lead.lat, lead.lon) } else { words::place_in_short(lead) }
    }

    /// A sentence as the reader may see it, made safe.
    pub(super) fn text(&self, english: &str) -> String {
        let shown = visible(english);
        if !self.is_anonymous() {
            return self.tell(&shown).into_owned();
        }
        let coarse = coarse::text(&shown);
        let open = (self.lang == Lang::Ko).then(|| korean::open(&coarse)).flatten();
        self.without_names(&open.unwrap_or(coarse))
    }

    /// The same of words that are in the language of the page.
    pub(super) fn own(&self, words: &str) -> String {
        let shown = visible(words);
        if self.is_anonymous() { self.without_names(&shown) } else { shown }
    }

    fn without_names(&self, text: &str) -> String {
        let text = self.without_quotes(text);
        let named = self.names.iter().fold(text, |text, (name, letter)| text.replace(name.as_str(), letter));
        let lettered = self.without_numbers(&named);
        match self.lang {
            Lang::En => shortened(&lettered),
            Lang::Ko => korean::josa::settled(&shortened_in_korean(&lettered)),
        }
    }

    /// What stands in quotation marks is what a ship or a list calls a ship; a quotation that does not end goes to the end.
    fn without_quotes(&self, text: &str) -> String {
        let (mut shown, mut from, mut is_quoted) = (String::with_capacity(text.len()), 0, false);
        for mark in quotes::marks(text).chain([text.len()]) {
            shown.push_str(if is_quoted { self.withheld() } else { &text[from..mark] });
            from = (mark + 1).min(text.len());
            is_quoted = !is_quoted;
        }
        shown
    }

    pub(super) const fn withheld(&self) -> &'static str {
        self.lang.pick("(withheld)", "(비공개)")
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
                        .map_or(self.withheld(), |letter| letter),
                ),
                7 if !fraction => shown.push_str(self.withheld()),
                _ => shown.push_str(number),
            }
            rest = &rest[end..];
        }
        shown + rest
    }
}

/// A ship that has a letter needs no words for its number, and one that has no name none for that.
fn shortened(text: &str) -> String {
    const SHORT: [(&str, &str); 5] = [
        ("a vessel broadcasting MMSI ship", "ship"),
        ("vessels broadcasting MMSI ship", "ship"),
        ("MMSI ship", "ship"),
        (" ((withheld))", ""),
        (" ((withheld), now (withheld))", ""),
    ];
    SHORT.into_iter().fold(text.to_owned(), |text, (long, short)| text.replace(long, short))
}

/// The same in Korean; the particle behind a letter may be another than that behind the words.
fn shortened_in_korean(text: &str) -> String {
    const PARTICLES: [(&str, &str); 4] =
        [("이", "이(가)"), ("은", "은(는)"), ("을", "을(를)"), ("과", "와(과)")];
    const BROADCASTING: [&str; 3] = [" 송신 선박", "을(를) 송신한 선박들", "을(를) 송신한 선박"];
    let text = text.replace("((비공개))", "").replace("((비공개), 현재 (비공개))", "");
    let mut parts = text.split("MMSI 선박 ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |told, part| {
        let end = letters(part);
        let behind = &part[end..];
        let rest = BROADCASTING.into_iter().find_map(|words| behind.strip_prefix(words)).unwrap_or(behind);
        let particle = PARTICLES.into_iter().find_map(|(one, open)| Some((open, rest.strip_prefix(one)?)));
        let (open, rest) = particle.filter(|_| rest.len() < behind.len()).unwrap_or(("", rest));
        format!("{told}선박 {}{open}{rest}", &part[..end])
    })
}

/// Bytes of the letters of ships with which a text begins, the first without the word `선박`: `A`, `A, 선박 B`.
fn letters(text: &str) -> usize {
    let first = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    match text[first..].strip_prefix(NEXT_SHIP) {
        Some(rest) => first + NEXT_SHIP.len() + letters(rest),
        None => first,
    }
}

const NEXT_SHIP: &str = ", 선박 ";

/// `ship A` to `ship Z`, then by number.
fn letter(lang: Lang, at: usize) -> String {
    let ship = lang.pick("ship", "선박");
    match u8::try_from(at) {
        Ok(at) if at < 26 => format!("{ship} {}", char::from(b'A' + at)),
        _ => format!("{ship} {}", at + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Unnamed;
    use super::*;

    fn mask() -> Mask {
        mask_in(Lang::En)
    }

    fn mask_in(lang: Lang) -> Mask {
        Mask {
            lang,
            naming: Naming::Anonymous(Unnamed::NotConfirmed),
            letters: [(445_091_230, letter(lang, 0)), (620_091_410, letter(lang, 1))].into(),
            names: vec![("TAE SONG 7".to_owned(), letter(lang, 0))],
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
        let renamed = mask().own("a vessel broadcasting MMSI 445091230 (\"HERON\", now \"ROSE\") waited");
        assert_eq!(renamed, "ship A waited");
    }

    #[test]
    fn a_korean_sentence_names_no_ship_and_no_distance_and_its_particles_follow_the_letter() {
        for (english, wanted) in [
            (
                "a vessel broadcasting MMSI 445091230 waited 12.0 h with no partner heard",
                "선박 A가 12.0시간 대기, 상대 선박은 수신되지 않음",
            ),
            (
                "445091230 and 620091410 lay together; 34.99N 120.05E, 59 km off shore",
                "선박 A와 선박 B가 나란히 있었음; 35.0N 120.0E, 육지에서 (비공개) km",
            ),
            (
                "vessels broadcasting MMSI 445091230 and 620091410 met from 2025-03-06 00:29 UTC",
                "선박 A, 선박 B가 2025-03-06 00:29 UTC부터 만남",
            ),
            (
                "445091230 called at Nampo roads (KP), heard either coming or leaving",
                "선박 A가 어느 항구(KP)에 기항, 입항과 출항 중 하나만 수신됨",
            ),
        ] {
            assert_eq!(mask_in(Lang::Ko).text(english), wanted);
        }
        let listed = "a vessel broadcasting MMSI 445091230: IMO number agrees with \"CHON MA SAN\" on the UN 1718 list, listed at \
                      that time; identities are copied, so this is a match and no proof";
        let withheld = "선박 A: 유엔 1718위원회 명단의 (비공개)와 IMO 번호 일치, 당시 등재; 신원 정보는 도용될 수 있으므로 일치일 뿐 증거가 아님";
        assert_eq!(mask_in(Lang::Ko).text(listed), withheld);
        assert!(!mask().text(listed).contains("CHON"), "{}", mask().text(listed));
        let parties = "MMSI 445091230(\"TAE SONG 7\") 송신 선박과 MMSI 440000001(\"X\") 송신 선박";
        assert_eq!(mask_in(Lang::Ko).own(parties), "선박 A와 MMSI (비공개) 송신 선박");
        let renamed = "MMSI 445091230(\"HERON\", 현재 \"ROSE\") 송신 선박과 MMSI 440000001 송신 선박";
        assert_eq!(mask_in(Lang::Ko).own(renamed), "선박 A와 MMSI (비공개) 송신 선박");
    }

    #[test]
    fn a_coordinate_is_no_number_of_a_ship() {
        assert_eq!(mask().text("38.1234567 N, 0.1234567, 1500 t"), "38.0 N, 0.1234567, 1500 t");
    }

    #[test]
    fn the_twenty_seventh_ship_has_a_number() {
        assert_eq!([letter(Lang::En, 25), letter(Lang::En, 26)], ["ship Z", "ship 27"]);
    }
}
