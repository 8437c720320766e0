//! Tags in brackets at the ends of a title: 《重点取組》, <<新規>>, 【継続】, (見直し).

use std::ops::Range;

use yoriai_plan::Tag;

use super::bracket::PAIRS;
use super::fold::Folded;
use super::names::one_spelling;

/// A title with its tags taken off.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Untagged {
    /// Glyphs of the title itself.
    pub(crate) title: Range<usize>,
    /// Glyphs of each tag, without its brackets.
    pub(crate) tags: Vec<(Range<usize>, Tag)>,
    /// Glyphs of brackets and separators.
    pub(crate) marks: Vec<Range<usize>>,
}

/// The longest content of a bracket that is looked at: 重点取組事業・新規取組事業.
const LONGEST: usize = 16;
/// No title has more brackets of tags than this.
const MAX_BRACKETS: usize = 6;

/// Takes the tags off the glyphs in a range.
pub(crate) fn take_off(text: &Folded, range: Range<usize>) -> Untagged {
    let mut found = Untagged {
        title: range,
        ..Untagged::default()
    };
    for _ in 0..MAX_BRACKETS {
        let end = found.title.end;
        let Some((start, content)) = closing_bracket(text, &found.title) else {
            break;
        };
        if !found.keep(text, start..end, content) {
            break;
        }
        found.title.end = start;
    }
    for _ in 0..MAX_BRACKETS {
        let start = found.title.start;
        let Some((end, content)) = opening_bracket(text, &found.title) else {
            break;
        };
        if !found.keep(text, start..end, content) {
            break;
        }
        found.title.start = end;
    }
    found
}

impl Untagged {
    /// Keeps a bracket if all in it is tags and something is left of the title.
    fn keep(&mut self, text: &Folded, whole: Range<usize>, content: Range<usize>) -> bool {
        if whole.len() >= self.title.len()
            || !text.is_boundary(whole.start)
            || !text.is_boundary(whole.end)
        {
            return false;
        }
        let mut tags = Vec::new();
        let mut marks = vec![whole.start..content.start, content.end..whole.end];
        let mut start = content.start;
        for at in content.clone().chain([content.end]) {
            let cut = at == content.end || matches!(text.get(at), Some('・' | '、' | '/' | ','));
            if !cut {
                continue;
            }
            let word: String = text.glyphs[start..at].iter().map(|glyph| glyph.c).collect();
            let Some(tag) = tag_of(&word) else {
                return false;
            };
            tags.push((start..at, tag));
            if at < content.end {
                marks.push(at..at + 1);
            }
            start = at + 1;
        }
        let cuts = tags.iter().map(|(range, _)| range).chain(&marks);
        if !cuts
            .flat_map(|range| [range.start, range.end])
            .all(|at| text.is_boundary(at))
        {
            return false;
        }
        self.tags.extend(tags);
        self.marks.extend(marks);
        true
    }
}

/// 重点取組事業 → 重点
fn tag_of(word: &str) -> Option<Tag> {
    let word = one_spelling(word);
    let core = ["取組事業", "事業", "取組", "項目"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .unwrap_or(&word);
    Some(match core {
        "重点" => Tag::Priority,
        "新規" | "新" => Tag::New,
        "継続" => Tag::Continued,
        "見直し" | "見直" => Tag::Revised,
        "終了" => Tag::Ended,
        "拡充" | "再掲" | "充実" | "検討" => Tag::Own(core.to_owned()),
        _ => return None,
    })
}

/// The bracket at the end of a range: where it starts, and its content.
fn closing_bracket(text: &Folded, range: &Range<usize>) -> Option<(usize, Range<usize>)> {
    let last = range
        .end
        .checked_sub(1)
        .filter(|last| *last >= range.start)?;
    let (open, close) = *PAIRS
        .iter()
        .find(|(_, close)| text.get(last) == Some(*close))?;
    // <<新規>> is one bracket.
    let doubled = last > range.start && text.get(last - 1) == Some(close);
    let end = if doubled { last - 1 } else { last };
    let floor = range.start.max(end.saturating_sub(LONGEST));
    let at = (floor..end).rev().find(|at| text.get(*at) == Some(open))?;
    let twice = doubled && at > range.start && text.get(at - 1) == Some(open);
    Some((
        if twice { at - 1 } else { at },
        at + 1..if doubled && !twice { end + 1 } else { end },
    ))
}

/// The bracket at the start of a range: where it ends, and its content.
fn opening_bracket(text: &Folded, range: &Range<usize>) -> Option<(usize, Range<usize>)> {
    let (open, close) = *PAIRS
        .iter()
        .find(|(open, _)| text.get(range.start) == Some(*open))?;
    let doubled = text.get(range.start + 1) == Some(open);
    let start = range.start + if doubled { 2 } else { 1 };
    let ceiling = range.end.min(start + LONGEST);
    let at = (start..ceiling).find(|at| text.get(*at) == Some(close))?;
    let twice = doubled && text.get(at + 1) == Some(close) && at + 1 < range.end;
    Some((if twice { at + 2 } else { at + 1 }, start..at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, title: &str, tags: &[Tag]) {
        let folded = Folded::of(text, 0..text.len());
        let found = take_off(&folded, 0..folded.len());
        assert_eq!(&text[folded.span(found.title).unwrap()], title);
        let found: Vec<Tag> = found.tags.into_iter().map(|(_, tag)| tag).collect();
        assert_eq!(found, tags, "{text}");
    }

    #[test]
    fn tags_in_any_bracket() {
        check("見守り《重点取組》", "見守り", &[Tag::Priority]);
        check("見守り<<重点取組事業>>", "見守り", &[Tag::Priority]);
        check("見守り＜新規取組＞", "見守り", &[Tag::New]);
        check(
            "【新規】見守り（継続）",
            "見守り",
            &[Tag::Continued, Tag::New],
        );
        check("見守り《重点・新規》", "見守り", &[Tag::Priority, Tag::New]);
        check("配食[再掲]", "配食", &[Tag::Own("再掲".into())]);
    }

    #[test]
    fn other_brackets_stay() {
        check("助成金(共同募金)", "助成金(共同募金)", &[]);
        check("《重点》", "《重点》", &[]);
        check("見守り≫", "見守り≫", &[]);
    }
}
