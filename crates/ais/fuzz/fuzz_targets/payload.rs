//! The bits of one message.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::payload(bytes));
