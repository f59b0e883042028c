//! Numbers as people say them.

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

/// A probability: nothing is told to be certain that is not.
///
/// ```
/// let told = [0.0003, 0.5, 0.9997].map(darkwake_model::probability);
/// assert_eq!(told, ["<0.01", "0.50", ">0.99"]);
/// ```
pub fn probability(p: f64) -> String {
    match p {
        p if p < 0.01 => "<0.01".to_owned(),
        p if p > 0.99 => ">0.99".to_owned(),
        p => format!("{p:.2}"),
    }
}
