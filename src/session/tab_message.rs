//! What the tabs of one browser say to each other about a plan. Never stored, never sent further:
//! all tabs run the same version of the app, or hear nothing they know.

use yoriai_sync::{LinkState, Status};

/// A message between tabs.
#[derive(Debug, PartialEq)]
pub(super) enum TabMessage<'a> {
    /// A change that is on disk. `own`: made in a tab of this browser, and to be sent to the room
    /// by the tab that holds its socket.
    Change { own: bool, bytes: &'a [u8] },
    /// How the room is doing.
    Status(Status),
    /// A tab that has only just opened would like to know.
    HowIsTheRoom,
}

const CHANGE: u8 = 0;
const OWN_CHANGE: u8 = 1;
const STATUS: u8 = 2;
const QUESTION: u8 = 3;

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
                let unsent = u32::try_from(status.unsent)
                    .unwrap_or(u32::MAX)
                    .to_be_bytes();
                let flags = [
                    STATUS,
                    link,
                    u8::from(status.missing),
                    u8::from(status.ended),
                ];
                [&flags[..], &unsent].concat()
            }
            Self::HowIsTheRoom => vec![QUESTION],
        }
    }

    pub(super) fn decode(message: &'a [u8]) -> Option<Self> {
        let (kind, rest) = message.split_first()?;
        Some(match (*kind, rest) {
            (CHANGE, bytes) => Self::Change { own: false, bytes },
            (OWN_CHANGE, bytes) => Self::Change { own: true, bytes },
            (STATUS, [link, missing, ended, unsent @ ..]) => Self::Status(Status {
                link: match link {
                    2 => LinkState::Online,
                    1 => LinkState::Connecting,
                    _ => LinkState::Offline,
                },
                unsent: u32::from_be_bytes(unsent.try_into().ok()?) as usize,
                missing: *missing == 1,
                ended: *ended == 1,
                ..Status::default()
            }),
            (QUESTION, []) => Self::HowIsTheRoom,
            _ => return None,
        })
    }
}
