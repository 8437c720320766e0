//! What the bytes of a file are: a plan that the app wrote, or text in UTF-8, in UTF-16 as some
//! editors on Windows write it, in Shift_JIS as older office software does, or in ISO-2022-JP as
//! mail carries it.

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
    encodings(&bytes)
        .iter()
        .find_map(|encoding| {
            let options = TextDecoderOptions::new();
            options.set_fatal(true);
            let decoder = TextDecoder::new_with_label_and_options(encoding, &options).ok()?;
            decoder.decode_with_u8_array(&bytes).ok()
        })
        .filter(|text| !text.contains('\0'))
        .map_or(Source::Unreadable, Source::Text)
}

/// What a text may be written in, by how it begins and by what only mail has in it.
fn encodings(bytes: &[u8]) -> &'static [&'static str] {
    /// How ISO-2022-JP turns to kanji (RFC 1468).
    const TO_KANJI: &[u8] = b"\x1b$";
    match bytes {
        [0xff, 0xfe, ..] => &["utf-16le"],
        [0xfe, 0xff, ..] => &["utf-16be"],
        _ if bytes.windows(TO_KANJI.len()).any(|two| two == TO_KANJI) => &["iso-2022-jp"],
        _ => &["utf-8", "shift_jis"],
    }
}
