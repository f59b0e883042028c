//! A page of words: in which language they are, and how wide it is: as the terminal, but never so wide that a line is hard to follow.

use std::borrow::Cow;
use std::io::{self, IsTerminal};

use case::render::visible;
use export::lang::Lang;
use textwrap::{Options, WordSplitter, core::display_width};

/// A language, and a width in columns of the screen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page {
    /// In which words are told.
    lang: Lang,
    /// Where words are wrapped.
    width: usize,
    /// Where columns end; nothing ends them where nobody watches.
    room: usize,
}

/// Where nobody watches: what a file or a mail shows without turning lines over.
const WITHOUT_TERMINAL: usize = 100;
/// Below this a hanging indent leaves no room for words.
const NARROWEST: usize = 60;
/// A longer line is hard to find the start of again.
const WIDEST: usize = 120;

impl Page {
    /// In English, as wide as the terminal behind standard output, or as `COLUMNS` says where that tells no size.
    pub(crate) fn of_stdout() -> Self {
        let terminal = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
        let told = || std::env::var("COLUMNS").ok()?.parse().ok().filter(|&columns| columns > 0);
        let columns = terminal.or_else(told);
        if io::stdout().is_terminal() {
            columns.map_or(Self::unwatched(None), Self::wide)
        } else {
            Self::unwatched(columns)
        }
    }

    fn wide(columns: usize) -> Self {
        let width = columns.clamp(NARROWEST, WIDEST);
        Self { lang: Lang::En, width, room: width }
    }

    /// Words are wrapped as wanted; what a program reads has every column.
    fn unwatched(columns: Option<usize>) -> Self {
        let width = columns.map_or(WITHOUT_TERMINAL, |columns| columns.clamp(NARROWEST, WIDEST));
        Self { lang: Lang::En, width, room: usize::MAX }
    }

    /// The same in another language.
    pub(crate) const fn told_in(self, lang: Lang) -> Self {
        Self { lang, ..self }
    }

    /// Its language.
    pub(crate) const fn lang(self) -> Lang {
        self.lang
    }

    /// A sentence or a heading in the language of the page.
    pub(crate) fn tell(self, english: &str) -> Cow<'_, str> {
        self.lang.tell(english)
    }

    /// The same made safe and wrapped, as [`Self::hung`] has it.
    pub(crate) fn told(self, head: &str, english: &str) -> String {
        self.hung(head, &visible(&self.tell(english)))
    }

    /// Its columns.
    pub(crate) const fn width(self) -> usize {
        self.width
    }

    /// As many of the first columns as stand beside each other with a space between.
    pub(crate) fn fitting(self, widths: Vec<usize>) -> Vec<usize> {
        let ends = widths.iter().scan(0, |end, width| {
            *end += width + 1;
            Some(*end - 1)
        });
        let fitting = ends.take_while(|&end| end <= self.room).count().max(1);
        widths.into_iter().take(fitting).collect()
    }

    /// The text wrapped, `head` before its first line and as much space before the others.
    pub(crate) fn hung(self, head: &str, text: &str) -> String {
        let indent = " ".repeat(display_width(head));
        // A date holds hyphens and is one word all the same.
        let options = Options::new(self.width)
            .initial_indent(head)
            .subsequent_indent(&indent)
            .word_splitter(WordSplitter::NoHyphenation);
        textwrap::fill(text, options)
    }
}

/// A text with space behind it up to so many columns; wide letters take two.
pub(crate) fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(display_width(text))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_fact_hangs_under_its_first_word_and_no_line_leaves_the_page() {
        let fact = "a vessel broadcasting MMSI 445064160 was not heard from 2025-03-06 06:15 on. ".repeat(5);
        let lines = Page::wide(80).hung("  +2.30  L1  ", &fact);
        assert!(lines.starts_with("  +2.30  L1  a vessel"));
        for line in lines.lines().skip(1) {
            assert!(line.starts_with(&" ".repeat(13)) && line.len() <= 80, "{line:?}");
        }
        assert!(lines.lines().all(|line| !line.ends_with('-')), "{lines}");
    }

    #[test]
    fn the_last_column_is_left_out_where_it_has_no_room() {
        assert_eq!(Page::wide(80).fitting(vec![40, 39]), [40, 39]);
        assert_eq!(Page::wide(80).fitting(vec![40, 40]), [40]);
        assert_eq!(Page::wide(80).fitting(vec![200, 1]), [200]);
        for columns in [None, Some(60)] {
            assert_eq!(Page::unwatched(columns).fitting(vec![200, 1]), [200, 1]);
        }
        assert_eq!(Page::unwatched(Some(60)).width(), Page::wide(60).width());
    }

    #[test]
    fn words_in_wide_letters_end_in_the_column_of_others() {
        for word in ["link", "연관", "미수신"] {
            assert_eq!(display_width(&padded(word, 9)), 9, "{word}");
        }
        assert_eq!(padded("identity", 3), "identity");
    }

    #[test]
    fn a_name_in_wide_letters_takes_two_columns_a_letter() {
        let lines = Page::wide(60).hung("  백두산호  ", &"word ".repeat(30));
        assert!(lines.lines().nth(1).is_some_and(|line| line.starts_with(&" ".repeat(12))), "{lines}");
    }
}
