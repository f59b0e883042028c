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

/// Minutes as minutes, hours as hours.
///
/// ```
/// let told = [0.2, 59.4, 59.6, 534.0].map(darkwake_model::lasting);
/// assert_eq!(told, ["1 min", "59 min", "1.0 h", "8.9 h"]);
/// ```
pub fn lasting(minutes: f64) -> String {
    if minutes.round() < 60.0 {
        format!("{:.0} min", minutes.max(1.0))
    } else {
        format!("{:.1} h", minutes / 60.0)
    }
}
