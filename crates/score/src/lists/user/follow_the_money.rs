//! Entities of FollowTheMoney, one JSON object a line: vessels, with the sanctions that stand in them or beside them.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::super::row::{self, LeftOut};
use super::super::{ListDate, ListSource, Listing, RowFault};
use super::is_of_dprk;

/// A property has a list of values, each a text or, where entities are nested, an entity.
#[derive(Deserialize)]
struct Entity {
    #[serde(default)]
    id: String,
    schema: String,
    #[serde(default)]
    caption: String,
    properties: BTreeMap<String, Vec<Value>>,
    #[serde(default)]
    datasets: Vec<String>,
    /// When OpenSanctions saw it first: listed then at the latest.
    first_seen: Option<String>,
    /// And when it saw it last.
    last_seen: Option<String>,
}

/// Whether a line is an entity.
pub(super) fn is_entity(line: &str) -> bool {
    serde_json::from_str::<Entity>(line).is_ok()
}

/// The vessels that the entities tie to the DPRK.
pub(super) fn listings(text: &str, source: impl Fn(Vec<String>) -> ListSource) -> (Vec<Listing>, LeftOut) {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let entities: Vec<(u64, Option<Entity>)> =
        lines.map(|(at, line)| (at, serde_json::from_str(line).ok())).collect();
    let sanctions = sanctions(entities.iter().filter_map(|(_, entity)| entity.as_ref()));
    row::sorted(entities.iter().map(|(line, entity)| {
        let beside = |id: &str| sanctions.get(id).map_or(&[][..], Vec::as_slice);
        let read = entity.as_ref().ok_or(RowFault::Unreadable);
        (*line, read.and_then(|entity| entity.listings(beside(&entity.id), &source)))
    }))
}

/// The sanctions that stand beside the vessels, by the id of whom they are on.
fn sanctions<'e>(entities: impl Iterator<Item = &'e Entity>) -> BTreeMap<&'e str, Vec<&'e Entity>> {
    let mut sanctions = BTreeMap::<_, Vec<_>>::new();
    for sanction in entities.filter(|entity| entity.schema == "Sanction") {
        for id in sanction.texts("entity") {
            sanctions.entry(id).or_default().push(sanction);
        }
    }
    sanctions
}

impl Entity {
    fn listings(
        &self,
        beside: &[&Self],
        source: impl Fn(Vec<String>) -> ListSource,
    ) -> Result<Vec<Listing>, RowFault> {
        if self.schema != "Vessel" {
            return Err(RowFault::NoShip);
        }
        let nested = self.nested("sanctions");
        let sanctions: Vec<&Self> = nested.iter().chain(beside.iter().copied()).collect();
        if !self.is_tied_to_dprk(&sanctions) {
            return Err(RowFault::NoDprk);
        }
        let listing = Listing {
            name: self.name().to_owned(),
            other_names: self.other_names(),
            imo: None,
            mmsis: self.texts("mmsi").map(row::mmsi).collect::<Result<_, _>>()?,
            call_signs: self.texts("callSign").map(str::to_owned).collect(),
            list: source(self.lists()),
            first_listed: first_listed(self, &sanctions),
            listed_by: self.first_seen.as_deref().and_then(date_of),
            stood_on: self.last_seen.as_deref().and_then(date_of),
            delisted: delisted(&sanctions),
        };
        listing.under_each(self.texts("imoNumber"))
    }

    fn is_tied_to_dprk(&self, sanctions: &[&Self]) -> bool {
        const COUNTRIES: [&str; 4] = ["flag", "pastFlags", "country", "jurisdiction"];
        const PROGRAMMES: [&str; 2] = ["program", "programId"];
        let own = COUNTRIES.into_iter().chain(PROGRAMMES).flat_map(|property| self.texts(property));
        let of = sanctions.iter().flat_map(|sanction| {
            PROGRAMMES.into_iter().flat_map(|property| sanction.texts(property)).chain(sanction.datasets())
        });
        own.chain(self.datasets()).chain(of).any(is_of_dprk)
    }

    /// The first name that it has, or what it is called in lists.
    fn name(&self) -> &str {
        let caption = Some(self.caption.as_str()).filter(|caption| !caption.is_empty());
        caption.or_else(|| self.texts("name").next()).unwrap_or_default().trim()
    }

    fn other_names(&self) -> Vec<String> {
        let names = ["name", "previousName", "alias", "weakAlias"]
            .into_iter()
            .flat_map(|property| self.texts(property));
        names.filter(|name| *name != self.name()).map(str::to_owned).collect()
    }

    /// The datasets that it is of, or who published it where it names none.
    fn lists(&self) -> Vec<String> {
        let named: Vec<String> = self.datasets().map(str::to_owned).collect();
        if named.is_empty() { self.texts("publisher").map(str::to_owned).collect() } else { named }
    }

    fn datasets(&self) -> impl Iterator<Item = &str> {
        self.datasets.iter().map(String::as_str)
    }

    fn texts(&self, property: &str) -> impl Iterator<Item = &str> {
        let values = self.properties.get(property).into_iter().flatten();
        values.filter_map(Value::as_str).map(str::trim).filter(|text| !text.is_empty())
    }

    fn nested(&self, property: &str) -> Vec<Self> {
        let values = self.properties.get(property).into_iter().flatten();
        values.filter_map(|value| Self::deserialize(value).ok()).collect()
    }
}

/// The first date that a sanction, or the vessel itself, gives.
fn first_listed(vessel: &Entity, sanctions: &[&Entity]) -> Option<ListDate> {
    let dates = std::iter::once(vessel).chain(sanctions.iter().copied()).flat_map(|entity| {
        ["listingDate", "startDate"].into_iter().flat_map(|property| entity.texts(property))
    });
    ListDate::earliest(dates.filter_map(date_of))
}

/// The date on which the last sanction ended, where each of them did.
fn delisted(sanctions: &[&Entity]) -> Option<ListDate> {
    let ends =
        sanctions.iter().map(|sanction| ListDate::latest(sanction.texts("endDate").filter_map(date_of)));
    ListDate::latest(ends.collect::<Option<Vec<_>>>()?.into_iter())
}

/// The date of a moment, be it a month or a year alone.
fn date_of(moment: &str) -> Option<ListDate> {
    ListDate::read(moment.split(['T', ' ']).next()?).ok()
}
