//! What client and relay say to each other. The numbers of the two sides don't overlap, so a
//! message that came back to its sender is never taken for an answer.

use minicbor::Decoder;

use crate::cbor::{self, Flaw};
use crate::code::Code;
use crate::ids::{DeviceId, RoomId, Seq};
use crate::keys::VerifyingKey;
use crate::limits;
use crate::vector::Vector;

/// Said by a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientMessage {
    /// The first message: opens the room. The relay answers [`RelayMessage::Welcome`], delivers
    /// what `vector` lacks, and says [`RelayMessage::CaughtUp`].
    Hello {
        /// The version the client speaks.
        version: u8,
        /// The room.
        room: RoomId,
        /// The room's verifying key, 32 bytes; checked by [`ClientMessage::check_key`].
        key: [u8; 32],
        /// What the client holds.
        vector: Vector,
        /// Where the relay asks for one: what allows to open a new room. At most
        /// [`limits::TOKEN_BYTES`] bytes.
        token: Option<String>,
    },
    /// An encoded frame, answered by ack or refuse; a whisper by nothing.
    Post(Vec<u8>),
    /// Asks again for what `vector` lacks; answered by deliveries and caught up. Also the heartbeat.
    Fetch {
        /// What the client holds.
        vector: Vector,
    },
}

/// Said by a relay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RelayMessage {
    /// Answers hello: for each device, up to where every frame is in the mailbox or covered by a
    /// checkpoint that is.
    Welcome {
        /// What the relay holds.
        vector: Vector,
    },
    /// An encoded frame by somebody else, or by an earlier life of this device.
    Deliver(Vec<u8>),
    /// All that the last hello or fetch asked for has been delivered.
    CaughtUp,
    /// The frame is in the mailbox (and on disk, where the relay has one). Said again when the same
    /// frame is posted again.
    Ack {
        /// The frame's device.
        device: DeviceId,
        /// The frame's sequence.
        seq: Seq,
    },
    /// The frame was not taken.
    Refuse {
        /// Why.
        code: Code,
        /// The frame's device; zeros where the frame couldn't be read.
        device: DeviceId,
        /// The frame's sequence; 0 where the frame couldn't be read.
        seq: Seq,
    },
    /// The client reads too slowly and deliveries were left out: it should fetch.
    FetchAgain,
    /// The relay closes the socket.
    Bye {
        /// Why.
        code: Code,
        /// Milliseconds to wait before the next try; the client adds a random share.
        retry_after_ms: u32,
    },
}

/// Why bytes are no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MessageError {
    /// Not what the table says.
    #[error("the message's bytes are not what the wire format says")]
    Malformed,
    /// Larger than [`limits::MESSAGE_BYTES`].
    #[error("the message is larger than a message may be")]
    TooLarge,
}

impl MessageError {
    /// The refusal a relay answers with.
    pub fn code(self) -> Code {
        match self {
            MessageError::Malformed => Code::Malformed,
            MessageError::TooLarge => Code::TooLarge,
        }
    }
}

impl From<Flaw> for MessageError {
    fn from(_: Flaw) -> MessageError {
        MessageError::Malformed
    }
}

impl From<minicbor::decode::Error> for MessageError {
    fn from(_: minicbor::decode::Error) -> MessageError {
        MessageError::Malformed
    }
}

/// Opens `bytes` and reads the array's length and the message's number.
fn open(bytes: &[u8]) -> Result<(Decoder<'_>, u64, u8), MessageError> {
    if bytes.len() > limits::MESSAGE_BYTES {
        return Err(MessageError::TooLarge);
    }
    let mut input = Decoder::new(bytes);
    let len = input.array()?.ok_or(Flaw)?;
    let number = input.u8()?;
    Ok((input, len, number))
}

impl ClientMessage {
    /// The key of a hello, if it is one and belongs to the room.
    pub fn check_key(room: &RoomId, key: &[u8; 32]) -> Option<VerifyingKey> {
        VerifyingKey::parse(key).filter(|key| RoomId::of(key) == *room)
    }

    /// The message's bytes.
    pub fn encode(&self) -> Vec<u8> {
        let frame = if let ClientMessage::Post(frame) = self {
            frame.len()
        } else {
            128
        };
        cbor::write(frame + 16, |out| match self {
            ClientMessage::Hello {
                version,
                room,
                key,
                vector,
                token,
            } => {
                out.array(6)?
                    .u8(1)?
                    .u8(*version)?
                    .bytes(&room.0)?
                    .bytes(key)?;
                vector.write(out)?;
                match token {
                    Some(token) => out.str(token)?.ok(),
                    None => out.null()?.ok(),
                }
            }
            ClientMessage::Post(frame) => out.array(2)?.u8(2)?.bytes(frame)?.ok(),
            ClientMessage::Fetch { vector } => {
                out.array(2)?.u8(3)?;
                vector.write(out)
            }
        })
    }

    /// Reads a message. A hello of another version is read as far as its version says, so that
    /// it can be answered with the right code: its other fields must still be these.
    ///
    /// # Errors
    /// See [`MessageError`]. Never panics, whatever the bytes.
    pub fn decode(bytes: &[u8]) -> Result<ClientMessage, MessageError> {
        let (mut input, len, number) = open(bytes)?;
        let input = &mut input;
        let message = match (number, len) {
            (1, 6) => ClientMessage::Hello {
                version: input.u8()?,
                room: RoomId(cbor::array(input)?),
                key: cbor::array(input)?,
                vector: Vector::read(input)?,
                token: cbor::nullable(input, read_token)?,
            },
            (2, 2) => ClientMessage::Post(input.bytes()?.to_vec()),
            (3, 2) => ClientMessage::Fetch {
                vector: Vector::read(input)?,
            },
            _ => return Err(MessageError::Malformed),
        };
        cbor::end(input)?;
        Ok(message)
    }
}

fn read_token(input: &mut Decoder<'_>) -> Result<String, Flaw> {
    let token = input.str()?;
    (token.len() <= limits::TOKEN_BYTES)
        .then(|| token.to_owned())
        .ok_or(Flaw)
}

impl RelayMessage {
    /// The message's bytes.
    pub fn encode(&self) -> Vec<u8> {
        let frame = if let RelayMessage::Deliver(frame) = self {
            frame.len()
        } else {
            64
        };
        cbor::write(frame + 16, |out| match self {
            RelayMessage::Welcome { vector } => {
                out.array(2)?.u8(16)?;
                vector.write(out)
            }
            RelayMessage::Deliver(frame) => out.array(2)?.u8(17)?.bytes(frame)?.ok(),
            RelayMessage::CaughtUp => out.array(1)?.u8(18)?.ok(),
            RelayMessage::Ack { device, seq } => {
                out.array(3)?.u8(19)?.bytes(&device.0)?.u64(seq.0)?.ok()
            }
            RelayMessage::Refuse { code, device, seq } => out
                .array(4)?
                .u8(20)?
                .u16(code.number())?
                .bytes(&device.0)?
                .u64(seq.0)?
                .ok(),
            RelayMessage::FetchAgain => out.array(1)?.u8(21)?.ok(),
            RelayMessage::Bye {
                code,
                retry_after_ms,
            } => out
                .array(3)?
                .u8(22)?
                .u16(code.number())?
                .u32(*retry_after_ms)?
                .ok(),
        })
    }

    /// Reads a message.
    ///
    /// # Errors
    /// See [`MessageError`]. Never panics, whatever the bytes.
    pub fn decode(bytes: &[u8]) -> Result<RelayMessage, MessageError> {
        let (mut input, len, number) = open(bytes)?;
        let input = &mut input;
        let message = match (number, len) {
            (16, 2) => RelayMessage::Welcome {
                vector: Vector::read(input)?,
            },
            (17, 2) => RelayMessage::Deliver(input.bytes()?.to_vec()),
            (18, 1) => RelayMessage::CaughtUp,
            (19, 3) => RelayMessage::Ack {
                device: DeviceId(cbor::array(input)?),
                seq: Seq(input.u64()?),
            },
            (20, 4) => RelayMessage::Refuse {
                code: Code::from_number(input.u16()?),
                device: DeviceId(cbor::array(input)?),
                seq: Seq(input.u64()?),
            },
            (21, 1) => RelayMessage::FetchAgain,
            (22, 3) => RelayMessage::Bye {
                code: Code::from_number(input.u16()?),
                retry_after_ms: input.u32()?,
            },
            _ => return Err(MessageError::Malformed),
        };
        cbor::end(input)?;
        Ok(message)
    }
}
