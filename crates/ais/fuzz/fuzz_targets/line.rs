//! One line of any bytes.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::line(bytes));
