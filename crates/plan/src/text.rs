//! Counting in UTF-16 units, as the DOM and the document do.

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
