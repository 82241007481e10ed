//! JSON Schema of `cluster.yaml`, for editors.

use serde_json::{Map, Value, json};

use super::shape::{RecordShape, Shape};

/// The schema, draft 2020-12.
pub fn schema() -> Value {
    let mut schema = record(&super::shape());
    if let Value::Object(map) = &mut schema {
        map.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
        map.insert("title".into(), "cluster.yaml of kubecore".into());
        map.insert("required".into(), json!(["kubecore", "name"]));
    }
    schema
}

fn of(shape: &Shape) -> Value {
    match shape {
        Shape::Text(text) => {
            json!({ "type": "string", "pattern": text.pattern, "examples": [text.example] })
        }
        Shape::Secret(text) => {
            json!({ "type": "string", "pattern": text.pattern, "writeOnly": true })
        }
        Shape::Number { min, max } => json!({ "type": "integer", "minimum": min, "maximum": max }),
        Shape::Bool => json!({ "type": "boolean" }),
        Shape::Choice(choices) => json!({
            "oneOf": choices
                .iter()
                .map(|choice| json!({ "const": choice.word, "description": choice.doc }))
                .collect::<Vec<_>>()
        }),
        Shape::List(element) => json!({ "type": "array", "items": of(element) }),
        Shape::Labels => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
        Shape::Record(shape) => record(shape),
    }
}

fn record(shape: &RecordShape) -> Value {
    let properties: Map<String, Value> = shape
        .fields
        .iter()
        .map(|field| {
            let mut value = of(&field.shape);
            if let Value::Object(map) = &mut value {
                map.insert("description".into(), field.doc.into());
            }
            (field.key.to_owned(), value)
        })
        .collect();
    json!({
        "type": "object",
        "description": shape.doc,
        "properties": properties,
        "additionalProperties": false,
    })
}
