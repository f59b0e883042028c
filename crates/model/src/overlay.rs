//! Files of settings that hold only what differs from those that are built in.

use serde::de::DeserializeOwned;
use toml::{Table, Value};

/// Settings that are built in, with those of a file laid over them key by key.
#[derive(Debug, Clone, PartialEq)]
pub struct OverlaidSettings(Table);

/// What is wrong with a file of settings, in the words of TOML.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SettingsError(String);

impl OverlaidSettings {
    /// `text` laid over `builtin`, both TOML.
    ///
    /// # Errors
    /// When either is no TOML.
    pub fn of(builtin: &str, text: &str) -> Result<Self, SettingsError> {
        let mut table: Table = builtin.parse()?;
        overlay(&mut table, text.parse()?);
        Ok(Self(table))
    }

    /// The settings as a type that knows what they may be.
    ///
    /// # Errors
    /// When a field is unknown, missing or of another type.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, SettingsError> {
        Ok(self.0.clone().try_into()?)
    }

    /// The settings as they stand.
    pub const fn table(&self) -> &Table {
        &self.0
    }
}

impl From<toml::de::Error> for SettingsError {
    fn from(error: toml::de::Error) -> Self {
        Self(error.message().to_owned())
    }
}

impl From<toml::ser::Error> for SettingsError {
    fn from(error: toml::ser::Error) -> Self {
        Self(error.to_string())
    }
}

fn overlay(base: &mut Table, over: Table) {
    for (key, value) in over {
        match (base.get_mut(&key), value) {
            (Some(Value::Table(below)), Value::Table(above)) => overlay(below, above),
            (_, value) => {
                base.insert(key, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    const BUILTIN: &str = "[reach]\nspeed_kn = 15.0\nslack_km = 2.0";

    #[test]
    fn what_a_file_does_not_name_stays_as_it_is_built_in() {
        let read = |text| OverlaidSettings::of(BUILTIN, text).unwrap().read();
        let reach = |speed_kn, slack_km| {
            let reach =
                BTreeMap::from([("speed_kn".to_owned(), speed_kn), ("slack_km".to_owned(), slack_km)]);
            Ok(BTreeMap::from([("reach".to_owned(), reach)]))
        };
        assert_eq!(read(""), reach(15.0, 2.0));
        assert_eq!(read("reach.speed_kn = 20.0"), reach(20.0, 2.0));
    }

    #[test]
    fn what_is_no_toml_or_of_another_type_is_told_in_words() {
        let told = |text| OverlaidSettings::of(BUILTIN, text).unwrap_err().to_string();
        assert!(!told("[reach").is_empty());
        let fast = OverlaidSettings::of(BUILTIN, "reach.speed_kn = \"fast\"").unwrap();
        let told = fast.read::<BTreeMap<String, BTreeMap<String, f64>>>().unwrap_err().to_string();
        assert!(told.contains("fast"), "{told}");
    }
}
