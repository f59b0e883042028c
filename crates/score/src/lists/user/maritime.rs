//! The table `maritime.csv` of OpenSanctions: a row for each IMO number of a vessel or company, `;` between several values.

use serde::Deserialize;

use super::super::row::{self, LeftOut};
use super::super::{ListSource, Listing, RowFault};
use super::is_of_dprk;

#[derive(Deserialize)]
struct Row {
    r#type: String,
    caption: String,
    imo: String,
    #[serde(default)]
    countries: String,
    #[serde(default)]
    flag: String,
    #[serde(default)]
    mmsi: String,
    datasets: String,
    #[serde(default)]
    aliases: String,
}

/// The vessels that the table ties to the DPRK.
pub(super) fn listings(table: &str, source: impl Fn(Vec<String>) -> ListSource) -> (Vec<Listing>, LeftOut) {
    row::sorted(row::records(table, |row: Row| row.listings(&source)))
}

impl Row {
    fn listings(&self, source: impl Fn(Vec<String>) -> ListSource) -> Result<Vec<Listing>, RowFault> {
        if self.r#type != "VESSEL" {
            return Err(RowFault::NoShip);
        }
        let mut told =
            row::parts(&self.countries).chain(row::parts(&self.flag)).chain(row::parts(&self.datasets));
        if !told.any(is_of_dprk) {
            return Err(RowFault::NoDprk);
        }
        let listing = Listing {
            name: self.caption.trim().to_owned(),
            other_names: owned(&self.aliases),
            imo: None,
            mmsis: row::parts(&self.mmsi).map(row::mmsi).collect::<Result<_, _>>()?,
            call_signs: Vec::new(),
            list: source(owned(&self.datasets)),
            first_listed: None,
            listed_by: None,
            stood_on: None,
            delisted: None,
        };
        listing.under_each(row::parts(&self.imo))
    }
}

fn owned(field: &str) -> Vec<String> {
    row::parts(field).map(str::to_owned).collect()
}
