//! Days, as release calendars name them.

use std::fmt;

/// A day of the Gregorian calendar; displayed as `2026-10-27`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// The year.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day, 1 to 31.
    pub day: u8,
}

impl Date {
    /// The day `day` of the month `month` of `year`.
    pub const fn new(year: u16, month: u8, day: u8) -> Self {
        Self { year, month, day }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn days_are_in_order_and_displayed_as_iso_8601_has_them() {
        let days = [Date::new(2026, 8, 28), Date::new(2026, 10, 2), Date::new(2027, 1, 1)];
        assert!(days.is_sorted());
        assert_eq!(days.map(|day| day.to_string()).join(" "), "2026-08-28 2026-10-02 2027-01-01");
    }
}
