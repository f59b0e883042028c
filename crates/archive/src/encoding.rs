//! How a text is written down: told by its byte order mark, else by its bytes, and never changed in silence.
//!
//! Lines keep their places in the bytes as stored; only what is read of them is decoded. Tables from Korea come in
//! CP949 and European ones in Latin-1; sentences are ASCII whatever stands between them. A table that begins with ASCII
//! alone, which reads the same in all of them, is told by what follows from its first other byte on.

use std::borrow::Cow;

use encoding_rs::{EUC_KR, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The encoding of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    /// EUC-KR with Microsoft's additions.
    Cp949,
    /// Latin-1 with Microsoft's additions (windows-1252).
    Latin1,
}

/// How much of a text its encoding is told by: of its beginning or, where that is ASCII, from its first other byte on.
pub(crate) const HEAD: usize = 1 << 20;

/// Where the first byte stands that is not ASCII.
pub(crate) fn first_beyond_ascii(text: &[u8]) -> Option<usize> {
    if text.is_ascii() { None } else { text.iter().position(|byte| !byte.is_ascii()) }
}

/// Tells the encoding of a text that passes.
pub(crate) struct Told {
    encoding: Option<Encoding>,
    /// The text from its first byte on that is not ASCII.
    sample: Vec<u8>,
}

impl Told {
    /// What the beginning of the text tells.
    pub(crate) fn by(head: &[u8]) -> Self {
        Self { encoding: (!head.is_ascii()).then(|| Encoding::of(head)), sample: Vec::new() }
    }

    /// Looks at the next bytes.
    pub(crate) fn take(&mut self, text: &[u8]) {
        let start = if self.sample.is_empty() { first_beyond_ascii(text) } else { Some(0) };
        if let (None, Some(start)) = (self.encoding, start) {
            let len = (text.len() - start).min(HEAD - self.sample.len());
            self.sample.extend_from_slice(&text[start..start + len]);
            self.encoding = (self.sample.len() == HEAD).then(|| Encoding::by_bytes(&self.sample));
        }
    }

    /// Whether more of the text would tell better.
    pub(crate) fn is_open(&self) -> bool {
        self.encoding.is_none() && !self.sample.is_empty()
    }

    pub(crate) fn encoding(&self) -> Encoding {
        self.encoding.unwrap_or_else(|| Encoding::by_bytes(&self.sample))
    }
}

impl Encoding {
    /// What a byte order mark says, and the length of the mark.
    pub(crate) fn by_mark(head: &[u8]) -> (Self, usize) {
        match head {
            [0xef, 0xbb, 0xbf, ..] => (Self::Utf8, 3),
            [0xff, 0xfe, ..] => (Self::Utf16Le, 2),
            [0xfe, 0xff, ..] => (Self::Utf16Be, 2),
            _ => (Self::Utf8, 0),
        }
    }

    /// The encoding by mark or by bytes.
    pub(crate) fn of(head: &[u8]) -> Self {
        match Self::by_mark(head) {
            (Self::Utf8, 0) => Self::by_bytes(head),
            (marked, _) => marked,
        }
    }

    /// The encoding of a text without a mark.
    ///
    /// UTF-8 stays UTF-8 with a few faulty bytes in it. What is not is CP949 where all of it decodes and most of its
    /// letters are the Hangul of KS X 1001, two bytes above 0xA0 each, as accented letters of Europe rarely stand.
    pub(crate) fn by_bytes(head: &[u8]) -> Self {
        let head = whole_lines(&head[..head.len().min(HEAD)]);
        let (characters, faults) = utf8_characters(head);
        if faults <= characters {
            return Self::Utf8;
        }
        let (text, faulty) = EUC_KR.decode_without_bom_handling(head);
        let letters = text.chars().filter(|c| !c.is_ascii()).count();
        let hangul = head.windows(2).filter(|pair| matches!(pair, [0xb0..=0xc8, 0xa1..=0xfe])).count();
        if !faulty && hangul * 2 > letters { Self::Cp949 } else { Self::Latin1 }
    }

    /// Whether a text without a mark has the NULs of UTF-16, at every other byte.
    pub(crate) fn looks_like_utf16(head: &[u8]) -> bool {
        let head = &head[..head.len().min(256)];
        let nuls = |first| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
        let half = head.len() / 2;
        half > 8 && nuls(0).abs_diff(nuls(1)) * 4 > half * 3
    }

    /// The words by which a summary names it.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Cp949 => "CP949",
            Self::Latin1 => "Latin-1",
        }
    }

    /// A text as UTF-8; what does not decode becomes U+FFFD, and UTF-8 itself is left as it is.
    pub(crate) fn decode(self, text: &[u8]) -> Cow<'_, [u8]> {
        let encoding = match self {
            Self::Utf8 => return Cow::Borrowed(text),
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Cp949 => EUC_KR,
            Self::Latin1 => WINDOWS_1252,
        };
        match encoding.decode_without_bom_handling(text).0 {
            Cow::Borrowed(same) => Cow::Borrowed(same.as_bytes()),
            Cow::Owned(decoded) => Cow::Owned(decoded.into_bytes()),
        }
    }

    /// How an ASCII character is stored.
    pub(crate) const fn ascii(self, character: u8) -> ([u8; 2], usize) {
        match self {
            Self::Utf16Le => ([character, 0], 2),
            Self::Utf16Be => ([0, character], 2),
            Self::Utf8 | Self::Cp949 | Self::Latin1 => ([character, 0], 1),
        }
    }
}

/// The head up to its last line end, so that no character is cut; all of it where there is none.
fn whole_lines(head: &[u8]) -> &[u8] {
    memchr::memrchr(b'\n', head).map_or(head, |end| &head[..end])
}

/// Characters of several bytes, and bytes that belong to none.
fn utf8_characters(text: &[u8]) -> (usize, usize) {
    if text.is_ascii() {
        return (0, 0);
    }
    text.utf8_chunks().fold((0, 0), |(characters, faults), chunk| {
        let here = chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        (characters + here, faults + usize::from(!chunk.invalid().is_empty()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn korean_european_and_damaged_texts_are_told_apart_by_their_bytes() {
        let korean = "일시,위도,경도\n";
        let cases: [(&str, Vec<u8>, Encoding); 7] = [
            ("ASCII", b"mmsi,lat\n".to_vec(), Encoding::Utf8),
            ("Korean in UTF-8", korean.as_bytes().to_vec(), Encoding::Utf8),
            ("the same with a stray byte", [korean.as_bytes(), b"\xff\n"].concat(), Encoding::Utf8),
            ("Korean in CP949", EUC_KR.encode(korean).0.into_owned(), Encoding::Cp949),
            ("a Portuguese ship", WINDOWS_1252.encode("SÃO PAULO\n").0.into_owned(), Encoding::Latin1),
            ("a Nordic ship", WINDOWS_1252.encode("ÅÄÖ Þýðing\n").0.into_owned(), Encoding::Latin1),
            ("a mark", b"\xff\xfea\0".to_vec(), Encoding::Utf16Le),
        ];
        for (name, text, expected) in cases {
            assert_eq!(Encoding::of(&text), expected, "{name}");
        }
    }

    #[test]
    fn only_a_text_with_a_nul_at_every_other_byte_looks_like_utf16() {
        let wide: Vec<u8> = "mmsi,timestamp,lat,lon".bytes().flat_map(|byte| [0, byte]).collect();
        assert!(Encoding::looks_like_utf16(&wide));
        assert!(!Encoding::looks_like_utf16(&[0; 64]));
        assert!(!Encoding::looks_like_utf16(b"mmsi,timestamp,lat,lon"));
    }
}
