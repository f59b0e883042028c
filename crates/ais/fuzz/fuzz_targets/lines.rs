//! Several lines, through one decoder with little room.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::lines(bytes));
