//! Korean letters in Latin ones, each by itself, by the table of the Revised Romanisation (Ministry of Culture and Tourism
//! of the Republic of Korea, 2000); what neighbours do to each other's sounds is left to the folding of names.

/// A letter as Unicode takes syllables apart (NFKD), in Latin letters; `None` for any other character.
pub(super) fn latin(letter: char) -> Option<&'static str> {
    let of = |first: char, table: &[&'static str]| {
        let at = u32::from(letter).checked_sub(u32::from(first))?;
        table.get(at as usize).copied()
    };
    of('\u{1100}', &INITIALS).or_else(|| of('\u{1161}', &VOWELS)).or_else(|| of('\u{11a8}', &FINALS))
}

const INITIALS: [&str; 19] =
    ["G", "KK", "N", "D", "TT", "R", "M", "B", "PP", "S", "SS", "", "J", "JJ", "CH", "K", "T", "P", "H"];

const VOWELS: [&str; 21] = [
    "A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WO", "WE", "WI",
    "YU", "EU", "UI", "I",
];

const FINALS: [&str; 27] = [
    "K", "K", "K", "N", "N", "N", "T", "L", "K", "M", "L", "L", "L", "P", "L", "M", "P", "P", "T", "T", "NG",
    "T", "T", "K", "T", "P", "T",
];
