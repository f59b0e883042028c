//! Profiles: what makes a stored contact an encounter for somebody. The run has its own ([`crate::EncounterOptions`]), which
//! looks at more than contacts; others are asked of what is stored, at no cost.

use model::{Contact, Event, Finding, Knots, Metres, Reach, Span};

use crate::{EncounterOptions, UnderWayOptions};

/// Which stored contacts are encounters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Profile {
    /// How near the hulls are; one of [`crate::ContactOptions::reaches`] of the run, or that of hulls
    /// under way.
    pub reach: Reach,
    /// For how long.
    pub at_least: Span,
    /// The faster hull has a median speed below this.
    pub median_speed: Option<Knots>,
    /// At least this far from a listed port.
    pub port_distance: Metres,
}

/// Profiles that have a name.
pub const BUILTIN_PROFILES: [(&str, Profile); 5] = [
    // Global Fishing Watch's pipe-encounters.
    ("gfw", Profile::GFW),
    // design: transfers of small tankers, between the distance of hoses and that of neighbours at anchor.
    ("250m-30min", Profile::near(250.0, 350.0, 30)),
    ("200m-30min", Profile::near(200.0, 280.0, 30)),
    // design: side by side for as long as it takes to pass a hose.
    ("50m-10min", Profile::near(50.0, 70.0, 10)),
    // design: transfers under way.
    ("under-way", Profile::UNDER_WAY),
];

impl Profile {
    /// Global Fishing Watch's: 500 m for 2 h, median speed below 2 kn, 10 km from port, no silence bridged.
    pub const GFW: Self = Self {
        reach: Reach { enter: Metres(500.0), leave: Metres(500.0), bridged: false },
        at_least: Span::from_hours(2),
        median_speed: Some(Knots(2.0)),
        port_distance: Metres::from_km(10.0),
    };

    /// Abreast within 200 m for 2 h, as long as encounters last: two hours leave no time to overtake. Its contacts are stored only
    /// where [`crate::Options::under_way`] asks for them.
    pub const UNDER_WAY: Self = Self {
        reach: UnderWayOptions::REACH,
        at_least: Span::from_hours(2),
        median_speed: None,
        port_distance: Metres(0.0),
    };

    const fn near(enter_m: f64, leave_m: f64, minutes: i64) -> Self {
        let reach = Reach { enter: Metres(enter_m), leave: Metres(leave_m), bridged: true };
        Self { reach, at_least: Span::from_minutes(minutes), median_speed: None, port_distance: Metres(0.0) }
    }

    /// Whether a contact is an encounter.
    pub fn takes(&self, contact: &Contact) -> bool {
        contact.reach == self.reach
            && contact.event.interval().span() >= self.at_least
            && is_slow_and_out(&contact.event, self.median_speed, self.port_distance)
    }
}

/// Whether a meeting is slow enough as a whole, and far enough from a port, for a profile of a run.
pub(crate) fn fits(event: &Event, options: &EncounterOptions) -> bool {
    is_slow_and_out(event, options.median_speed, options.port_distance)
}

fn is_slow_and_out(event: &Event, median_speed: Option<Knots>, port_distance: Metres) -> bool {
    let Finding::Encounter(encounter) = &event.finding else { return false };
    median_speed.is_none_or(|limit| encounter.median_speed < limit)
        && event.surroundings.port.is_none_or(|distance| distance >= port_distance)
}
