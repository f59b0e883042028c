//! By which weights a case was scored, where they are not those of the program.

use case::Manifest;

/// Keys that are named.
const NAMED: usize = 3;

/// That a case was scored with other weights than the program's own, and in which values they differ.
pub fn other_weights(manifest: &Manifest) -> Option<String> {
    let changed = manifest.provenance.config["weights_changed"].as_array()?;
    let keys: Vec<&str> = changed.iter().filter_map(|key| key.as_str()).collect();
    told(&keys)
}

fn told(keys: &[&str]) -> Option<String> {
    let named = keys.iter().take(NAMED).copied().collect::<Vec<_>>().join(" / ");
    let more = match keys.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    (!keys.is_empty()).then(|| format!("with other weights than the program's own: {named}{more}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_of_a_users_own_are_told_by_what_they_change_and_the_programs_own_are_not() {
        let keys = ["gap.hours", "indicators.L1.lr", "indicators.L1.lr_high", "indicators.L1.lr_low"];
        let all = told(&keys).unwrap();
        let wanted = "with other weights than the program's own: gap.hours / indicators.L1.lr / indicators.L1.lr_high, and 1 more";
        assert_eq!(all, wanted);
        for told in [all, told(&keys[..1]).unwrap()] {
            assert!(crate::korean::sentence(&told).is_some(), "{told}");
        }
        assert_eq!(told(&[]), None);
    }
}
