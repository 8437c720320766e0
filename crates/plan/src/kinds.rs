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
    /// 主な取り組み内容, of an item of a goal sheet.
    Actions,
    /// 取り組みについて: a goal sheet's own box.
    Efforts,
    /// 取り組みの結果について: a goal sheet's own box.
    Outcomes,
}

/// How a programme goes on (事業の動き).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lifecycle {
    /// 新規
    New,
    /// 継続
    Continued,
    /// 検討
    Considered,
    /// 終了調整: it is being brought to its end.
    Ending,
    /// 終了
    Ended,
}

/// What an indicator counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IndicatorKind {
    /// 過程: what is done to make it happen.
    Process,
    /// 活動: what is done.
    Output,
    /// 成果: what comes of it.
    Outcome,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trend {
    /// 多いほどよい
    More,
    /// 少ないほどよい
    Less,
}

/// What a value of an indicator is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValueRole {
    /// 実績: what was, in a year before the sheet's.
    #[default]
    Actual,
    /// 目標
    Target,
    /// 見込
    Forecast,
    /// 結果: what became of the target.
    Result,
}

/// Whether a cell says something. None of these is zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CellState {
    /// 記入あり: there is text, and it is not 該当なし.
    Filled,
    /// 空欄
    #[default]
    Blank,
    /// 欠落: there was text, and it was lost on the way here.
    Lost,
    /// 該当なし: somebody has set that, or written just that.
    None,
}

/// When in its year an evaluation is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// 上半期
    FirstHalf,
    /// 年度
    #[default]
    Year,
    /// 中間
    Midterm,
    /// 最終
    Final,
}

/// Where an evaluation wants a thing to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Course {
    /// 拡充
    Expand,
    /// 継続
    Continue,
    /// 見直し
    Revise,
    /// 縮小
    Reduce,
    /// 廃止
    Abolish,
}

/// Who evaluates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// 内部
    #[default]
    Internal,
    /// 外部
    External,
    /// 委員会
    Committee,
}

/// What a [`crate::Term`] is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TermKind {
    /// 略称
    #[default]
    Short,
    /// 用語
    Term,
    /// 注
    Note,
}

/// A date of the plan itself (作成日, 修正日, 評価日).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlanDate {
    /// 作成日
    Created,
    /// 修正日
    Revised,
    /// 評価日
    Evaluated,
    /// 確定日
    Fixed,
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
    /// Over the list of programmes.
    Programmes,
    /// Over the list of priorities.
    Priorities,
    /// Over the tree of the annual plan.
    Annual,
    /// Over [`crate::Report::progress`] in the progress summary.
    Progress,
    /// Over [`crate::Report::issues`].
    Issues,
    /// Over the numbers of the goal sheet.
    Number,
    /// Over all that belongs to an indicator.
    Indicator,
    /// Over [`crate::Indicator::name`].
    IndicatorName,
    /// Over [`crate::Report::progress`] in the goal sheet.
    Achievement,
    /// Over [`crate::Evaluation::grade`].
    Grade,
    /// Over the list of short forms.
    Terms,
    /// Over [`crate::PlanHead::policy`] in the goal sheet.
    SheetPolicy,
}

macro_rules! words {
    ($name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl $name {
            /// Every choice, in the order in which it is offered. An edition ([`crate::Edition`])
            /// names a choice by its place in here: never reorder or remove any, only append.
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
    Programmes = "実施事業一覧",
    Priorities = "重点取組",
    Annual = "事業計画",
    Progress = "進捗状況",
    Issues = "課題",
    Number = "No.",
    Indicator = "指標",
    IndicatorName = "項目",
    Achievement = "目標達成状況・未達成理由",
    Grade = "評価",
    Terms = "略称",
    SheetPolicy = "組織の方針",
});
words!(Lifecycle {
    New = "新規",
    Continued = "継続",
    Considered = "検討",
    Ending = "終了調整",
    Ended = "終了",
});
words!(IndicatorKind { Process = "過程", Output = "活動", Outcome = "成果" });
words!(Trend { More = "多いほどよい", Less = "少ないほどよい" });
words!(ValueRole { Actual = "実績", Target = "目標", Forecast = "見込", Result = "結果" });
words!(CellState { Filled = "記入あり", Blank = "空欄", Lost = "欠落", None = "該当なし" });
words!(Phase { FirstHalf = "上半期", Year = "年度", Midterm = "中間", Final = "最終" });
words!(Course {
    Expand = "拡充",
    Continue = "継続",
    Revise = "見直し",
    Reduce = "縮小",
    Abolish = "廃止",
});
words!(By { Internal = "内部", External = "外部", Committee = "委員会" });
words!(TermKind { Short = "略称", Term = "用語", Note = "注" });
words!(PlanDate { Created = "作成日", Revised = "修正日", Evaluated = "評価日", Fixed = "確定日" });
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
    Actions = "主な取り組み内容",
    Efforts = "取り組みについて",
    Outcomes = "取り組みの結果について",
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
    /// The five that every plan knows. An edition names them by their places: only append.
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

    /// Editions that are out in the world name these by their places.
    #[test]
    fn every_list_is_only_ever_appended_to() {
        macro_rules! words {
            ($($name:ident: $words:literal;)+) => {
                $({
                    let words: Vec<&str> = $name::ALL.iter().map(|one| one.word()).collect();
                    assert_eq!(words.join(" "), $words, stringify!($name));
                })+
            };
        }
        words! {
            PlanKind: "地域福祉活動計画 地域福祉計画 一体型 地区別計画 事業計画 組織目標";
            PlanStatus: "素案 意見募集 確定 改定";
            PlanDate: "作成日 修正日 評価日 確定日";
            NumberStyle: "1 (1) ① 1) 1-① 第1 ■ ● なし";
            SectionKind: "現状と課題 取組の方向性 地域住民のみなさんは 自由 主な取り組み内容 \
                取り組みについて 取り組みの結果について";
            Caption: "組織名 計画期間 基本理念（スローガン） 基本理念 方針 取組の方向性 具体的な取組 \
                実施事業一覧 重点取組 事業計画 進捗状況 課題 No. 指標 項目 目標達成状況・未達成理由 評価 \
                略称 組織の方針";
            Lifecycle: "新規 継続 検討 終了調整 終了";
            IndicatorKind: "過程 活動 成果";
            Trend: "多いほどよい 少ないほどよい";
            ValueRole: "実績 目標 見込 結果";
            CellState: "記入あり 空欄 欠落 該当なし";
            Phase: "上半期 年度 中間 最終";
            Course: "拡充 継続 見直し 縮小 廃止";
            By: "内部 外部 委員会";
            TermKind: "略称 用語 注";
        }
        let tags = Tag::COMMON.map(|tag| tag.word().to_owned());
        assert_eq!(tags.join(" "), "重点 新規 継続 見直し 終了");
    }

    #[test]
    fn an_own_tag_never_hides_a_common_one() {
        assert_eq!(Tag::parse(" 重点 "), Some(Tag::Priority));
        assert_eq!(Tag::parse("防災"), Some(Tag::Own("防災".into())));
        assert_eq!(Tag::parse("  "), None);
    }
}
