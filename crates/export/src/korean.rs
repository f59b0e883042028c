//! Sentences on events and evidence in Korean. `korean.tsv` is the catalogue: each English sentence, or piece of one,
//! beside its Korean. A case keeps sentences in English, with figures and names filled in; here they are found again by
//! what stands between the figures.

use std::sync::OnceLock;

/// One sentence, or one piece.
struct Entry {
    /// What stands before, between and behind what differs.
    english: Vec<&'static str>,
    korean: &'static str,
}

/// What pieces are joined by.
const JOINTS: [&str; 2] = [", ", "; "];

/// The sentence in Korean; nothing where a piece of it is not in the catalogue.
pub fn sentence(english: &str) -> Option<String> {
    whole(english).or_else(|| {
        let pieces = pieces(english).into_iter();
        pieces.map(|(piece, joint)| whole(piece).map(|told| told + joint)).collect()
    })
}

fn whole(english: &str) -> Option<String> {
    catalogue().iter().find_map(|entry| entry.told(english))
}

fn catalogue() -> &'static [Entry] {
    static CATALOGUE: OnceLock<Vec<Entry>> = OnceLock::new();
    CATALOGUE.get_or_init(|| {
        let lines = include_str!("korean.tsv").lines().filter(|line| !line.starts_with('#'));
        let pairs = lines.filter_map(|line| line.split_once('\t'));
        pairs.map(|(english, korean)| Entry { english: english.split("{}").collect(), korean }).collect()
    })
}

impl Entry {
    /// The Korean of a text that fits, with what differs put in its places.
    fn told(&self, text: &str) -> Option<String> {
        let mut told = self.korean.to_owned();
        for (at, hole) in self.holes(text)?.into_iter().enumerate() {
            // A name may hold braces: they are no place for another one.
            let hole = hole.replace('{', "｛");
            told = told.replace(&format!("{{{at}}}"), &hole);
        }
        Some(told)
    }

    /// What stands where the entry leaves it open; nothing where the text does not fit.
    fn holes<'t>(&self, text: &'t str) -> Option<Vec<&'t str>> {
        let (first, others) = self.english.split_first()?;
        let mut rest = text.strip_prefix(first)?;
        let Some((last, between)) = others.split_last() else { return rest.is_empty().then(Vec::new) };
        let mut holes = Vec::with_capacity(others.len());
        for literal in between {
            let (hole, behind) = rest.split_once(literal)?;
            holes.push(hole);
            rest = behind;
        }
        holes.push(rest.strip_suffix(last)?);
        holes.iter().all(|hole| is_one(hole)).then_some(holes)
    }
}

/// Whether this is one figure, name or place, or several numbers, and not a part of a sentence.
fn is_one(hole: &str) -> bool {
    let is_list = hole.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' '));
    !hole.is_empty() && (is_list || pieces(hole).len() == 1)
}

/// A text taken apart where pieces are joined, each piece with what joins it to the next; quotation marks hold together.
fn pieces(text: &str) -> Vec<(&str, &str)> {
    let mut pieces = Vec::new();
    let (mut from, mut is_quoted) = (0, false);
    for (at, c) in text.char_indices() {
        is_quoted ^= c == '"';
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
            "a vessel broadcasting MMSI 445590753 was not heard for 36.1 h, while 40 % of other hulls nearby were heard when it \
             began; by reception it was off the air with probability 0.19; failed equipment looks the same",
        );
        let told = told.unwrap();
        assert!(["445590753", "36.1시간", "40 %", "0.19"].iter().all(|part| told.contains(part)), "{told}");
        let told = sentence(
            "412014531 and 412593930 lay together, 54 m apart by the median (4 m at the least), at 0.1 kn; 34.99N 120.05E, 59 km off shore",
        );
        assert_eq!(
            told.as_deref(),
            Some(
                "412014531와(과) 412593930이(가) 나란히 있었음, 거리 중앙값 54 m(최소 4 m), 0.1노트; 34.99N 120.05E, 육지에서 59 km"
            )
        );
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
        assert!(told.contains("\"｛0}, crews enter it late\"") && told.contains("538875641"), "{told}");
    }

    #[test]
    fn every_figure_of_the_english_has_a_place_in_the_korean_and_nobody_is_accused() {
        const ACCUSING: [&str; 6] = ["위반", "불법", "범죄", "밀수", "유죄", "혐의"];
        for entry in catalogue() {
            let holes = entry.english.len() - 1;
            assert!((0..holes).all(|at| entry.korean.contains(&format!("{{{at}}}"))), "{}", entry.korean);
            assert_eq!(entry.korean.matches('{').count(), holes, "{}", entry.korean);
            assert!(!ACCUSING.iter().any(|word| entry.korean.contains(word)), "{}", entry.korean);
        }
        assert!(catalogue().len() > 100);
    }
}
