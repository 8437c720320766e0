//! What can be asked of a text: its length in UTF-16 units, as the DOM and the document count, and
//! whether it says anything.

use unicode_normalization::UnicodeNormalization;

/// Whether a text says nothing: it is empty, or nothing but white space.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// A text without white space and differences of width (NFKC), to be compared with another.
#[must_use]
pub fn folded(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// How many UTF-16 units a text has.
#[must_use]
pub fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// The byte offset of a UTF-16 offset; `None` past the end or inside a surrogate pair.
#[must_use]
pub fn byte_offset(text: &str, units: usize) -> Option<usize> {
    let mut seen = 0;
    for (at, c) in text.char_indices() {
        if seen >= units {
            return (seen == units).then_some(at);
        }
        seen += c.len_utf16();
    }
    (seen == units).then_some(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_says_nothing_and_width_does_not_matter() {
        assert!(is_blank("") && is_blank(" \n\u{3000}"));
        assert!(!is_blank("－"));
        assert_eq!(folded(" ＳＮＳ\u{3000}で\n発信 "), "SNSで発信");
    }

    #[test]
    fn offsets_count_as_the_dom_does() {
        let text = "a𠮷b";
        assert_eq!(units(text), 4);
        assert_eq!(byte_offset(text, 0), Some(0));
        assert_eq!(byte_offset(text, 1), Some(1));
        assert_eq!(byte_offset(text, 2), None);
        assert_eq!(byte_offset(text, 3), Some(5));
        assert_eq!(byte_offset(text, 4), Some(6));
        assert_eq!(byte_offset(text, 5), None);
        assert_eq!(byte_offset("", 0), Some(0));
    }
}
