//! One sentence of a catalogue, or one piece, with places for what differs.

use super::{amount, name, pieces};
use crate::quotes;

/// One sentence, or one piece.
pub(super) struct Entry {
    /// What stands before, between and behind what differs.
    english: Vec<&'static str>,
    /// What may stand in each place between.
    holes: Vec<Hole>,
    korean: &'static str,
}

/// What a sentence leaves open.
#[derive(Clone, Copy)]
enum Hole {
    /// `{}`: figures, numbers of ships, what ships call themselves.
    Figure,
    /// `{number}`: the number of a ship and nothing else.
    Number,
    /// `{place}`: what the chart calls a place.
    Place,
    /// `{text}`: what others wrote, as it is.
    Text,
}

impl Hole {
    const ALL: [(&'static str, Self); 4] =
        [("{}", Self::Figure), ("{number}", Self::Number), ("{place}", Self::Place), ("{text}", Self::Text)];

    /// What stands in it, in Korean where it is an amount or a place that has a Korean name.
    fn told(self, text: &str) -> String {
        match self {
            Self::Figure => amount(text),
            Self::Place => name(text),
            Self::Number | Self::Text => text.to_owned(),
        }
    }

    fn takes(self, text: &str) -> bool {
        match self {
            Self::Figure => is_one(text),
            Self::Number => !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '#'),
            // Areas with a comma in their names stand between quotation marks.
            Self::Place => !text.is_empty() && pieces(text).len() == 1,
            Self::Text => !text.is_empty(),
        }
    }
}

impl Entry {
    /// Those of a table of English and Korean; lines that begin with `#` are comments.
    pub(super) fn all(table: &'static str) -> Vec<Self> {
        let lines = table.lines().filter(|line| !line.starts_with('#'));
        lines
            .filter_map(|line| line.split_once('\t'))
            .map(|(english, korean)| Self::of(english, korean))
            .collect()
    }

    fn of(english: &'static str, korean: &'static str) -> Self {
        let (mut literals, mut holes, mut rest) = (Vec::new(), Vec::new(), english);
        let next = |rest: &str| {
            Hole::ALL
                .into_iter()
                .filter_map(|(sign, hole)| Some((rest.find(sign)?, sign, hole)))
                .min_by_key(|&(at, ..)| at)
        };
        while let Some((at, sign, hole)) = next(rest) {
            literals.push(&rest[..at]);
            holes.push(hole);
            rest = &rest[at + sign.len()..];
        }
        literals.push(rest);
        Self { english: literals, holes, korean }
    }

    /// The English, where nothing in it differs.
    pub(super) fn is_word_for_word(&self) -> Option<&'static str> {
        self.holes.is_empty().then(|| self.english[0])
    }

    pub(super) const fn korean(&self) -> &'static str {
        self.korean
    }

    /// The Korean of a text that fits, with what differs put in its places.
    pub(super) fn told(&self, text: &str) -> Option<String> {
        let fillings = self.fillings(text)?;
        let fillings: Vec<String> =
            self.holes.iter().zip(fillings).map(|(hole, text)| hole.told(text)).collect();
        let mut parts = self.korean.split('{');
        let mut told = parts.next()?.to_owned();
        for part in parts {
            let (at, literal) = part.split_once('}')?;
            told.push_str(fillings.get(at.parse::<usize>().ok()?)?);
            told.push_str(literal);
        }
        Some(told)
    }

    /// What stands where the entry leaves it open; nothing where the text does not fit. Words between quotation marks are what
    /// others wrote, and no part of the sentence.
    fn fillings<'t>(&self, text: &'t str) -> Option<Vec<&'t str>> {
        let (first, others) = self.english.split_first()?;
        let rest = text.strip_prefix(first)?;
        let Some((last, between)) = others.split_last() else { return rest.is_empty().then(Vec::new) };
        let marks: Vec<usize> = quotes::marks(text).collect();
        let is_ours = |at: &usize| marks.partition_point(|mark| mark < at).is_multiple_of(2);
        let (mut fillings, mut from) = (Vec::with_capacity(others.len()), first.len());
        for literal in between {
            let at = text[from..].match_indices(literal).map(|(at, _)| from + at).find(is_ours)?;
            fillings.push(&text[from..at]);
            from = at + literal.len();
        }
        let filling = text[from..].strip_suffix(last)?;
        fillings.push(Some(filling).filter(|filling| is_ours(&(from + filling.len())))?);
        let fits = self.holes.iter().zip(&fillings).all(|(hole, filling)| hole.takes(filling));
        fits.then_some(fillings)
    }
}

/// Whether this is one figure, name or place, or several numbers, and not a part of a sentence.
fn is_one(hole: &str) -> bool {
    let is_list = hole.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' ' | '#'));
    !hole.is_empty() && (is_list || pieces(hole).len() == 1 && !is_sentence(hole))
}

/// Whether plain words follow each other, as in no figure and no name that is quoted.
fn is_sentence(hole: &str) -> bool {
    let is_plain = |word: &&str| word.chars().all(|c| c.is_ascii_lowercase());
    !hole.starts_with('"') && hole.split(' ').filter(is_plain).count() > MOST_PLAIN_WORDS
}

/// `Nampo roads` is a name, `44 positions` an amount.
const MOST_PLAIN_WORDS: usize = 1;

#[cfg(test)]
impl Entry {
    pub(super) const fn places(&self) -> usize {
        self.holes.len()
    }
}
