//! The app without its window: everything a command does.
