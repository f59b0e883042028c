//! 1/25: dangerous cargo (IMO SN.1/Circ.289, annex, Dangerous cargo indication).

use crate::few::Few;
use crate::layout::{bit_table, records};

bit_table! {
    /// What is dangerous on board. 12 bits and up to 28 cargoes.
    pub struct DangerousCargo25 {
        /// Unit of the amount: 1 kilogram, 2 tonne, 3 1000 tonnes; 0 not available.
        0..2 unit: u8,
        /// How much; 0 not available.
        2..12 amount: u16;
        /// The cargoes.
        12.. cargos: Few<Cargo, 28>,
    }
}

bit_table! {
    /// One cargo. 17 bits.
    pub struct Cargo {
        /// Which code names it: 1 IMDG, 2 IGC, 3 BC, 4 MARPOL annex I, 5 annex II, 6 regional; 0 not available.
        0..4 code: u8,
        /// Class, type or UN number in that code.
        4..17 subtype: u16,
    }
}

records!(Cargo: 17);
