#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| yoriai_testkit::hostile::body(bytes));
