//! What was measured, as a table and as JSON.

use std::fmt;

use serde_json::{Map, Value, json};

/// Everything that was measured, in order.
#[derive(Default)]
pub(crate) struct Report(Vec<Line>);

enum Line {
    /// A figure with a name of its own.
    Figure { name: &'static str, what: String, value: f64, target: Option<f64> },
    /// What a figure came from.
    Note(String),
}

impl Report {
    /// Adds a figure. It is good where it is not above `target`.
    pub(crate) fn figure(&mut self, name: &'static str, what: impl Into<String>, value: f64, target: Option<f64>) {
        self.0.push(Line::Figure { name, what: what.into(), value, target });
    }

    /// Adds what the figure before came from.
    pub(crate) fn note(&mut self, note: impl Into<String>) {
        self.0.push(Line::Note(note.into()));
    }

    /// The figures as `{"figures": {NAME: VALUE}}`, to three decimals.
    pub(crate) fn json(&self) -> String {
        let figures = self.0.iter().filter_map(|line| match line {
            Line::Figure { name, value, .. } => Some(((*name).to_owned(), json!((value * 1e3).round() / 1e3))),
            Line::Note(_) => None,
        });
        format!("{:#}\n", json!({ "figures": Value::Object(figures.collect::<Map<_, _>>()) }))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<26} {:>9} {:>9}       ", "figure", "measured", "target")?;
        for line in &self.0 {
            match line {
                Line::Figure { name, what, value, target } => {
                    let (target, verdict) = match target {
                        None => (String::new(), ""),
                        Some(target) if value <= target => (format!("<= {target}"), "met"),
                        Some(target) => (format!("<= {target}"), "missed"),
                    };
                    writeln!(f, "{name:<26} {value:>9.2} {target:>9} {verdict:<6} {what}")?;
                }
                Line::Note(note) => writeln!(f, "{:<53} {note}", "")?,
            }
        }
        Ok(())
    }
}
