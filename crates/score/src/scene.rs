//! What a run of scoring looks at.

use chart::Chart;
use model::{Event, Fleet, Reception};

/// Everything that the earlier stages found, and the sea that they found it on.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// What hulls did; leads refer to these by index.
    pub events: &'a [Event],
    /// The hulls, their tracks and what they said of themselves.
    pub fleet: &'a Fleet,
    /// How well ships were heard.
    pub reception: &'a Reception,
    /// Coast, ports, anchorages, areas.
    pub chart: &'a Chart,
}
