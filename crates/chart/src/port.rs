//! Ports: names, codes and places of the World Port Index, and what the trade under sanction does there.

use model::{Degrees, Position};
use serde::Deserialize;

use crate::table;

/// A port of the World Port Index (NGA Pub. 150) or of the compiled list of DPRK ports.
#[derive(Debug, Clone, PartialEq)]
pub struct Port {
    /// Its name: as indexed, for DPRK ports the usual one.
    pub name: String,
    /// UN/LOCODE without a space, where it has one.
    pub unlocode: Option<String>,
    /// ISO 3166 alpha-2 code of the country.
    pub country: String,
    /// The indexed place, to about a minute: the middle of a town or of a harbour, not a berth.
    pub position: Position,
    /// What it matters for.
    pub roles: PortRoles,
    /// Who says so: `WPI` and the index number, or the sources of a compiled entry.
    pub source: String,
}

/// What a port matters for; all false for most ports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts of a port, as columns of a table")]
pub struct PortRoles {
    /// In the Democratic People's Republic of Korea.
    pub dprk: bool,
    /// A DPRK port that receives oil from tankers.
    pub oil_terminal: bool,
    /// A DPRK port that loads coal.
    pub coal_loading: bool,
    /// A foreign port at which DPRK coal was landed, by the record of incidents.
    pub coal_import: bool,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    unlocode: Option<String>,
    country: String,
    lat: f64,
    lon: f64,
    roles: String,
    source: String,
}

impl Port {
    pub(crate) fn builtin() -> Vec<Self> {
        table::rows::<Row>(include_str!("../data/ports.csv")).into_iter().map(Self::from).collect()
    }
}

impl From<Row> for Port {
    fn from(row: Row) -> Self {
        Self {
            roles: PortRoles::of(&row.country, &row.roles),
            name: row.name,
            unlocode: row.unlocode,
            country: row.country,
            position: table::place(Degrees(row.lat), Degrees(row.lon)),
            source: row.source,
        }
    }
}

impl PortRoles {
    fn of(country: &str, words: &str) -> Self {
        let has = |role| words.split(' ').any(|word| word == role);
        Self {
            dprk: country == "KP",
            oil_terminal: has("oil_terminal"),
            coal_loading: has("coal_loading"),
            coal_import: has("coal_import"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(name: &str) -> PortRoles {
        Port::builtin().into_iter().find(|port| port.name == name).unwrap().roles
    }

    #[test]
    fn nampo_takes_oil_and_loads_coal_while_incheon_does_neither() {
        let both = PortRoles { dprk: true, oil_terminal: true, coal_loading: true, coal_import: false };
        assert_eq!(roles("Nampo"), both);
        assert_eq!(roles("Inchon"), PortRoles::default());
    }

    #[test]
    fn dprk_coal_was_landed_at_longkou_but_not_at_qingdao() {
        assert!(roles("Longkou Gang").coal_import);
        assert!(!roles("Qingdao Gang").coal_import);
    }

    #[test]
    fn every_port_has_a_country_and_a_source() {
        for port in Port::builtin() {
            assert!(
                port.country.len() == 2 && port.country.bytes().all(|c| c.is_ascii_uppercase()),
                "{port:?}"
            );
            assert!(!port.source.is_empty() && !port.name.is_empty(), "{port:?}");
            assert!(port.unlocode.as_ref().is_none_or(|code| code.len() == 5), "{port:?}");
        }
    }

    #[test]
    fn transfer_sites_off_nampo_are_no_ports() {
        assert!(
            Port::builtin().iter().all(|port| !port.name.contains("Sokto") && !port.name.contains("Cho-do"))
        );
    }
}
