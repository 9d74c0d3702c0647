#![no_main]
#![allow(unsafe_code, missing_docs, reason = "what the fuzzer calls by its name")]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| claimfolio_fuzz::next_link(bytes));
