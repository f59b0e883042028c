//! Laws of a run that hold for every archive: its bytes hang on nothing but the files and the options, and what is found
//! hangs on nothing but the records, however they were cut into files and runs.

mod archive;
mod growing;
mod nothing_new;
mod recut;
mod resumed;
mod revised;
mod same_bytes;
mod tables;
