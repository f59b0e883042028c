//! Everything that a user may choose about a run, in one tree.

use std::path::PathBuf;

use case::Overwrite;
use score::Weights;

use crate::{OwnCoast, Room, VesselList};

/// The options of every stage. The defaults are documented, each with its unit and source, at the field of the stage.
#[derive(Debug, Clone)]
pub struct Options {
    /// How files are read.
    pub reading: archive::ReadOptions,
    /// What makes a hull.
    pub track: track::Options,
    /// How reception is learned.
    pub reception: track::ReceptionOptions,
    /// When one hull goes on under another number.
    pub identity_change: track::IdentityChangeOptions,
    /// What makes an event.
    pub rendezvous: rendezvous::Options,
    /// How a lead is put together.
    pub score: score::Options,
    /// Likelihood ratios.
    pub weights: Weights,
    /// What the facts about a silence weigh.
    pub silence_weights: track::SilenceWeights,
    /// A coast instead of the one that is built in.
    pub coast: Option<OwnCoast>,
    /// Lists of vessels beside those that are built in; they stand among the lists of a case, not among its settings.
    pub vessel_lists: Vec<VesselList>,
    /// Where what is learned from a whole archive comes from.
    pub learned: Learned,
    /// What becomes of a case that is already there.
    pub overwrite: Overwrite,
    /// Where what came on standard input was put; an input `-` is read there.
    pub stdin: Option<PathBuf>,
    /// How much memory reading may take, and where it may spill; the result does not depend on it.
    pub room: Room,
}

/// Where what is learned from a whole archive comes from: how well ships are heard in each place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Learned {
    /// From the run that made the case, while it is added to: findings stay comparable. From the archive, if there was none.
    Before,
    /// From the archive as it is now.
    Anew,
    /// From another case.
    From(PathBuf),
}

impl Default for Options {
    fn default() -> Self {
        Self {
            reading: archive::ReadOptions::default(),
            track: track::Options::default(),
            reception: track::ReceptionOptions::default(),
            identity_change: track::IdentityChangeOptions::default(),
            rendezvous: rendezvous::Options::default(),
            score: score::Options::default(),
            weights: Weights::builtin(),
            silence_weights: track::SilenceWeights::builtin(),
            coast: None,
            vessel_lists: Vec::new(),
            learned: Learned::Before,
            overwrite: Overwrite::No,
            stdin: None,
            room: Room::default(),
        }
    }
}

impl Options {
    /// The tree as JSON, for the manifest of a case.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        let mut tree = serde_json::json!({
            "reading": self.reading,
            "track": self.track,
            "reception": self.reception,
            "identity_change": self.identity_change,
            "rendezvous": self.rendezvous,
            "score": self.score,
            "weights": self.weights,
            "silence_weights": self.silence_weights,
            "coast": self.coast,
        });
        // Told beside the label of a case's probabilities: these are no longer the experts' weights as they are built in.
        let changed = self.weights.changed();
        if !changed.is_empty() {
            tree["weights_changed"] = changed.into();
        }
        tree
    }
}
