//! Fiscal years and terms inside headings and titles.

use yoriai_plan::YearSpan;

use super::fold::Folded;

/// The longest that is tried as a year or range: 平成30年度から令和12年度まで.
const LONGEST: usize = 20;

/// The first fiscal year or range that a text names, and only if it says 年度 (令和4年5月 is a
/// month). Nothing that comes with a warning: that is for a person to decide.
pub(crate) fn span_in(text: &Folded) -> Option<YearSpan> {
    let chars: Vec<char> = text.glyphs.iter().map(|glyph| glyph.c).collect();
    for at in (0..chars.len()).filter(|at| begins(&chars, *at)) {
        let reach = &chars[at..chars.len().min(at + LONGEST)];
        // The longest first, so that 令和3年度～令和7年度 is a range.
        let ends = (2..=reach.len()).rev().filter(|end| reach[end - 1] == '度');
        for end in ends {
            let candidate: String = reach[..end].iter().collect();
            if let Some(parsed) = YearSpan::parse(&candidate) {
                return parsed.warning.is_none().then_some(parsed.value);
            }
        }
    }
    None
}

/// Whether a year may begin here: 令和, 平成, R4, 2022.
fn begins(chars: &[char], at: usize) -> bool {
    let digits = chars[at..].iter().take_while(|c| c.is_ascii_digit());
    let alone = at
        .checked_sub(1)
        .is_none_or(|before| !chars[before].is_ascii_alphanumeric());
    match (chars[at], chars.get(at + 1)) {
        ('令', Some('和')) | ('平', Some('成')) | ('昭', Some('和')) => true,
        ('R' | 'H' | 'S', Some(next)) => alone && next.is_ascii_digit(),
        (c, _) if c.is_ascii_digit() => alone && digits.count() == 4,
        _ => false,
    }
}

/// The n of 第n期 and how many glyphs from the start of the text precede it.
pub(crate) fn term_in(text: &Folded) -> Option<(u32, usize)> {
    for at in 0..text.len() {
        if text.get(at) != Some('第') {
            continue;
        }
        let mut value = 0u32;
        let mut end = at + 1;
        while let Some(digit) = text.get(end).and_then(|c| c.to_digit(10)) {
            value = value.saturating_mul(10).saturating_add(digit);
            end += 1;
        }
        if end > at + 1 && value > 0 && value < 100 && text.get(end) == Some('期') {
            return Some((value, at));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years(text: &str) -> Option<(i32, i32)> {
        let span = span_in(&Folded::of(text, 0..text.len()))?;
        Some((span.first.year(), span.last.year()))
    }

    #[test]
    fn years_in_headings() {
        assert_eq!(years("令和４年度 事業計画"), Some((2022, 2022)));
        assert_eq!(years("具体的な取組(令和3~7年度)"), Some((2021, 2025)));
        assert_eq!(years("令和3年度～令和7年度"), Some((2021, 2025)));
        assert_eq!(years("指定期間 令和3年4月1日から"), None);
        assert_eq!(years("平成34年度"), None);
        assert_eq!(years("２０２２年度 事業計画"), Some((2022, 2022)));
        assert_eq!(years("R4年度 事業計画"), Some((2022, 2022)));
        assert_eq!(years("事業計画(H30~R4年度)"), Some((2018, 2022)));
        assert_eq!(years("2021~2025年度"), Some((2021, 2025)));
        assert_eq!(years("2022年5月"), None);
        assert_eq!(years("12022年度"), None);
    }

    #[test]
    fn terms_in_titles() {
        let term = |text: &str| term_in(&Folded::of(text, 0..text.len())).map(|found| found.0);
        assert_eq!(term("1 第３期活動計画の体系図"), Some(3));
        assert_eq!(term("第3章"), None);
    }
}
