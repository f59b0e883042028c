//! The sea: coast, ports, anchorages and dated areas.
//!
//! Every stage after track building asks where something happened: how far off shore, near which port, in a
//! listed anchorage, inside an area where transfers are on record. A [`Chart`] answers from tables that are
//! built in, each made by `tools/chart` from sources named in `data/SOURCES.md`. It opens no file.
//!
//! The coast is Natural Earth's at 1:10 million as the npm package world-atlas carries it, on a lattice of
//! 0.0036 degree of longitude by 0.0017 degree of latitude. A coast line stands within some hundreds of metres
//! of the true one, small islands are missing, and narrow waters are land: the Taedong at Songnim, the harbour of
//! Wonsan, most river ports; 2,066 of the 3,772 charted ports stand on land. Nampo's indexed place is water, 0.6 km
//! from the charted shore. So "on land" by itself says little of a fix within a kilometre or two of the coast.

mod anchorage;
mod area;
mod chart;
mod coast;
mod coastline;
mod port;
mod seaways;
mod space;
mod table;

pub use anchorage::Anchorage;
pub use area::{Area, AreaCargo};
pub use chart::Chart;
pub use coastline::{Coastline, CoastlineError};
pub use port::{Port, PortRoles};
pub use seaways::{Legs, Outing, Seaways};
