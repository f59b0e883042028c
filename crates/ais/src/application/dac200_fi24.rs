//! 200/24: water levels (Inland AIS, VTT standard 1.2, table 2.12).

use crate::application::sign::Level;
use crate::few::Few;
use crate::layout::{bit_table, records};
use crate::text::Text;

bit_table! {
    /// Water at up to four gauges. 112 bits.
    pub struct WaterLevels {
        /// Country.
        0..12 country: Text<2>;
        /// The gauges.
        12.. gauges: Few<Gauge, 4>,
    }
}

bit_table! {
    /// Water at one gauge. 25 bits.
    pub struct Gauge {
        /// National number of the gauge; 0 not available.
        0..11 id: u16,
        /// Water level, 0.01 m; 0 not available.
        11..25 level: Level,
    }
}

records!(Gauge: 25);
