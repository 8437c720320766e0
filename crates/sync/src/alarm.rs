//! Alarms of a session that has no clock: set as "in so many milliseconds", they get their hour at
//! the next tick, which is when the session learns what time it is.

/// One alarm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Alarm {
    #[default]
    Off,
    /// Set, but the hour isn't known yet.
    In(u64),
    At(u64),
}

impl Alarm {
    pub(crate) fn set(&mut self, delay_ms: u64) {
        *self = Alarm::In(delay_ms);
    }

    pub(crate) fn off(&mut self) {
        *self = Alarm::Off;
    }

    pub(crate) fn is_off(&self) -> bool {
        *self == Alarm::Off
    }
}

/// What the session waits for. One field per purpose; a purpose has one alarm.
#[derive(Debug, Default)]
pub(crate) struct Alarms {
    /// Try to connect.
    pub(crate) retry: Alarm,
    /// Look whether the other side is still there.
    pub(crate) beat: Alarm,
    /// Look whether a checkpoint is still wanted.
    pub(crate) checkpoint: Alarm,
    /// Leave the driver alone with checkpoints until then.
    pub(crate) rest: Alarm,
    /// Send again what was refused for now.
    pub(crate) hold: Alarm,
    /// Send again what was refused for good: perhaps the relay is another by then.
    pub(crate) again: Alarm,
    /// Save the state.
    pub(crate) save: Alarm,
    now: u64,
}

/// Which alarm rang.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ring {
    Retry,
    Beat,
    Checkpoint,
    Rest,
    Hold,
    Again,
    Save,
}

impl Alarms {
    fn all(&mut self) -> [(Ring, &mut Alarm); 7] {
        [
            (Ring::Save, &mut self.save),
            (Ring::Hold, &mut self.hold),
            (Ring::Again, &mut self.again),
            (Ring::Rest, &mut self.rest),
            (Ring::Checkpoint, &mut self.checkpoint),
            (Ring::Beat, &mut self.beat),
            (Ring::Retry, &mut self.retry),
        ]
    }

    /// It is `now`: returns what rings, each switched off.
    pub(crate) fn tick(&mut self, now: u64) -> Vec<Ring> {
        // A clock set back must not make an alarm wait for the hour it was set for: it keeps the
        // time that was left.
        let back = self.now.saturating_sub(now);
        self.now = now;
        for (_, alarm) in self.all() {
            if let Alarm::At(at) = alarm {
                *at = at.saturating_sub(back);
            }
        }
        self.set_hours();
        let mut rings = Vec::new();
        for (ring, alarm) in self.all() {
            if matches!(alarm, Alarm::At(at) if *at <= now) {
                alarm.off();
                rings.push(ring);
            }
        }
        rings
    }

    /// Gives those that were set since the last tick their hour, without ringing.
    pub(crate) fn set_hours(&mut self) {
        let now = self.now;
        for (_, alarm) in self.all() {
            if let Alarm::In(delay) = *alarm {
                *alarm = Alarm::At(now.saturating_add(delay));
            }
        }
    }

    /// When the next tick is needed: 0 for "now, to learn the time"; `None` when nothing waits.
    pub(crate) fn next(&mut self) -> Option<u64> {
        self.all()
            .into_iter()
            .filter_map(|(_, alarm)| match alarm {
                Alarm::Off => None,
                Alarm::In(_) => Some(0),
                Alarm::At(at) => Some(*at),
            })
            .min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alarm_rings_once_when_its_time_has_come() {
        let mut alarms = Alarms::default();
        assert_eq!(alarms.next(), None);
        alarms.retry.set(500);
        assert_eq!(alarms.next(), Some(0));
        assert_eq!(alarms.tick(10_000), []);
        assert_eq!(alarms.next(), Some(10_500));
        assert_eq!(alarms.tick(10_499), []);
        assert_eq!(alarms.tick(10_500), [Ring::Retry]);
        assert_eq!(alarms.next(), None);
    }

    #[test]
    fn a_clock_set_back_changes_no_waiting_time() {
        let mut alarms = Alarms::default();
        alarms.beat.set(500);
        alarms.tick(1_000_000);
        alarms.tick(1_000);
        assert_eq!(alarms.next(), Some(1_500));
    }
}
