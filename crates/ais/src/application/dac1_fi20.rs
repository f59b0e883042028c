//! 1/20: a berth and what is to be had there (IMO SN.1/Circ.289, annex, Berthing data).

use crate::application::moment::MonthTime;
use crate::application::words;
use crate::field::Meaning;
use crate::layout::bit_table;
use crate::scale::{LATITUDE_3, LONGITUDE_3, tenths, whole};
use crate::text::Text;

bit_table! {
    /// A berth. 272 bits. Services: 0 not available, 1 available, 2 not, 3 unknown.
    pub struct Berthing {
        /// Links it to a text; 0 for none.
        0..10 linkage: u16,
        /// Length, metre; 511 is 511 or more, 0 not available.
        10..19 berth_length: u16 => whole(1, 511, 0),
        /// Depth, 0.1 m; 255 is 25.5 or more, 0 not available.
        19..27 berth_depth: u8 => tenths(1, 255, 0),
        /// How to moor.
        27..30 position: u8 => Meaning::Code(words::mooring),
        /// When to come (UTC).
        30..50 arrival: MonthTime,
        /// Whether what follows is meant.
        50..51 availability: bool => Meaning::Digit,
        /// Agent.
        51..53 agent: u8,
        /// Bunker fuel.
        53..55 fuel: u8,
        /// Chandler.
        55..57 chandler: u8,
        /// Stevedore.
        57..59 stevedore: u8,
        /// Electricity.
        59..61 electrical: u8,
        /// Potable water.
        61..63 water: u8,
        /// Customs house.
        63..65 customs: u8,
        /// Cartage.
        65..67 cartage: u8,
        /// Cranes.
        67..69 crane: u8,
        /// Lifts.
        69..71 lift: u8,
        /// Medical facilities.
        71..73 medical: u8,
        /// Navigation repair.
        73..75 navrepair: u8,
        /// Provisions.
        75..77 provisions: u8,
        /// Ship repair.
        77..79 shiprepair: u8,
        /// Surveyor.
        79..81 surveyor: u8,
        /// Steam.
        81..83 steam: u8,
        /// Tugs.
        83..85 tugs: u8,
        /// Solid waste disposal.
        85..87 solidwaste: u8,
        /// Liquid waste disposal.
        87..89 liquidwaste: u8,
        /// Hazardous waste disposal.
        89..91 hazardouswaste: u8,
        /// Reserved ballast exchange.
        91..93 ballast: u8,
        /// Additional services.
        93..95 additional: u8,
        /// Regional.
        95..97 regional1: u8,
        /// Regional.
        97..99 regional2: u8,
        /// Reserved.
        99..101 future1: u8,
        /// Reserved.
        101..103 future2: u8,
        /// Name of the berth.
        103..223 berth_name: Text<20>,
        /// 1/1000 minute east; 181 degrees not available.
        223..248 berth_lon: i32 => LONGITUDE_3,
        /// 1/1000 minute north; 91 degrees not available.
        248..272 berth_lat: i32 => LATITUDE_3,
    }
}
