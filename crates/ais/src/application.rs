//! What is said inside the binary messages 6, 8, 25 and 26: one file an application, each a table of bits.
//!
//! Files are named by designated area code and function identifier. Offsets count from the start of the data, so
//! that one table serves all four messages. A content is read when its data are as long as it says; else it stays
//! bits.

mod dac1_fi0;
mod dac1_fi11;
mod dac1_fi12;
mod dac1_fi13;
mod dac1_fi14;
mod dac1_fi16;
mod dac1_fi16_targets;
mod dac1_fi17;
mod dac1_fi18;
mod dac1_fi19;
mod dac1_fi2;
mod dac1_fi20;
mod dac1_fi21;
mod dac1_fi22;
mod dac1_fi24;
mod dac1_fi25;
mod dac1_fi26;
mod dac1_fi27;
mod dac1_fi29;
mod dac1_fi3;
mod dac1_fi31;
mod dac1_fi32;
mod dac1_fi4;
mod dac1_fi5;
mod dac200_fi10;
mod dac200_fi21;
mod dac200_fi22;
mod dac200_fi23;
mod dac200_fi24;
mod dac200_fi40;
mod dac200_fi55;
mod dac235_fi10;
mod dac367_fi33;
mod moment;
mod sensor;
mod sign;
mod words;

pub use dac1_fi0::FreeText;
pub use dac1_fi2::FunctionInquiry;
pub use dac1_fi3::CapabilityInquiry;
pub use dac1_fi4::CapabilityReply;
pub use dac1_fi5::ApplicationAck;
pub use dac1_fi11::Meteorology11;
pub use dac1_fi12::DangerousCargo12;
pub use dac1_fi13::Fairway13;
pub use dac1_fi14::{TidalWindow14, Tide14};
pub use dac1_fi16::PersonsOnBoard;
pub use dac1_fi16_targets::{VtsTarget16, VtsTargets16};
pub use dac1_fi17::{TargetId, VtsTarget, VtsTargets};
pub use dac1_fi18::ClearanceTime;
pub use dac1_fi19::TrafficSignal;
pub use dac1_fi20::Berthing;
pub use dac1_fi21::{PlainObservation, ShipWeather, WmoObservation};
pub use dac1_fi22::{AreaNotice, AreaText, Circle, Leg, Legs, Rectangle, ReservedArea, Sector, SubArea};
pub use dac1_fi24::ExtendedStatic;
pub use dac1_fi25::{Cargo, DangerousCargo25};
pub use dac1_fi26::{
    AirGap, Current2d, Current3d, Environmental, HorizontalCurrent, Reading, Salinity, SeaState,
    SiteLocation, StationId, WaterLevel, Weather, Wind,
};
pub use dac1_fi27::{Route, RouteHead, Waypoint};
pub use dac1_fi29::Description;
pub use dac1_fi31::Meteorology31;
pub use dac1_fi32::{TidalWindow32, Tide32};
pub use dac200_fi10::InlandShip;
pub use dac200_fi21::LockArrival;
pub use dac200_fi22::LockAppointment;
pub use dac200_fi23::WeatherWarning;
pub use dac200_fi24::{Gauge, WaterLevels};
pub use dac200_fi40::SignalStatus;
pub use dac200_fi55::InlandPersons;
pub use dac235_fi10::AidMonitoring;
pub use dac367_fi33::{
    UsAirGap, UsCurrent3d, UsEnvironmental, UsHorizontalCurrent, UsReading, UsSiteLocation, UsWeather, UsWind,
};
pub use moment::{DayMonthTime, DayTime, MonthTime};
pub use sensor::{OtherReading, SensorHead, SensorReport};
pub use sign::{Level, Magnitude};

use crate::layout::{Table, Visit};
use crate::payload::Payload;

/// Which application reads binary data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ApplicationId {
    /// Designated area code: whose application it is; 1 is international.
    pub dac: u16,
    /// Function identifier: which application.
    pub fid: u8,
}

/// The one list of contents: identifier and lengths in bits that each has, spare bits and fill included.
macro_rules! contents {
    ($( $(#[$doc:meta])* ($dac:pat, $fid:pat) $(if $of:literal)?, $lengths:expr => $name:ident; )*) => {
        /// What binary data say, if the application is known and the data are well-formed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Content { $( $(#[$doc])* $name($name) ),* }

        impl Content {
            /// Reads the data of an application; `None` when it is not known here or the data have another length.
            pub fn read(id: ApplicationId, data: &Payload) -> Option<Self> {
                let bits = data.bits();
                match (id.dac, id.fid) {
                    $( ($dac, $fid) if ($lengths).contains(&bits) $(&& bits.is_multiple_of($of))? => {
                        Some(Self::$name($name::read(data)))
                    } )*
                    _ => None,
                }
            }

            /// The data, without what a reader does not need.
            ///
            /// `read(id, encode(content)) == content` for every content that `read` returns.
            pub fn encode(&self) -> Payload {
                let mut data = Payload::zeros(match self { $( Self::$name(content) => content.bits() ),* });
                match self { $( Self::$name(content) => content.write(&mut data) ),* }
                data
            }

            /// Shows the rows of the content's table.
            pub(crate) fn show(&self, visitor: &mut impl Visit) {
                match self { $( Self::$name(content) => content.show(visitor) ),* }
            }
        }
    };
}

contents! {
    /// 1/0: free text.
    (1, 0), 12..=936 => FreeText;
    /// 1/2: which applications do you know?
    (1, 2), 16..=80 => FunctionInquiry;
    /// 1/3: which applications of an area code do you know?
    (1, 3), 10..=80 => CapabilityInquiry;
    /// 1/4: the applications that a station knows.
    (1, 4), 138..=264 => CapabilityReply;
    /// 1/5: an application has read a message.
    (1, 5), 31..=80 => ApplicationAck;
    /// 1/11: weather and water, as of SN/Circ.236.
    (1, 11), 290..=312 => Meteorology11;
    /// 1/12: dangerous cargo, as of SN/Circ.236.
    (1, 12), 269..=272 => DangerousCargo12;
    /// 1/13: a closed fairway.
    (1, 13), 412..=416 => Fairway13;
    /// 1/14: tidal windows, as of SN/Circ.236.
    (1, 14), 102..=295 => TidalWindow14;
    /// 1/16: persons on board; 1/40 in older editions.
    (1, 16 | 40), 13..=48 => PersonsOnBoard;
    /// 1/16: targets of a vessel traffic service, as of M.1371-1.
    (1, 16) if 120, 120..=840 => VtsTargets16;
    /// 1/17: targets of a vessel traffic service.
    (1, 17), 120..=487 => VtsTargets;
    /// 1/18: when a ship may enter port.
    (1, 18), 229..=272 => ClearanceTime;
    /// 1/19: traffic signals.
    (1, 19), 202..=304 => TrafficSignal;
    /// 1/20: a berth.
    (1, 20), 272..=272 => Berthing;
    /// 1/21: weather as a ship saw it.
    (1, 21), 301..=304 => ShipWeather;
    /// 1/22 and 1/23: notices about areas.
    (1, 22 | 23), 142..=932 => AreaNotice;
    /// 1/24: more about a ship and its voyage.
    (1, 24), 294..=304 => ExtendedStatic;
    /// 1/25: dangerous cargo.
    (1, 25), 29..=495 => DangerousCargo25;
    /// 1/26: what sensors measured.
    (1, 26) if 112, 112..=896 => Environmental;
    /// 1/27 and 1/28: a route.
    (1, 27 | 28), 61..=949 => Route;
    /// 1/29 and 1/30: text that explains another message.
    (1, 29 | 30), 16..=952 => Description;
    /// 1/31: weather and water.
    (1, 31), 294..=312 => Meteorology31;
    /// 1/32: tidal windows.
    (1, 32), 97..=280 => TidalWindow32;
    /// 200/10: an inland ship.
    (200, 10), 112..=112 => InlandShip;
    /// 200/21: estimated time of arrival at a lock.
    (200, 21), 155..=160 => LockArrival;
    /// 200/22: requested time of arrival at a lock.
    (200, 22), 142..=144 => LockAppointment;
    /// 200/23: a weather warning.
    (200, 23), 194..=200 => WeatherWarning;
    /// 200/24: water levels.
    (200, 24), 37..=119 => WaterLevels;
    /// 200/40: lights of a signal station.
    (200, 40), 101..=112 => SignalStatus;
    /// 200/55: persons on board of an inland ship.
    (200, 55), 29..=112 => InlandPersons;
    /// 235/10 and 250/10: an aid to navigation.
    (235 | 250, 10), 44..=48 => AidMonitoring;
    /// 367/33: what sensors measured, in the US.
    (367, 33) if 112, 112..=896 => UsEnvironmental;
}
