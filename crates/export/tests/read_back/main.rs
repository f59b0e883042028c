//! Every format is read back by the tool that its users read it with, and holds what the case holds.
//!
//! The tools are Python's: `.ci/run` installs them from `tests/readers/requirements.txt` below the target folder. Where
//! they are absent a test says so and checks what it can without them.

mod formats;
mod pages;
mod scene;
mod tools;
