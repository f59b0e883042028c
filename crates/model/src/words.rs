//! Numbers of things as people say them.

/// A number of things: one alone has no ending.
///
/// ```
/// let said = [0, 1, 2].map(|hulls| darkwake_model::count(hulls, "other hull"));
/// assert_eq!(said, ["0 other hulls", "1 other hull", "2 other hulls"]);
/// assert_eq!(darkwake_model::count(3, "guess"), "3 guesses");
/// ```
pub fn count(number: u64, noun: &str) -> String {
    let ending = if noun.ends_with(['s', 'x']) { "es" } else { "s" };
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}{ending}") }
}
