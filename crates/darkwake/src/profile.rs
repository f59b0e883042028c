//! Encounters by another profile than that of the run, told from the contacts that a case keeps.

use case::{Case, EventRow, Row, TableError};
use model::{Reach, Span};
use rendezvous::Profile;
use serde_json::Value;

/// The stored contacts of a case that are encounters for a profile, by pair and time.
///
/// # Errors
/// When the run kept no contacts at the profile's reach, or none so short, or the table cannot be read.
pub fn encounters_by(profile: &Profile, case: &Case) -> Result<Vec<EventRow>, ProfileError> {
    let thresholds = &case.manifest().provenance.config["rendezvous"];
    let (kept, under_way) = (&thresholds["contact"], &thresholds["under_way"]["reach"]);
    let stored: &[Value] = kept["reaches"].as_array().map_or(&[], Vec::as_slice);
    let wanted = serde_json::to_value(profile.reach).unwrap_or_default();
    if !stored.contains(&wanted) && *under_way != wanted {
        if profile.reach == Profile::UNDER_WAY.reach {
            return Err(ProfileError::UnderWay);
        }
        return Err(ProfileError::Reach { wanted: profile.reach, stored: stored.iter().map(told).collect() });
    }
    let shortest = span(&kept["at_least"]).unwrap_or(Span::ZERO);
    if profile.at_least < shortest {
        return Err(ProfileError::Shorter { wanted: profile.at_least, stored: shortest });
    }
    let mut encounters = Vec::new();
    for (row, number) in case.contacts()?.iter().zip(1..) {
        let contact = row.contact().ok_or_else(|| damaged(case, number))?;
        if profile.takes(&contact) {
            encounters.push(row.encounter(&contact));
        }
    }
    Ok(encounters)
}

fn damaged(case: &Case, row: usize) -> TableError {
    let path = case.files(case::ContactRow::SCHEMA.table).pop().unwrap_or_default();
    TableError::Value { path, row }
}

/// A span as the manifest has it, in seconds.
fn span(told: &Value) -> Option<Span> {
    told.as_str()?.strip_suffix(" s")?.parse().ok().map(Span::from_secs_f64)
}

/// A reach of the manifest in words.
fn told(reach: &Value) -> String {
    let text = |name: &str| reach[name].as_str().unwrap_or("?").to_owned();
    in_words(&text("enter"), &text("leave"), reach["bridged"] == Value::Bool(true))
}

fn in_words(enter: &str, leave: &str, bridged: bool) -> String {
    let silences = if bridged { "slow silences bridged" } else { "no silence bridged" };
    format!("{enter} to {leave}, {silences}")
}

/// Why a case cannot answer for a profile.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// Contacts are kept at other reaches.
    #[error("the case keeps no contacts from {}; it keeps those from {}", in_metres(wanted), .stored.join("; from "))]
    Reach {
        /// What the profile asks for.
        wanted: Reach,
        /// What there is.
        stored: Vec<String>,
    },
    /// Contacts of hulls under way are not kept.
    #[error("the case keeps no contacts of hulls under way")]
    UnderWay,
    /// Contacts so short are not kept, and none would look as if there were none.
    #[error("the case keeps no contacts shorter than {} min, and {} min is asked for", .stored.minutes(), .wanted.minutes())]
    Shorter {
        /// What the profile asks for.
        wanted: Span,
        /// The shortest that there is.
        stored: Span,
    },
    /// The table cannot be read.
    #[error(transparent)]
    Table(#[from] TableError),
}

fn in_metres(reach: &Reach) -> String {
    in_words(&format!("{} m", reach.enter.0), &format!("{} m", reach.leave.0), reach.bridged)
}
