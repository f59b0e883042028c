//! The command line as people and scripts meet it: every command over the story cases, its output and its exit codes.

mod bad_inputs;
mod containers;
mod decode;
mod events;
mod explain;
mod faults;
mod help;
mod hostile;
mod leads;
mod run;
mod support;
mod worlds;
