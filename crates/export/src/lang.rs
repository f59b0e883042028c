//! The languages of whatever people read, and what each calls things. Kinds, lists, states and roles are words of the model, and stand
//! side by side in `words`; sentences and headings are written in English and told by the catalogue of [`crate::korean`].

mod words;

use std::borrow::Cow;

use crate::korean;

/// A language that people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// English, in which a case keeps its sentences.
    #[default]
    En,
    /// Korean.
    Ko,
}

impl Lang {
    /// Both.
    pub const ALL: [Self; 2] = [Self::En, Self::Ko];

    /// The code of BCP 47.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ko => "ko",
        }
    }

    /// The language of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// A sentence or a heading in this language; in English where the catalogue lacks it.
    pub fn tell(self, english: &str) -> Cow<'_, str> {
        let korean = || korean::heading(english).map(Cow::Borrowed);
        let told = || korean().or_else(|| korean::sentence(english).map(Cow::Owned));
        (self == Self::Ko).then(told).flatten().unwrap_or(Cow::Borrowed(english))
    }

    /// Of two forms of one text that of this language.
    pub(crate) const fn pick<T: Copy>(self, english: T, korean: T) -> T {
        match self {
            Self::En => english,
            Self::Ko => korean,
        }
    }
}

#[cfg(test)]
mod tests {
    use model::EventKind;

    use super::*;

    #[test]
    fn every_kind_has_a_korean_word_of_its_own() {
        for kind in EventKind::ALL {
            assert!(!Lang::Ko.event(kind).is_ascii(), "{}", kind.as_str());
        }
        assert_eq!(Lang::of_code("ko"), Some(Lang::Ko));
        assert_eq!(Lang::of_code("<script>"), None);
    }

    #[test]
    fn what_the_catalogue_lacks_is_told_in_english_and_a_heading_with_or_without_a_capital_letter() {
        assert_eq!(Lang::Ko.tell("a vessel sang"), "a vessel sang");
        assert_eq!((Lang::Ko.tell("Rank"), Lang::Ko.tell("rank")), ("순위".into(), "순위".into()));
        assert_eq!(Lang::En.tell("rank"), "rank");
    }
}
