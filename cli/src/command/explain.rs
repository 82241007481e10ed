//! `explain`: why a rule is there.

use std::io::{self, Write as _};

use kubecore::diagnostic::Code;

use crate::args::Explain;
use crate::failure::Failure;

pub(crate) fn run(options: &Explain) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let Some(text) = &options.code else {
        for code in Code::all() {
            writeln!(out, "{code}  {:<7}  {}", code.level().as_str(), code.title())?;
        }
        return Ok(());
    };
    let code = Code::parse(text).ok_or_else(|| {
        Failure::Other(format!("there is no diagnostic {text}: `kubecore-cli explain` lists all"))
    })?;
    writeln!(out, "{code}: {} ({})\n", code.title(), code.level().as_str())?;
    writeln!(out, "{}", wrapped(code.explain()))?;
    if code.can_be_allowed() {
        writeln!(out, "\nTo accept it, add {code} to `allow` in cluster.yaml.")?;
    }
    Ok(())
}

fn wrapped(text: &str) -> String {
    const WIDTH: usize = 80;
    let mut out = String::new();
    let mut column = 0;
    for word in text.split_whitespace() {
        if column > 0 && column + 1 + word.len() > WIDTH {
            out.push('\n');
            column = 0;
        }
        if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += word.len();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_break_at_spaces_and_only_long_words_go_over() {
        let text = format!("{} bb {}", "a".repeat(78), "c".repeat(90));
        let lines = format!("{}\nbb\n{}", "a".repeat(78), "c".repeat(90));
        assert_eq!(wrapped(&text), lines);
        assert_eq!(wrapped(&"word ".repeat(16)).lines().count(), 1);
        assert_eq!(wrapped(&"word ".repeat(17)).lines().count(), 2);
    }
}
