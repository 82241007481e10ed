//! What a conversion has made so far.

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::format::finding::Finding;
use crate::format::ignition::{Config, Contents, File, Mode, NodePath, Unit, User, Variant, check};
use crate::source::{FieldPath, Position, Source, Span};

/// The config in the making, and what was found on the way.
#[derive(Debug)]
pub(super) struct Outcome<'s> {
    source: &'s Source,
    report: Report,
    pub(super) config: Config,
    /// Where the files of `config` come from, in the same order.
    origins: Vec<Span>,
}

impl<'s> Outcome<'s> {
    pub(super) fn new(source: &'s Source, variant: Variant) -> Self {
        let config = Config { variant, ..Config::default() };
        Self { source, report: Report::default(), config, origins: Vec::new() }
    }

    pub(super) fn source(&self) -> &'s Source {
        self.source
    }

    pub(super) fn target(&self) -> Variant {
        self.config.variant
    }

    pub(super) fn push(&mut self, found: Diagnostic) {
        self.report.push(found);
    }

    /// Adds a file; of two with one path, the last stays.
    pub(super) fn put(&mut self, file: File, span: Span, path: FieldPath) {
        if let Some((_, first)) = self.take(file.path.as_str()) {
            self.written_twice(file.path.as_str(), first, span, path);
        }
        self.config.files.push(file);
        self.origins.push(span);
    }

    /// Adds a file that is root's and read by all.
    pub(super) fn put_text(
        &mut self,
        place: &'static str,
        text: String,
        span: Span,
        path: FieldPath,
    ) {
        let file = File::new(NodePath::known(place), Mode::FILE, Contents::text(text));
        self.put(file, span, path);
    }

    /// Removes the file of this path, and says where it came from.
    pub(super) fn take(&mut self, path: &str) -> Option<(File, Span)> {
        let index = self.config.files.iter().position(|file| file.path.as_str() == path)?;
        let origin = (index < self.origins.len()).then(|| self.origins.remove(index))?;
        Some((self.config.files.remove(index), origin))
    }

    pub(super) fn written_twice(&mut self, what: &str, first: Span, span: Span, path: FieldPath) {
        self.push(
            Diagnostic::new(Code::WrittenTwice, format!("`{what}` is written here a second time"))
                .at(span)
                .path(path)
                .related(first, "first written here, which is left out")
                .help("remove the one that is not meant"),
        );
    }

    /// The user of this name, made if need be.
    pub(super) fn user(&mut self, name: &str) -> Option<&mut User> {
        if !self.config.users.iter().any(|user| user.name == name) {
            self.config.users.push(User { name: name.to_owned(), ..User::default() });
        }
        self.config.users.iter_mut().find(|user| user.name == name)
    }

    /// The config and the findings, in the order of the text.
    pub(super) fn finish(mut self) -> (Config, Report) {
        let says_something = |unit: &Unit| {
            unit.enabled.is_some()
                || unit.mask
                || !unit.contents.is_empty()
                || !unit.dropins.is_empty()
        };
        self.config.units.retain(says_something);
        self.judge();
        self.report.sort();
        (self.config, self.report)
    }

    /// Reports what Ignition would refuse, and no finding has said.
    fn judge(&mut self) {
        let mut faults = check::butane(&self.config.butane());
        faults.dedup();
        for Finding { place, message } in faults {
            if self.is_said(&place) {
                continue;
            }
            let at = place
                .strip_prefix(FILES)
                .and_then(|rest| rest.split(']').next()?.parse::<usize>().ok())
                .and_then(|index| self.origins.get(index).copied());
            let found = Diagnostic::new(Code::NotIgnition, [&place, ": ", &message].concat());
            self.push(
                found
                    .at(at.unwrap_or(Span::point(Position::START)))
                    .help("change what this comes from; the path is that of the outcome"),
            );
        }
    }

    /// Of what the findings have told with its place in the cloud-config.
    fn is_said(&self, place: &str) -> bool {
        let is_found = |code| self.report.diagnostics().iter().any(|found| found.code == code);
        // systemd knows an [Install] section in a drop-in, too.
        place.ends_with(".enabled")
            || (place.contains("password") && is_found(Code::PlainPassword))
            || (place.ends_with(".contents") && is_found(Code::NotAUnit))
    }
}

/// How the place of a file's fault begins.
const FILES: &str = "$.storage.files[";
