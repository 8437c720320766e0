//! The calendar's time, for dates that are promised to people. Everything else counts by a clock
//! that nobody can set.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since 1970 (UTC).
pub(crate) type UnixSeconds = u64;

/// What the system's clock says.
pub(crate) fn unix_now() -> UnixSeconds {
    // A clock before 1970 is no clock; everything is kept then.
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |time| time.as_secs())
}
