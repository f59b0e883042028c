//! Ship names as they compare: capitals and digits, Korean romanisations folded to one.

/// A name without spaces and marks, with spellings of the same Korean sounds made one: Nampo, Nampho and Namp'o;
/// Songnim and Songrim; Tok Song and Deoksong.
pub(crate) fn fold(name: &str) -> String {
    let mut folded: String = name.to_uppercase().chars().filter(char::is_ascii_alphanumeric).collect();
    for (spelling, same) in SAME_SOUNDS {
        folded = folded.replace(spelling, same);
    }
    folded
}

/// Whether two folded names differ by one letter at most; digits and short names must agree.
pub(crate) fn alike(one: &str, other: &str) -> bool {
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    one.len().min(other.len()) >= 6
        && digits(one) == digits(other)
        && one_edit(one.as_bytes(), other.as_bytes())
}

/// Longest first, so that `EO` is not read as `E` and `O`.
const SAME_SOUNDS: [(&str, &str); 14] = [
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
    ("NR", "NN"),
    ("MR", "MN"),
    ("L", "R"),
];

fn one_edit(one: &[u8], other: &[u8]) -> bool {
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

    #[test]
    fn spellings_of_one_korean_name_fold_to_one() {
        assert_eq!(fold("NAMPO"), fold("Nampho"));
        assert_eq!(fold("NAMPO"), fold("Namp'o"));
        assert_eq!(fold("Tok Song"), fold("DEOKSONG"));
        assert_eq!(fold("CHONGJIN"), fold("Ch'ongjin"));
        assert_ne!(fold("SAM MA 2"), fold("SAM JONG 2"));
    }

    #[test]
    fn a_letter_more_is_alike_but_another_number_is_another_ship() {
        assert!(alike(&fold("KUM UN SAN 3"), &fold("KUM UNSAAN 3")));
        assert!(!alike(&fold("KUM UN SAN 3"), &fold("KUM UN SAN 2")));
        assert!(!alike("AB", "AC"));
    }
}
