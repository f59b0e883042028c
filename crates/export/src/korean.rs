//! What is told in Korean. `korean.tsv` is the catalogue of sentences: each English sentence, or piece of one, beside its Korean.
//! A case keeps sentences in English, with figures and names filled in; here they are found again by what stands between
//! the figures. Headings and other texts without figures stand in `korean/headings.tsv`.

mod entry;
pub(crate) mod josa;

use std::sync::OnceLock;

use entry::Entry;

use crate::quotes;

/// What pieces are joined by.
const JOINTS: [&str; 3] = [", ", "; ", ": "];

/// What stands before the reason why a fact cannot be told, which is also told without it.
const NO_VERDICT: [&str; 2] = ["could not be assessed: ", "판단 불가: "];

/// The sentence in Korean; nothing where a piece of it is not in the catalogue.
pub fn sentence(english: &str) -> Option<String> {
    open(english).map(|told| josa::settled(&told))
}

/// The heading in Korean, with or without a capital letter; nothing where the catalogue lacks it.
pub fn heading(english: &str) -> Option<&'static str> {
    let is_it = |entry: &&Entry| entry.is_word_for_word().is_some_and(|known| is_heading(known, english));
    headings().iter().find(is_it).map(Entry::korean)
}

/// Whether two texts are the same but for the case of their first letter.
fn is_heading(known: &str, english: &str) -> bool {
    known.len() == english.len()
        && known
            .get(..1)
            .is_some_and(|first| english.get(..1).is_some_and(|one| one.eq_ignore_ascii_case(first)))
        && known.get(1..) == english.get(1..)
}

/// The sentence in Korean with both forms of each particle, for whoever puts other words in the place of some.
pub(crate) fn open(english: &str) -> Option<String> {
    reason(english).or_else(|| whole(english)).or_else(|| in_runs(english))
}

/// Several sentences or pieces, each told by the longest run of pieces that the catalogue has.
fn in_runs(english: &str) -> Option<String> {
    let pieces = pieces(english);
    let ends = pieces.iter().scan(0, |from, (piece, joint)| {
        let begin = *from;
        *from += piece.len() + joint.len();
        Some((begin, begin + piece.len()))
    });
    let ends: Vec<(usize, usize)> = ends.collect();
    let (mut told, mut next) = (String::with_capacity(english.len()), 0);
    while next < pieces.len() {
        let run = |last: usize| whole(&english[ends[next].0..ends[last].1]).map(|told| (told, last));
        let (korean, last) = (next..pieces.len()).rev().find_map(run)?;
        told.push_str(&korean);
        told.push_str(pieces[last].1);
        next = last + 1;
    }
    Some(told)
}

/// A ship's type in Korean, as [`crate::words::ship_type`] has it in English.
pub fn ship_type(code: i64) -> String {
    let Ok(kind) = u8::try_from(code) else { return code.to_string() };
    let parts = ais::ship_type_text(kind).split(" - ").map(name);
    format!("{code}, {}", parts.collect::<Vec<_>>().join(" - "))
}

fn whole(english: &str) -> Option<String> {
    catalogue().iter().find_map(|entry| entry.told(english))
}

fn reason(english: &str) -> Option<String> {
    let [before, in_korean] = NO_VERDICT;
    let is_it = |entry: &&Entry| {
        entry.is_word_for_word().and_then(|whole| whole.strip_prefix(before)) == Some(english)
    };
    let korean = catalogue().iter().find(is_it)?.korean();
    Some(korean.strip_prefix(in_korean).unwrap_or(korean).to_owned())
}

/// An amount with its Korean unit; anything else as it is.
fn amount(english: &str) -> String {
    amounts().iter().find_map(|entry| entry.told(english)).unwrap_or_else(|| english.to_owned())
}

/// What the chart or the standard calls so, in Korean; any other name as it is. Alternatives, several that are
/// all known, and quotation marks stay.
fn name(english: &str) -> String {
    if let Some(bare) = english.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        return format!("\"{}\"", name(bare));
    }
    let known = |one: &str| names().iter().find_map(|entry| entry.told(one));
    let all_known = || english.split(" and ").map(known).collect::<Option<Vec<_>>>();
    let of_each = || english.split(" or ").map(|one| known(one).unwrap_or_else(|| one.to_owned()));
    let alternatives = || of_each().collect::<Vec<_>>().join(" 또는 ");
    known(english).or_else(|| Some(all_known()?.join("·"))).unwrap_or_else(alternatives)
}

fn catalogue() -> &'static [Entry] {
    static CATALOGUE: OnceLock<Vec<Entry>> = OnceLock::new();
    CATALOGUE.get_or_init(|| Entry::all(include_str!("korean.tsv")))
}

fn headings() -> &'static [Entry] {
    static HEADINGS: OnceLock<Vec<Entry>> = OnceLock::new();
    HEADINGS.get_or_init(|| Entry::all(include_str!("korean/headings.tsv")))
}

fn amounts() -> &'static [Entry] {
    static AMOUNTS: OnceLock<Vec<Entry>> = OnceLock::new();
    AMOUNTS.get_or_init(|| Entry::all(include_str!("korean/amounts.tsv")))
}

fn names() -> &'static [Entry] {
    static NAMES: OnceLock<Vec<Entry>> = OnceLock::new();
    NAMES.get_or_init(|| Entry::all(include_str!("korean/names.tsv")))
}

/// A text taken apart where pieces are joined, each piece with what joins it to the next; quotation marks hold together.
fn pieces(text: &str) -> Vec<(&str, &str)> {
    let mut pieces = Vec::new();
    let (mut from, mut is_quoted) = (0, false);
    let mut marks = quotes::marks(text).peekable();
    for (at, _) in text.char_indices() {
        is_quoted ^= marks.next_if_eq(&at).is_some();
        let joint = JOINTS.into_iter().find(|joint| !is_quoted && text[at..].starts_with(joint));
        if let Some(joint) = joint {
            pieces.push((&text[from..at], joint));
            from = at + joint.len();
        }
    }
    pieces.push((&text[from..], ""));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silence_and_a_meeting_are_told_in_korean_with_their_figures() {
        let told = sentence(
            "a vessel broadcasting MMSI 445590753 was not heard for 36.1 h, while other hulls nearby were heard in 40 % of their hours on \
             air; by reception it was off the air with probability 0.19; failed equipment looks the same",
        );
        let told = told.unwrap();
        assert!(["445590753", "36.1시간", "40 %", "0.19"].iter().all(|part| told.contains(part)), "{told}");
        let told = sentence(
            "412014531 and 412593930 lay together, 54 m apart by the median (4 m at the least), at 0.1 kn; 34.99N 120.05E, 59 km off shore",
        );
        assert_eq!(
            told.as_deref(),
            Some(
                "412014531과 412593930이 나란히 있었음, 거리 중앙값 54 m(최소 4 m), 0.1노트; 34.99N 120.05E, 육지에서 59 km"
            )
        );
    }

    #[test]
    fn places_of_all_hemispheres_are_told_in_korean() {
        for place in ["34.99N 120.05E", "7.03S 151.27E", "33.10N 118.20W", "12.05S 77.15W"] {
            assert_eq!(sentence(place).as_deref(), Some(place));
        }
    }

    #[test]
    fn a_raft_is_told_in_korean_however_much_of_it_was_heard() {
        for lay in [
            "lay beside two others",
            "lay beside two others, heard near one for 25.1 h and near another for 27 min of 25.9 h",
            "may have lain beside two others, heard near one alone for 27 min of 25.1 h",
            "may have lain beside two others, never heard in the same hour",
        ] {
            let told = sentence(&format!(
                "a vessel broadcasting MMSI 412593930, as long as a crane barge, {lay}, consistent with a raft"
            ));
            assert!(told.is_some_and(|told| told.contains("412593930") && !told.contains("beside")), "{lay}");
        }
    }

    #[test]
    fn the_links_of_several_ships_and_a_number_of_several_are_told_in_korean() {
        let told = sentence(
            "a vessel broadcasting MMSI 445000003: its MMSI begins with 445, the DPRK's digits; a vessel broadcasting MMSI 412000001: \
             IMO number and name agree with \"XIN, HAI\" on the UN 1718 list, listed at that time; identities are copied, so this is a \
             match and no proof; MMSI 667000003 and 2 more broadcast IMO 9004700 at the same time, so that any of them may be the ship \
             that is listed; of the links of several ships the surest counts",
        );
        let told = told.expect("each piece has its Korean");
        assert!(
            ["445000003", "412000001", "XIN, HAI", "667000003 외 2척"].iter().all(|part| told.contains(part))
        );
        let course = "a silence of a vessel broadcasting MMSI 445000003 from 2025-03-13 10:12 UTC began on a course towards the line off \
                      Nampo where ships fall silent, by reception it was off the air with probability 0.11";
        assert!(sentence(course).is_some_and(|told| told.contains("0.11")));
    }

    #[test]
    fn whom_ships_met_at_other_times_and_who_is_a_mere_counterparty_are_told_in_korean() {
        let digits = "a vessel broadcasting MMSI 445000003: its MMSI begins with 445, the DPRK's digits";
        let near = "a vessel broadcasting MMSI 613000001 was near";
        let no_link = "to meet a ship with a DPRK link or to enter DPRK waters";
        for english in [
            format!("{near} another on 2019-06-01, the only ship that it met within 10 days: {digits}"),
            format!("{near} another on 2019-06-01, one of 9 ships that it met within 10 days: {digits}"),
            format!(
                "{near} MMSI 441000001 on 2019-06-01, one of 2 ships that it met within 10 days; that one was near another on 2019-06-09, \
                 one of 2 ships that it met within 10 days: {digits}"
            ),
            "no earlier meeting with a ship that is listed or under the DPRK's flag was heard in 21 days before; such ships are often not \
             heard themselves"
                .to_owned(),
            format!(
                "counterparty, no finding: vessels broadcasting MMSI 441000001, 613000001 stand in this chain but were not heard {no_link}; \
                 MMSI 441000001 may have met MMSI 445000008, which has a DPRK link, while unheard about 2019-06-02, with probability 0.10 \
                 by their courses and types; MMSI 441000001 lay 420 m from MMSI 445000003, which has a DPRK link, on 2019-06-01, near a coast where ships lie as \
                 neighbours; MMSI 445000003, which has a DPRK link, lay beside MMSI 613000001 or the ship that it met on 2019-06-01"
            ),
            "a vessel broadcasting MMSI 413000002 met or lay near 3 others within 72 h, those of the raft counted as one; each is one of \
             12 ships that it met within 10 days, as customers of a bunker barge are"
                .to_owned(),
            "a vessel broadcasting MMSI 413000002 was stopped for 8.0 h at 38.6 N 125.0 E, inside waters of the DPRK, 7.0 h of it in a \
             silence of it or of the ship beside it, at the meeting that began 2019-06-01 10:00 UTC"
                .to_owned(),
            "a silence of 4.2 days of a vessel broadcasting MMSI 413000002 is too short for Nampo and back from there".to_owned(),
            "a vessel broadcasting MMSI 613000001 waited from 2019-06-02 16:00 UTC more than 12 nmi off any coast in the area \"Cho-do, \
             West Korea Bay\" of transfers on record for that time, and a silence of a vessel broadcasting MMSI 613000001 near to it may \
             have been its own, so an unheard partner is possible"
                .to_owned(),
        ] {
            let told = sentence(&english).unwrap_or_else(|| panic!("{english}"));
            assert!(!told.contains("ship") && !told.contains("silence"), "{told}");
        }
    }

    #[test]
    fn facts_that_are_joined_are_told_one_by_one_though_one_of_them_holds_a_joint_itself() {
        let told = sentence(
            "it began in the dark, the sun 24 degrees below the horizon; inside the Mazhi bunkering anchorage, where ships are bunkered every day",
        );
        assert_eq!(
            told.as_deref(),
            Some("어두울 때 시작, 태양이 수평선 아래 24도; 매일 급유가 이루어지는 마즈 급유 묘박지 안")
        );
    }

    #[test]
    fn a_listed_ship_is_told_in_korean_whatever_of_it_agrees_and_whenever_it_was_listed() {
        let agrees = ["IMO number agrees", "call sign and name agree", "IMO number and MMSI and name agree"];
        let whens = [
            "listed at that time, still on 2018-10-16",
            "listed before that time, still on 2018-10-16",
            "listed before that time, delisted 2020-05",
            "listed only later, from 2017-01-01 to 2017-08-05 on",
            "listed from 2017 on, at that time unknown",
            "listed by 2018-03, at that time unknown",
            "no date given",
        ];
        let lists = [
            "UN 1718 list",
            "US advisory annex (no determination)",
            "user's list \"WATCHED.CSV\"",
            "user's list \"A, B; C.CSV\" under dataset \"UN_1718, KR\"",
        ];
        for (agree, when, list) in agrees
            .iter()
            .flat_map(|agree| whens.iter().flat_map(move |when| lists.map(|list| (agree, when, list))))
        {
            for alike in ["", ", with a name like it"] {
                let listing = format!(
                    "{agree} with \"CHON MA SAN, EX A\" on the {list}, {when}{alike}; identities are copied, so this is a match and no proof"
                );
                let digits =
                    "a vessel broadcasting MMSI 445000001: its MMSI begins with 445, the DPRK's digits";
                for english in [
                    format!("{digits}; {listing}"),
                    format!(
                        "a vessel broadcasting MMSI 620000002 was near another on 2018-02-24: {digits}; {listing}"
                    ),
                    format!("a vessel broadcasting MMSI 620000002: {listing}"),
                ] {
                    let told = sentence(&english).unwrap_or_else(|| panic!("{english}"));
                    assert!(
                        told.contains("\"CHON MA SAN, EX A\"")
                            && !told.contains("list")
                            && !told.contains("dataset"),
                        "{told}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_port_at_the_end_of_a_fact_ends_there() {
        let call =
            "a vessel broadcasting MMSI 445939719, a tanker with a DPRK link, called at \"Vostochnyy\"";
        let digits = "a vessel broadcasting MMSI 445939719: its MMSI begins with 445, the DPRK's digits";
        let told = [call, digits].map(|fact| sentence(fact).unwrap());
        assert_eq!(sentence(&format!("{call}; {digits}")), Some(told.join("; ")));
    }

    #[test]
    fn a_sentence_that_is_not_in_the_catalogue_stays_as_it_is_stored() {
        assert_eq!(sentence("a vessel broadcasting MMSI 445590753 sang"), None);
        assert_eq!(sentence("412014531 and 412593930 lay together, singing"), None);
        assert_eq!(sentence(""), None);
    }

    #[test]
    fn a_destination_that_reads_like_a_sentence_stays_a_destination() {
        let told = sentence(
            "a vessel broadcasting MMSI 538875641 gave no port as its destination: \"{0}, crews enter it late\"",
        );
        let told = told.unwrap();
        assert!(told.contains("\"{0}, crews enter it late\"") && told.contains("538875641"), "{told}");
    }

    #[test]
    fn a_listed_name_that_reads_like_the_end_of_the_sentence_stays_a_name_braces_and_all() {
        let listing = |name: &str| {
            format!(
                "a vessel broadcasting MMSI 511000002: IMO number agrees with {name:?} on the user's list \"ql.csv\" (no date given); \
                 identities are copied, so this is a match and no proof"
            )
        };
        let plain = open(&listing("KOTI")).unwrap();
        for name in
            ["N{0} on the user's list \"z\" (no date given)", "X\", Y와 \"Z", "`A` (listed later)", "{1}{0}"]
        {
            assert_eq!(open(&listing(name)), Some(plain.replace("\"KOTI\"", &format!("{name:?}"))), "{name}");
        }
    }

    #[test]
    fn every_figure_of_the_english_has_a_place_in_the_korean_and_nobody_is_accused() {
        const ACCUSING: [&str; 6] = ["위반", "불법", "범죄", "밀수", "유죄", "혐의"];
        for entry in catalogue() {
            let (holes, korean) = (entry.places(), entry.korean());
            assert!((0..holes).all(|at| korean.contains(&format!("{{{at}}}"))), "{korean}");
            assert_eq!(korean.matches('{').count(), holes, "{korean}");
            assert!(!ACCUSING.iter().any(|word| korean.contains(word)), "{korean}");
        }
        assert!(catalogue().len() > 100);
        for entry in headings().iter().chain(names()) {
            assert!(!ACCUSING.iter().any(|word| entry.korean().contains(word)), "{}", entry.korean());
        }
    }

    #[test]
    fn amounts_and_areas_in_a_sentence_are_korean_and_what_a_ship_calls_itself_is_not() {
        let told = sentence(
            "with the shortest silence that hides a voyage to Nampo at 2 days instead of 3 days, it would keep rank 13",
        );
        assert_eq!(
            told.as_deref(),
            Some("남포 항해를 숨길 수 있는 최소 미수신 기간이 3일 대신 2일이면, 13위 유지")
        );
        let told = sentence("44 positions under 431448782 say one and the same place").unwrap();
        assert_eq!(told, "431448782의 위치 44건이 한 곳만 가리킴");
        let told = sentence(
            "37.6 N 123.2 E lies in the area \"Cho-do, West Korea Bay\" of transfers on record for that time",
        );
        assert!(told.unwrap().contains("\"서한만 초도\""));
        let told =
            sentence("a vessel broadcasting MMSI 538875641 gave no port as its destination: \"Nampo\"");
        assert!(told.unwrap().contains("\"Nampo\""));
        assert_eq!(
            sentence("445698413 called at Nampo roads (KP)").as_deref(),
            Some("445698413이 남포 정박지(KP)에 기항")
        );
    }

    #[test]
    fn why_a_fact_cannot_be_told_is_korean_with_and_without_its_preamble() {
        let why = "reception cannot tell a transceiver switched off from one not heard";
        let korean = sentence(&format!("could not be assessed: {why}")).unwrap();
        assert_eq!(sentence(why).map(|told| format!("판단 불가: {told}")), Some(korean));
    }

    #[test]
    fn every_area_and_anchorage_of_the_chart_and_the_ports_of_both_koreas_have_a_korean_name() {
        let chart = chart::Chart::builtin();
        let areas = chart.areas().iter().map(|area| &area.name);
        let anchorages = chart.anchorages().iter().map(|anchorage| &anchorage.name);
        let ports = chart.ports().iter().filter(|port| ["KP", "KR"].contains(&port.country.as_str()));
        for english in areas.chain(anchorages).chain(ports.map(|port| &port.name)) {
            assert_ne!(name(english), *english);
        }
    }

    #[test]
    fn every_type_of_ship_has_korean_words() {
        for code in 0..=255 {
            let told = ship_type(code);
            let latin = |word: &&str| word.chars().filter(char::is_ascii_alphabetic).count() > 1;
            assert_eq!(told.split(' ').find(latin), None, "{told}");
        }
    }
}
