//! x
pub fn run() { }
