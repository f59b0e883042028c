//! AIS: archive lines to messages and back
