//! What is inside a sealed body, and cutting what is too large for one frame.
//!
//! | body | layout (CBOR) | in |
//! | --- | --- | --- |
//! | changes | `[1, [change b, …]]` | changes frames |
//! | document | `[2, document b]` | checkpoint frames |
//! | piece | `[3, set b32, index u32, count u32, part b]` | either |
//! | whisper | `[4, b]`: presence, see [`crate::presence`] | whisper frames |
//! | closing | `[5, b]`: empty, and ignored | closing frames |

use std::convert::Infallible;

use minicbor::{Decoder, Encoder, encode};
use sha2::{Digest, Sha256};
use yoriai_wire::FrameKind;

use crate::seal::PLAIN_BYTES;

/// Most pieces of one body: 64 MiB, twice a relay's room.
pub(crate) const MAX_PIECES: u32 = 64;

/// What a piece's own fields take at most beside its part.
const PIECE_HEAD_BYTES: usize = 64;

/// Names a set of pieces: SHA-256 of the body they make.
pub(crate) type SetId = [u8; 32];

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    Changes(Vec<Vec<u8>>),
    Document(Vec<u8>),
    Piece {
        set: SetId,
        index: u32,
        count: u32,
        part: Vec<u8>,
    },
    Whisper(Vec<u8>),
    Closing(Vec<u8>),
}

impl Body {
    /// Whether a frame of `kind` may carry this.
    pub(crate) fn fits(&self, kind: FrameKind) -> bool {
        match self {
            Body::Changes(_) => kind == FrameKind::Changes,
            Body::Document(_) => kind == FrameKind::Checkpoint,
            Body::Piece { .. } => matches!(kind, FrameKind::Changes | FrameKind::Checkpoint),
            Body::Whisper(_) => kind == FrameKind::Whisper,
            Body::Closing(_) => kind == FrameKind::Closing,
        }
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = Encoder::new(Vec::new());
        let written = self.write(&mut out);
        debug_assert!(written.is_ok(), "writing CBOR to memory can't fail");
        out.into_writer()
    }

    fn write(&self, out: &mut Encoder<Vec<u8>>) -> Result<(), encode::Error<Infallible>> {
        match self {
            Body::Changes(changes) => {
                out.array(2)?.u8(1)?.array(changes.len() as u64)?;
                changes
                    .iter()
                    .try_for_each(|change| out.bytes(change)?.ok())
            }
            Body::Document(document) => out.array(2)?.u8(2)?.bytes(document)?.ok(),
            Body::Piece {
                set,
                index,
                count,
                part,
            } => out
                .array(5)?
                .u8(3)?
                .bytes(set)?
                .u32(*index)?
                .u32(*count)?
                .bytes(part)?
                .ok(),
            Body::Whisper(bytes) => out.array(2)?.u8(4)?.bytes(bytes)?.ok(),
            Body::Closing(bytes) => out.array(2)?.u8(5)?.bytes(bytes)?.ok(),
        }
    }

    /// Reads a body; `None` for whatever isn't in the table. Its author holds the editing link, but
    /// may be a faulty or newer client.
    pub(crate) fn decode(bytes: &[u8]) -> Option<Body> {
        let mut input = Decoder::new(bytes);
        let len = input.array().ok()??;
        let number = input.u8().ok()?;
        let body = match (number, len) {
            (1, 2) => {
                let count = input.array().ok()??;
                let changes: Result<_, _> = (0..count)
                    .map(|_| input.bytes().map(<[u8]>::to_vec))
                    .collect();
                Body::Changes(changes.ok()?)
            }
            (2, 2) => Body::Document(input.bytes().ok()?.to_vec()),
            (3, 5) => Body::Piece {
                set: input.bytes().ok()?.try_into().ok()?,
                index: input.u32().ok()?,
                count: input.u32().ok()?,
                part: input.bytes().ok()?.to_vec(),
            },
            (4, 2) => Body::Whisper(input.bytes().ok()?.to_vec()),
            (5, 2) => Body::Closing(input.bytes().ok()?.to_vec()),
            _ => return None,
        };
        let right = match &body {
            Body::Piece { index, count, .. } => index < count && (2..=MAX_PIECES).contains(count),
            _ => true,
        };
        (right && input.position() == bytes.len()).then_some(body)
    }

    /// The body as it travels: itself, or in pieces when it's too large for one frame. `None` when
    /// it's too large even for [`MAX_PIECES`].
    pub(crate) fn cut(self) -> Option<Vec<Body>> {
        let bytes = self.encode();
        if bytes.len() <= PLAIN_BYTES {
            return Some(vec![self]);
        }
        let parts: Vec<&[u8]> = bytes.chunks(PLAIN_BYTES - PIECE_HEAD_BYTES).collect();
        let count = u32::try_from(parts.len())
            .ok()
            .filter(|count| *count <= MAX_PIECES)?;
        let set: SetId = Sha256::digest(&bytes).into();
        let piece = |(index, part): (u32, &[u8])| Body::Piece {
            set,
            index,
            count,
            part: part.to_vec(),
        };
        Some((0..count).zip(parts).map(piece).collect())
    }

    /// Joins the parts of a set, in order; `None` when they are not what the set's name says.
    pub(crate) fn join(set: &SetId, parts: &[Vec<u8>]) -> Option<Body> {
        let bytes = parts.concat();
        let digest: SetId = Sha256::digest(&bytes).into();
        let body = Body::decode(&bytes).filter(|_| digest == *set)?;
        // Pieces of pieces would let a small body name a large one.
        (!matches!(body, Body::Piece { .. })).then_some(body)
    }
}

/// Splits a batch so that each part fits a frame, as long as no single change is larger than one.
pub(crate) fn batches(changes: Vec<Vec<u8>>) -> Vec<Vec<Vec<u8>>> {
    // CBOR puts at most 9 bytes before a change and 11 before all of them.
    const CHANGE_HEAD: usize = 9;
    let room = PLAIN_BYTES - 16;
    let mut batches: Vec<Vec<Vec<u8>>> = Vec::new();
    let mut used = usize::MAX;
    for change in changes {
        let size = change.len() + CHANGE_HEAD;
        match batches.last_mut() {
            Some(batch) if used.saturating_add(size) <= room => {
                used += size;
                batch.push(change);
            }
            _ => {
                used = size;
                batches.push(vec![change]);
            }
        }
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_body_comes_back_as_it_went() {
        let piece = Body::Piece {
            set: [1; 32],
            index: 1,
            count: 2,
            part: vec![1],
        };
        for body in [
            Body::Changes(vec![vec![1, 2], vec![]]),
            Body::Document(vec![3]),
            piece,
            Body::Whisper(vec![4]),
            Body::Closing(vec![]),
        ] {
            assert_eq!(Body::decode(&body.encode()), Some(body));
        }
    }

    #[test]
    fn a_large_document_is_cut_and_joined() {
        let document = Body::Document((0..2_500_000u32).map(|at| (at * 7) as u8).collect());
        let pieces = document.clone().cut().unwrap();
        assert_eq!(pieces.len(), 3);
        let mut parts = Vec::new();
        let mut name = None;
        for piece in pieces {
            assert!(piece.encode().len() <= PLAIN_BYTES);
            let Body::Piece { set, part, .. } = piece else {
                panic!("not a piece")
            };
            name = Some(set);
            parts.push(part);
        }
        assert_eq!(Body::join(&name.unwrap(), &parts), Some(document));
        assert_eq!(Body::join(&[0; 32], &parts), None);
    }

    #[test]
    fn what_is_too_large_for_all_pieces_is_refused() {
        assert_eq!(Body::Document(vec![0; 64 * PLAIN_BYTES]).cut(), None);
    }

    #[test]
    fn batches_fit_frames_and_keep_the_order() {
        let changes: Vec<Vec<u8>> = (0..9u8).map(|at| vec![at; 300_000]).collect();
        let batches = batches(changes.clone());
        assert_eq!(batches.concat(), changes);
        assert_eq!(batches.len(), 3);
        for batch in batches {
            assert!(Body::Changes(batch).encode().len() <= PLAIN_BYTES);
        }
    }

    #[test]
    fn impossible_pieces_are_refused() {
        for (index, count) in [(2, 2), (0, 1), (0, 0), (0, MAX_PIECES + 1)] {
            let piece = Body::Piece {
                set: [1; 32],
                index,
                count,
                part: vec![],
            };
            assert_eq!(Body::decode(&piece.encode()), None, "{index} of {count}");
        }
    }

    proptest! {
        #[test]
        fn whatever_the_bytes_decoding_returns(
            mut bytes in proptest::collection::vec(any::<u8>(), 0..120),
            number in 0u8..7,
        ) {
            let _ = Body::decode(&bytes);
            bytes.splice(..0, [0x82, number]);
            let _ = Body::decode(&bytes);
        }
    }
}
