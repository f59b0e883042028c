//! Quotation marks in sentences: names of others stand between them, with marks of their own behind a backslash.

/// A name between quotation marks, such that no mark in it ends it.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The bytes of a text at which a quotation begins or ends.
pub(crate) fn marks(text: &str) -> impl Iterator<Item = usize> {
    let mut is_escaped = false;
    text.char_indices().filter_map(move |(at, c)| {
        let is_mark = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        is_mark.then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn whatever_a_ship_calls_itself_it_stands_between_one_mark_and_the_next(name in ".*") {
            let text = format!("a vessel ({}) waited", quoted(&name));
            prop_assert_eq!(marks(&text).collect::<Vec<_>>(), [10, text.len() - ") waited".len() - 1]);
        }

        #[test]
        fn what_is_written_by_the_rules_is_read_so_too(name in ".*") {
            let text = format!("{name:?}");
            prop_assert_eq!(marks(&text).collect::<Vec<_>>(), [0, text.len() - 1]);
        }
    }
}
