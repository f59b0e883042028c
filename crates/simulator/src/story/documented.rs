//! Transfers on record, told again in simulated traffic: where each was, within what is known of the place; when, how long and
//! how dark the ships were is drawn as in the other stories, since little of it was ever published.

use model::{Degrees, Metres, Position};
use serde::Deserialize;

use super::tryst::Tryst;
use super::{coal_voyage, oil_both_dark, oil_identity_change, oil_open, oil_partner_dark};
use crate::place::{Step, is_inside_the_line, stepped};
use crate::truth::DarkSide;
use crate::world::World;

/// A transfer between ships that was made public, with a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Documented {
    /// Its id in the catalogue.
    pub id: String,
    /// Whether oil changed hands, or dry cargo.
    pub is_oil: bool,
    /// Where, as published.
    pub place: Position,
    /// How far off that may be.
    pub within: Metres,
    /// How much, where it was published.
    pub tonnes: Option<f64>,
}

/// A row that is not told again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Its id in the catalogue.
    pub id: String,
    /// Why.
    pub why: &'static str,
}

/// Why a catalogue of incidents cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum DocumentedError {
    /// It is no such table.
    #[error("incidents: {0}")]
    NoTable(#[from] csv::Error),
    /// A transfer in it is none that can have been.
    #[error("line {line}: {what}")]
    Row {
        /// The line, counted from 1.
        line: u64,
        /// What is wrong.
        what: String,
    },
}

#[derive(Deserialize)]
struct Row {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    cargo: String,
    lat: Option<f64>,
    lon: Option<f64>,
    pos_uncertainty_km: Option<f64>,
    quantity_t: Option<f64>,
}

/// The transfers of a catalogue (CSV with the columns `id`, `type`, `cargo`, `lat`, `lon`, `pos_uncertainty_km` and `quantity_t`),
/// and the rows that are none or lack a place.
///
/// # Errors
/// When it is no such CSV, or a transfer in it has a cargo, a place or a figure that none can have.
pub fn documented_in(catalogue: &str) -> Result<(Vec<Documented>, Vec<LeftOut>), DocumentedError> {
    let (mut documented, mut left_out) = (Vec::new(), Vec::new());
    let mut reader = csv::Reader::from_reader(catalogue.as_bytes());
    let head = reader.headers()?.clone();
    for row in reader.records() {
        let record = row?;
        let line = record.position().map_or(0, csv::Position::line);
        let row: Row = record.deserialize(Some(&head))?;
        let id = row.id.clone();
        match row.documented() {
            Ok(transfer) => documented.push(transfer),
            Err(Unfit::LeftOut(why)) => left_out.push(LeftOut { id, why }),
            Err(Unfit::Wrong(what)) => return Err(DocumentedError::Row { line, what }),
        }
    }
    Ok((documented, left_out))
}

/// Why a row is not told again.
enum Unfit {
    /// It says too little, or is about something else.
    LeftOut(&'static str),
    /// It says what cannot be.
    Wrong(String),
}

/// More than that off, a place is none: some are known to a sea alone, 400 km (catalogue).
const FARTHEST_KM: f64 = 2_000.0;

/// More than the largest ship carries (ore carriers of the Valemax class, 400,000 t).
const MOST_TONNES: f64 = 400_000.0;

impl Row {
    fn documented(self) -> Result<Documented, Unfit> {
        if !matches!(self.kind.as_str(), "sts" | "sts (satellite only)") {
            return Err(Unfit::LeftOut("no transfer at sea to a ship that serves the DPRK"));
        }
        let is_oil = self.is_oil()?;
        let within_km = self.pos_uncertainty_km;
        let within = within_km.map(|km| figure("pos_uncertainty_km", km, 0.0..=FARTHEST_KM)).transpose()?;
        let tonnes =
            self.quantity_t.map(|tonnes| figure("quantity_t", tonnes, 1.0..=MOST_TONNES)).transpose()?;
        let place = self.place()?.ok_or(Unfit::LeftOut("no place was published"))?;
        let within = within.ok_or(Unfit::LeftOut("how sure the place is was not published"))?;
        Ok(Documented { id: self.id, is_oil, place, within: Metres::from_km(within), tonnes })
    }

    /// Oil or dry cargo, by the first word; what was seen by satellite alone is mostly dry.
    fn is_oil(&self) -> Result<bool, Unfit> {
        let cargo = self.cargo.split(" (").next().unwrap_or_default().trim();
        match cargo {
            "oil" => Ok(true),
            "coal" | "iron ore" | "dry cargo" | "unknown" => Ok(false),
            _ => Err(Unfit::Wrong(format!(
                "cargo {cargo:?} is none that can be told again: oil, coal, iron ore, dry cargo or unknown"
            ))),
        }
    }

    fn place(&self) -> Result<Option<Position>, Unfit> {
        let Some((lat, lon)) = self.lat.zip(self.lon) else { return Ok(None) };
        let place = Position::from_degrees(Degrees(lat), Degrees(lon));
        place.map(Some).map_err(|_| Unfit::Wrong(format!("lat {lat}, lon {lon} is no place on Earth")))
    }
}

fn figure(column: &str, value: f64, range: std::ops::RangeInclusive<f64>) -> Result<f64, Unfit> {
    let wrong = || Unfit::Wrong(format!("{column} is {value:?}, not {} to {}", range.start(), range.end()));
    range.contains(&value).then_some(value).ok_or_else(wrong)
}

/// Tells each again; returns those for which the simulated sea has no open water where they were.
pub(crate) fn retell(world: &mut World<'_>, documented: &[Documented]) -> Vec<LeftOut> {
    let mut left_out = Vec::new();
    for (number, transfer) in documented.iter().enumerate() {
        match open_water(world, transfer) {
            Some(place) => tell(world, transfer, place, number),
            None => left_out.push(LeftOut {
                id: transfer.id.clone(),
                why: "no open water of the simulated seas is there",
            }),
        }
    }
    left_out
}

/// Somewhere within what is known of the place, evenly.
fn open_water(world: &mut World<'_>, transfer: &Documented) -> Option<Position> {
    const TRIES: usize = 200;
    const SHORE: Metres = Metres(2000.0);
    (0..TRIES).find_map(|_| {
        let away = Metres(transfer.within.0 * world.dice.unit().sqrt());
        let at = stepped(transfer.place, Step::polar(world.dice.direction(), away));
        (world.chart.shore_distance(at) >= SHORE && world.lanes.reaches(at)).then_some(at)
    })
}

/// Inside the line off Nampo no ship of the DPRK is heard; elsewhere the ways of the other stories take turns.
fn tell(world: &mut World<'_>, transfer: &Documented, place: Position, number: usize) {
    let hidden = is_inside_the_line(place);
    let drawn = if transfer.is_oil { Tryst::oil_at(world, place) } else { Tryst::coal_at(world, place) };
    let tryst = Tryst { tonnes: transfer.tonnes.unwrap_or(drawn.tonnes), ..drawn };
    match (transfer.is_oil, hidden, number % 4) {
        (false, ..) => {
            let dark = hidden || world.dice.chance(0.3);
            coal_voyage::tell_at(world, tryst, dark.then_some(DarkSide::One));
        }
        (true, true, 0 | 2) | (true, false, 0) => oil_partner_dark::tell_at(world, tryst),
        (true, true, _) | (true, false, 1) => oil_both_dark::tell_at(world, tryst),
        (true, false, 2) => oil_identity_change::tell_at(world, tryst),
        (true, false, _) => oil_open::tell_at(world, tryst),
    }
    if let Some(incident) = world.incidents.last_mut() {
        incident.story = format!("{} {}", transfer.id, incident.story);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, reconstruct};

    const CATALOGUE: &str = "id,type,cargo,lat,lon,pos_uncertainty_km,quantity_t
O1,sts,oil (likely),31.2,124.1,55,900
S1,sts (satellite only),unknown,38.53,124.83,15,
O2,sts,oil,,,,
C1,port_load,coal,38.72,125.4,5,
C2,sts,coal,20.3,-30.0,5,
";

    #[test]
    fn transfers_with_a_place_are_told_there_again_and_the_others_are_said() {
        let (documented, unfit) = documented_in(CATALOGUE).unwrap();
        let options = Options { days: 10, vessels: 40, ..Options::default() };
        let (world, left_out) = reconstruct(&options, &documented);
        let ids = |left_out: &[LeftOut]| left_out.iter().map(|row| row.id.clone()).collect::<Vec<_>>();
        assert_eq!((ids(&unfit), ids(&left_out)), (vec!["O2".into(), "C1".into()], vec!["C2".to_owned()]));
        let told = |id: &str| world.truth().incidents.iter().find(|row| row.story.starts_with(id)).unwrap();
        let (oil, dry) = (told("O1 oil_"), told("S1 coal_voyage"));
        assert_eq!(oil.tonnes, 900.0);
        let off = |lat: f64, lon: f64| Position::from_degrees(Degrees(lat), Degrees(lon)).unwrap();
        assert!(oil.position().unwrap().distance(off(31.2, 124.1)) < Metres::from_km(65.0));
        assert!(dry.position().unwrap().distance(off(38.53, 124.83)) < Metres::from_km(20.0));
        assert_eq!(world.truth().incidents.len(), 2);
    }

    #[test]
    fn a_transfer_that_cannot_have_been_is_refused_with_its_line_and_one_that_can_is_told() {
        let read = |row: &str| documented_in(&format!("{CATALOGUE}{row}\n"));
        for (row, told) in [
            ("X1,sts,gold,31.2,124.1,55,900", "line 7: cargo \"gold\""),
            ("X1,sts,oil,31.2,124.1,-5,900", "line 7: pos_uncertainty_km is -5.0"),
            ("X1,sts,oil,31.2,124.1,NaN,900", "line 7: pos_uncertainty_km is NaN"),
            ("X1,sts,oil,31.2,124.1,55,-900", "line 7: quantity_t is -900.0"),
            ("X1,sts,oil,31.2,124.1,55,1e300", "line 7: quantity_t is 1e300"),
            ("X1,sts,oil,95,124.1,55,900", "line 7: lat 95"),
        ] {
            let error = read(row).unwrap_err().to_string();
            assert!(error.starts_with(told), "{row}: {error}");
        }
        for row in [
            "X1,sts,oil (suspected),31.2,124.1,400,25000",
            "X1,sts,coal,31.2,124.1,0,",
            "X1,port_load,gold,,,,",
        ] {
            assert!(read(row).is_ok(), "{row}");
        }
    }

    #[test]
    fn a_catalogue_without_the_columns_is_refused() {
        assert!(documented_in("id,name\nO1,KOTI\n").is_err());
    }
}
