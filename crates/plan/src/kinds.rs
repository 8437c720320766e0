//! The closed choices of a plan, each with the word that stands for it in the document.
//!
//! The word in the document is the field's own Japanese word, so that a value which an older
//! program does not know can still be shown to a person as it is.

/// What sort of plan it is (種別).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PlanKind {
    /// 地域福祉活動計画: the council's plan of several years.
    #[default]
    Activity,
    /// 地域福祉計画: the municipality's plan.
    Welfare,
    /// 一体型: both in one.
    Combined,
    /// 地区別計画: the plan of one district.
    District,
    /// 事業計画: the plan of one year.
    Annual,
    /// 組織目標: the goal sheet of a section and year.
    GoalSheet,
}

/// How far a plan has come (状態).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PlanStatus {
    /// 素案
    #[default]
    Draft,
    /// 意見募集
    Consultation,
    /// 確定
    Fixed,
    /// 改定
    Revised,
}

/// How the items of a level are numbered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum NumberStyle {
    /// `1`
    #[default]
    Plain,
    /// `(1)`
    Paren,
    /// `①`
    Circled,
    /// `1)`
    HalfParen,
    /// `1-①`: the parent's number, then one's own.
    ParentCircled,
    /// `第1`
    Dai,
    /// `■` for every item.
    Square,
    /// `●` for every item.
    Bullet,
    /// No number.
    None,
}

/// What a section is about (節の種類).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SectionKind {
    /// 現状と課題
    Situation,
    /// 取組の方向性
    Direction,
    /// 地域住民のみなさんは
    Residents,
    /// Any other; its heading is free.
    #[default]
    Free,
}

/// What a view writes over a field or a column. A plan may have words of its own for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Caption {
    /// Over [`crate::PlanHead::organization`].
    Organization,
    /// Over [`crate::PlanHead::first_year`] and [`crate::PlanHead::last_year`].
    Period,
    /// Over [`crate::PlanHead::slogan`].
    Slogan,
    /// Over [`crate::PlanHead::philosophy`].
    Philosophy,
    /// Over [`crate::PlanHead::policy`].
    Policy,
    /// Over the headings of sections of [`SectionKind::Direction`].
    Direction,
    /// Over the lines of sections of [`SectionKind::Direction`].
    DirectionLines,
}

macro_rules! words {
    ($name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl $name {
            /// Every choice, in the order in which it is offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that stands for it in the document.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads the word of the document; `None` where a newer program wrote a word of its own.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

words!(PlanKind {
    Activity = "地域福祉活動計画",
    Welfare = "地域福祉計画",
    Combined = "一体型",
    District = "地区別計画",
    Annual = "事業計画",
    GoalSheet = "組織目標",
});
words!(Caption {
    Organization = "組織名",
    Period = "計画期間",
    Slogan = "基本理念（スローガン）",
    Philosophy = "基本理念",
    Policy = "方針",
    Direction = "取組の方向性",
    DirectionLines = "具体的な取組",
});
words!(PlanStatus { Draft = "素案", Consultation = "意見募集", Fixed = "確定", Revised = "改定" });
words!(NumberStyle {
    Plain = "1",
    Paren = "(1)",
    Circled = "①",
    HalfParen = "1)",
    ParentCircled = "1-①",
    Dai = "第1",
    Square = "■",
    Bullet = "●",
    None = "なし",
});
words!(SectionKind {
    Situation = "現状と課題",
    Direction = "取組の方向性",
    Residents = "地域住民のみなさんは",
    Free = "自由",
});

/// A mark on an item (タグ).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tag {
    /// 重点
    Priority,
    /// 新規
    New,
    /// 継続
    Continued,
    /// 見直し
    Revised,
    /// 終了
    Ended,
    /// One of the council's own. Never empty and never one of the words above if made by
    /// [`Tag::parse`].
    Own(String),
}

impl Tag {
    /// The five that every plan knows.
    pub const COMMON: [Self; 5] = [
        Self::Priority,
        Self::New,
        Self::Continued,
        Self::Revised,
        Self::Ended,
    ];

    /// The word of the tag, as shown and as stored.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Priority => "重点",
            Self::New => "新規",
            Self::Continued => "継続",
            Self::Revised => "見直し",
            Self::Ended => "終了",
            Self::Own(word) => word,
        }
    }

    /// Reads a tag, trimmed; `None` if nothing is left.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        let word = word.trim();
        Some(match word {
            "" => return None,
            "重点" => Self::Priority,
            "新規" => Self::New,
            "継続" => Self::Continued,
            "見直し" => Self::Revised,
            "終了" => Self::Ended,
            own => Self::Own(own.to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back() {
        for kind in PlanKind::ALL {
            assert_eq!(PlanKind::parse(kind.word()), Some(*kind));
        }
        for style in NumberStyle::ALL {
            assert_eq!(NumberStyle::parse(style.word()), Some(*style));
        }
        for tag in Tag::COMMON {
            assert_eq!(Tag::parse(tag.word()), Some(tag));
        }
        assert_eq!(SectionKind::parse("未来の節"), None);
    }

    #[test]
    fn an_own_tag_never_hides_a_common_one() {
        assert_eq!(Tag::parse(" 重点 "), Some(Tag::Priority));
        assert_eq!(Tag::parse("防災"), Some(Tag::Own("防災".into())));
        assert_eq!(Tag::parse("  "), None);
    }
}
