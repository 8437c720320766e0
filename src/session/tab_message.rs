//! What the tabs of one browser say to each other about a plan. Never stored, never sent further:
//! all tabs run the same version of the app, or hear nothing they know.

use yoriai_sync::{Closing, Code, DeviceId, LinkState, Locked, Status};

/// A message between tabs.
#[derive(Debug, PartialEq)]
pub(super) enum TabMessage<'a> {
    /// A change that is on disk. `own`: made in a tab of this browser, and to be sent to the room,
    /// if there is one, by the tab that holds its socket. The other tab may not know of one yet.
    Change { own: bool, bytes: &'a [u8] },
    /// How the room is doing.
    Status(Status),
    /// A tab that has only just opened would like to know.
    HowIsTheRoom,
    /// The plan has a room from now on, or another one: the record on disk says which.
    RoomOpened,
    /// Where the cursor of this browser is now, for the tab that holds the socket to say.
    LookingAt(&'a str),
    /// What another device whispered to the tab that holds the socket.
    Whisper { from: DeviceId, bytes: &'a [u8] },
    /// Somebody wants the link made anew: the tab that holds the socket does it.
    RenewLink,
}

const CHANGE: u8 = 0;
const OWN_CHANGE: u8 = 1;
const STATUS: u8 = 2;
const QUESTION: u8 = 3;
const ROOM: u8 = 4;
const RENEW: u8 = 5;
const PLACE: u8 = 6;
const WHISPER: u8 = 7;

impl<'a> TabMessage<'a> {
    pub(super) fn encode(&self) -> Vec<u8> {
        match self {
            Self::Change { own, bytes } => {
                let kind = if *own { OWN_CHANGE } else { CHANGE };
                [&[kind], *bytes].concat()
            }
            Self::Status(status) => {
                let link = match status.link {
                    LinkState::Offline => 0,
                    LinkState::Connecting => 1,
                    LinkState::Online => 2,
                };
                let flags = [
                    STATUS,
                    link,
                    u8::from(status.missing),
                    u8::from(status.unreadable),
                    u8::from(status.delivered),
                    u8::from(status.ended),
                    match status.locked {
                        None => 0,
                        Some(Locked::OtherEpoch) => 1,
                        Some(Locked::OtherKey) => 2,
                    },
                    match status.closing {
                        Closing::NotAsked => 0,
                        Closing::Underway => 1,
                        Closing::Done => 2,
                    },
                ];
                // No refusal has the number 0.
                let refused = status.refused.map_or(0, Code::number).to_be_bytes();
                let unsent = u32::try_from(status.unsent).unwrap_or(u32::MAX);
                [&flags[..], &refused, &unsent.to_be_bytes()].concat()
            }
            Self::HowIsTheRoom => vec![QUESTION],
            Self::RoomOpened => vec![ROOM],
            Self::RenewLink => vec![RENEW],
            Self::LookingAt(place) => [&[PLACE], place.as_bytes()].concat(),
            Self::Whisper { from, bytes } => [&[WHISPER][..], &from.0, bytes].concat(),
        }
    }

    pub(super) fn decode(message: &'a [u8]) -> Option<Self> {
        let (kind, rest) = message.split_first()?;
        Some(match (*kind, rest) {
            (CHANGE, bytes) => Self::Change { own: false, bytes },
            (OWN_CHANGE, bytes) => Self::Change { own: true, bytes },
            (
                STATUS,
                [
                    link,
                    missing,
                    unreadable,
                    delivered,
                    ended,
                    locked,
                    closing,
                    high,
                    low,
                    unsent @ ..,
                ],
            ) => {
                let refused = u16::from_be_bytes([*high, *low]);
                Self::Status(Status {
                    link: match link {
                        2 => LinkState::Online,
                        1 => LinkState::Connecting,
                        _ => LinkState::Offline,
                    },
                    unsent: u32::from_be_bytes(unsent.try_into().ok()?) as usize,
                    missing: *missing == 1,
                    unreadable: *unreadable == 1,
                    delivered: *delivered == 1,
                    refused: (refused != 0).then(|| Code::from_number(refused)),
                    ended: *ended == 1,
                    locked: match locked {
                        1 => Some(Locked::OtherEpoch),
                        2 => Some(Locked::OtherKey),
                        _ => None,
                    },
                    closing: match closing {
                        1 => Closing::Underway,
                        2 => Closing::Done,
                        _ => Closing::NotAsked,
                    },
                    ..Status::default()
                })
            }
            (QUESTION, []) => Self::HowIsTheRoom,
            (ROOM, []) => Self::RoomOpened,
            (RENEW, []) => Self::RenewLink,
            (PLACE, place) => Self::LookingAt(std::str::from_utf8(place).ok()?),
            (WHISPER, rest) => {
                let (from, bytes) = rest.split_first_chunk()?;
                let from = DeviceId(*from);
                Self::Whisper { from, bytes }
            }
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn comes_back(message: &TabMessage<'_>) {
        assert_eq!(
            TabMessage::decode(&message.encode()).as_ref(),
            Some(message)
        );
    }

    #[test]
    fn every_message_comes_back_as_it_went() {
        comes_back(&TabMessage::HowIsTheRoom);
        comes_back(&TabMessage::RoomOpened);
        comes_back(&TabMessage::RenewLink);
        comes_back(&TabMessage::LookingAt("f-item-1"));
        let (from, bytes) = (DeviceId([3; 8]), &b"here"[..]);
        comes_back(&TabMessage::Whisper { from, bytes });
        for own in [false, true] {
            let bytes = &[1, 2, 3];
            comes_back(&TabMessage::Change { own, bytes });
        }
    }

    #[test]
    fn all_that_the_line_shows_of_a_room_comes_back() {
        for code in Code::ALL {
            comes_back(&TabMessage::Status(Status {
                refused: Some(code),
                ..Status::default()
            }));
        }
        for locked in [Locked::OtherEpoch, Locked::OtherKey] {
            comes_back(&TabMessage::Status(Status {
                locked: Some(locked),
                ..Status::default()
            }));
        }
        for closing in [Closing::Underway, Closing::Done] {
            comes_back(&TabMessage::Status(Status {
                closing,
                ..Status::default()
            }));
        }
        for link in [LinkState::Offline, LinkState::Connecting, LinkState::Online] {
            comes_back(&TabMessage::Status(Status {
                link,
                unsent: 70_000,
                ..Status::default()
            }));
        }
        for flag in 0..4 {
            comes_back(&TabMessage::Status(Status {
                missing: flag == 0,
                unreadable: flag == 1,
                delivered: flag == 2,
                ended: flag == 3,
                ..Status::default()
            }));
        }
    }

    #[test]
    fn what_is_no_message_is_ignored() {
        for bytes in [&[][..], &[9], &[STATUS, 2, 0], &[QUESTION, 1], &[ROOM, 0]] {
            assert_eq!(TabMessage::decode(bytes), None, "{bytes:?}");
        }
    }
}
