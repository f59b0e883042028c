//! The registry: numbers and names that no two hulls share.

use std::collections::BTreeSet;

use model::Mmsi;

use crate::dice::Dice;
use crate::hull::{Identity, Kind};

/// Hands out identities.
#[derive(Debug)]
pub(crate) struct Registry {
    dice: Dice,
    mmsis: BTreeSet<u32>,
    imos: BTreeSet<u32>,
    names: BTreeSet<String>,
}

const FIRST: [&str; 24] = [
    "PACIFIC", "OCEAN", "GOLDEN", "ORIENTAL", "HAI", "XIN", "SUNNY", "KOREA", "EASTERN", "GLORY", "STAR",
    "BLUE", "HANA", "DONG", "ASIAN", "GREAT", "SEA", "JIN", "YUAN", "HUA", "MARU", "DAE", "SILVER", "NEW",
];
const SECOND: [&str; 24] = [
    "HOPE", "PIONEER", "DRAGON", "BRIDGE", "FORTUNE", "TRADER", "VENUS", "HARMONY", "PEARL", "SPIRIT",
    "CARRIER", "WIND", "PHOENIX", "LUCK", "EXPRESS", "SHENG", "YANG", "FENG", "HO", "SAN", "WAVE", "GRACE",
    "JOY", "CROWN",
];
const DPRK: [&str; 14] =
    ["KUM", "UN", "CHON", "MYONG", "RYE", "SONG", "PAEK", "MA", "YU", "PHYONG", "SAM", "JONG", "NAM", "KANG"];

impl Registry {
    pub(crate) fn new(dice: Dice) -> Self {
        Self { dice, mmsis: BTreeSet::new(), imos: BTreeSet::new(), names: BTreeSet::new() }
    }

    /// An identity under a flag, given by its Maritime Identification Digits.
    pub(crate) fn identity(&mut self, kind: Kind, mid: u32) -> Identity {
        let large = !matches!(kind, Kind::Fishing | Kind::Pilot | Kind::Barge | Kind::Tug);
        Identity {
            mmsi: self.mmsi(mid),
            name: self.name(kind, mid),
            call_sign: self.call_sign(mid),
            imo: if large { self.imo() } else { 0 },
            ship_type: kind.ship_type() + if large && self.dice.chance(0.2) { 9 } else { 0 },
            size: None,
        }
    }

    /// The same ship under another name.
    pub(crate) fn renamed(&mut self, identity: &Identity, kind: Kind, mid: u32) -> Identity {
        Identity { name: self.name(kind, mid), ..identity.clone() }
    }

    /// The same ship under another name and flag: its IMO number stays.
    pub(crate) fn reflagged(&mut self, identity: &Identity, kind: Kind, mid: u32) -> Identity {
        let (mmsi, call_sign) = (self.mmsi(mid), self.call_sign(mid));
        Identity { mmsi, call_sign, ..self.renamed(identity, kind, mid) }
    }

    fn mmsi(&mut self, mid: u32) -> Mmsi {
        loop {
            let number = mid * 1_000_000 + 1_000 + self.dice.below(998_000) as u32;
            if self.mmsis.insert(number) {
                return Mmsi::try_from(number).expect("a MID and six digits make nine");
            }
        }
    }

    /// An IMO number with its check digit: of ships built of late, of older ones too once those are all given away.
    fn imo(&mut self) -> u32 {
        let mut taken = 0;
        loop {
            let range = wider(75_000, taken).min(885_000);
            let six = (985_000 - range + self.dice.below(range)) as u32;
            let sum: u32 = (0..6).map(|k| six / 10u32.pow(k) % 10 * (k + 2)).sum();
            if self.imos.insert(six * 10 + sum % 10) {
                return six * 10 + sum % 10;
            }
            taken += 1;
        }
    }

    fn name(&mut self, kind: Kind, mid: u32) -> String {
        let mut taken = 0;
        loop {
            let name = self.try_name(kind, mid, taken);
            if self.names.insert(name.clone()) {
                return name;
            }
            taken += 1;
        }
    }

    /// A name that may be taken, as so many were that were tried before.
    fn try_name(&mut self, kind: Kind, mid: u32, taken: usize) -> String {
        let dice = &mut self.dice;
        let number = 1 + dice.below(wider(98, taken));
        match (kind, mid) {
            (Kind::Fishing, 412 | 413 | 150) => {
                let province = *dice.pick(&["ZHELING", "LURONG", "LIAODAN", "SUQI", "ZHEXIANG", "LUWEI"]);
                format!("{province}YU{}", 10_000 + dice.below(wider(80_000, taken)))
            }
            (Kind::Fishing, _) => format!("NO.{number} {}HO", dice.pick(&SECOND)),
            (Kind::Bunker, _) => format!("BUNKER {} {number}", dice.pick(&FIRST)),
            (Kind::Pilot, _) => format!("PILOT {}", 100 + dice.below(wider(900, taken))),
            (Kind::Tug, _) => format!("{} TUG {number}", dice.pick(&FIRST)),
            (Kind::Barge, _) => format!("{} BARGE {number}", dice.pick(&FIRST)),
            (_, 445) => {
                let (first, second) = (*dice.pick(&DPRK), *dice.pick(&DPRK));
                format!("{first} {second} {}", 1 + dice.below(wider(12, taken)))
            }
            _ if dice.chance(0.4) => format!("{} {} {number}", dice.pick(&FIRST), dice.pick(&SECOND)),
            _ => format!("{} {}", dice.pick(&FIRST), dice.pick(&SECOND)),
        }
    }

    fn call_sign(&mut self, mid: u32) -> String {
        let prefix = match mid {
            440 | 441 => "D7",
            412..=414 => "B",
            431 | 432 => "7J",
            445 => "P7",
            477 => "VR",
            273 => "UB",
            _ => "3E",
        };
        format!("{prefix}{}", 10_000 + self.dice.below(89_999)).chars().take(7).collect()
    }
}

/// A range of numbers, twice as wide for every thirty-two draws that were taken: a fleet of any size finds some that are free.
fn wider(range: usize, taken: usize) -> usize {
    range << (taken / 32).min(20)
}

#[cfg(test)]
mod tests {
    use model::Imo;

    use super::*;

    #[test]
    fn fleets_larger_than_the_names_and_imo_numbers_in_use_find_more_of_them() {
        let mut registry = Registry::new(Dice::new(1, 1));
        let boats: BTreeSet<String> = (0..5_000).map(|_| registry.name(Kind::Fishing, 440)).collect();
        assert_eq!(boats.len(), 5_000, "98 numbers with each of 24 words are 2,352");
        assert!(boats.iter().all(|name| name.len() <= 20), "a name on the air has twenty letters");
        let ships: BTreeSet<u32> = (0..90_000).map(|_| registry.imo()).collect();
        assert!(ships.len() == 90_000 && ships.iter().all(|&imo| Imo::try_from(imo).is_ok()));
    }

    #[test]
    fn no_two_hulls_share_a_number_and_imo_numbers_check() {
        let mut registry = Registry::new(Dice::new(1, 1));
        let all: Vec<Identity> = (0..500).map(|_| registry.identity(Kind::Tanker, 445)).collect();
        let numbers: BTreeSet<Mmsi> = all.iter().map(|identity| identity.mmsi).collect();
        assert_eq!(numbers.len(), 500);
        for identity in all {
            assert_eq!(identity.mmsi.mid(), Some(445));
            assert!(Imo::try_from(identity.imo).is_ok(), "{identity:?}");
        }
    }
}
