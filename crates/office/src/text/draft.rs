//! A draft: what was understood of a text, before anything is created.

mod records;

use std::collections::BTreeMap;
use std::ops::Range;

use yoriai_plan::{
    Caption, CellState, FiscalYear, NumberStyle, PlanDate, PlanKind, PlanStatus, SectionKind, Tag,
};

use super::piece::{ItemKey, Piece, ProgrammeKey, SectionKey};
use super::table::DraftTable;
pub use records::{
    DraftCategory, DraftEvaluation, DraftIndicator, DraftParty, DraftProgramme, DraftReport,
    DraftTerm, DraftValue,
};

/// What was understood of a text.
///
/// Ranges are bytes of the source, on character boundaries.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// Which of the known documents it looks like.
    pub kind: DocumentKind,
    /// 計画の名称; empty if none was found.
    pub title: String,
    /// 組織名; empty if none was found.
    pub organization: String,
    /// 基本理念
    pub philosophy: String,
    /// スローガン, lines by `\n`.
    pub slogan: String,
    /// 方針, paragraphs by `\n`.
    pub policy: String,
    /// 第n期
    pub term: Option<u32>,
    /// First fiscal year of the period.
    pub first_year: Option<FiscalYear>,
    /// Last fiscal year of the period.
    pub last_year: Option<FiscalYear>,
    /// How far the plan has come, where the title says so.
    pub status: Option<PlanStatus>,
    /// The dates as typed; one that is left blank is not in here.
    pub dates: BTreeMap<PlanDate, String>,
    /// What the views are to write over fields and columns, where it is not the usual.
    pub captions: BTreeMap<Caption, String>,
    /// The levels, topmost first.
    pub levels: Vec<DraftLevel>,
    /// The items in reading order: an item's parent is the nearest one before it with a smaller
    /// depth ([`Draft::parent`]).
    pub items: Vec<DraftItem>,
    /// The sections of the plan itself.
    pub front: Vec<DraftSection>,
    /// The list of programmes (実施事業一覧).
    pub categories: Vec<DraftCategory>,
    /// Short forms (略称) and notes (※).
    pub terms: Vec<DraftTerm>,
    /// Those who report (主体), in the order in which they are named.
    pub parties: Vec<DraftParty>,
    /// The tables whose columns a person may give another meaning.
    pub(crate) tables: Vec<DraftTable>,
    /// What became of each stretch of the source, in its order.
    pub pieces: Vec<Piece>,
    /// The text that was read; empty in a draft of [`Default`].
    pub(crate) source: String,
}

/// Which of the known documents a text looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DocumentKind {
    /// 地域福祉活動計画
    Activity,
    /// 事業計画
    Annual,
    /// 進捗のまとめ
    Progress,
    /// 組織目標管理シート
    GoalSheet,
    /// None of them.
    #[default]
    Other,
}

impl DocumentKind {
    /// The sort of plan that such a document becomes.
    #[must_use]
    pub const fn plan_kind(self) -> PlanKind {
        match self {
            Self::Activity | Self::Progress | Self::Other => PlanKind::Activity,
            Self::Annual => PlanKind::Annual,
            Self::GoalSheet => PlanKind::GoalSheet,
        }
    }
}

/// A level of the tree (階層).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftLevel {
    /// 基本目標, 重点目標 …
    pub name: String,
    /// How its items are numbered.
    pub style: NumberStyle,
    /// Whether the 体系図 shows it.
    pub in_chart: bool,
}

/// An item (項目).
#[derive(Clone, Debug, PartialEq)]
pub struct DraftItem {
    /// Its name within the draft.
    pub key: ItemKey,
    /// 1 at the top; at most one more than that of the item before.
    pub depth: usize,
    /// Its title; empty where the source numbers an item without naming it.
    pub title: String,
    /// Its wording in the 体系図 where it differs; else empty.
    pub chart_title: String,
    /// Prose of its own, paragraphs by `\n`.
    pub statement: String,
    /// Its number as typed, folded to plain forms; `None` if it has none or only a bullet.
    pub number: Option<DraftNumber>,
    /// Its tags, each once.
    pub tags: Vec<Tag>,
    /// The years in which it holds; empty: the plan's.
    pub years: Vec<FiscalYear>,
    /// The programme of the list that carries it out.
    pub programme: Option<ProgrammeKey>,
    /// Its sections, in order.
    pub sections: Vec<DraftSection>,
    /// What it is measured by, in order.
    pub indicators: Vec<DraftIndicator>,
    /// What is reported of it, in order.
    pub reports: Vec<DraftReport>,
    /// How it was evaluated, in order.
    pub evaluations: Vec<DraftEvaluation>,
    /// Where it is named first.
    pub source: Range<usize>,
}

/// A number as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftNumber {
    /// All of it, folded: `1-(2)`.
    pub whole: String,
    /// Its last part: `(2)`.
    pub last: String,
}

/// A section (節).
#[derive(Clone, Debug, PartialEq)]
pub struct DraftSection {
    /// Its name within the draft.
    pub key: SectionKey,
    /// What it is about.
    pub kind: SectionKind,
    /// Its heading; empty for prose without one.
    pub heading: String,
    /// Its prose, paragraphs by `\n`.
    pub text: String,
    /// Its lines.
    pub lines: Vec<DraftLine>,
    /// Where it begins.
    pub source: Range<usize>,
}

/// A line of a section.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftLine {
    /// Its text.
    pub text: String,
    /// The years in which it holds; empty: the plan's.
    pub years: Vec<FiscalYear>,
    /// Where it stands.
    pub source: Range<usize>,
}

/// How much of what a draft holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Each level with the number of its items, topmost first.
    pub levels: Vec<(String, usize)>,
    /// Sections of items and of the plan itself.
    pub sections: usize,
    /// Lines in them.
    pub lines: usize,
    /// Programmes of the list.
    pub programmes: usize,
    /// Indicators.
    pub indicators: usize,
    /// Values of indicators.
    pub values: usize,
    /// Reports.
    pub reports: usize,
    /// Cells of reports that the source has lost.
    pub lost: usize,
}

impl Draft {
    /// The text that was read.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The index of the item above the item at `index`; `None` at the top or out of range.
    #[must_use]
    pub fn parent(&self, index: usize) -> Option<usize> {
        let depth = self.items.get(index)?.depth;
        (0..index)
            .rev()
            .find(|above| self.items[*above].depth < depth)
    }

    /// Each level with the number of its items, topmost first.
    #[must_use]
    pub fn counts_by_level(&self) -> Vec<(String, usize)> {
        let mut counts: Vec<_> = self
            .levels
            .iter()
            .map(|level| (level.name.clone(), 0))
            .collect();
        for item in &self.items {
            if let Some((_, count)) = counts.get_mut(item.depth.saturating_sub(1)) {
                *count += 1;
            }
        }
        counts
    }

    /// How much of what there is, for the head of a preview.
    #[must_use]
    pub fn outline(&self) -> Outline {
        Outline {
            levels: self.counts_by_level(),
            sections: self.sections().count(),
            lines: self.sections().map(|section| section.lines.len()).sum(),
            programmes: self.categories.iter().map(|c| c.programmes.len()).sum(),
            indicators: self.items.iter().map(|item| item.indicators.len()).sum(),
            values: self
                .items
                .iter()
                .flat_map(|item| &item.indicators)
                .map(|indicator| indicator.values.len())
                .sum(),
            reports: self.reports().count(),
            lost: self
                .reports()
                .flat_map(|report| [report.progress_state, report.issues_state])
                .filter(|state| *state == CellState::Lost)
                .count(),
        }
    }

    /// All reports, in reading order.
    pub fn reports(&self) -> impl Iterator<Item = &DraftReport> {
        self.items.iter().flat_map(|item| &item.reports)
    }

    /// All sections: those of the plan itself, then those of the items in reading order.
    pub fn sections(&self) -> impl Iterator<Item = &DraftSection> {
        self.front
            .iter()
            .chain(self.items.iter().flat_map(|item| &item.sections))
    }
}
