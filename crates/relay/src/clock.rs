//! Two kinds of time. Dates that are promised to people are the calendar's. How long something has
//! been here is counted in the time that the relay has run: a clock that was years off until
//! somebody set it, as on a small computer without a battery, must not empty a mailbox.

use std::ops::Add;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::time::Instant;

/// Seconds since 1970 (UTC).
pub(crate) type UnixSeconds = u64;

/// What the system's clock says.
pub(crate) fn unix_now() -> UnixSeconds {
    // A clock before 1970 is no clock; everything is kept then.
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |time| time.as_secs())
}

/// A moment in the life of a relay: milliseconds that it has run, over all of its lives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Tick(pub(crate) u64);

impl Tick {
    /// How long ago `earlier` was; nothing when it is yet to come.
    pub(crate) fn since(self, earlier: Tick) -> Duration {
        Duration::from_millis(self.0.saturating_sub(earlier.0))
    }
}

impl Add<Duration> for Tick {
    type Output = Tick;

    fn add(self, time: Duration) -> Tick {
        let millis = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        Tick(self.0.saturating_add(millis))
    }
}

/// What counts the time that the relay runs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RunClock {
    before: Tick,
    started: Instant,
}

impl RunClock {
    /// Goes on from where it stood when the relay was last seen running.
    pub(crate) fn from(before: Tick) -> Self {
        Self {
            before,
            started: Instant::now(),
        }
    }

    pub(crate) fn now(&self) -> Tick {
        self.before + self.started.elapsed()
    }
}
