//! Ship names as they compare: capitals and digits, Korean in Latin letters, its romanisations folded to one.

use unicode_normalization::UnicodeNormalization;

use super::hangul;

/// A name without spaces and marks, with spellings of the same Korean sounds made one: Nampo, Nampho, Namp'o and 남포;
/// Songnim and Songrim; Tok Song and Deoksong. Other letters than Latin and Korean ones compare as they are. `None` where it
/// has neither letters nor digits: dashes are no name, and no two of them the same.
pub(crate) fn fold(name: &str) -> Option<String> {
    let mut folded = capitals(name);
    for (spelling, same) in SAME_SOUNDS {
        folded = folded.replace(spelling, same);
    }
    (!folded.is_empty()).then_some(folded)
}

/// A folded name that can tell a ship from others: one with a letter.
pub(super) fn lettered(name: &str) -> Option<String> {
    fold(name).filter(|name| name.chars().any(char::is_alphabetic))
}

/// The letters and digits of a name, accents left out.
fn capitals(name: &str) -> String {
    let mut capitals = String::with_capacity(name.len());
    for c in name.nfkd().flat_map(char::to_uppercase).filter(|&c| is_kept(c)) {
        match hangul::latin(c) {
            Some(letters) => capitals.push_str(letters),
            None => capitals.push(c),
        }
    }
    capitals
}

/// Letters, digits and the marks of Japanese that make another letter; no accents, and no letters that serve as apostrophes.
fn is_kept(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || !matches!(c, '\u{2b0}'..='\u{36f}') && c.is_alphanumeric()
        || matches!(c, '\u{3099}' | '\u{309a}')
}

/// Whether two folded names differ by one letter at most; digits and short names must agree.
pub(crate) fn alike(one: &str, other: &str) -> bool {
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    let [one_letters, other_letters] = [one, other].map(|name| name.chars().collect::<Vec<_>>());
    one_letters.len().min(other_letters.len()) >= 6
        && digits(one) == digits(other)
        && one_edit(&one_letters, &other_letters)
}

/// Longest first, so that `EO` is not read as `E` and `O`.
const SAME_SOUNDS: [(&str, &str); 15] = [
    ("YEO", "YO"),
    ("EO", "O"),
    ("EU", "U"),
    ("AE", "E"),
    ("CH", "J"),
    ("PH", "P"),
    ("TH", "T"),
    ("KH", "K"),
    ("D", "T"),
    ("G", "K"),
    ("B", "P"),
    ("NKR", "NKN"),
    ("NR", "NN"),
    ("MR", "MN"),
    ("L", "R"),
];

fn one_edit(one: &[char], other: &[char]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    match long.len() - short.len() {
        0 => short[same..].get(1..).unwrap_or_default() == long[same..].get(1..).unwrap_or_default(),
        1 => short[same..] == long[same + 1..],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(name: &str) -> String {
        fold(name).unwrap()
    }

    #[test]
    fn spellings_of_one_korean_name_fold_to_one() {
        assert_eq!(folded("NAMPO"), folded("Nampho"));
        assert_eq!(folded("NAMPO"), folded("Namp'o"));
        assert_eq!(folded("NAMPO"), folded("Nampʻo"));
        assert_eq!(folded("Tok Song"), folded("DEOKSONG"));
        assert_eq!(folded("SONGNIM"), folded("Songrim"));
        assert_eq!(folded("CHONGJIN"), folded("Ch'ongjin"));
        assert_eq!(folded("CHONGJIN"), folded("Ch’ŏngjin"));
        assert_ne!(folded("SAM MA 2"), folded("SAM JONG 2"));
    }

    #[test]
    fn a_korean_name_folds_to_its_romanisations_and_another_korean_name_does_not() {
        for (korean, latin) in [
            ("청천강", "CHONG CHON GANG"),
            ("남포", "NAMPHO"),
            ("덕성", "Tok Song"),
            ("송림", "SONGNIM"),
            ("금강 3", "KUM GANG 3"),
            ("\u{1100}\u{1173}\u{11b7}강３", "GEUMGANG 3"),
        ] {
            assert_eq!(folded(korean), folded(latin), "{korean}");
        }
        for (one, other) in [
            ("해피스타", "청천강"),
            ("동해 3", "금강 3"),
            ("동해", "서해"),
            ("東海", "西海"),
            ("ハル", "バル"),
        ] {
            assert_ne!(folded(one), folded(other), "{one}");
        }
        assert_eq!(folded("ЮЖНЫЙ"), folded("южный"));
    }

    #[test]
    fn dashes_are_no_name_and_digits_tell_no_ship_from_another() {
        assert_eq!((fold("---"), fold(""), fold(" @ ")), (None, None, None));
        assert_eq!((lettered("12 345"), fold("12 345").as_deref()), (None, Some("12345")));
        assert!(lettered("동해 3").is_some());
    }

    #[test]
    fn a_letter_more_is_alike_but_another_number_is_another_ship() {
        assert!(alike(&folded("KUM UN SAN 3"), &folded("KUM UNSAAN 3")));
        assert!(!alike(&folded("KUM UN SAN 3"), &folded("KUM UN SAN 2")));
        assert!(!alike("AB", "AC"));
        assert!(!alike(&folded("東海"), &folded("西海")));
    }
}
