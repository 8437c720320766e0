//! Numbers of items, derived from where they stand.

use unicode_normalization::UnicodeNormalization;

use crate::kinds::NumberStyle;

/// The number of the `ordinal`-th item (from 1) in a style. `above` is the parent's number,
/// needed by `1-①` alone; at the top there is none.
pub(crate) fn label(style: NumberStyle, ordinal: usize, above: Option<&str>) -> String {
    match style {
        NumberStyle::Plain => ordinal.to_string(),
        NumberStyle::Paren => format!("({ordinal})"),
        NumberStyle::Circled => circled(ordinal),
        NumberStyle::HalfParen => format!("{ordinal})"),
        NumberStyle::ParentCircled => match above.filter(|above| !above.is_empty()) {
            Some(above) => format!("{above}-{}", circled(ordinal)),
            None => circled(ordinal),
        },
        NumberStyle::Dai => format!("第{ordinal}"),
        NumberStyle::Square => "■".to_owned(),
        NumberStyle::Bullet => "●".to_owned(),
        NumberStyle::None => String::new(),
    }
}

impl NumberStyle {
    /// The number of the `ordinal`-th of a list (from 1), where the list is not the tree's own:
    /// the items that hold in one year. `above` is the parent's number, for `1-①`.
    #[must_use]
    pub fn label(self, ordinal: usize, above: Option<&str>) -> String {
        label(self, ordinal, above)
    }
}

/// The bare number of an item, for the `1` of `1-①`: the digits of a number set by hand (③ and ３
/// are 3, `1-②` is `1-2`), all of it if it has none, else where the item stands.
pub(crate) fn bare(by_hand: Option<&str>, ordinal: usize) -> String {
    let Some(text) = by_hand else {
        return ordinal.to_string();
    };
    // Place by place: NFKC would run the ② of 1② into the 1.
    let mut groups: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.chars() {
        let folded: String = std::iter::once(c).nfkc().collect();
        let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
        let plain = matches!(c, '0'..='9' | '０'..='９');
        match groups.last_mut().filter(|_| open && plain) {
            _ if digits.is_empty() => {}
            Some(group) => group.push_str(&digits),
            None => groups.push(digits),
        }
        open = plain;
    }
    if groups.is_empty() {
        text.to_owned()
    } else {
        groups.join("-")
    }
}

/// ① to ㊿; Unicode has no more, so `(51)` from there.
fn circled(ordinal: usize) -> String {
    let code = match ordinal {
        1..=20 => 0x2460 + ordinal - 1,
        21..=35 => 0x3251 + ordinal - 21,
        36..=50 => 0x32B1 + ordinal - 36,
        _ => return format!("({ordinal})"),
    };
    u32::try_from(code)
        .ok()
        .and_then(char::from_u32)
        .map_or_else(String::new, String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_at_every_place() {
        use NumberStyle as S;
        let table: [(S, usize, Option<&str>, &str); 53] = [
            (S::Plain, 1, None, "1"),
            (S::Plain, 2, None, "2"),
            (S::Plain, 10, None, "10"),
            (S::Plain, 51, None, "51"),
            (S::Plain, 120, None, "120"),
            (S::Plain, 3, Some("2"), "3"),
            (S::Paren, 1, None, "(1)"),
            (S::Paren, 2, Some("4"), "(2)"),
            (S::Paren, 20, None, "(20)"),
            (S::Paren, 51, None, "(51)"),
            (S::HalfParen, 1, None, "1)"),
            (S::HalfParen, 5, None, "5)"),
            (S::HalfParen, 10, None, "10)"),
            (S::HalfParen, 32, Some("7"), "32)"),
            (S::Circled, 1, None, "①"),
            (S::Circled, 9, None, "⑨"),
            (S::Circled, 10, None, "⑩"),
            (S::Circled, 15, Some("1"), "⑮"),
            (S::Circled, 19, None, "⑲"),
            (S::Circled, 20, None, "⑳"),
            (S::Circled, 21, None, "㉑"),
            (S::Circled, 30, None, "㉚"),
            (S::Circled, 35, None, "㉟"),
            (S::Circled, 36, None, "㊱"),
            (S::Circled, 40, None, "㊵"),
            (S::Circled, 49, None, "㊾"),
            (S::Circled, 50, None, "㊿"),
            (S::Circled, 51, None, "(51)"),
            (S::Circled, 100, None, "(100)"),
            (S::ParentCircled, 1, Some("1"), "1-①"),
            (S::ParentCircled, 3, Some("1"), "1-③"),
            (S::ParentCircled, 2, Some("3"), "3-②"),
            (S::ParentCircled, 20, Some("10"), "10-⑳"),
            (S::ParentCircled, 21, Some("2"), "2-㉑"),
            (S::ParentCircled, 50, Some("2"), "2-㊿"),
            (S::ParentCircled, 51, Some("2"), "2-(51)"),
            (S::ParentCircled, 1, Some("序"), "序-①"),
            (S::ParentCircled, 3, None, "③"),
            (S::ParentCircled, 3, Some(""), "③"),
            (S::ParentCircled, 51, None, "(51)"),
            (S::Dai, 1, None, "第1"),
            (S::Dai, 3, None, "第3"),
            (S::Dai, 12, Some("1"), "第12"),
            (S::Dai, 51, None, "第51"),
            (S::Square, 1, None, "■"),
            (S::Square, 2, Some("1"), "■"),
            (S::Square, 60, None, "■"),
            (S::Bullet, 1, None, "●"),
            (S::Bullet, 3, Some("1"), "●"),
            (S::Bullet, 60, None, "●"),
            (S::None, 1, None, ""),
            (S::None, 7, Some("1"), ""),
            (S::None, 60, None, ""),
        ];
        for (style, ordinal, above, expected) in table {
            assert_eq!(
                label(style, ordinal, above),
                expected,
                "{style:?} {ordinal}"
            );
        }
        let seen = |style| table.iter().any(|row| row.0 == style);
        assert!(NumberStyle::ALL.iter().copied().all(seen));
    }

    #[test]
    fn every_circle_is_the_character_for_its_number() {
        for ordinal in 1..=50 {
            let mark = circled(ordinal);
            assert_eq!(mark.chars().count(), 1);
            assert_eq!(mark.nfkc().collect::<String>(), ordinal.to_string());
        }
    }

    #[test]
    fn a_number_set_by_hand_lends_its_digits() {
        let table = [
            (None, 4, "4"),
            (Some("3"), 4, "3"),
            (Some("(3)"), 4, "3"),
            (Some("3)"), 4, "3"),
            (Some("第3"), 4, "3"),
            (Some("第10"), 4, "10"),
            (Some("③"), 4, "3"),
            (Some("⑫"), 4, "12"),
            (Some("㉑"), 4, "21"),
            (Some("㊿"), 4, "50"),
            (Some("３"), 4, "3"),
            (Some("（３）"), 4, "3"),
            (Some("Ⅲ"), 4, "Ⅲ"),
            (Some("1-2"), 4, "1-2"),
            (Some("1-②"), 4, "1-2"),
            (Some("2 - (1)"), 4, "2-1"),
            (Some("ア"), 4, "ア"),
            (Some("序"), 4, "序"),
            (Some("三"), 4, "三"),
            (Some("3の2"), 4, "3-2"),
            (Some("■"), 4, "■"),
            (Some(""), 4, ""),
        ];
        for (by_hand, place, expected) in table {
            assert_eq!(bare(by_hand, place), expected, "{by_hand:?}");
        }
    }

    #[test]
    fn nested() {
        let pillar = bare(None, 2);
        let goal = label(NumberStyle::ParentCircled, 1, Some(&pillar));
        assert_eq!(goal, "2-①");
        let below = label(NumberStyle::ParentCircled, 3, Some(&bare(Some(&goal), 1)));
        assert_eq!(below, "2-1-③");
        let by_hand = label(NumberStyle::ParentCircled, 1, Some(&bare(Some("(5)"), 2)));
        assert_eq!(by_hand, "5-①");
    }
}
