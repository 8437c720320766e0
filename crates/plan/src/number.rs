//! Numbers of items, derived from where they stand.

use crate::kinds::NumberStyle;

/// The number of the `ordinal`-th item (from 1) in a style. `above` is the parent's number,
/// needed by `1-①` alone; at the top there is none.
pub(crate) fn label(style: NumberStyle, ordinal: usize, above: Option<&str>) -> String {
    match style {
        NumberStyle::Plain => ordinal.to_string(),
        NumberStyle::Paren => format!("({ordinal})"),
        NumberStyle::Circled => circled(ordinal),
        NumberStyle::HalfParen => format!("{ordinal})"),
        NumberStyle::ParentCircled => match above {
            Some(above) => format!("{above}-{}", circled(ordinal)),
            None => circled(ordinal),
        },
        NumberStyle::Dai => format!("第{ordinal}"),
        NumberStyle::Square => "■".to_owned(),
        NumberStyle::Bullet => "●".to_owned(),
        NumberStyle::None => String::new(),
    }
}

/// The bare number of an item, for the `1` of `1-①`: the digits of a number set by hand, all of
/// it if it has none, else where the item stands.
pub(crate) fn bare(by_hand: Option<&str>, ordinal: usize) -> String {
    match by_hand {
        None => ordinal.to_string(),
        Some(text) => {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            if digits.is_empty() {
                text.to_owned()
            } else {
                digits
            }
        }
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
    fn every_style() {
        let labels: Vec<_> = NumberStyle::ALL
            .iter()
            .map(|style| label(*style, 2, Some("1")))
            .collect();
        assert_eq!(labels, ["2", "(2)", "②", "2)", "1-②", "第2", "■", "●", ""]);
        assert_eq!(label(NumberStyle::ParentCircled, 3, None), "③");
    }

    #[test]
    fn circles_end_at_fifty() {
        assert_eq!(circled(20), "⑳");
        assert_eq!(circled(21), "㉑");
        assert_eq!(circled(35), "㉟");
        assert_eq!(circled(36), "㊱");
        assert_eq!(circled(50), "㊿");
        assert_eq!(circled(51), "(51)");
    }

    #[test]
    fn a_number_set_by_hand_lends_its_digits() {
        assert_eq!(bare(None, 4), "4");
        assert_eq!(bare(Some("(3)"), 4), "3");
        assert_eq!(bare(Some("序"), 4), "序");
    }
}
