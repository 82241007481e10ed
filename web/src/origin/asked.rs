//! What a person wants to know about the open bundle.

use std::rc::Rc;

use kubecore::bundle::Bundle;
use kubecore::document::Document;
use kubecore::plan::Plan;
use kubecore::source::FieldPath;

use super::Origin;

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Which fields made a line?
    Line {
        /// The file.
        path: String,
        /// The line, counted from 0.
        line: usize,
    },
    /// Which lines did a field make?
    Field(FieldPath),
}

/// What a question is about.
#[derive(Debug)]
pub struct About<'a> {
    /// The text of the cluster.
    pub document: &'a Rc<Document>,
    /// The cluster.
    pub plan: &'a Rc<Plan>,
    /// The place of the open bundle among the cluster's.
    pub index: usize,
    /// The open bundle.
    pub bundle: &'a Rc<Bundle>,
}

/// A question, and what is known so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Asked {
    question: Option<Question>,
    origin: Option<Rc<Origin>>,
}

impl Asked {
    /// Asks. What is known of the bundle from questions before stays known.
    pub fn ask(&mut self, question: Question, about: &About<'_>) {
        let known = self.origin.take().filter(|origin| origin.is_of(about.plan, about.bundle));
        let mut origin = known.unwrap_or_else(|| Rc::new(Origin::new(about)));
        let own = Rc::make_mut(&mut origin);
        match &question {
            Question::Line { path, line } => own.ask(path, *line),
            Question::Field(field) => own.ask_field(field),
        }
        self.origin = Some(origin);
        self.question = Some(question);
    }

    /// Another bundle is open, or an edit made another of it. Lines are not the same any more;
    /// fields are.
    pub fn turn(&mut self, about: &About<'_>) {
        match self.question.take() {
            Some(question @ Question::Field(_)) => self.ask(question, about),
            _ => *self = Self::default(),
        }
    }

    /// Asks nothing any more.
    pub fn forget(&mut self) {
        self.question = None;
    }

    /// Tries up to `budget` values of fields.
    pub fn step(&mut self, budget: usize) {
        if let Some(origin) = &mut self.origin {
            Rc::make_mut(origin).step(budget);
        }
    }

    /// Whether more is to be found out.
    pub fn busy(&self) -> bool {
        let Some(origin) = &self.origin else { return false };
        let open = match &self.question {
            None => false,
            Some(Question::Line { .. }) => true,
            Some(Question::Field(field)) => origin.trace(field).is_none(),
        };
        open && origin.busy()
    }

    /// The question.
    pub fn question(&self) -> Option<&Question> {
        self.question.as_ref()
    }

    /// What is known; `None` before the first question.
    pub fn origin(&self) -> Option<&Origin> {
        self.origin.as_deref()
    }

    /// The line of a file that is asked about.
    pub fn line(&self, file: &str) -> Option<usize> {
        match &self.question {
            Some(Question::Line { path, line }) if path == file => Some(*line),
            _ => None,
        }
    }

    /// The lines of a file that the same field made: the one asked about, or the likeliest of the
    /// line.
    pub fn lines(&self, file: &str) -> Vec<usize> {
        let Some((origin, question)) = self.origin.as_ref().zip(self.question.as_ref()) else {
            return Vec::new();
        };
        match question {
            Question::Field(field) => origin.lines(field, file),
            Question::Line { path, line } => {
                let first = origin.fields(path, *line).first().map(|trace| &trace.field);
                first.map(|field| origin.lines(field, file)).unwrap_or_default()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job;

    const SPEC: &str = include_str!("../../../examples/one-plus-two.yaml");

    fn dns() -> FieldPath {
        FieldPath::root().key("network").key("dns_service_ip")
    }

    fn document() -> Rc<Document> {
        Document::read(SPEC).expect("YAML").into()
    }

    fn open(index: usize) -> (Rc<Plan>, Rc<Bundle>) {
        let plan: Rc<Plan> = job::judge(SPEC).plan.expect("a plan").into();
        let bundle = job::render_some(&plan, [index]).next().expect("a bundle");
        (plan, bundle.into())
    }

    fn answered(asked: &mut Asked) -> usize {
        let mut steps = 0;
        while asked.busy() {
            let before = asked.clone();
            asked.step(1);
            assert_ne!(*asked, before, "who waits for a difference would wait for ever");
            steps += 1;
        }
        steps
    }

    #[test]
    fn a_field_is_answered_at_once_and_a_line_after_all_fields() {
        let ((plan, bundle), document) = (open(1), document());
        let about = About { document: &document, plan: &plan, index: 1, bundle: &bundle };
        let mut asked = Asked::default();
        assert!(!asked.busy());
        asked.ask(Question::Field(dns()), &about);
        let steps = answered(&mut asked);
        assert!((1..6).contains(&steps), "{steps}");
        let path = "rootfs/etc/systemd/system/kubelet.service";
        let line = *asked.lines(path).first().expect("a line");
        assert_eq!(asked.line(path), None);

        asked.ask(Question::Line { path: path.into(), line }, &about);
        assert_eq!(asked.line(path), Some(line));
        assert!(asked.lines(path).contains(&line), "known from before");
        assert!(answered(&mut asked) > 10);
        asked.forget();
        assert_eq!((asked.busy(), asked.lines(path)), (false, Vec::new()));
    }

    #[test]
    fn an_edit_forgets_lines_and_asks_for_fields_again() {
        let ((plan, bundle), document) = (open(1), document());
        let about = About { document: &document, plan: &plan, index: 1, bundle: &bundle };
        let (other, cluster) = open(3);
        let next = About { document: &document, plan: &other, index: 3, bundle: &cluster };
        let mut asked = Asked::default();
        asked.ask(Question::Field(dns()), &about);
        answered(&mut asked);
        asked.turn(&next);
        assert!(asked.busy(), "of another bundle nothing is known");
        asked.ask(Question::Line { path: "README.md".into(), line: 1 }, &next);
        asked.turn(&about);
        assert_eq!(asked, Asked::default());
    }
}
