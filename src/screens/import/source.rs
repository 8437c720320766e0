//! The bytes of a file as text: UTF-8, or Shift_JIS as older office software writes it.

use web_sys::{TextDecoder, TextDecoderOptions};

/// The largest file that is taken in, in bytes.
pub(super) const MAX_BYTES: f64 = 20.0 * 1024.0 * 1024.0;

/// The text; `None` when the bytes are neither.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    // A byte order mark is dropped by the browser's own decoder.
    ["utf-8", "shift_jis"].into_iter().find_map(|encoding| {
        let options = TextDecoderOptions::new();
        options.set_fatal(true);
        let decoder = TextDecoder::new_with_label_and_options(encoding, &options).ok()?;
        decoder.decode_with_u8_array(bytes).ok()
    })
}
