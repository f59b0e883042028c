//! One line that starts as JSON does.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::json_line(bytes));
