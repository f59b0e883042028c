//! Several lines, through both faces of the decoder.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::columns(bytes));
