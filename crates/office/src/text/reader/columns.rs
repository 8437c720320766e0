//! Columns of progress summaries and goal sheets: what their heads say, and putting a cell where
//! its column says.

use std::ops::Range;

use yoriai_plan::{Caption, FiscalYear, ReportText, SectionKind, ValueRole};

use super::Reader;
use crate::text::bracket::PAIRS;
use crate::text::fold::{key, one_line};
use crate::text::names;
use crate::text::piece::{IndicatorKey, ItemKey, Label, PartyKey, Role, SectionKey, Target};
use crate::text::table::{Cell, Column, ColumnMeaning, DraftTable};

/// What every plan writes over the column of those who report.
const PARTY: &str = "主体";
/// What every plan writes over columns of texts for which it keeps no word of its own.
const USUAL: [&str; 3] = ["未達成理由", "次の一手", "課題"];

/// A column of the table that is open.
#[derive(Clone, Debug, Default)]
pub(super) struct SheetColumn {
    pub(super) name: String,
    /// `None`: it says which item the row is about, or nothing.
    pub(super) meaning: Option<ColumnMeaning>,
    /// It says what the row is about (取組).
    pub(super) names_item: bool,
    /// It says who reports (主体).
    pub(super) names_party: bool,
    /// Heads that are shown only by what stands under them.
    pub(super) heads: Vec<Range<usize>>,
    /// The section of each item that the column went on in last.
    section: Option<(usize, SectionKey)>,
}

/// Where in a table a cell stands.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) node: usize,
    pub(super) party: Option<PartyKey>,
    pub(super) year: Option<FiscalYear>,
    /// The indicator of the row; made when the first cell needs it.
    pub(super) indicator: Option<IndicatorKey>,
    pub(super) table: Option<usize>,
}

impl SheetColumn {
    pub(super) fn new(name: &str, meaning: Option<ColumnMeaning>) -> Self {
        Self {
            name: one_line(name, ""),
            meaning,
            ..Self::default()
        }
    }

    /// The column that says what the rows are about.
    pub(super) fn of_items(name: &str) -> Self {
        Self {
            names_item: true,
            ..Self::new(name, None)
        }
    }
}

/// R4 目標, 目標(R4): the year and the role of a column of values.
pub(super) fn values_head(folded: &str) -> Option<(FiscalYear, ValueRole)> {
    const ROLES: [(&str, ValueRole); 7] = [
        ("実績値", ValueRole::Actual),
        ("実績", ValueRole::Actual),
        ("目標値", ValueRole::Target),
        ("目標", ValueRole::Target),
        ("見込み", ValueRole::Forecast),
        ("見込", ValueRole::Forecast),
        ("結果", ValueRole::Result),
    ];
    // 目標(R4), R4(目標)
    let plain = folded.replace(|c| PAIRS.iter().any(|(a, b)| [*a, *b].contains(&c)), "");
    let (year, role) = ROLES.iter().find_map(|(word, role)| {
        let year = plain.strip_suffix(word).or(plain.strip_prefix(word))?;
        Some((year, *role))
    })?;
    let year = FiscalYear::parse(year.trim_end_matches('の'))?;
    year.warning.is_none().then_some((year.value, role))
}

/// What the head of a column of texts means, and what the views write over such a column.
pub(super) fn meaning_of(folded: &str, progress: bool) -> Option<(ColumnMeaning, Option<Caption>)> {
    let name = names::one_spelling(folded);
    let any = |words: &[&str]| words.iter().any(|word| name.contains(word));
    Some(if any(&["達成状況", "進捗", "実施状況", "取組状況"]) {
        let caption = if progress {
            Caption::Progress
        } else {
            Caption::Achievement
        };
        (ColumnMeaning::Progress, Some(caption))
    } else if any(&["未達成"]) {
        (ColumnMeaning::Reason, None)
    } else if any(&["課題"]) {
        let caption = progress.then_some(Caption::Issues);
        (ColumnMeaning::Issues, caption)
    } else if any(&["次の一手", "今後の"]) {
        (ColumnMeaning::Next, None)
    } else if any(&["取組内容", "主な取組"]) && !progress {
        (ColumnMeaning::Actions, None)
    } else if name == "評価" && !progress {
        (ColumnMeaning::Grade, Some(Caption::Grade))
    } else {
        return None;
    })
}

/// Whether a folded head is that of the column of those who report.
pub(super) fn names_party(folded: &str) -> bool {
    const WORDS: [&str; 8] = [
        PARTY,
        "実施主体",
        "取組主体",
        "推進主体",
        "担当",
        "担当者",
        "実施者",
        "団体",
    ];
    WORDS.contains(&folded)
}

/// Whether a folded head can be one of a progress summary: all that is known, and 備考.
pub(super) fn is_progress_column(folded: &str) -> bool {
    folded.is_empty()
        || folded == "備考"
        || names_party(folded)
        || names::row_rank(folded).is_some()
        || meaning_of(folded, true).is_some()
}

impl Reader<'_> {
    /// Labels the head of the column of those who report.
    pub(super) fn party_head(&mut self, cell: &Range<usize>) -> SheetColumn {
        let column = SheetColumn {
            names_party: true,
            ..SheetColumn::new(self.b.text(cell), None)
        };
        self.column_head(cell, &[PARTY]);
        column
    }

    /// Every plan has these words over the column; another word is put aside.
    fn column_head(&mut self, cell: &Range<usize>, usual: &[&str]) {
        if usual.contains(&key(self.b.text(cell)).as_str()) {
            self.b.mark(cell.clone(), Role::Label(Label::Column));
        } else {
            self.aside(cell.clone());
        }
    }

    /// Labels the head of a column of texts. `before`: the columns to its left.
    pub(super) fn text_head(
        &mut self,
        cell: &Range<usize>,
        progress: bool,
        before: &[SheetColumn],
    ) -> SheetColumn {
        let name = self.b.text(cell).trim().to_owned();
        let (meaning, caption) = match meaning_of(&key(&name), progress) {
            // A grade is one of a year.
            Some((ColumnMeaning::Grade, _)) if self.sheet_year().is_none() => {
                (ColumnMeaning::Section, None)
            }
            Some(found) => found,
            None => (ColumnMeaning::Section, None),
        };
        // 上半期の進捗 | 下半期の進捗: what is said apart stays apart.
        let again = before.iter().any(|column| column.meaning == Some(meaning));
        let meaning = match meaning {
            ColumnMeaning::Actions => meaning,
            _ if again => ColumnMeaning::Section,
            _ => meaning,
        };
        let mut column = SheetColumn::new(&name, Some(meaning));
        match (meaning, caption) {
            // Sections keep the head.
            (ColumnMeaning::Actions | ColumnMeaning::Section, _) => column.heads.push(cell.clone()),
            (_, Some(which)) => {
                if !self.b.caption(cell.clone(), which) {
                    self.aside(cell.clone());
                }
            }
            (_, None) => self.column_head(cell, &USUAL),
        }
        column
    }

    /// The one year of the sheet.
    pub(super) fn sheet_year(&self) -> Option<FiscalYear> {
        self.period
            .filter(|(first, last)| first == last)
            .map(|(first, _)| first)
    }

    /// The table of these columns, for a person to look at.
    pub(super) fn table_of(&mut self, columns: &[SheetColumn], progress: bool) -> Option<usize> {
        let columns = columns.iter().map(|column| Column {
            head: column.name.clone(),
            meaning: column.meaning,
            cells: Vec::new(),
        });
        let table = DraftTable {
            progress,
            year: self.sheet_year(),
            columns: columns.collect(),
        };
        self.b.records.table(table)
    }

    /// Puts a cell where its column says.
    pub(super) fn place(
        &mut self,
        columns: &mut [SheetColumn],
        at: usize,
        spot: &mut Spot,
        cell: Range<usize>,
    ) {
        let Some(column) = columns.get_mut(at) else {
            return self.aside(cell);
        };
        let Some(meaning) = column.meaning else {
            return self.aside(cell);
        };
        let target = match meaning {
            ColumnMeaning::IndicatorName => Target::IndicatorName(self.row_indicator(spot, &cell)),
            ColumnMeaning::Value { year, role } => {
                let indicator = self.row_indicator(spot, &cell);
                Target::Value(self.b.records.add_value(indicator, year, role))
            }
            ColumnMeaning::Progress => self.report_cell(spot, ReportText::Progress, &cell),
            ColumnMeaning::Issues => self.report_cell(spot, ReportText::Issues, &cell),
            ColumnMeaning::Reason => self.report_cell(spot, ReportText::Reason, &cell),
            ColumnMeaning::Next => self.report_cell(spot, ReportText::Next, &cell),
            ColumnMeaning::Grade => match spot.year {
                Some(year) => Target::Grade(self.b.records.evaluation(spot.node, year)),
                None => Target::Statement(ItemKey::new(spot.node)),
            },
            ColumnMeaning::Statement => Target::Statement(ItemKey::new(spot.node)),
            ColumnMeaning::Actions | ColumnMeaning::Section => {
                Target::SectionText(self.column_section(column, spot, cell.start))
            }
        };
        let source = cell.clone();
        self.cell_into(target, cell);
        let table = spot.table.and_then(|id| self.b.records.tables.get_mut(id));
        if let Some(column) = table.and_then(|table| table.columns.get_mut(at)) {
            column.cells.push(Cell {
                item: ItemKey::new(spot.node),
                party: spot.party,
                indicator: spot.indicator,
                source,
            });
        }
    }

    fn row_indicator(&mut self, spot: &mut Spot, cell: &Range<usize>) -> IndicatorKey {
        let records = &mut self.b.records;
        *spot
            .indicator
            .get_or_insert_with(|| records.add_indicator(spot.node, cell.clone()))
    }

    fn report_cell(&mut self, spot: &Spot, which: ReportText, cell: &Range<usize>) -> Target {
        let report = self
            .b
            .records
            .report(spot.node, spot.party, spot.year, cell.clone());
        Target::Report(report, which)
    }

    /// The section that a column makes of an item.
    fn column_section(&mut self, column: &mut SheetColumn, spot: &Spot, at: usize) -> SectionKey {
        if let Some((node, section)) = column.section
            && node == spot.node
        {
            return section;
        }
        let actions = column.meaning == Some(ColumnMeaning::Actions);
        let kind = if actions {
            SectionKind::Actions
        } else {
            SectionKind::Free
        };
        let section = self.b.add_section(Some(spot.node), kind, at);
        let who = spot
            .party
            .and_then(|party| self.b.records.parties.get(party.index()))
            .map_or("", |party| party.name.as_str());
        let heading = [who, &column.name].join(" ").trim().to_owned();
        if let Some(field) = self.b.field(Target::SectionHeading(section))
            && heading != kind.word()
        {
            *field = heading;
        }
        for head in column.heads.drain(..) {
            self.b.mark(head, Role::Label(Label::Section(section)));
        }
        // Each party's cell is a section of its own.
        column.section = spot.party.is_none().then_some((spot.node, section));
        section
    }
}
