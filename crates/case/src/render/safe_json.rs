//! JSON that cannot steer a terminal: what a name may hold of control and invisible characters is escaped.

use std::fmt::Write;

use serde::Serialize;

use super::visible::is_treacherous;

/// A value as JSON on one line.
///
/// # Errors
/// When the value cannot be told in JSON.
pub fn line<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<String> {
    serde_json::to_string(value).map(escaped)
}

/// A value as JSON for people, on many lines.
///
/// # Errors
/// When the value cannot be told in JSON.
pub fn pretty<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<String> {
    serde_json::to_string_pretty(value).map(escaped)
}

/// The same JSON, with what stands in strings and could be mistaken escaped; ASCII is so already, but for the last of it.
fn escaped(json: String) -> String {
    const DELETE: char = '\u{7f}';
    if json.is_ascii() && !json.contains(DELETE) {
        return json;
    }
    let mut units = [0; 2];
    json.chars().fold(String::with_capacity(json.len()), |mut safe, c| {
        if c != DELETE && (c.is_ascii() || !is_treacherous(c)) {
            safe.push(c);
        } else {
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(safe, "\\u{unit:04x}");
            }
        }
        safe
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_turns_the_line_around_is_escaped_and_read_back_as_it_was() {
        let names = [
            "A\u{9b}2JB",
            "A\u{7f}",
            "A\u{ffff}",
            "AB\u{202e}CD",
            "A\u{e0041}",
            "CHON MA SAN 천마산",
            "\u{1b}[2J\n",
        ];
        for text in [line(&names).unwrap(), pretty(&names).unwrap()] {
            assert!(text.chars().all(|c| c == '\n' || !is_treacherous(c)), "{text}");
            assert_eq!(serde_json::from_str::<Vec<String>>(&text).unwrap(), names);
        }
    }
}
