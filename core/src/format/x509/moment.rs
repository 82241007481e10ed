//! Points in time, as certificates know them: whole seconds in UTC.

use std::fmt;
use std::time::Duration;

use der::DateTime;
use x509_cert::time::Time;

/// A second, counted from the beginning of 1970 in UTC. Never before that, as no certificate here
/// is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub u64);

/// Seconds of a day.
pub const DAY: u64 = 24 * 60 * 60;

impl Moment {
    /// So many seconds later; the end of time where there is no later.
    pub fn plus(self, seconds: u64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// So many seconds earlier; 1970 where there is no earlier.
    pub fn minus(self, seconds: u64) -> Self {
        Self(self.0.saturating_sub(seconds))
    }

    /// Whole days from `self` to `later`; negative if that is over. A day that has begun does not
    /// count.
    pub fn days_until(self, later: Self) -> i64 {
        let days = |from: Self, to: Self| i64::try_from((to.0 - from.0) / DAY).unwrap_or(i64::MAX);
        if later >= self { days(self, later) } else { -days(later, self) - 1 }
    }

    /// As a certificate has it; `None` past the year 9999.
    pub(super) fn to_x509(self) -> Option<Time> {
        self.date().map(Time::from)
    }

    pub(super) fn of(time: &Time) -> Self {
        Self(time.to_unix_duration().as_secs())
    }

    fn date(self) -> Option<DateTime> {
        DateTime::from_unix_duration(Duration::from_secs(self.0)).ok()
    }
}

/// The day: `2027-01-31`.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.date() {
            Some(date) => write!(f, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day()),
            None => f.write_str("after 9999"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_whole_and_can_be_over() {
        let noon = Moment(1_800_000_000);
        assert_eq!(noon.days_until(noon.plus(DAY)), 1);
        assert_eq!(noon.days_until(noon.plus(DAY - 1)), 0);
        assert_eq!(noon.days_until(noon.minus(1)), -1);
        assert_eq!(noon.days_until(noon.minus(DAY)), -2);
    }

    #[test]
    fn a_moment_is_shown_as_its_day() {
        assert_eq!(Moment(0).to_string(), "1970-01-01");
        assert_eq!(Moment(1_800_000_000).to_string(), "2027-01-15");
        assert_eq!(Moment(u64::MAX).to_string(), "after 9999");
    }
}
