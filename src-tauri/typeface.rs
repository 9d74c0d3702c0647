//! The letters of what is printed: the web view's own, from the same package.

use std::sync::OnceLock;

use claimfolio_core::print::{Failure, Typeface};

/// Inter, a variable font under the SIL Open Font License: the letters of Spanish and English first.
const INTER: [&[u8]; 2] = [
    include_bytes!("../ui/node_modules/@fontsource-variable/inter/files/inter-latin-opsz-normal.woff2"),
    include_bytes!("../ui/node_modules/@fontsource-variable/inter/files/inter-latin-ext-opsz-normal.woff2"),
];

/// Unpacked when something is printed for the first time.
pub(crate) fn inter() -> Result<&'static Typeface, Failure> {
    static UNPACKED: OnceLock<Typeface> = OnceLock::new();
    if let Some(typeface) = UNPACKED.get() {
        return Ok(typeface);
    }
    let typeface = Typeface::from_woff2(&INTER)?;
    Ok(UNPACKED.get_or_init(|| typeface))
}
