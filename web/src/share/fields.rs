//! What of a document may leave the page.

use kubecore::document::Value;
use kubecore::source::FieldPath;
use kubecore::spec::shape;
use kubecore::spec::shape::{RecordShape, Shape};

/// A document reduced to the fields of `cluster.yaml` that are no secrets.
#[derive(Debug)]
pub(super) struct Fields {
    pub(super) value: Value,
    /// The secrets that were left out.
    pub(super) secrets: Vec<FieldPath>,
    /// All else that was left out: whatever it is, it could be one, too.
    pub(super) unknown: Vec<FieldPath>,
}

impl Fields {
    pub(super) fn of(root: &Value) -> Self {
        let mut fields = Self { value: Value::Null, secrets: Vec::new(), unknown: Vec::new() };
        fields.value = match root {
            Value::Map(entries) => fields.record(entries, &shape(), &FieldPath::root()),
            _ => Value::Map(Vec::new()),
        };
        fields
    }

    fn record(
        &mut self,
        entries: &[(String, Value)],
        shape: &RecordShape,
        path: &FieldPath,
    ) -> Value {
        let kept = entries.iter().filter_map(|(key, value)| {
            let path = path.clone().key(key.clone());
            match shape.fields.iter().find(|field| field.key == key) {
                Some(field) => Some((key.clone(), self.value(value, &field.shape, path)?)),
                None => self.unknown(path),
            }
        });
        Value::Map(kept.collect())
    }

    fn value(&mut self, value: &Value, shape: &Shape, path: FieldPath) -> Option<Value> {
        match (shape, value) {
            (Shape::Secret(_), Value::Null) => None,
            (Shape::Secret(_), _) => {
                self.secrets.push(path);
                None
            }
            (_, Value::Null) => Some(Value::Null),
            (Shape::Record(shape), Value::Map(entries)) => Some(self.record(entries, shape, &path)),
            (Shape::List(element), Value::List(items)) => {
                let items = items.iter().enumerate();
                let kept = items.filter_map(|(index, item)| {
                    self.value(item, element, path.clone().index(index))
                });
                Some(Value::List(kept.collect()))
            }
            (Shape::Labels, Value::Map(entries)) => {
                let kept = entries.iter().filter_map(|(key, value)| {
                    let path = path.clone().key(key.clone());
                    Some((key.clone(), self.single(value, path)?))
                });
                Some(Value::Map(kept.collect()))
            }
            (Shape::Text(_) | Shape::Number { .. } | Shape::Bool | Shape::Choice(_), value) => {
                self.single(value, path)
            }
            _ => self.unknown(path),
        }
    }

    /// No field takes several lines; a private key that was pasted into the wrong one has some.
    fn single(&mut self, value: &Value, path: FieldPath) -> Option<Value> {
        match value {
            Value::Null => Some(Value::Null),
            Value::Text(text) if !text.chars().any(char::is_control) => Some(value.clone()),
            _ => self.unknown(path),
        }
    }

    fn unknown<T>(&mut self, path: FieldPath) -> Option<T> {
        self.unknown.push(path);
        None
    }
}
