//! Any bytes as the tag block of a good sentence.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::tag_block(bytes));
