//! A profile of encounters, by its name or from a file of the user's.

use std::path::Path;

use darkwake::{BUILTIN_PROFILES, Profile};
use model::{Knots, Metres, Reach, Span};
use serde::Deserialize;

use super::run::text_of;
use crate::exit::Usage;

/// Where one is shown.
const SHOWN: &str = "docs/src/methods.md shows one under Profiles";

/// The profile of that name, or in that file.
pub(super) fn of(name: &str) -> Result<Profile, Usage> {
    let builtin = BUILTIN_PROFILES.iter().find(|(known, _)| *known == name);
    if let Some((_, profile)) = builtin {
        return Ok(*profile);
    }
    let path = Path::new(name);
    if !path.exists() {
        let known: Vec<&str> = BUILTIN_PROFILES.iter().map(|(known, _)| *known).collect();
        return Err(Usage(format!(
            "no profile and no file is called {name:?}; wanted {} or a TOML file; {SHOWN}",
            known.join(", ")
        )));
    }
    let text = text_of(path, "profile")?;
    let written: Written = toml::from_str(&text)
        .map_err(|error| Usage(format!("{} is no profile: {}; {SHOWN}", path.display(), error.message())))?;
    written.profile().ok_or_else(|| {
        Usage(format!(
            "{} is no profile: wanted 0 < enter_m <= leave_m and no figure below 0; {SHOWN}",
            path.display()
        ))
    })
}

/// As a file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    enter_m: f64,
    leave_m: f64,
    #[serde(default = "yes")]
    bridged: bool,
    at_least_minutes: f64,
    median_speed_below_kn: Option<f64>,
    #[serde(default)]
    port_at_least_km: f64,
}

const fn yes() -> bool {
    true
}

impl Written {
    fn profile(self) -> Option<Profile> {
        let figures =
            [self.at_least_minutes, self.port_at_least_km, self.median_speed_below_kn.unwrap_or(0.0)];
        let sound = figures.iter().all(|figure| figure.is_finite() && *figure >= 0.0)
            && 0.0 < self.enter_m
            && self.enter_m <= self.leave_m
            && self.leave_m.is_finite();
        sound.then(|| Profile {
            reach: Reach { enter: Metres(self.enter_m), leave: Metres(self.leave_m), bridged: self.bridged },
            at_least: Span::from_secs_f64(self.at_least_minutes * 60.0),
            median_speed: self.median_speed_below_kn.map(Knots),
            port_distance: Metres::from_km(self.port_at_least_km),
        })
    }
}
