//! Bytes as text: UTF-8, UTF-16 as some editors on Windows write it, Shift_JIS as older office
//! software does, and ISO-2022-JP as mail carries it.

use encoding_rs::{Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

/// How ISO-2022-JP turns to kanji (RFC 1468). No text in another encoding has it: it is a control
/// character.
const TO_KANJI: &[u8] = b"\x1b$";

/// The text; `None` if it is none of these. A mark in front that names the encoding is no part of
/// it.
pub(crate) fn text(bytes: Vec<u8>) -> Option<String> {
    if let Some((encoding, length)) = Encoding::for_bom(&bytes) {
        let marked = [UTF_8, UTF_16LE, UTF_16BE].contains(&encoding);
        return decoded(encoding, bytes.get(length..)?).filter(|_| marked);
    }
    if bytes.windows(TO_KANJI.len()).any(|two| two == TO_KANJI) {
        return decoded(ISO_2022_JP, &bytes);
    }
    match String::from_utf8(bytes) {
        Ok(text) => (!text.contains('\0')).then_some(text),
        Err(other) => decoded(SHIFT_JIS, other.as_bytes()),
    }
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    // No text has these: an archive that happens to be made of pairs that Shift_JIS knows.
    (!text.contains('\0')).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_every_origin() {
        let check = |bytes: &[u8], expect: Option<&str>| {
            assert_eq!(text(bytes.to_vec()).as_deref(), expect, "{bytes:x?}");
        };
        check("計画".as_bytes(), Some("計画"));
        check("\u{feff}計画".as_bytes(), Some("計画"));
        check(b"\x8c\x76\x89\xe6\x87\x40", Some("計画①"));
        check(b"\xff\xfe\x08\x8a", Some("計"));
        check(b"\xfe\xff\x8a\x08", Some("計"));
        check(b"\x1b$B7W2h\x1b(B", Some("計画"));
        check(b"a\0b", None);
        check(b"\xff\xd8\xff\xe0", None);
        check(b"PK\x03\x04\x00\x8c\x76", None);
    }
}
