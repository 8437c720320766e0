//! Reading and writing CBOR strictly: definite lengths, nothing after the item. Which of the many
//! flaws a hostile message had interests nobody; so there is one.

use std::convert::Infallible;

use minicbor::{Decoder, Encoder, decode, encode};

/// What encoders write to.
pub(crate) type Writer = Encoder<Vec<u8>>;

/// Writing to memory can't fail; the type only follows the library.
pub(crate) type Encoded = Result<(), encode::Error<Infallible>>;

/// The bytes are not what the table says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Flaw;

impl From<decode::Error> for Flaw {
    fn from(_: decode::Error) -> Flaw {
        Flaw
    }
}

/// Runs `build` on an empty writer and returns what it wrote.
pub(crate) fn write(capacity: usize, build: impl FnOnce(&mut Writer) -> Encoded) -> Vec<u8> {
    let mut writer = Encoder::new(Vec::with_capacity(capacity));
    let written = build(&mut writer);
    debug_assert!(written.is_ok(), "writing CBOR to memory can't fail");
    writer.into_writer()
}

/// Reads a byte string of exactly `N` bytes.
pub(crate) fn array<const N: usize>(input: &mut Decoder<'_>) -> Result<[u8; N], Flaw> {
    input.bytes()?.try_into().map_err(|_| Flaw)
}

/// Reads the head of an array of exactly `len` elements.
pub(crate) fn array_of(input: &mut Decoder<'_>, len: u64) -> Result<(), Flaw> {
    (input.array()? == Some(len)).then_some(()).ok_or(Flaw)
}

/// Reads `null` if it's there, otherwise what `read` reads.
pub(crate) fn nullable<'b, T>(
    input: &mut Decoder<'b>,
    read: impl FnOnce(&mut Decoder<'b>) -> Result<T, Flaw>,
) -> Result<Option<T>, Flaw> {
    if input.datatype()? == minicbor::data::Type::Null {
        input.null()?;
        return Ok(None);
    }
    read(input).map(Some)
}

/// Refuses bytes after the item.
pub(crate) fn end(input: &Decoder<'_>) -> Result<(), Flaw> {
    (input.position() == input.input().len())
        .then_some(())
        .ok_or(Flaw)
}

/// How many bytes CBOR takes for a byte string of `len` bytes in its shortest form.
pub(crate) fn bytes_len(len: usize) -> usize {
    let head = match len as u64 {
        0..24 => 1,
        24..0x100 => 2,
        0x100..0x1_0000 => 3,
        0x1_0000..0x1_0000_0000 => 5,
        _ => 9,
    };
    head + len
}
