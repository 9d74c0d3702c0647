//! Notices on the desktop: that there is something to see, never what. A notice is seen by whoever passes by, is shown on
//! a locked screen and is kept by the desktop, so there is no amount in it, no person, no provider and no plan (T27, T30).

mod desktop;

use crate::ipc::{Language, PaperLanguage};

pub use desktop::DesktopNotices;

/// Who shows them, as the desktop names it.
pub const SENDER: &str = "Claimfolio";

/// A notice. There are no others, and none has a part that could be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Notice {
    /// A sync brought claims that are new or changed.
    SomethingNew,
    /// A last day is near of which the member asked to be reminded.
    DayIsNear,
}

impl Notice {
    /// Its one sentence.
    #[must_use]
    pub fn text(self, language: PaperLanguage) -> &'static str {
        match (self, language) {
            (Self::SomethingNew, PaperLanguage::En) => "There is something new to show you.",
            (Self::SomethingNew, PaperLanguage::Es) => "Hay algo nuevo que mostrarle.",
            (Self::DayIsNear, PaperLanguage::En) => "A date you asked to be reminded of is near.",
            (Self::DayIsNear, PaperLanguage::Es) => "Se acerca una fecha que pidió recordar.",
        }
    }
}

/// The language that notices are said in: the one that was chosen, else the one that the screens had.
#[must_use]
pub fn language(chosen: Language, on_screen: PaperLanguage) -> PaperLanguage {
    match chosen {
        Language::System => on_screen,
        Language::En => PaperLanguage::En,
        Language::Es => PaperLanguage::Es,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// T27
    #[test]
    fn a_notice_has_no_digit_no_currency_and_no_word_of_health() {
        for notice in [Notice::SomethingNew, Notice::DayIsNear] {
            for language in [PaperLanguage::En, PaperLanguage::Es] {
                let text = notice.text(language).to_lowercase();
                assert!(!text.contains(|one: char| one.is_numeric() || one == '$'), "{text}");
                for word in
                    ["claim", "reclamo", "plan", "appeal", "apelación", "denied", "owe", "debe", "health", "salud"]
                {
                    assert!(!text.contains(word), "{text}");
                }
            }
        }
    }

    #[test]
    fn a_language_that_was_chosen_comes_before_the_screens() {
        assert_eq!(language(Language::System, PaperLanguage::Es), PaperLanguage::Es);
        assert_eq!(language(Language::En, PaperLanguage::Es), PaperLanguage::En);
        assert_eq!(language(Language::Es, PaperLanguage::En), PaperLanguage::Es);
    }
}
