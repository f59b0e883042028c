//! Tracks to events: encounters, loitering, gaps
