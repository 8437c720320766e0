//! Presence: who is here, and what they look at. Whispered to whoever is there now, kept nowhere.
//!
//! What a whisper's body carries (CBOR), inside the seal:
//!
//! | presence | layout |
//! | --- | --- |
//! | version 1 | `[1, state u8, name text, place text]`; state 1 is here, 2 is gone |
//!
//! A name has at most [`NAME_CHARACTERS`] characters, a place at most [`PLACE_BYTES`] bytes; neither
//! has characters that steer a line instead of standing in it. Who whispers is in the frame's header.
//!
//! Only who may write can whisper: a viewer is seen by nobody. The relay can't read a whisper, but it
//! can pass one on late, or twice: presence is a courtesy, and nothing may depend on it.

use std::collections::BTreeMap;
use std::convert::Infallible;

use minicbor::{Decoder, Encoder, encode};
use yoriai_wire::DeviceId;

const VERSION: u8 = 1;

/// Longest name, in characters: what fits beside a field.
pub const NAME_CHARACTERS: usize = 40;

/// Longest place, in bytes of UTF-8: three of a plan's ids, with words between them.
pub const PLACE_BYTES: usize = 200;

/// Largest whisper that a session sends or passes on, in bytes. The longest presence takes half of
/// it; what is larger is not presence.
pub const WHISPER_BYTES: usize = 1024;

/// Milliseconds after which presence is whispered again though nothing changed: 20 s. Of sixty
/// tablets that is three whispers a second.
pub const REPEAT_MS: u64 = 20_000;

/// Milliseconds after which somebody who isn't heard counts as gone: two whispers were lost.
pub const FADE_MS: u64 = 50_000;

/// Most devices in a roster: twice the tablets of the largest council. Whoever makes up more of them
/// only isn't listed.
pub const ROSTER_DEVICES: usize = 128;

/// Whether somebody is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Here, at the place that is named.
    Here,
    /// Gone: said when the plan is closed, so that nobody has to wait for it to fade.
    Left,
}

/// What one device says of itself. Its fields keep the limits, however it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    state: State,
    name: String,
    place: String,
}

impl Presence {
    /// `name` is cut to [`NAME_CHARACTERS`]; `place`, the id of what is looked at, is left out when
    /// it's longer than [`PLACE_BYTES`], because a cut id would be another's. Characters that steer
    /// a line go from both.
    pub fn new(state: State, name: &str, place: &str) -> Presence {
        let stays = |c: &char| !steers(*c);
        let place: String = place.chars().filter(stays).collect();
        Presence {
            state,
            name: name.chars().filter(stays).take(NAME_CHARACTERS).collect(),
            place: if place.len() <= PLACE_BYTES {
                place
            } else {
                String::new()
            },
        }
    }

    /// Whether somebody is here.
    pub fn state(&self) -> State {
        self.state
    }

    /// What the person calls themselves; may be empty.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The id of what is looked at; empty when it's nothing in particular. Made up by another
    /// device: it may be an id that isn't there.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// The bytes for [`crate::Event::LocalWhisper`].
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Encoder::new(Vec::new());
        let written = self.write(&mut out);
        debug_assert!(written.is_ok(), "writing CBOR to memory can't fail");
        out.into_writer()
    }

    fn write(&self, out: &mut Encoder<Vec<u8>>) -> Result<(), encode::Error<Infallible>> {
        let state = match self.state {
            State::Here => 1,
            State::Left => 2,
        };
        out.array(4)?.u8(VERSION)?.u8(state)?;
        out.str(&self.name)?.str(&self.place)?.ok()
    }

    /// Reads the bytes of [`crate::Effect::DeliverWhisper`]; `None` for whatever isn't in the table,
    /// a newer version among it: who can't be understood isn't shown.
    pub fn decode(bytes: &[u8]) -> Option<Presence> {
        if bytes.len() > WHISPER_BYTES {
            return None;
        }
        let mut input = Decoder::new(bytes);
        if input.array().ok()?? != 4 || input.u8().ok()? != VERSION {
            return None;
        }
        let state = match input.u8().ok()? {
            1 => State::Here,
            2 => State::Left,
            _ => return None,
        };
        let (name, place) = (input.str().ok()?, input.str().ok()?);
        let presence = Presence::new(state, name, place);
        let right = presence.name == name && presence.place == place;
        (right && input.position() == bytes.len()).then_some(presence)
    }
}

/// Whether a character does something to the line it stands in: breaks it, or turns its direction.
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Who is here, as far as one hears.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    here: BTreeMap<DeviceId, Heard>,
}

#[derive(Clone, Debug)]
struct Heard {
    presence: Presence,
    at_ms: u64,
}

/// What hearing somebody changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing to be seen.
    Nothing,
    /// Somebody is here who wasn't. They don't know yet who else is: one whispers to them.
    Came,
    /// Somebody is elsewhere, or has another name.
    Moved,
    /// Somebody is gone.
    Left,
}

impl Roster {
    /// `from` has whispered `presence`. `now_ms` is the time of any clock, as in
    /// [`crate::Event::Tick`].
    pub fn hear(&mut self, from: DeviceId, presence: Presence, now_ms: u64) -> Change {
        if presence.state == State::Left {
            return match self.here.remove(&from) {
                Some(_) => Change::Left,
                None => Change::Nothing,
            };
        }
        if !self.here.contains_key(&from) && self.here.len() >= ROSTER_DEVICES {
            return Change::Nothing;
        }
        let heard = Heard {
            presence,
            at_ms: now_ms,
        };
        let change = match self.here.get(&from) {
            None => Change::Came,
            Some(before) if before.presence == heard.presence => Change::Nothing,
            Some(_) => Change::Moved,
        };
        self.here.insert(from, heard);
        change
    }

    /// Takes out who wasn't heard for [`FADE_MS`]; returns whether there was somebody.
    pub fn fade(&mut self, now_ms: u64) -> bool {
        let before = self.here.len();
        for heard in self.here.values_mut() {
            // A clock that was set back must not keep anybody here for years.
            heard.at_ms = heard.at_ms.min(now_ms);
        }
        self.here.retain(|_, heard| now_ms - heard.at_ms < FADE_MS);
        self.here.len() != before
    }

    /// Nobody is heard any more: the connection is gone, or the room was left.
    pub fn clear(&mut self) {
        self.here.clear();
    }

    /// Who is here, in the order of the device ids. One person on two devices is here twice.
    pub fn iter(&self) -> impl Iterator<Item = (DeviceId, &Presence)> {
        self.here
            .iter()
            .map(|(device, heard)| (*device, &heard.presence))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn here(name: &str) -> Presence {
        Presence::new(State::Here, name, "item:7/body")
    }

    fn device(name: u8) -> DeviceId {
        DeviceId([name; 8])
    }

    #[test]
    fn presence_comes_back_as_it_went() {
        for presence in [
            here("佐藤"),
            Presence::new(State::Here, "", ""),
            Presence::new(State::Left, &"長".repeat(40), &"x".repeat(200)),
        ] {
            let bytes = presence.encode();
            assert!(bytes.len() <= WHISPER_BYTES / 2);
            assert_eq!(Presence::decode(&bytes), Some(presence));
        }
    }

    #[test]
    fn what_is_too_long_or_steers_a_line_is_never_made() {
        let long = Presence::new(State::Here, &"長".repeat(41), &"x".repeat(201));
        assert_eq!((long.name().chars().count(), long.place()), (40, ""));
        let odd = Presence::new(State::Here, "佐\u{202e}\n藤\u{2066}\0", "a\tb");
        assert_eq!((odd.name(), odd.place()), ("佐藤", "ab"));
    }

    /// Presence as a hostile device might write it.
    fn bytes(version: u8, state: u8, name: &str, place: &str) -> Vec<u8> {
        let mut out = Encoder::new(Vec::new());
        out.array(4)
            .and_then(|out| out.u8(version)?.u8(state)?.str(name)?.str(place))
            .unwrap();
        out.into_writer()
    }

    #[test]
    fn what_is_not_in_the_table_is_refused() {
        let good = bytes(1, 1, "佐藤", "x");
        assert!(Presence::decode(&good).is_some());
        for bad in [
            bytes(2, 1, "佐藤", "x"),
            bytes(1, 0, "佐藤", "x"),
            bytes(1, 3, "佐藤", "x"),
            bytes(1, 1, &"長".repeat(41), "x"),
            bytes(1, 1, "佐藤", &"x".repeat(201)),
            bytes(1, 1, &"長".repeat(9_000), "x"),
            bytes(1, 1, "佐\n藤", "x"),
            bytes(1, 1, "\u{202e}佐藤", "x"),
            bytes(1, 1, "佐藤", "x\0"),
            [&good[..], &[0]].concat(),
            vec![0x84, 1, 1, 0x62, 0xff, 0xff, 0x60],
            vec![0x9f, 1, 1, 0x60, 0x60, 0xff],
            vec![
                0x84, 1, 1, 0x7b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
            ],
        ] {
            assert_eq!(Presence::decode(&bad), None, "{bad:?}");
        }
        for cut in 0..good.len() {
            assert_eq!(Presence::decode(&good[..cut]), None);
        }
    }

    #[test]
    fn who_comes_moves_and_leaves_is_noticed_once() {
        let mut roster = Roster::default();
        assert_eq!(roster.hear(device(1), here("佐藤"), 0), Change::Came);
        assert_eq!(roster.hear(device(1), here("佐藤"), 1), Change::Nothing);
        let elsewhere = Presence::new(State::Here, "佐藤", "item:8");
        assert_eq!(roster.hear(device(1), elsewhere, 2), Change::Moved);
        assert_eq!(roster.hear(device(2), here("鈴木"), 3), Change::Came);
        let names: Vec<_> = roster.iter().map(|(_, it)| it.name().to_owned()).collect();
        assert_eq!(names, ["佐藤", "鈴木"]);
        let left = Presence::new(State::Left, "佐藤", "");
        assert_eq!(roster.hear(device(1), left.clone(), 4), Change::Left);
        assert_eq!(roster.hear(device(1), left, 5), Change::Nothing);
        roster.clear();
        assert_eq!(roster.iter().count(), 0);
    }

    #[test]
    fn who_falls_silent_fades() {
        let mut roster = Roster::default();
        roster.hear(device(1), here("佐藤"), 1_000);
        roster.hear(device(2), here("鈴木"), 30_000);
        assert!(!roster.fade(FADE_MS));
        assert!(roster.fade(FADE_MS + 1_000));
        assert_eq!(roster.iter().count(), 1);
        // The clock is set back by an hour; nobody stays longer for it.
        assert!(!roster.fade(10));
        assert!(roster.fade(10 + FADE_MS));
    }

    #[test]
    fn a_crowd_that_somebody_made_up_does_not_fill_the_memory() {
        let mut roster = Roster::default();
        for at in 0..10_000u64 {
            roster.hear(DeviceId(at.to_be_bytes()), here("偽"), 0);
        }
        assert_eq!(roster.iter().count(), ROSTER_DEVICES);
        // Those who are listed still move.
        let moved = Presence::new(State::Here, "偽", "");
        let first = DeviceId(0u64.to_be_bytes());
        assert_eq!(roster.hear(first, moved, 1), Change::Moved);
    }

    proptest! {
        #[test]
        fn whatever_the_bytes_reading_returns_and_keeps_the_limits(
            noise in proptest::collection::vec(any::<u8>(), 0..80),
            version in 0u8..3, state in 0u8..4, name in "\\PC{0,60}|.{0,60}", place in ".{0,120}",
        ) {
            let _ = Presence::decode(&noise);
            if let Some(read) = Presence::decode(&bytes(version, state, &name, &place)) {
                prop_assert!(read.name().chars().count() <= NAME_CHARACTERS);
                prop_assert!(read.place().len() <= PLACE_BYTES);
                prop_assert!(!read.name().chars().chain(read.place().chars()).any(steers));
                prop_assert_eq!(Presence::decode(&read.encode()), Some(read));
            }
        }
    }
}
