//! In what weights differ from the built-in ones.

use toml::{Table, Value};

use super::Weights;

impl Weights {
    /// The keys of the weights file whose values are not the built-in ones, such as `gap.hours`, in the order of the alphabet.
    pub fn changed(&self) -> Vec<String> {
        let table = |weights: &Self| Table::try_from(weights).expect("weights are written down as TOML");
        let mut keys = Vec::new();
        differing(&table(self), &table(&Self::builtin()), "", &mut keys);
        keys
    }
}

fn differing(own: &Table, builtin: &Table, path: &str, keys: &mut Vec<String>) {
    for (key, value) in own {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        match (value, builtin.get(key)) {
            (Value::Table(own), Some(Value::Table(builtin))) => differing(own, builtin, &path, keys),
            (own, builtin) if Some(own) != builtin => keys.push(path),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changes_two_values_is_known_by_both_and_one_that_repeats_the_builtin_ones_by_none() {
        let changed = |text: &str| Weights::from_toml(text).unwrap().changed();
        let text = "[gap]\nhours = 10.0\n[indicators.L1]\nlr_absent = 0.7";
        assert_eq!(changed(text), ["gap.hours", "indicators.L1.lr_absent"]);
        assert!(changed("[gap]\nhours = 12.0").is_empty() && changed("").is_empty());
    }
}
