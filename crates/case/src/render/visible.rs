//! Broadcast text made safe to show: names come from anyone with a radio.

/// The text with control, bidirectional and invisible characters written out, so that it can neither move the cursor
/// nor turn the line around.
pub fn visible(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut shown, c| {
        if is_treacherous(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
        shown
    })
}

/// Whether nothing of a text is seen: it is empty, or of blanks and invisible characters alone.
pub fn is_blank(text: &str) -> bool {
    let is_filler = |c: char| {
        matches!(
            c,
            '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}' | '\u{fe00}'
                ..='\u{fe0f}'
        )
    };
    text.chars().all(|c| c.is_whitespace() || is_treacherous(c) || is_filler(c))
}

/// Whether a character moves the cursor, turns the line around or is not seen.
pub(super) fn is_treacherous(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
        || matches!(c, '\u{e0000}'..='\u{e007f}' | '\u{fdd0}'..='\u{fdef}')
        // The last two of each plane are no characters: XML refuses them.
        || u32::from(c) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_steer_the_terminal() {
        assert_eq!(visible("A\u{1b}[2JB"), "A\\u{1b}[2JB");
        assert_eq!(visible("AB\u{202e}CD"), "AB\\u{202e}CD");
        assert_eq!(visible("A\u{ad}\u{e0041}"), "A\\u{ad}\\u{e0041}");
        assert_eq!(visible("A\u{ffff}\u{1fffe}"), "A\\u{ffff}\\u{1fffe}");
    }

    #[test]
    fn a_text_of_which_nothing_is_seen_is_blank_and_one_letter_among_it_is_not() {
        for blank in ["", " \t", "\u{200b}", "\u{feff} \u{2060}", "\u{3164}\u{fe0f}", "\u{2800}"] {
            assert!(is_blank(blank), "{blank:?}");
        }
        assert!(!is_blank("\u{200b}J") && !is_blank("박"));
    }

    #[test]
    fn an_honest_name_stays_as_it_is() {
        assert_eq!(visible("CHON MA SAN 천마산"), "CHON MA SAN 천마산");
    }
}
