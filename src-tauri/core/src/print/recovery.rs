//! What the sheet of a recovery code says: the code, what it opens, and how to keep it.

use super::claim::said;
use super::document::{Block, Document, Style};
use super::speaker::Speaker;
use super::words;
use crate::ipc::PrintOptions;

/// The whole sheet. Nothing on it says whose records they are: it may be found.
pub(super) fn document(groups: &[String], foot: &str, speaker: Speaker, options: &PrintOptions) -> Document {
    let title = speaker.say(words::RECOVERY_CODE).to_owned();
    let middle = groups.len().div_ceil(2);
    let lines = groups.chunks(middle.max(1)).map(|line| said(Style::StoryStrong, line.join("   ")));
    let mut blocks = vec![Block::Title(title.clone()), said(Style::Body, speaker.say(words::RECOVERY_OPENS))];
    blocks.extend(lines);
    blocks.extend([
        Block::Heading(speaker.say(words::RECOVERY_WHEN).to_owned()),
        said(Style::Body, speaker.say(words::RECOVERY_HOW)),
        Block::Heading(speaker.say(words::RECOVERY_KEEP).to_owned()),
        said(Style::Body, speaker.say(words::RECOVERY_KEEP_HOW)),
    ]);
    Document { title, language: options.language, paper: options.paper, foot: foot.to_owned(), blocks }
}
