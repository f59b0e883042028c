//! Everything that a user may choose about a run, in one tree.

use case::Overwrite;
use score::Weights;

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
    /// Whether a case that is already there may be replaced.
    pub overwrite: Overwrite,
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
            overwrite: Overwrite::No,
        }
    }
}

impl Options {
    /// The tree as JSON, for the manifest of a case.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        serde_json::json!({
            "reading": self.reading,
            "track": self.track,
            "reception": self.reception,
            "identity_change": self.identity_change,
            "rendezvous": self.rendezvous,
            "score": self.score,
            "weights": self.weights,
        })
    }
}
