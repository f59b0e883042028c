//! The time of day, which only notes need: they say when they were written.

use std::time::{SystemTime, UNIX_EPOCH};

use model::Timestamp;

/// Now, in whole milliseconds.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let ms = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
    Timestamp::from_ms(ms).or_else(|_| Timestamp::from_ms(0)).expect("1970 is a moment")
}
