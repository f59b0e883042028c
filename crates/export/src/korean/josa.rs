//! Particles, which in Korean follow the sound that a word ends with: the catalogue writes both forms, as in `{0}이(가)`, and here one
//! is taken. Behind a word whose sound is not known both stay.

/// How a word ends, as far as particles ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Vowel,
    /// The consonant ㄹ, which one particle takes for a vowel.
    Rieul,
    Consonant,
}

/// Each pair as the catalogue writes it, and what stands behind a consonant, behind ㄹ and behind a vowel.
const PAIRS: [(&str, [&str; 3]); 6] = [
    ("을(를)", ["을", "을", "를"]),
    ("은(는)", ["은", "은", "는"]),
    ("이(가)", ["이", "이", "가"]),
    ("와(과)", ["과", "과", "와"]),
    ("(으)로", ["으로", "로", "로"]),
    ("(이)라", ["이라", "이라", "라"]),
];

/// The text with one form of each particle.
pub(crate) fn settled(text: &str) -> String {
    let (mut told, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((at, pair, forms)) = next_pair(rest) {
        told.push_str(&rest[..at]);
        told.push_str(ending(&told).map_or(pair, |ending| match ending {
            Ending::Consonant => forms[0],
            Ending::Rieul => forms[1],
            Ending::Vowel => forms[2],
        }));
        rest = &rest[at + pair.len()..];
    }
    told + rest
}

fn next_pair(text: &str) -> Option<(usize, &'static str, [&'static str; 3])> {
    let found = |(pair, forms): (&'static str, _)| Some((text.find(pair)?, pair, forms));
    PAIRS.into_iter().filter_map(found).min_by_key(|&(at, ..)| at)
}

/// How the last word ends; what stands behind it in brackets or around it as quotation marks is not spoken.
fn ending(text: &str) -> Option<Ending> {
    let spoken = text.trim_end_matches('"');
    let spoken = match spoken.strip_suffix(')').and_then(|inner| inner.rfind('(')) {
        Some(open) if open > 0 => spoken[..open].trim_end(),
        _ => spoken.trim_end_matches(')'),
    };
    let last = spoken.trim_end_matches('"').chars().next_back()?;
    match last {
        '가'..='힣' => Some(of_final((u32::from(last) - u32::from('가')) % 28)),
        _ if spoken.ends_with("km") || spoken.ends_with(" m") => Some(Ending::Vowel),
        _ => of_sign(last),
    }
}

/// By the final letter of a syllable, counted as Unicode counts them: none is 0, ㄹ is 8.
const fn of_final(letter: u32) -> Ending {
    match letter {
        0 => Ending::Vowel,
        8 => Ending::Rieul,
        _ => Ending::Consonant,
    }
}

/// Digits as they are read one by one, capitals as their letters are called in Korean, small letters as names of ports end; other
/// small letters are sounded now so, now so.
const fn of_sign(sign: char) -> Option<Ending> {
    match sign {
        '1' | '7' | '8' | 'L' | 'R' => Some(Ending::Rieul),
        '0' | '3' | '6' | 'M' | 'N' => Some(Ending::Consonant),
        '2' | '4' | '5' | '9' | 'A'..='Z' | '%' => Some(Ending::Vowel),
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' => Some(Ending::Vowel),
        'l' => Some(Ending::Rieul),
        'n' | 'm' | 'g' => Some(Ending::Consonant),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_particle_follows_the_last_sound_of_a_number_a_letter_or_a_word() {
        for (open, wanted) in [
            ("MMSI 445590753을(를) 송신", "MMSI 445590753을 송신"),
            ("412593932와(과) 412593930이(가)", "412593932와 412593930이"),
            ("선박 A이(가) 선박 L(으)로", "선박 A가 선박 L로"),
            ("남포 정박지(KP)은(는) 등대(으)로", "남포 정박지(KP)는 등대로"),
            ("\"TAE SONG 7\"은(는)", "\"TAE SONG 7\"은"),
            ("순위 3(으)로, 순위 41(으)로, 서울(으)로", "순위 3으로, 순위 41로, 서울로"),
            ("54 km을(를)", "54 km를"),
            ("\"Bayuquan\"(으)로, Qingdao(으)로", "\"Bayuquan\"으로, Qingdao로"),
            ("MMSI (비공개)을(를)", "MMSI (비공개)를"),
        ] {
            assert_eq!(settled(open), wanted);
        }
    }

    #[test]
    fn behind_a_word_whose_sound_is_not_known_both_forms_stay() {
        assert_eq!(settled("notes.sqlite3-shm, Portland을(를)"), "notes.sqlite3-shm, Portland을(를)");
        assert_eq!(settled("을(를)"), "을(를)");
    }
}
