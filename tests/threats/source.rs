//! Finds the tests of a source file that name a row, in Rust and in TypeScript.

/// A test and the rows that it names.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Proof {
    /// The Rust function, or the TypeScript test's sentence.
    pub(crate) test: String,
    /// The numbers of the rows.
    pub(crate) rows: Vec<u32>,
}

/// The tests that name rows, in the order of the text.
pub(crate) fn proofs_in(source: &str) -> Vec<Proof> {
    let mut proofs = Vec::new();
    // What the comments and attributes right above a line name, and whether one of them makes it a test.
    let (mut rows, mut is_test) = (Vec::new(), false);
    for line in source.lines().map(str::trim) {
        if is_comment(line) {
            rows.extend(rows_named(line));
        } else if line.starts_with("#[") || line.starts_with("#![") {
            is_test |= line.contains("test]") || line.contains("test(");
        } else {
            let test = if is_test { rust_test(line) } else { script_test(line) };
            if let Some(test) = test.or_else(|| property_test(line, &rows)) {
                rows.extend(rows_named(&test));
                rows.sort_unstable();
                rows.dedup();
                if !rows.is_empty() {
                    proofs.push(Proof { test, rows: std::mem::take(&mut rows) });
                }
            }
            rows.clear();
            is_test = false;
        }
    }
    proofs
}

fn is_comment(line: &str) -> bool {
    line.starts_with("///") || line.starts_with("/**") || line.starts_with("* ") || line.starts_with("// T")
}

fn rust_test(line: &str) -> Option<String> {
    let (_, name) = line.split_once("fn ")?;
    Some(name.split('(').next()?.to_owned())
}

/// `proptest!` takes `#[test]` as well, but a macro of our own may write it for a function.
fn property_test(line: &str, rows: &[u32]) -> Option<String> {
    let name = line.strip_prefix("fn ")?;
    (!rows.is_empty() && name.contains(" in ")).then(|| name.split('(').next().unwrap_or_default().to_owned())
}

fn script_test(line: &str) -> Option<String> {
    let rest = ["it(", "it.each(", "test(", "describe("].iter().find_map(|start| line.strip_prefix(start))?;
    let quote = rest.chars().next().filter(|first| matches!(first, '"' | '\'' | '`'))?;
    Some(rest[1..].split(quote).next()?.to_owned())
}

/// The numbers of `T7`, `T24`, … where they stand as words of their own.
fn rows_named(text: &str) -> Vec<u32> {
    text.split(|character: char| !character.is_ascii_alphanumeric())
        .filter_map(|word| word.strip_prefix('T')?.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Vec<(String, Vec<u32>)> {
        proofs_in(source).into_iter().map(|proof| (proof.test, proof.rows)).collect()
    }

    #[test]
    fn a_rust_test_is_named_by_its_comment() {
        let source = "/// T7, T6: no redirect.\n#[tokio::test]\nasync fn stays() {}\n\n/// T8\nfn helps() {}\n#[test]\nfn other() {}";
        assert_eq!(found(source), [("stays".to_owned(), vec![6, 7])]);
    }

    #[test]
    fn a_script_test_is_named_by_its_sentence_or_its_comment() {
        let source =
            "it(\"writes it out (T8)\", () => {\n/** T28 */\n  it('keeps nothing', () => {\nconst x = 1; // T9";
        assert_eq!(found(source), [("writes it out (T8)".to_owned(), vec![8]), ("keeps nothing".to_owned(), vec![28])]);
    }

    #[test]
    fn a_comment_that_belongs_to_something_else_proves_nothing() {
        assert_eq!(found("/// T7\nconst A: u8 = 1;\n#[test]\nfn other() {}"), []);
        assert_eq!(found("//! T7\n\n#[test]\nfn other() {}"), []);
    }
}
