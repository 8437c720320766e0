//! Why a relay refuses. Every refusal has its own number, which never changes its meaning; a client
//! that meets a number it doesn't know treats it as [`Code::Other`] and waits.

use std::fmt;

/// A refusal: of one frame (`Refuse`), or of the whole socket (`Bye`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// 1: The bytes are not what the wire format's table says.
    Malformed,
    /// 2: The frame is larger than a frame may be, or the message than a message.
    TooLarge,
    /// 3: The relay doesn't speak this version of the format.
    UnknownVersion,
    /// 4: The frame belongs to another room than the socket's.
    ForeignRoom,
    /// 5: The signature is not by this room's key.
    BadSignature,
    /// 6: The relay holds another frame under this device and sequence; take a new device id.
    Fork,
    /// 7: A checkpoint covers this sequence and the frame is gone, so nobody can compare; take a new
    /// device id and post the changes anew.
    Covered,
    /// 8: The room is at its cap; post a checkpoint.
    RoomFull,
    /// 9: All rooms together are at the relay's cap; try later.
    RelayFull,
    /// 10: Too many rooms were opened from this network address; try later.
    TooManyRooms,
    /// 11: Frames come faster than the relay allows; the frame was not taken, send it again later.
    TooFast,
    /// 12: Too many sockets are open from this network address.
    TooManySockets,
    /// 13: The room was closed by its owner; a new link is needed.
    RoomClosed,
    /// 14: This relay opens new rooms only for holders of an access token.
    TokenNeeded,
    /// 15: The key doesn't belong to the room, or is no key.
    BadKey,
    /// 16: The message has no place here, such as anything before hello, or a second hello.
    Unexpected,
    /// 17: The socket was silent, or read nothing, for too long.
    TooSlow,
    /// 18: The relay is going down; come back after the pause it names.
    Stopping,
    /// 19: The relay has a fault of its own, such as a full disk; the frame was not taken.
    RelayFault,
    /// Any other number: said by a newer relay.
    Other(u16),
}

impl Code {
    /// All codes that this version knows, in the order of their numbers.
    pub const ALL: [Code; 19] = [
        Code::Malformed,
        Code::TooLarge,
        Code::UnknownVersion,
        Code::ForeignRoom,
        Code::BadSignature,
        Code::Fork,
        Code::Covered,
        Code::RoomFull,
        Code::RelayFull,
        Code::TooManyRooms,
        Code::TooFast,
        Code::TooManySockets,
        Code::RoomClosed,
        Code::TokenNeeded,
        Code::BadKey,
        Code::Unexpected,
        Code::TooSlow,
        Code::Stopping,
        Code::RelayFault,
    ];

    /// The number on the wire.
    pub fn number(self) -> u16 {
        match self {
            Code::Malformed => 1,
            Code::TooLarge => 2,
            Code::UnknownVersion => 3,
            Code::ForeignRoom => 4,
            Code::BadSignature => 5,
            Code::Fork => 6,
            Code::Covered => 7,
            Code::RoomFull => 8,
            Code::RelayFull => 9,
            Code::TooManyRooms => 10,
            Code::TooFast => 11,
            Code::TooManySockets => 12,
            Code::RoomClosed => 13,
            Code::TokenNeeded => 14,
            Code::BadKey => 15,
            Code::Unexpected => 16,
            Code::TooSlow => 17,
            Code::Stopping => 18,
            Code::RelayFault => 19,
            Code::Other(number) => number,
        }
    }

    /// The code of a number; never fails, see [`Code::Other`].
    pub fn from_number(number: u16) -> Code {
        Code::ALL
            .into_iter()
            .find(|code| code.number() == number)
            .unwrap_or(Code::Other(number))
    }

    /// One sentence for logs and documents.
    pub fn sentence(self) -> &'static str {
        match self {
            Code::Malformed => "The bytes are not what the wire format says.",
            Code::TooLarge => "The frame or message is larger than allowed.",
            Code::UnknownVersion => "The relay doesn't speak this version of the format.",
            Code::ForeignRoom => "The frame belongs to another room.",
            Code::BadSignature => "The signature is not by this room's key.",
            Code::Fork => "Another frame is held under this device and sequence.",
            Code::Covered => "A checkpoint covers this sequence and the frame is gone.",
            Code::RoomFull => "The room is full; a checkpoint makes room.",
            Code::RelayFull => "The relay is full.",
            Code::TooManyRooms => "Too many rooms were opened from this network address.",
            Code::TooFast => "Frames come too fast; send this one again later.",
            Code::TooManySockets => "Too many sockets are open from this network address.",
            Code::RoomClosed => "The room was closed by its owner.",
            Code::TokenNeeded => "This relay opens new rooms only for holders of a token.",
            Code::BadKey => "The key doesn't belong to the room.",
            Code::Unexpected => "The message has no place here.",
            Code::TooSlow => "The socket was silent or read nothing for too long.",
            Code::Stopping => "The relay is going down.",
            Code::RelayFault => "The relay has a fault of its own.",
            Code::Other(_) => "The relay refused for a reason this version doesn't know.",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.sentence(), self.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_run_from_one_and_lead_back() {
        for (index, code) in Code::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(code.number()), index + 1);
            assert_eq!(Code::from_number(code.number()), code);
        }
    }

    #[test]
    fn an_unknown_number_is_kept() {
        assert_eq!(Code::from_number(0), Code::Other(0));
        assert_eq!(Code::from_number(900).number(), 900);
    }
}
