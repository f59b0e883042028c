//! What the transfers on record say of where ships meet in secret, and how large they are.

use model::Metres;
use serde::Serialize;

/// What an unseen meeting is like beside those on record. Of merchant ships most are larger, and many are heard in waters from which
/// nobody carries oil to the DPRK: their silences cross, too.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RecordOptions {
    /// A meeting is no farther than this from the nearest port of the DPRK. Default 1,300 km (56 of 57 transfers at sea with a
    /// published place are within 1,250 km of one; the other is in the Gulf of Tonkin).
    pub within: Metres,
    /// How much likelier, or here less likely, one farther off is. Default 0.2 (design: one in 57, and a margin for what nobody saw).
    pub beyond: f64,
    /// One of two tankers is no longer than this. Default 120 m (tankers that call in the DPRK carry 1,000 to 4,000 t, and few of
    /// 9,000 t are longer).
    pub smaller: Metres,
    /// How much less likely a meeting of two longer ones is. Default 0.3 (simulated: of those told as probable as others a third as many
    /// were right).
    pub both_larger: f64,
    /// And the other no longer than this. Default 150 m (suppliers on record carry up to 17,000 t).
    pub larger: Metres,
    /// How much less likely a meeting with a longer one is. Default 0.5 (simulated: half as many were right).
    pub one_larger: f64,
}

impl Default for RecordOptions {
    fn default() -> Self {
        Self {
            within: Metres::from_km(1_300.0),
            beyond: 0.2,
            smaller: Metres(120.0),
            both_larger: 0.3,
            larger: Metres(150.0),
            one_larger: 0.5,
        }
    }
}

impl RecordOptions {
    /// How much likelier a meeting of tankers of some lengths is than one of any.
    pub(crate) fn sizes(&self, lengths: impl Iterator<Item = Metres>) -> f64 {
        let lengths: Vec<f64> = lengths.map(|length| length.0).collect();
        let (least, most) = (lengths.iter().copied().reduce(f64::min), lengths.into_iter().reduce(f64::max));
        let both = if least.is_some_and(|least| least > self.smaller.0) { self.both_larger } else { 1.0 };
        let one = if most.is_some_and(|most| most > self.larger.0) { self.one_larger } else { 1.0 };
        both * one
    }

    /// How much likelier a meeting is so far from the nearest port of the DPRK than anywhere.
    pub(crate) fn distance(&self, nearest: Option<Metres>) -> f64 {
        if nearest.is_some_and(|nearest| nearest > self.within) { self.beyond } else { 1.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_tanker_takes_oil_from_a_larger_one_and_two_large_ones_serve_others() {
        let ratio =
            |lengths: &[f64]| RecordOptions::default().sizes(lengths.iter().map(|length| Metres(*length)));
        assert_eq!([ratio(&[95.0, 140.0]), ratio(&[95.0]), ratio(&[])], [1.0, 1.0, 1.0]);
        assert!(ratio(&[95.0, 250.0]) < 1.0 && ratio(&[130.0, 140.0]) < ratio(&[95.0, 250.0]));
        assert!(ratio(&[180.0, 250.0]) < ratio(&[130.0, 140.0]));
    }
}
