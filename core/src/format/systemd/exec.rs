//! Command lines: `ExecStart=` and its like, systemd.service(5).

use std::fmt;

use super::unit::Value;
use super::{escape, variable};

/// A command with its arguments, each kept whole until it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    program: &'static str,
    args: Vec<String>,
    ignore_failure: bool,
}

/// With more `--flags` than this, each stands on its own line.
const FLAGS_ON_ONE_LINE: usize = 2;

impl Command {
    /// A command of a program given by its absolute path.
    ///
    /// The program is never input: systemd reads special first characters (`-@:+!`) even in
    /// quotes, so it could not be escaped.
    pub fn new(program: &'static str) -> Self {
        Self { program, args: Vec::new(), ignore_failure: false }
    }

    /// Adds one argument. `%` and `$` in it stay themselves: nothing is expanded but a
    /// [`variable()`] and a [`specifier`](super::specifier).
    pub fn arg(mut self, arg: impl fmt::Display) -> Self {
        self.args.push(arg.to_string());
        self
    }

    /// Adds arguments, one each.
    pub fn args(mut self, args: impl IntoIterator<Item = impl fmt::Display>) -> Self {
        self.args.extend(args.into_iter().map(|arg| arg.to_string()));
        self
    }

    /// Adds the single argument `name=value`.
    pub fn flag(self, name: &'static str, value: impl fmt::Display) -> Self {
        self.arg(format_args!("{name}={value}"))
    }

    /// Adds the words of an environment variable, split at white space: none if it is empty.
    pub fn words_of(self, name: &'static str) -> Self {
        self.arg(variable::words(name))
    }

    /// A failure of this command counts as success: the `-` prefix.
    pub fn ignore_failure(mut self) -> Self {
        self.ignore_failure = true;
        self
    }

    /// The command as the value of an `Exec…=` key: quoted, escaped and laid out.
    pub fn value(&self) -> Value {
        let prefix = if self.ignore_failure { "-" } else { "" };
        let mut lines = vec![format!("{prefix}{}", quoted(self.program))];
        let split =
            self.args.iter().filter(|arg| arg.starts_with("--")).count() > FLAGS_ON_ONE_LINE;
        for arg in &self.args {
            let word = quoted(arg);
            match lines.last_mut() {
                // What follows a flag, such as its separate value, stays beside it.
                Some(line) if !(split && arg.starts_with("--")) => {
                    line.push(' ');
                    line.push_str(&word);
                }
                _ => lines.push(word),
            }
        }
        Value::laid_out(lines)
    }
}

/// The first word is the program.
impl<const N: usize> From<[&'static str; N]> for Command {
    fn from(words: [&'static str; N]) -> Self {
        const { assert!(N > 0, "a command has a program") }
        let mut words = words.into_iter();
        Self::new(words.next().unwrap_or_default()).args(words)
    }
}

/// The program and arguments of an `Exec…=` value, prefixes taken off and escapes undone. Variables
/// and specifiers stand as they are written.
///
/// `None` when systemd could not split it either.
pub fn argv(value: &Value) -> Option<Vec<String>> {
    let text = value.text();
    let bare = text.trim_start_matches(['-', '@', ':', '+', '!']);
    let words = escape::split(bare)?;
    let plain = |word: String| {
        if word.contains(['%', '$']) { word.replace("%%", "%").replace("$$", "$") } else { word }
    };
    Some(words.into_iter().map(plain).collect())
}

fn quoted(word: &str) -> String {
    escape::word(&escape::dollar(&escape::percent(word))).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::systemd::{specifier, variable};

    #[test]
    fn a_short_command_is_one_line() {
        let mkdir = Command::from(["/usr/bin/mkdir", "-p", "/var/log/containers"]);
        assert_eq!(mkdir.value().lines(), ["/usr/bin/mkdir -p /var/log/containers"]);
    }

    #[test]
    fn many_flags_take_a_line_each() {
        let rkt = Command::new("/usr/bin/rkt")
            .arg("run")
            .args(["--inherit-env", "--volume=dns,kind=host", "--trust-keys-from-https"])
            .arg("quay.io/calico/node:v0.19.0");
        assert_eq!(
            rkt.value().lines(),
            [
                "/usr/bin/rkt run",
                "--inherit-env",
                "--volume=dns,kind=host",
                "--trust-keys-from-https quay.io/calico/node:v0.19.0",
            ]
        );
    }

    #[test]
    fn what_is_wanted_is_expanded() {
        let kubelet = Command::new("/opt/bin/kubelet")
            .flag("--hostname-override", variable("IP"))
            .flag("--api-servers", format_args!("http://{}:$9090", variable("LEADER_ENDPOINT")))
            .arg(format_args!("{} 100%", specifier::HOST_NAME))
            .words_of("OPTIONS");
        assert_eq!(
            kubelet.value().text(),
            "/opt/bin/kubelet --hostname-override=${IP} --api-servers=http://${LEADER_ENDPOINT}:$$9090 \
             \"%H 100%%\" $OPTIONS"
        );
    }

    #[test]
    fn nothing_is_expanded_and_nothing_breaks_out() {
        let echo = Command::new("/usr/bin/echo")
            .arg("$HOME 100%")
            .arg("x\nExecStartPre=/bin/evil")
            .flag("--name", "a b")
            .ignore_failure();
        assert_eq!(
            echo.value().text(),
            "-/usr/bin/echo \"$$HOME 100%%\" \"x\\nExecStartPre=/bin/evil\" \"--name=a b\""
        );
        assert_eq!(
            argv(&echo.value()).unwrap(),
            ["/usr/bin/echo", "$HOME 100%", "x\nExecStartPre=/bin/evil", "--name=a b"]
        );
    }
}
