//! What time this machine says it is. Nothing in a plan depends on it being right.

use std::time::{SystemTime, UNIX_EPOCH};

use yoriai_plan::Date;

/// Japan's time is nine hours ahead of the world's, all year round.
const JAPAN_SECONDS: i64 = 9 * 60 * 60;
const DAY_SECONDS: i64 = 24 * 60 * 60;

/// Seconds since 1970.
pub(crate) fn now_seconds() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| i64::try_from(since.as_secs()).ok())
        .unwrap_or_default()
}

/// Today on a Japanese calendar.
pub(crate) fn date() -> Option<Date> {
    day_in_japan(now_seconds())
}

/// Today as an ISO date on a Japanese calendar: the standard library knows no time zones, and the
/// councils whose plans these are know only this one.
pub(crate) fn today() -> String {
    date().map_or_else(String::new, Date::iso)
}

/// The day of a moment, by the rule of 400 years: years are counted from March, so that the leap
/// day is the last of its year.
fn day_in_japan(seconds: i64) -> Option<Date> {
    /// Days from 1 March of the year 0 to 1 January 1970.
    const TO_1970: i64 = 719_468;
    const DAYS_OF_400_YEARS: i64 = 146_097;
    let days = (seconds + JAPAN_SECONDS).div_euclid(DAY_SECONDS) + TO_1970;
    let (cycle, day) = (
        days.div_euclid(DAYS_OF_400_YEARS),
        days.rem_euclid(DAYS_OF_400_YEARS),
    );
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (carry, month) = if month < 10 {
        (0, month + 3)
    } else {
        (1, month - 9)
    };
    Date::new(
        i32::try_from(cycle * 400 + year + carry).ok()?,
        u32::try_from(month).ok()?,
        u32::try_from(day).ok()?,
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn days_turn_at_midnight_in_japan() {
        let check = |seconds, iso: &str| assert_eq!(day_in_japan(seconds).unwrap().iso(), iso);
        check(0, "1970-01-01");
        check(951_793_199, "2000-02-29");
        check(951_836_400, "2000-03-01");
        // 2024-12-31 14:59:59 and 15:00:00 UTC.
        check(1_735_657_199, "2024-12-31");
        check(1_735_657_200, "2025-01-01");
    }
}
