//! What is noted of a machine in etcd.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::Digest;
use crate::format::json;

/// The version of this format.
const VERSION: u32 = 1;

/// What a machine's units were filled in with: written before the first of them is submitted, so that
/// whoever goes on fills in the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// How far it is.
    pub state: MarkState,
    /// `kubernetes_role`.
    pub role: String,
    /// The machine's address.
    pub address: IpAddr,
    /// The master that it was told of.
    pub master: Option<IpAddr>,
    /// Of the role's templates.
    pub templates: Digest,
}

/// How far a machine is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MarkState {
    /// Its units are being started.
    Started,
    /// They run, and the API knows it.
    Done,
}

#[derive(Serialize, Deserialize)]
struct Written {
    kubecore: u32,
    state: MarkState,
    role: String,
    address: IpAddr,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    master: Option<IpAddr>,
    templates: String,
}

impl Mark {
    /// The value of its key.
    pub fn to_json(&self) -> String {
        json::one_line(&Written {
            kubecore: VERSION,
            state: self.state,
            role: self.role.clone(),
            address: self.address,
            master: self.master,
            templates: self.templates.to_string(),
        })
    }

    /// Reads the value of a key; `Err` says what is wrong with it. Unknown keys are of a later kubecore.
    pub fn from_json(text: &str) -> Result<Self, String> {
        let written: Written =
            serde_json::from_str(text).map_err(|error| format!("it is no mark: {error}"))?;
        if written.kubecore != VERSION {
            return Err(format!("it is of version {}, and this is {VERSION}", written.kubecore));
        }
        let templates = Digest::parse(&written.templates).ok_or("its `templates` is no SHA-256")?;
        Ok(Self {
            state: written.state,
            role: written.role,
            address: written.address,
            master: written.master,
            templates,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark() -> Mark {
        Mark {
            state: MarkState::Started,
            role: "minion".into(),
            address: "10.209.36.4".parse().unwrap(),
            master: Some("10.209.35.141".parse().unwrap()),
            templates: Digest::of(["a"]),
        }
    }

    #[test]
    fn a_mark_reads_as_it_was_written() {
        let alone = Mark { state: MarkState::Done, master: None, ..mark() };
        for mark in [mark(), alone] {
            assert_eq!(Mark::from_json(&mark.to_json()), Ok(mark));
        }
    }

    #[test]
    fn what_a_later_version_adds_is_left_alone_and_what_is_no_mark_is_named() {
        let text = mark().to_json();
        let more = text.replacen('{', r#"{"later":[1],"#, 1);
        assert_eq!(Mark::from_json(&more), Ok(mark()));
        let later = text.replace(r#""kubecore":1"#, r#""kubecore":2"#);
        assert_eq!(Mark::from_json(&later), Err("it is of version 2, and this is 1".into()));
        for bad in [
            "",
            "[]",
            "{}",
            "done",
            &text.replace("10.209.36.4", "x"),
            &text.replace("started", "x"),
        ] {
            assert!(Mark::from_json(bad).is_err(), "{bad}");
        }
        let short = text.replace(&mark().templates.to_string(), "ab");
        assert_eq!(Mark::from_json(&short), Err("its `templates` is no SHA-256".into()));
    }
}
