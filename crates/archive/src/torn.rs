//! Logs whose `$PGHP` lines stand apart from their sentences, and which of the two belong together.
//!
//! Seen: exactEarth's satellite feed of 2012, in the samples of the Australian Maritime Safety Authority. Its lines end with
//! the time at which they were delivered, twenty minutes to two hours after they were received, which `$PGHP` lines
//! alone tell. These stand before or behind their sentence, with others between, and name its checksum.

use std::collections::VecDeque;
use std::io::Read;

use ais::{ClockLine, Decoder, Options, Outcome, Pairable, SkipReason};
use memchr::memmem;

use crate::encoding::Encoding;
use crate::lines::{Line, Lines, Place, State};

/// Most lines between a `$PGHP` line and its sentence. Of the 4,353 whole sentences of AIVDM in the two samples whose ships
/// tell their own second 4,050 have a line with their checksum so near, and 10 more within 80; of 3,467 position reports
/// among those 96 in 100 then tell the second at which they were received, to ten seconds.
const REACH: u64 = 20;

/// A log is torn where one pair in so many is. Where one line in ten was lost of another log, a sentence whose own `$PGHP` line is gone finds one whose
/// sentence is gone by chance, at some 4 in 40 lines and one checksum in 256: one pair in more than five hundred.
const ONE_PAIR_IN: usize = 200;

/// Whether the head of a log shows sentences whose `$PGHP` line is not the one right before them.
pub(crate) fn is_torn(head: &[u8], encoding: Encoding, options: &Options) -> bool {
    if memmem::find(head, b"$PGHP,").is_none() {
        return false;
    }
    let mut lines = Lines::inside(head, encoding, 0, 1);
    let mut pairs = Pairs::new(&mut lines, options);
    let (mut before, mut all, mut apart) = (None, 0, 0);
    while let Some((line, bond)) = pairs.next() {
        match bond {
            Bond::Clock => before = Some(line.place),
            Bond::Sentence(_, clock) => {
                all += 1;
                apart += usize::from(before.take() != Some(clock));
            }
            Bond::None => {}
        }
    }
    apart > 0 && apart * ONE_PAIR_IN >= all
}

/// The lines of a log from its start, each with what it is to another.
pub(crate) enum LogLines<'l, R> {
    /// Every `$PGHP` line stands right before its sentence, which the decoder sees by itself, or there is none.
    Whole(&'l mut Lines<R>),
    Torn(Pairs<'l, R>),
}

impl<'l, R: Read> LogLines<'l, R> {
    /// As the head of the log tells.
    pub(crate) fn new(lines: &'l mut Lines<R>, options: &'l Options) -> Self {
        match is_torn(lines.head(), lines.encoding(), options) {
            true => Self::Torn(Pairs::new(lines, options)),
            false => Self::Whole(lines),
        }
    }

    pub(crate) const fn is_torn(&self) -> bool {
        matches!(self, Self::Torn(_))
    }

    /// Passes over empty lines, as [`Lines::pass_empty`].
    pub(crate) fn pass_empty(&mut self) -> u64 {
        match self {
            Self::Whole(lines) => lines.pass_empty(),
            Self::Torn(pairs) => {
                pairs.read_ahead();
                pairs.take_empty()
            }
        }
    }

    /// The next line; `None` at the end.
    pub(crate) fn next(&mut self) -> Option<(Line<'_>, Bond)> {
        match self {
            Self::Whole(lines) => lines.next().map(|line| (line, Bond::None)),
            Self::Torn(pairs) => pairs.next(),
        }
    }
}

/// Gives a line to the decoder, with its `$PGHP` line where that is elsewhere.
pub(crate) fn push<'d>(decoder: &'d mut Decoder<Place>, line: &Line<'_>, bond: Bond) -> Outcome<'d, Place> {
    let Line { place, bytes, .. } = *line;
    match bond {
        Bond::None => decoder.push_numbered(bytes, place.number, place),
        Bond::Sentence(clock, at) => decoder.push_paired(bytes, place.number, place, (clock, at)),
        Bond::Clock => Outcome::Skipped(SkipReason::TimestampOnly),
    }
}

/// What a line is to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bond {
    /// Nothing.
    None,
    /// A sentence, with its `$PGHP` line and where that stands.
    Sentence(ClockLine, Place),
    /// The `$PGHP` line of a sentence.
    Clock,
}

/// The lines of a log in their order, each with what it is to another.
pub(crate) struct Pairs<'l, R> {
    lines: &'l mut Lines<R>,
    options: &'l Options,
    /// Lines around the one given last, which is `window[given - 1]`.
    window: VecDeque<Kept>,
    given: usize,
    empty: u64,
}

/// A line that was read ahead.
struct Kept {
    place: Place,
    state: State,
    bytes: Vec<u8>,
    what: Option<Pairable>,
    bond: Bond,
}

impl<'l, R: Read> Pairs<'l, R> {
    pub(crate) fn new(lines: &'l mut Lines<R>, options: &'l Options) -> Self {
        Self { lines, options, window: VecDeque::new(), given: 0, empty: 0 }
    }

    /// The next line; `None` at the end.
    pub(crate) fn next(&mut self) -> Option<(Line<'_>, Bond)> {
        self.read_ahead();
        self.forget();
        let at = self.given;
        if at == self.window.len() {
            return None;
        }
        self.pair(at);
        self.given += 1;
        let Kept { place, state, bytes, bond, .. } = &self.window[at];
        Some((Line { place: *place, bytes, state: *state }, *bond))
    }

    /// Empty lines that were passed over since this was asked last.
    pub(crate) fn take_empty(&mut self) -> u64 {
        std::mem::take(&mut self.empty)
    }

    /// Reads what may claim a line that the next one may belong to.
    fn read_ahead(&mut self) {
        let is_short = |window: &VecDeque<Kept>, given: usize| match (window.get(given), window.back()) {
            (Some(next), Some(last)) => last.place.number <= next.place.number + 2 * REACH,
            _ => true,
        };
        while is_short(&self.window, self.given) {
            self.empty += self.lines.pass_empty();
            let Some(Line { place, bytes, state }) = self.lines.next() else { return };
            let what = match state {
                State::Whole => Pairable::of(bytes, self.options),
                _ => None,
            };
            if let (Some(Pairable::Part), Some(before)) = (what, self.window.back_mut()) {
                before.leave_to_part();
            }
            self.window.push_back(Kept { place, state, bytes: bytes.to_vec(), what, bond: Bond::None });
        }
    }

    /// Drops what the next line is too far from.
    fn forget(&mut self) {
        let Some(next) = self.window.get(self.given).map(|next| next.place.number) else { return };
        while self.window[0].place.number + REACH < next {
            self.window.pop_front();
            self.given -= 1;
        }
    }

    /// Finds what the line belongs to, if it is not known yet: among all near lines of its checksum the nearest two belong
    /// together, then the nearest of the others.
    fn pair(&mut self, at: usize) {
        let Some(checksum) = self.window[at].free_checksum() else { return };
        // A sentence that was given out alone stays so.
        let may_join = |&other: &usize| {
            let kept = &self.window[other];
            kept.free_checksum() == Some(checksum) && (other >= at || !kept.is_sentence())
        };
        let alike: Vec<usize> = (0..self.window.len()).filter(may_join).collect();
        let mut pairs = self.pairs_among(&alike);
        let mut taken = Vec::new();
        pairs.sort_unstable();
        for (_, sentence, clock) in pairs {
            if taken.contains(&sentence) || taken.contains(&clock) {
                continue;
            }
            if sentence == at || clock == at {
                self.join(sentence, clock);
                return;
            }
            taken.extend([sentence, clock]);
        }
    }

    /// Every sentence with every `$PGHP` line in reach of it: how far apart, and which.
    fn pairs_among(&self, alike: &[usize]) -> Vec<(u64, usize, usize)> {
        let (sentences, clocks): (Vec<usize>, Vec<usize>) =
            alike.iter().partition(|at| self.window[**at].is_sentence());
        let number = |at: usize| self.window[at].place.number;
        let apart =
            |sentence: usize, clock: usize| (number(sentence).abs_diff(number(clock)), sentence, clock);
        let all = sentences.iter().flat_map(|sentence| clocks.iter().map(|clock| apart(*sentence, *clock)));
        all.filter(|(lines, ..)| *lines <= REACH).collect()
    }

    fn join(&mut self, sentence: usize, clock: usize) {
        let Some(Pairable::Clock(line)) = self.window[clock].what else { return };
        self.window[sentence].bond = Bond::Sentence(line, self.window[clock].place);
        self.window[clock].bond = Bond::Clock;
    }
}

impl Kept {
    const fn is_sentence(&self) -> bool {
        matches!(self.what, Some(Pairable::Sentence(_)))
    }

    /// A `$PGHP` line right before a part tells the time of the message in parts.
    fn leave_to_part(&mut self) {
        if matches!(self.what, Some(Pairable::Clock(_))) && self.bond == Bond::None {
            self.what = None;
        }
    }

    /// The checksum by which it still looks for another.
    fn free_checksum(&self) -> Option<u8> {
        let what = self.what.filter(|_| self.bond == Bond::None)?;
        what.checksum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "!AIVDM,1,1,,B,15?t00002Sctd0aial1<Wb@>0@4W,0*18,1328182324635";
    const CLOCK: &str = "$PGHP,1,2012,2,2,10,58,6,0,316,56,316999999,1AIS_S,18*75,1328182324627";
    const LATER: &str = "$PGHP,1,2012,2,2,10,58,7,0,316,56,316999999,1AIS_S,18*74,1328182324823";
    const OTHER: &str = "!AIVDM,1,1,,B,19NWupP02:bmP29dJq69H7f:0<0g,0*25,1328182324823";
    const CLOCK_OF_OTHER: &str = "$PGHP,1,2012,2,2,10,58,7,0,316,56,316999999,1AIS_S,25*7A,1328182324823";

    fn torn(text: &str) -> bool {
        is_torn(text.as_bytes(), Encoding::Utf8, &Options::default())
    }

    /// Number and bond of every line, with the number of its `$PGHP` line for a sentence.
    fn bonds(text: &str) -> Vec<(u64, Option<u64>, bool)> {
        let options = Options::default();
        let mut lines = Lines::new(text.as_bytes());
        let mut pairs = Pairs::new(&mut lines, &options);
        let mut all = Vec::new();
        while let Some((line, bond)) = pairs.next() {
            let clock = match bond {
                Bond::Sentence(_, place) => Some(place.number),
                _ => None,
            };
            all.push((line.place.number, clock, bond == Bond::Clock));
        }
        all
    }

    fn clocks(text: &str) -> Vec<Option<u64>> {
        bonds(text).into_iter().map(|(_, clock, _)| clock).collect()
    }

    #[test]
    fn a_clock_line_behind_its_sentence_tears_a_log_and_one_before_it_does_not() {
        assert!(torn(&[SENTENCE, CLOCK].join("\n")));
        assert!(torn(&[CLOCK, CLOCK_OF_OTHER, SENTENCE, OTHER].join("\n")));
        assert!(!torn(&[CLOCK, SENTENCE, CLOCK_OF_OTHER, OTHER].join("\n")));
        assert!(!torn(&[CLOCK, "$GPRMC,,,,,,,,,,,*67", SENTENCE].join("\n")));
        // One whose sentence was lost before another's.
        assert!(!torn(&[CLOCK, OTHER, CLOCK_OF_OTHER.replace("25*7A", "26*79").as_str(), OTHER].join("\n")));
    }

    #[test]
    fn sentences_and_clock_lines_find_each_other_whichever_comes_first() {
        let text = [OTHER, CLOCK, SENTENCE, CLOCK_OF_OTHER].join("\n");
        assert_eq!(clocks(&text), [Some(4), None, Some(2), None]);
        assert!(bonds(&text)[1].2 && bonds(&text)[3].2);
    }

    #[test]
    fn of_two_clock_lines_of_one_checksum_the_nearer_is_taken_and_none_twice() {
        let far = [CLOCK, OTHER, OTHER, SENTENCE, LATER].join("\n");
        assert_eq!(clocks(&far)[3], Some(5));
        let both = [SENTENCE, CLOCK, OTHER, SENTENCE, LATER].join("\n");
        assert_eq!((clocks(&both)[0], clocks(&both)[3]), (Some(2), Some(5)));
        // The nearer one has the line: the other is left alone.
        let one = [SENTENCE, OTHER, CLOCK, SENTENCE].join("\n");
        assert_eq!((clocks(&one)[0], clocks(&one)[3]), (None, Some(3)));
    }

    #[test]
    fn a_clock_line_right_before_a_part_is_left_to_the_message_in_parts() {
        let part = "!AIVDM,2,1,3,B,55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E53,0*3E";
        assert_eq!(clocks(&[OTHER, CLOCK, part, SENTENCE].join("\n")), [None; 4]);
        assert_eq!(clocks(&[OTHER, CLOCK, OTHER, part, SENTENCE].join("\n"))[4], Some(2));
    }

    #[test]
    fn one_clock_line_lost_among_many_tears_no_log() {
        let whole = [CLOCK_OF_OTHER, OTHER].join("\n") + "\n";
        let lost = [SENTENCE, CLOCK_OF_OTHER, OTHER, CLOCK].join("\n") + "\n";
        assert!(torn(&(lost.clone() + &whole.repeat(3))));
        assert!(!torn(&(lost + &whole.repeat(300))));
    }

    #[test]
    fn a_clock_line_beyond_reach_is_nobodys() {
        let apart = |lines: usize| {
            let between = vec![OTHER; lines];
            clocks(&[&[SENTENCE], between.as_slice(), &[CLOCK]].concat().join("\n"))[0]
        };
        assert_eq!(apart(19), Some(21));
        assert_eq!(apart(20), None);
        let blank = [SENTENCE, &"\n".repeat(25), CLOCK].join("\n");
        assert_eq!(clocks(&blank)[0], None);
    }

    #[test]
    fn every_line_is_given_once_in_order_with_all_that_are_empty_counted() {
        let text = ["", SENTENCE, "", "", "# a comment", CLOCK, "", "!AIVDM,broken", ""].join("\n");
        let options = Options::default();
        let mut lines = Lines::new(text.as_bytes());
        let mut log = LogLines::new(&mut lines, &options);
        let (mut empty, mut numbers) = (0, Vec::new());
        loop {
            empty += log.pass_empty();
            let Some((line, _)) = log.next() else { break };
            numbers.push(line.place.number);
        }
        assert_eq!((empty + numbers.len() as u64, numbers), (8, vec![2, 5, 6, 8]));
    }
}
