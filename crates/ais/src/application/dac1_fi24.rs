//! 1/24: more about a ship and its voyage (IMO SN.1/Circ.289, annex, Extended ship static and voyage-related data).

use crate::application::words;
use crate::field::Meaning;
use crate::layout::bit_table;
use crate::scale::{hundredths, whole};
use crate::text::Text;

bit_table! {
    /// What type 5 has no room for. 294 bits and 10 spare.
    /// States of equipment: 0 not available, 1 works, 2 does not work, 3 no data.
    pub struct ExtendedStatic {
        /// Links it to a text; 0 for none.
        0..10 linkage: u16,
        /// Height above water, 0.01 m; 8191 is 81.91 or more, 0 not available.
        10..23 airdraught: u16 => hundredths(1, 8191, 0),
        /// Last port, UN/LOCODE.
        23..53 lastport: Text<5>,
        /// Next port, UN/LOCODE.
        53..83 nextport: Text<5>,
        /// The port after it, UN/LOCODE.
        83..113 secondport: Text<5>,
        /// Class A AIS.
        113..115 ais_state: u8,
        /// Automatic tracking aid.
        115..117 ata_state: u8,
        /// Bridge watch alarm.
        117..119 bnwas_state: u8,
        /// ECDIS back-up.
        119..121 ecdisb_state: u8,
        /// Paper charts.
        121..123 chart_state: u8,
        /// Echo sounder.
        123..125 sounder_state: u8,
        /// Electronic plotting aid.
        125..127 epaid_state: u8,
        /// Emergency steering gear.
        127..129 steer_state: u8,
        /// Satellite positioning.
        129..131 gnss_state: u8,
        /// Gyro compass.
        131..133 gyro_state: u8,
        /// LRIT.
        133..135 lrit_state: u8,
        /// Magnetic compass.
        135..137 magcomp_state: u8,
        /// NAVTEX.
        137..139 navtex_state: u8,
        /// Radar with plotting aid.
        139..141 arpa_state: u8,
        /// S-band radar.
        141..143 sband_state: u8,
        /// X-band radar.
        143..145 xband_state: u8,
        /// HF radio.
        145..147 hfradio_state: u8,
        /// INMARSAT.
        147..149 inmarsat_state: u8,
        /// MF radio.
        149..151 mfradio_state: u8,
        /// VHF radio.
        151..153 vhfradio_state: u8,
        /// Speed log over ground.
        153..155 grndlog_state: u8,
        /// Speed log through water.
        155..157 waterlog_state: u8,
        /// Transmitting heading device.
        157..159 thd_state: u8,
        /// Track control.
        159..161 tcs_state: u8,
        /// Voyage data recorder.
        161..163 vdr_state: u8,
        /// Not used.
        163..165 spare: u8 => Meaning::Spare,
        /// Ice class; 15 not available.
        165..169 iceclass: u8 => Meaning::Code(words::ice_class),
        /// Shaft horsepower; 262142 is that or more, 262143 not available.
        169..187 horsepower: u32 => whole(0, 262142, 262143),
        /// VHF working channel (M.1084); 0 not available.
        187..199 vhfchan: u16 => whole(1, 4095, 0),
        /// Type of ship by Lloyd's STATCODE 5.
        199..241 lshiptype: Text<7>,
        /// Gross tonnage; 262142 is that or more, 262143 not available.
        241..259 tonnage: u32 => whole(0, 262142, 262143),
        /// Laden or in ballast.
        259..261 lading: u8 => Meaning::Code(words::lading),
        /// Heavy fuel bunkered: 1 no, 2 yes, 0 not available.
        261..263 heavyoil: u8,
        /// Light fuel bunkered: 1 no, 2 yes, 0 not available.
        263..265 lightoil: u8,
        /// Diesel bunkered: 1 no, 2 yes, 0 not available.
        265..267 dieseloil: u8,
        /// Bunkers, tonne; 16382 is that or more, 16383 not available.
        267..281 totaloil: u16 => whole(0, 16382, 16383),
        /// Persons on board; 8191 is that or more, 0 not available.
        281..294 persons: u16 => whole(1, 8191, 0),
    }
}
