//! What a table's header leaves open, and who says it: the user, the name of the file, or the first rows.

use std::path::Path;

use model::{Mmsi, Timestamp};

use crate::field::Field;
use crate::header::{Match, Profile};
use crate::moment::{self, Clock};
use crate::recorder::Recorder;
use crate::units::{Evidence, Scale};
use crate::zone::{self, UtcOffset, Zone};
use crate::{ReadError, ReadOptions};

/// How the rows of one table are read.
#[derive(Clone, Copy)]
pub(crate) struct Reading {
    pub(crate) profile: &'static Profile,
    pub(crate) scale: Scale,
    pub(crate) zone: UtcOffset,
    /// Whether the name of the column of times says that they are UTC.
    says_utc: bool,
    /// Whether the days of its times stand in a column of their own.
    pub(crate) has_days: bool,
    /// The zone that the user named.
    told: Option<UtcOffset>,
    /// Of rows that name no ship.
    pub(crate) mmsi: Option<Mmsi>,
    /// Of every row, where the format has no column of times.
    pub(crate) time: Option<Timestamp>,
    /// Of times of day, where no column names it: days from 1970.
    pub(crate) day: Option<i64>,
}

impl Reading {
    /// Settles what is open, looking at rows only where units hang on them.
    pub(crate) fn new(
        path: &Path,
        fit: &Match,
        options: &ReadOptions,
        evidence: impl FnOnce() -> Evidence,
    ) -> Result<Self, ReadError> {
        let profile = fit.profile;
        if let Some((what, hint)) = profile.refused {
            return Err(ReadError::Unsupported { path: path.to_owned(), what, hint });
        }
        let zone = if fit.says_utc { UtcOffset::UTC } else { zone(path, profile, options)? };
        let seen = if profile.units.need_evidence() { evidence() } else { Evidence::default() };
        let settled = profile.units.settle(seen);
        let ambiguous = |why| ReadError::Ambiguous { path: path.to_owned(), format: profile.name, why };
        Ok(Self {
            profile,
            scale: settled.map_err(ambiguous)?,
            zone,
            says_utc: fit.says_utc,
            has_days: fit.columns.get(Field::Date).is_some(),
            told: options.zone,
            mmsi: mmsi(path, fit, options)?,
            time: midnight(path, profile, options, zone)?,
            day: day(path, options),
        })
    }

    /// The clock that tells its times.
    pub(crate) fn clock(&self) -> Clock {
        if self.says_utc { Clock::named(self.zone) } else { Clock::in_zone(self.zone) }
    }

    /// Notes what the rows showed: what was taken for the zone of their times, where nobody said it, where what the
    /// user said of it was not applied, and how rejected ones could be read.
    pub(crate) fn note_rows(&self, recorder: &mut Recorder<'_>) {
        let zones = zone::notes(self.profile.zone, self.told, recorder.account.zones);
        let hints = recorder.account.hints.notes();
        let days = recorder.account.hints.took_day.then_some(self.day).flatten().map(note_of_day);
        zones.into_iter().chain(hints).chain(days).for_each(|note| recorder.note(note));
    }
}

fn note_of_day(day: i64) -> String {
    let day = Timestamp::from_ms(day * DAY_MS).map(|midnight| midnight.to_string()).unwrap_or_default();
    let day = day.split('T').next().unwrap_or_default();
    format!(
        "its times of day were taken to be of {day}, as --date or else its name says: no day stands in it, and what is of the \
         day after is told a day early; part it at midnight"
    )
}

const DAY_MS: i64 = 86_400_000;

fn zone(path: &Path, profile: &Profile, options: &ReadOptions) -> Result<UtcOffset, ReadError> {
    let assumed = (profile.zone == Zone::Assumed).then_some(UtcOffset::UTC);
    profile.zone.stated().or(options.zone).or(assumed).ok_or_else(|| {
        unstated(path, profile, "the zone of its times", "name it with --tz, for example --tz +09:00")
    })
}

fn mmsi(path: &Path, fit: &Match, options: &ReadOptions) -> Result<Option<Mmsi>, ReadError> {
    let has_column = fit.profile.requires(Field::Mmsi) && fit.columns.get(Field::Mmsi).is_some();
    if has_column || options.mmsi.is_some() {
        return Ok(options.mmsi);
    }
    mmsi_of_name(path).map(Some).ok_or_else(|| {
        unstated(
            path,
            fit.profile,
            "the ship",
            "name it with --mmsi, or by nine digits in the name of the file",
        )
    })
}

/// The day that the user or the name of a file tells, counted from 1970.
fn day(path: &Path, options: &ReadOptions) -> Option<i64> {
    let midnight = options.date.or_else(|| day_of_name(path, UtcOffset::UTC))?;
    Some(midnight.ms().div_euclid(DAY_MS))
}

fn day_of_name(path: &Path, zone: UtcOffset) -> Option<Timestamp> {
    digits_of_name(path, 8).and_then(|digits| moment::from_day(digits, zone).ok())
}

/// The beginning of that day, where the format has no column of times.
fn midnight(
    path: &Path,
    profile: &Profile,
    options: &ReadOptions,
    zone: UtcOffset,
) -> Result<Option<Timestamp>, ReadError> {
    if profile.requires(Field::Time) {
        return Ok(None);
    }
    day_of_name(path, zone).or(options.date).map(Some).ok_or_else(|| {
        unstated(path, profile, "its day", "name it with --date, or as yyyymmdd in the name of the file")
    })
}

fn unstated(path: &Path, profile: &Profile, what: &'static str, hint: &'static str) -> ReadError {
    ReadError::Unstated { path: path.to_owned(), format: profile.name, what, hint }
}

/// The ship after which a file is named, by the nine digits of its name. Digits that begin with a day, as in
/// `ais_202403011.csv`, may count the files of that day and name no ship.
pub(crate) fn mmsi_of_name(path: &Path) -> Option<Mmsi> {
    let digits =
        digits_of_name(path, 9).filter(|digits| moment::from_day(digits / 10, UtcOffset::UTC).is_err());
    digits.and_then(|digits| Mmsi::try_from(digits).ok())
}

/// The one number of `len` digits in the name of a file; `None` if there is none or another one.
fn digits_of_name(path: &Path, len: usize) -> Option<u32> {
    let name = path.file_name()?.to_string_lossy();
    let mut runs = name.split(|letter: char| !letter.is_ascii_digit()).filter(|run| run.len() == len);
    let first = runs.next()?;
    runs.all(|run| run == first).then(|| first.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_a_ship_by_nine_digits_and_not_by_ten_or_by_two_numbers() {
        let found = |name: &str| digits_of_name(Path::new(name), 9);
        assert_eq!(found("tracks/416000301.csv.gz"), Some(416_000_301));
        assert_eq!(found("416000301_2018-416000301.csv"), Some(416_000_301));
        assert_eq!(found("4160003011.csv"), None);
        assert_eq!(found("416000301_440000001.csv"), None);
        assert_eq!(found("416000301/track.csv"), None);
    }

    #[test]
    fn a_file_is_not_named_after_a_ship_by_a_day_and_its_number() {
        let found = |name: &str| mmsi_of_name(Path::new(name)).map(Mmsi::get);
        assert_eq!(found("ais_202403011.csv"), None);
        assert_eq!(found("ais_202413011.csv"), Some(202_413_011));
    }
}
