//! HTML remnants that converters leave behind.

use std::ops::Range;

use super::fold::trimmed;
use super::line::Spans;

/// Parts of a stretch between HTML tags, and the tags.
pub(crate) fn without_html(source: &str, span: Range<usize>) -> (Spans, Spans) {
    let mut texts = Vec::new();
    let mut tags = Vec::new();
    let text = source.get(span.clone()).unwrap_or_default();
    let mut start = span.start;
    let mut at = 0;
    while let Some(open) = text[at..].find('<').map(|offset| at + offset) {
        match tag_length(&text[open..]) {
            Some(length) => {
                texts.extend(trimmed(source, start..span.start + open));
                let mut tag = span.start + open..span.start + open + length;
                // Where a link leads is part of what the text says.
                if let Some(address) = address(&text[open..open + length]) {
                    let address = tag.start + address.start..tag.start + address.end;
                    texts.push(address.clone());
                    tags.push(tag.start..address.start);
                    tag.start = address.end;
                }
                tags.push(tag);
                at = open + length;
                start = span.start + at;
            }
            None => at = open + 1,
        }
    }
    texts.extend(trimmed(source, start..span.end));
    (texts, tags)
}

/// Where in a tag the address of a link or of a picture stands. A place in the same page
/// (`#top`) is none.
fn address(tag: &str) -> Option<Range<usize>> {
    let lower = tag.to_ascii_lowercase();
    let at = ["href=", "src="].iter().find_map(|name| {
        let at = lower.find(name)?;
        Some(at + name.len())
    })?;
    let rest = &tag[at..];
    let (start, end) = match rest.chars().next()? {
        quote @ ('"' | '\'') => (1, rest[1..].find(quote)? + 1),
        _ => (0, rest.find([' ', '>'])?),
    };
    let address = trimmed(tag, at + start..at + end)?;
    (!tag[address.clone()].starts_with('#')).then_some(address)
}

/// The bytes of an HTML tag that a text begins with. `<現状と課題>` is none.
fn tag_length(text: &str) -> Option<usize> {
    const NAMES: &[&str] = &[
        "a",
        "b",
        "blockquote",
        "body",
        "br",
        "center",
        "div",
        "em",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "html",
        "i",
        "li",
        "ol",
        "p",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
    ];
    // Longer than any tag that a converter leaves behind; keeps the search linear.
    const LONGEST: usize = 300;
    let inner = text.strip_prefix('<')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = inner[..length].to_ascii_lowercase();
    if !NAMES.contains(&name.as_str()) {
        return None;
    }
    let rest = &inner[length..];
    if !rest.starts_with(['>', '/', ' ']) {
        return None;
    }
    let end = rest.bytes().take(LONGEST).position(|b| b == b'>')?;
    if rest[..end].contains('<') {
        return None;
    }
    Some(text.len() - rest.len() + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_told_from_brackets() {
        let text = "<ul style=\"x\"><li>■ あ</li></ul><現状と課題>";
        let (texts, tags) = without_html(text, 0..text.len());
        let texts: Vec<_> = texts.into_iter().map(|span| &text[span]).collect();
        assert_eq!(texts, ["■ あ", "<現状と課題>"]);
        assert_eq!(tags.len(), 4);
    }

    #[test]
    fn the_address_of_a_link_is_text() {
        let check = |text: &str, expect: &[&str]| {
            let (texts, _) = without_html(text, 0..text.len());
            let texts: Vec<_> = texts.into_iter().map(|span| &text[span]).collect();
            assert_eq!(texts, expect, "{text}");
        };
        let link = "<a class=\"x\" HREF=\"https://example.jp/form\" target=_blank>申込</a>";
        check(link, &["https://example.jp/form", "申込"]);
        check("<a href=a.html>申込</a>", &["a.html", "申込"]);
        check(
            "<a href=\"#top\">上へ</a><a href=\"\">空</a>",
            &["上へ", "空"],
        );
    }
}
