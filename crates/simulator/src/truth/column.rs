//! How moments and numbers of ships stand in the cells of truth tables.

/// RFC 3339 in UTC.
pub(super) mod time {
    use model::Timestamp;
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub(in crate::truth) fn serialize<S: Serializer>(time: &Timestamp, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(time)
    }

    pub(in crate::truth) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Timestamp, D::Error> {
        Timestamp::from_rfc3339(&String::deserialize(from)?).map_err(de::Error::custom)
    }
}

/// Nine digits.
pub(super) mod mmsi {
    use model::Mmsi;
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub(in crate::truth) fn serialize<S: Serializer>(mmsi: &Mmsi, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(mmsi)
    }

    pub(in crate::truth) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Mmsi, D::Error> {
        Mmsi::try_from(u32::deserialize(from)?).map_err(de::Error::custom)
    }
}

/// Nine digits, or nothing while a ship was dark.
pub(super) mod mmsi_or_dark {
    use model::Mmsi;
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub(in crate::truth) fn serialize<S: Serializer>(mmsi: &Option<Mmsi>, to: S) -> Result<S::Ok, S::Error> {
        match mmsi {
            Some(mmsi) => to.collect_str(mmsi),
            None => to.serialize_none(),
        }
    }

    pub(in crate::truth) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Mmsi>, D::Error> {
        let number = Option::<u32>::deserialize(from)?;
        number.map(Mmsi::try_from).transpose().map_err(de::Error::custom)
    }
}

/// Nine digits each, between spaces.
pub(super) mod mmsis {
    use model::Mmsi;
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub(in crate::truth) fn serialize<S: Serializer>(mmsis: &[Mmsi], to: S) -> Result<S::Ok, S::Error> {
        let words: Vec<String> = mmsis.iter().map(ToString::to_string).collect();
        to.serialize_str(&words.join(" "))
    }

    pub(in crate::truth) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Mmsi>, D::Error> {
        let parse = |word: &str| {
            let number: u32 = word.parse().map_err(de::Error::custom)?;
            Mmsi::try_from(number).map_err(de::Error::custom)
        };
        String::deserialize(from)?.split_whitespace().map(parse).collect()
    }
}
