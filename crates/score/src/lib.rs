//! Events to ranked leads, with the evidence for and against
