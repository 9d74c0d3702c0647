#![no_main]
#![allow(unsafe_code, missing_docs, reason = "what the fuzzer calls by its name")]

use claimfolio_fuzz::change_json;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| claimfolio_fuzz::token(bytes));

libfuzzer_sys::fuzz_mutator!(|bytes: &mut [u8], size: usize, most: usize, seed: u32| {
    change_json(&mut bytes[..most], size, seed).unwrap_or_else(|| libfuzzer_sys::fuzzer_mutate(bytes, size, most))
});
