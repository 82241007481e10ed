//! What is known of one cluster: a line of the table, an object of the JSON file.

use std::time::Duration;

use serde::Serialize;

/// One profile at one size. Times are in seconds.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) profile: &'static str,
    pub(crate) nodes: usize,
    pub(crate) made: Made,
    pub(crate) steps: Steps,
    pub(crate) floors: Floors,
    pub(crate) program: Program,
}

/// What was rendered.
#[derive(Debug, Default, Clone, Copy, Serialize)]
pub(crate) struct Made {
    pub(crate) files: u64,
    pub(crate) bytes: u64,
    pub(crate) zip_bytes: u64,
}

/// The library's steps, on one core.
#[derive(Debug, Default, Clone, Copy, Serialize)]
pub(crate) struct Steps {
    #[serde(serialize_with = "seconds")]
    pub(crate) parse: Duration,
    #[serde(serialize_with = "seconds")]
    pub(crate) validate: Duration,
    #[serde(serialize_with = "seconds")]
    pub(crate) plan: Duration,
    #[serde(serialize_with = "seconds")]
    pub(crate) render: Duration,
    #[serde(serialize_with = "seconds")]
    pub(crate) check: Duration,
    #[serde(serialize_with = "seconds")]
    pub(crate) zip: Duration,
}

/// What the same bytes cost by themselves.
#[derive(Debug, Default, Clone, Copy, Serialize)]
pub(crate) struct Floors {
    /// Copying, hashing and naming them.
    #[serde(serialize_with = "seconds")]
    pub(crate) render: Duration,
    /// Deflating every file.
    #[serde(serialize_with = "seconds")]
    pub(crate) deflate: Duration,
    /// Deflating every content once.
    #[serde(serialize_with = "seconds")]
    pub(crate) deflate_distinct: Duration,
}

/// `kubecore-cli render`, the whole process.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Program {
    #[serde(serialize_with = "seconds")]
    pub(crate) zip: Duration,
    pub(crate) zip_peak_kib: Option<u64>,
    /// None where there would be too many files.
    pub(crate) directory: Option<Directory>,
}

/// The same to a directory, and plain writes of the same files to the same disk.
#[derive(Debug, Serialize)]
pub(crate) struct Directory {
    #[serde(serialize_with = "seconds")]
    pub(crate) program: Duration,
    #[serde(serialize_with = "seconds")]
    pub(crate) plain: Duration,
}

impl Steps {
    /// Everything but the zip.
    pub(crate) fn without_zip(&self) -> Duration {
        self.parse + self.validate + self.plan + self.render + self.check
    }
}

impl Floors {
    pub(crate) fn least(self, other: Self) -> Self {
        Self {
            render: self.render.min(other.render),
            deflate: self.deflate.min(other.deflate),
            deflate_distinct: self.deflate_distinct.min(other.deflate_distinct),
        }
    }
}

fn seconds<S: serde::Serializer>(duration: &Duration, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_f64(duration.as_secs_f64())
}
