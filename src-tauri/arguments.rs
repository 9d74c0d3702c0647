//! The command line. A browser that hands back a sign-in starts the app with the link as its only argument, so what
//! stands here may come from any web page.

use std::ffi::OsString;

/// What the command line holds.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// One argument that looks like a link of ours; whether it is one is for the core to say.
    Link(Vec<u8>),
    /// Nothing of interest.
    Nothing,
    /// An argument that is not Unicode. Plugins read the command line as text and would panic, and print it (T3).
    Unreadable,
}

/// Reads the command line, the program's name included.
pub(crate) fn read(arguments: impl IntoIterator<Item = OsString>) -> Reading {
    let arguments: Vec<OsString> = arguments.into_iter().skip(1).collect();
    if arguments.iter().any(|argument| argument.to_str().is_none()) {
        return Reading::Unreadable;
    }
    match arguments.as_slice() {
        [only] if only.to_string_lossy().starts_with(crate::deep_link::SCHEME) => {
            Reading::Link(only.to_string_lossy().into_owned().into_bytes())
        }
        _ => Reading::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::{Reading, read};
    use std::ffi::OsString;

    fn arguments(all: &[&str]) -> Vec<OsString> {
        all.iter().map(OsString::from).collect()
    }

    #[test]
    fn a_single_link_of_ours_is_taken() {
        let link = "org.claimfolio.desktop://oauth/callback?code=c";
        assert_eq!(read(arguments(&["claimfolio", link])), Reading::Link(link.as_bytes().to_vec()));
    }

    /// T3
    #[test]
    fn several_arguments_and_other_schemes_are_nothing() {
        let link = "org.claimfolio.desktop://oauth/callback?code=c";
        assert_eq!(read(arguments(&["claimfolio", link, link])), Reading::Nothing);
        assert_eq!(read(arguments(&["claimfolio", "https://evil.example/"])), Reading::Nothing);
        assert_eq!(read(arguments(&["claimfolio"])), Reading::Nothing);
        assert_eq!(read(arguments(&[])), Reading::Nothing);
    }

    /// T3
    #[cfg(unix)]
    #[test]
    fn bytes_that_are_not_unicode_are_told_apart() {
        use std::os::unix::ffi::OsStringExt;
        let broken = OsString::from_vec(b"org.claimfolio.desktop://oauth/callback?code=\xff".to_vec());
        assert_eq!(read(vec![OsString::from("claimfolio"), broken]), Reading::Unreadable);
    }
}
