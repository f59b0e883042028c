//! The command line as people and scripts meet it: every command over the story cases, its output and its exit codes.

mod bad_inputs;
mod cap;
mod containers;
mod decode;
mod doctor;
mod events;
mod explain;
mod export;
mod faults;
mod help;
mod hostile;
#[cfg(target_os = "linux")]
mod killed;
mod korean;
mod leads;
mod lists;
mod log;
mod profile;
mod progress;
mod rejects;
mod report;
mod room;
mod run;
mod serve;
mod sniff;
mod sql;
mod support;
mod verify;
mod vessel;
mod worlds;
