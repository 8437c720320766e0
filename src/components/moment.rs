//! A moment as a person reads it.

use crate::platform::clock;
use crate::words::{self, Words, fill};

/// The local day and time of a moment in milliseconds since 1970; the year as well, where it is
/// not this one.
pub fn moment(say: impl Fn(Words) -> &'static str, ms: u64) -> String {
    let (this_year, _, _) = clock::today();
    let (year, month, day, hour, minute) = clock::local_moment(ms);
    let (month, day) = (month.to_string(), day.to_string());
    let time = format!("{hour}:{minute:02}");
    if year == this_year {
        fill(say(words::MOMENT), &[&month, &day, &time])
    } else {
        let year = year.to_string();
        fill(say(words::MOMENT_OF_YEAR), &[&year, &month, &day, &time])
    }
}

/// The day so many days from today, as it is written on a notice.
pub fn day_after(say: impl Fn(Words) -> &'static str, days: u32) -> String {
    let ms = clock::now_ms() + u64::from(days) * 24 * 60 * 60 * 1_000;
    let (year, month, day, ..) = clock::local_moment(ms);
    let (year, month, day) = (year.to_string(), month.to_string(), day.to_string());
    fill(say(words::DAY_OF_YEAR), &[&year, &month, &day])
}
