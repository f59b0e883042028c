//! How well ships on air were heard.

use model::{Reception, Track};

use crate::ReceptionOptions;

/// How many hulls were heard and expected in each cell and hour.
pub fn learn_reception(tracks: &[Track], options: &ReceptionOptions) -> Reception {
    let _ = (tracks, options);
    Reception::default()
}
