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
#[error("incidents: {0}")]
pub struct DocumentedError(#[from] csv::Error);

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
/// When it is no such CSV.
pub fn documented_in(catalogue: &str) -> Result<(Vec<Documented>, Vec<LeftOut>), DocumentedError> {
    let (mut documented, mut left_out) = (Vec::new(), Vec::new());
    for row in csv::Reader::from_reader(catalogue.as_bytes()).deserialize() {
        let row: Row = row?;
        let id = row.id.clone();
        match row.documented() {
            Ok(transfer) => documented.push(transfer),
            Err(why) => left_out.push(LeftOut { id, why }),
        }
    }
    Ok((documented, left_out))
}

impl Row {
    fn documented(self) -> Result<Documented, &'static str> {
        if !matches!(self.kind.as_str(), "sts" | "sts (satellite only)") {
            return Err("no transfer at sea to a ship that serves the DPRK");
        }
        let place = self.lat.zip(self.lon);
        let place = place.and_then(|(lat, lon)| Position::from_degrees(Degrees(lat), Degrees(lon)).ok());
        Ok(Documented {
            id: self.id,
            is_oil: self.cargo.starts_with("oil"),
            place: place.ok_or("no place was published")?,
            within: Metres::from_km(
                self.pos_uncertainty_km.ok_or("how sure the place is was not published")?,
            ),
            tonnes: self.quantity_t,
        })
    }
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
    fn a_catalogue_without_the_columns_is_refused() {
        assert!(documented_in("id,name\nO1,KOTI\n").is_err());
    }
}
