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

/// The local day of a moment in milliseconds since 1970, with its year.
pub fn day_of(say: impl Fn(Words) -> &'static str, ms: u64) -> String {
    let (year, month, day, ..) = clock::local_moment(ms);
    let (year, month, day) = (year.to_string(), month.to_string(), day.to_string());
    fill(say(words::DAY_OF_YEAR), &[&year, &month, &day])
}
