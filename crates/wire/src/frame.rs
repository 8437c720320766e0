//! A frame: a signed header and a sealed body, bound to each other.
//!
//! Decoding is the cheap check and [`Frame::verify`] the costly one; a relay does them in that
//! order. A decoded frame is well-formed but not yet believed.

use minicbor::Decoder;
use sha2::{Digest, Sha256};

use crate::VERSION;
use crate::cbor::{self, Flaw};
use crate::code::Code;
use crate::ids::{DeviceId, RoomId, Seq};
use crate::keys::{Signature, SigningKey, VerifyingKey};
use crate::limits;
use crate::vector::Vector;

/// SHA-256 of a whole encoded frame.
pub type FrameHash = [u8; 32];

/// The `previous` of a device's first frame, and of every whisper.
pub const NO_PREVIOUS: FrameHash = [0; 32];

/// What stands before the signed bytes, so that a signature over a frame can never be taken for a
/// signature over something else by the same key.
const SIGNING_CONTEXT: &[u8] = b"yoriai frame v1\0";

/// What a frame is for; the body's content is the clients' affair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FrameKind {
    /// A burst of changes, or a piece of something too large for one frame.
    Changes,
    /// A whole saved document; its header says what it covers.
    Checkpoint,
    /// Presence: passed on to whoever is there, never kept.
    Whisper,
    /// The room is over: the relay takes nothing more.
    Closing,
}

impl FrameKind {
    /// The number on the wire.
    pub fn number(self) -> u8 {
        match self {
            FrameKind::Changes => 1,
            FrameKind::Checkpoint => 2,
            FrameKind::Whisper => 3,
            FrameKind::Closing => 4,
        }
    }

    fn from_number(number: u8) -> Option<FrameKind> {
        [
            FrameKind::Changes,
            FrameKind::Checkpoint,
            FrameKind::Whisper,
            FrameKind::Closing,
        ]
        .into_iter()
        .find(|kind| kind.number() == number)
    }
}

/// The plain part of a frame: all that a relay can know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The room it was written for.
    pub room: RoomId,
    /// Which of the room's cipher keys sealed the body.
    pub epoch: u32,
    /// What it is for.
    pub kind: FrameKind,
    /// Who wrote it.
    pub device: DeviceId,
    /// Its place among the device's frames; [`Seq::NONE`] for a whisper, else from 1.
    pub seq: Seq,
    /// Hash of the device's frame before this one; [`NO_PREVIOUS`] for the first.
    pub previous: FrameHash,
    /// What a checkpoint covers; `Some` there and nowhere else.
    pub cover: Option<Vector>,
}

/// Why bytes are no frame, or no believable one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// Not what the table says, or more bytes than the item has.
    #[error("the frame's bytes are not what the wire format says")]
    Malformed,
    /// Larger than [`limits::FRAME_BYTES`].
    #[error("the frame is larger than a frame may be")]
    TooLarge,
    /// A version other than [`VERSION`].
    #[error("the frame is of version {0}, which this program doesn't speak")]
    UnknownVersion(u8),
    /// Written for another room.
    #[error("the frame belongs to another room")]
    ForeignRoom,
    /// Not signed by the room's key, or changed afterwards.
    #[error("the frame's signature is not by this room's key")]
    BadSignature,
}

impl FrameError {
    /// The refusal a relay answers with.
    pub fn code(self) -> Code {
        match self {
            FrameError::Malformed => Code::Malformed,
            FrameError::TooLarge => Code::TooLarge,
            FrameError::UnknownVersion(_) => Code::UnknownVersion,
            FrameError::ForeignRoom => Code::ForeignRoom,
            FrameError::BadSignature => Code::BadSignature,
        }
    }
}

impl From<Flaw> for FrameError {
    fn from(_: Flaw) -> FrameError {
        FrameError::Malformed
    }
}

impl From<minicbor::decode::Error> for FrameError {
    fn from(_: minicbor::decode::Error) -> FrameError {
        FrameError::Malformed
    }
}

impl Header {
    /// The header's one encoding: what is signed, and the associated data of the sealed body.
    pub fn encode(&self) -> Vec<u8> {
        cbor::write(128, |out| {
            out.array(8)?
                .u8(VERSION)?
                .bytes(&self.room.0)?
                .u32(self.epoch)?;
            out.u8(self.kind.number())?
                .bytes(&self.device.0)?
                .u64(self.seq.0)?;
            out.bytes(&self.previous)?;
            match &self.cover {
                Some(cover) => cover.write(out),
                None => out.null()?.ok(),
            }
        })
    }

    fn decode(bytes: &[u8]) -> Result<Header, FrameError> {
        if bytes.len() > limits::HEADER_BYTES {
            return Err(FrameError::Malformed);
        }
        let mut input = Decoder::new(bytes);
        let len = input.array()?.ok_or(Flaw)?;
        // The version comes first and alone decides about the rest, its length included.
        let version = input.u8()?;
        if version != VERSION {
            return Err(FrameError::UnknownVersion(version));
        }
        if len != 8 {
            return Err(FrameError::Malformed);
        }
        let header = Header {
            room: RoomId(cbor::array(&mut input)?),
            epoch: input.u32()?,
            kind: FrameKind::from_number(input.u8()?).ok_or(Flaw)?,
            device: DeviceId(cbor::array(&mut input)?),
            seq: Seq(input.u64()?),
            previous: cbor::array(&mut input)?,
            cover: cbor::nullable(&mut input, Vector::read)?,
        };
        cbor::end(&input)?;
        header.check_shape()?;
        // Another encoding of the same header would be another frame hash for the same frame.
        if header.encode() != bytes {
            return Err(FrameError::Malformed);
        }
        Ok(header)
    }

    /// What the kind asks of the other fields.
    fn check_shape(&self) -> Result<(), FrameError> {
        let whisper = self.kind == FrameKind::Whisper;
        let first = self.seq <= Seq(1);
        let fits = whisper == (self.seq == Seq::NONE)
            && (self.kind == FrameKind::Checkpoint) == self.cover.is_some()
            && first == (self.previous == NO_PREVIOUS);
        fits.then_some(()).ok_or(FrameError::Malformed)
    }
}

/// A header, a sealed body and the signature over both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The plain part.
    pub header: Header,
    /// The sealed part: nonce and ciphertext, opaque here.
    pub body: Vec<u8>,
    /// By the room's key over header and body.
    pub signature: Signature,
}

impl Frame {
    /// Signs `header` and `body` into a frame.
    pub fn sign(header: Header, body: Vec<u8>, key: &SigningKey) -> Frame {
        let signature = key.sign(&signing_bytes(&header.encode(), &body));
        Frame {
            header,
            body,
            signature,
        }
    }

    /// Checks that the frame belongs to the room of `key` and was signed by it.
    ///
    /// # Errors
    /// [`FrameError::ForeignRoom`] or [`FrameError::BadSignature`].
    pub fn verify(&self, key: &VerifyingKey) -> Result<(), FrameError> {
        if self.header.room != RoomId::of(key) {
            return Err(FrameError::ForeignRoom);
        }
        let signed = signing_bytes(&self.header.encode(), &self.body);
        if !key.accepts(&signed, &self.signature) {
            return Err(FrameError::BadSignature);
        }
        Ok(())
    }

    /// The frame's one encoding.
    pub fn encode(&self) -> Vec<u8> {
        let header = self.header.encode();
        cbor::write(encoded_len(header.len(), self.body.len()), |out| {
            out.array(3)?
                .bytes(&header)?
                .bytes(&self.body)?
                .bytes(&self.signature.0)?
                .ok()
        })
    }

    /// Reads a frame; its signature is not looked at.
    ///
    /// # Errors
    /// All of [`FrameError`] but those that need the key. Never panics, whatever the bytes.
    pub fn decode(bytes: &[u8]) -> Result<Frame, FrameError> {
        if bytes.len() > limits::FRAME_BYTES {
            return Err(FrameError::TooLarge);
        }
        let mut input = Decoder::new(bytes);
        cbor::array_of(&mut input, 3)?;
        let header_bytes = input.bytes()?;
        let body = input.bytes()?;
        let signature = Signature(cbor::array(&mut input)?);
        cbor::end(&input)?;
        let header = Header::decode(header_bytes)?;
        if bytes.len() != encoded_len(header_bytes.len(), body.len()) {
            return Err(FrameError::Malformed);
        }
        Ok(Frame {
            header,
            body: body.to_vec(),
            signature,
        })
    }

    /// The hash of an encoded frame, by which the device's next frame names it.
    pub fn hash(encoded: &[u8]) -> FrameHash {
        Sha256::digest(encoded).into()
    }
}

fn signing_bytes(header: &[u8], body: &[u8]) -> Vec<u8> {
    [SIGNING_CONTEXT, header, Sha256::digest(body).as_slice()].concat()
}

fn encoded_len(header: usize, body: usize) -> usize {
    1 + cbor::bytes_len(header) + cbor::bytes_len(body) + cbor::bytes_len(64)
}
