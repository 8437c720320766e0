//! What the bytes of a file are: a plan that the app wrote, or text in UTF-8, or in Shift_JIS as
//! older office software writes it.

use web_sys::{TextDecoder, TextDecoderOptions};

/// The largest file that is taken in, in bytes.
pub(in crate::screens) const MAX_BYTES: f64 = yoriai_office::text::MAX_BYTES as f64;

/// How every Automerge document begins
/// (<https://automerge.org/automerge-binary-format-spec/#_chunk_header>).
pub(in crate::screens) const AUTOMERGE: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];

/// What a file holds.
pub(super) enum Source {
    /// A plan with its history.
    Plan(Vec<u8>),
    /// Text.
    Text(String),
    /// Neither.
    Unreadable,
}

/// Looks at the bytes of a file.
pub(super) fn recognise(bytes: Vec<u8>) -> Source {
    if bytes.starts_with(&AUTOMERGE) {
        return Source::Plan(bytes);
    }
    // The browser's own decoders; they drop a byte order mark.
    ["utf-8", "shift_jis"]
        .into_iter()
        .find_map(|encoding| {
            let options = TextDecoderOptions::new();
            options.set_fatal(true);
            let decoder = TextDecoder::new_with_label_and_options(encoding, &options).ok()?;
            decoder.decode_with_u8_array(&bytes).ok()
        })
        .map_or(Source::Unreadable, Source::Text)
}
