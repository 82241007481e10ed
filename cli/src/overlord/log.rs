//! The log: the document's lines on standard error, and the same as JSON for programs.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use kubecore::overlord::Line;
use serde::Serialize;

use crate::failure::Failure;

/// Where lines go.
#[derive(Debug)]
pub(super) struct Log {
    events: Option<Events>,
}

#[derive(Debug)]
enum Events {
    Stdout,
    File(File),
}

/// A line of `--events`.
#[derive(Serialize)]
struct Event<'a> {
    time: String,
    level: &'static str,
    #[serde(rename = "event")]
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    machine: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    message: &'a str,
}

impl Log {
    /// Events are put behind those that a file has; `-` is standard output.
    pub(super) fn new(events: Option<&Path>) -> Result<Self, Failure> {
        let events = match events {
            None => None,
            Some(path) if path.as_os_str() == "-" => Some(Events::Stdout),
            Some(path) => {
                let opened = OpenOptions::new().append(true).create(true).open(path);
                Some(Events::File(opened.map_err(|error| {
                    Failure::io(format_args!("{} cannot be written", path.display()), &error)
                })?))
            }
        };
        Ok(Self { events })
    }

    /// Logs it. Work goes on if nobody listens.
    pub(super) fn say(&mut self, line: &Line) {
        let now = Date::now();
        let _ = writeln!(io::stderr().lock(), "{} {}", now.as_go(), line.text);
        if line.event.is_empty() {
            return;
        }
        let event = Event {
            time: now.as_rfc3339(),
            level: line.level.as_str(),
            name: line.event,
            machine: line.machine.as_deref(),
            unit: line.unit.as_deref(),
            message: &line.text,
        };
        let Ok(mut text) = serde_json::to_string(&event) else { return };
        text.push('\n');
        // A line at a time, so that two who append do not mix.
        let _ = match &mut self.events {
            None => Ok(()),
            Some(Events::Stdout) => io::stdout().lock().write_all(text.as_bytes()),
            Some(Events::File(file)) => file.write_all(text.as_bytes()),
        };
    }
}

/// A time of day in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Date {
    year: u64,
    month: u64,
    day: u64,
    second: u64,
}

impl Date {
    fn now() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self::of(since.as_secs())
    }

    /// From seconds since 1970.
    fn of(seconds: u64) -> Self {
        // Days are counted from 1 March 0000, so that a leap day is the last of its year.
        let days = seconds / 86_400 + 719_468;
        let (era, day_of_era) = (days / 146_097, days % 146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = era * 400 + year_of_era + u64::from(month <= 2);
        Self { year, month, day, second: seconds % 86_400 }
    }

    /// As Go's logger writes it, and so the document.
    fn as_go(self) -> String {
        let Self { year, month, day, .. } = self;
        format!("{year}/{month:02}/{day:02} {}", self.clock())
    }

    fn as_rfc3339(self) -> String {
        let Self { year, month, day, .. } = self;
        format!("{year}-{month:02}-{day:02}T{}Z", self.clock())
    }

    fn clock(self) -> String {
        let second = self.second;
        format!("{:02}:{:02}:{:02}", second / 3_600, second / 60 % 60, second % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_become_dates() {
        for (seconds, date) in [
            (0, "1970/01/01 00:00:00"),
            (951_782_399, "2000/02/28 23:59:59"),
            (951_782_400, "2000/02/29 00:00:00"),
            (1_418_674_340, "2014/12/15 20:12:20"),
            (4_107_542_400, "2100/03/01 00:00:00"),
        ] {
            assert_eq!(Date::of(seconds).as_go(), date);
        }
        assert_eq!(Date::of(0).as_rfc3339(), "1970-01-01T00:00:00Z");
    }
}
