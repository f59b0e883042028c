//! What a user chose about reading, as far as it can matter to a file: what cannot is no reason to read it again.

use std::collections::BTreeMap;

use archive::ReadOptions;
use case::SourceRow;
use serde_json::Value;

/// What was chosen; nothing where all was left as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Choices(BTreeMap<String, Value>);

impl Choices {
    pub(crate) fn of(options: &ReadOptions) -> Self {
        let is_chosen = |value: &Value| match value {
            Value::Null | Value::Bool(false) => false,
            Value::Array(items) => !items.is_empty(),
            _ => true,
        };
        let all = serde_json::to_value(options).unwrap_or_default();
        let all = all.as_object().into_iter().flatten();
        Self(
            all.filter(|(_, value)| is_chosen(value))
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
        )
    }

    /// What of it can matter to a file of a profile, as JSON for its row in `sources`.
    pub(crate) fn that_matter_to(&self, profile: &str) -> Option<String> {
        let matter: BTreeMap<&String, &Value> = self.mattering_to(profile).collect();
        if matter.is_empty() { None } else { serde_json::to_string(&matter).ok() }
    }

    /// Whether a file would be read as it was. What is not chosen now stays for it as it was chosen then.
    pub(crate) fn agree_with(&self, source: &SourceRow) -> bool {
        let then = source.options.as_deref().and_then(|text| serde_json::from_str(text).ok());
        let then: BTreeMap<String, Value> = then.unwrap_or_default();
        self.mattering_to(&source.profile).all(|(name, value)| then.get(name) == Some(value))
    }

    fn mattering_to(&self, profile: &str) -> impl Iterator<Item = (&String, &Value)> {
        let of_no_matter: &[&str] =
            if profile == "nmea" { &["mmsi", "zone", "profiles"] } else { &["lenient"] };
        self.0.iter().filter(|(name, _)| !of_no_matter.contains(&name.as_str()))
    }
}
