//! The whole stage: events in, leads out.

use model::Lead;

use crate::{Lists, Options, Scene, Weights};

/// The leads of a scene: the DPRK list first, then the evasive one, each by score, ties by stable keys.
pub fn rank(_scene: &Scene<'_>, _lists: &Lists, _weights: &Weights, _options: &Options) -> Vec<Lead> {
    Vec::new()
}
