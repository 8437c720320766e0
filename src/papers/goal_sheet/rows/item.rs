//! The rows of one item of a 目標管理シート, or of one programme that has indicators.

use std::sync::Arc;

use yoriai_plan::{
    By, CellState, Command, EvaluationId, FiscalYear, IndicatorId, IndicatorText, ItemText,
    NewRecord, Owner, Phase, Place, Plan, ProgrammeText, RecordField, RecordId, ReportId,
    ReportText, ScaleId, SectionId, SectionKind, SectionText, TextRef, Value, ValueId, ValueRole,
    ValueText,
};

use super::{
    ACHIEVEMENT, ACHIEVEMENT_CELL, ACTIONS, FIRST_VALUE, GRADE, GRADE_CELL, ReadGrade, VALUES,
    before, cell_place, first_indicator, key_of, name_place, value_place,
};
use crate::components::grid::sheet::{Cell, Choice, Content, Made, Make, Row};
use crate::platform::random;

/// What is needed for the rows of one item or programme.
pub(super) struct OwnerRows<'a> {
    pub(super) plan: &'a Plan,
    pub(super) read: &'a ReadGrade<'a>,
    pub(super) year: FiscalYear,
    pub(super) owner: &'a Owner,
    pub(super) legend: &'a str,
}

impl OwnerRows<'_> {
    pub(super) fn rows(&self, scale: &[(String, String)]) -> Vec<Row> {
        let indicators: Vec<Option<IndicatorId>> = match self.plan.indicators_of(self.owner) {
            [] => vec![None],
            some => some.iter().cloned().map(Some).collect(),
        };
        let actions = self.actions();
        let achievements = self.achievements();
        let evaluations = self.evaluations(scale);
        let heights: Vec<usize> = indicators
            .iter()
            .map(|indicator| self.height(indicator.as_ref()))
            .collect();
        let beside = actions.len().max(achievements.len()).max(evaluations.len());
        let height = heights.iter().sum::<usize>().max(beside).max(1);
        let (number, title) = self.title();
        let (item, programme) = match self.owner {
            Owner::Item(id) => (Some(id.clone()), None),
            Owner::Programme(id) => (None, Some(id.clone())),
            Owner::Indicator(_) => (None, None),
        };
        let id = key_of(self.owner);
        let mut rows: Vec<Row> = (0..height)
            .map(|index| Row {
                key: format!("{id}#{index}"),
                name: number.clone(),
                item: item.clone(),
                programme: programme.clone(),
                is_heading: false,
                cells: Vec::new(),
            })
            .collect();
        let front = vec![
            Cell::new(format!("number-{id}"), 0, Content::Fixed(number)).over(height),
            Cell::new(format!("goal-{id}"), 2, title).over(height),
        ];
        if let Some(first) = rows.first_mut() {
            first.cells.extend(front);
        }
        let mut start = 0;
        let last = indicators.len().saturating_sub(1);
        for (order, (indicator, own)) in indicators.into_iter().zip(heights).enumerate() {
            let rows_of_it = if order == last { height - start } else { own };
            self.indicator(&mut rows, start, rows_of_it, order, indicator.as_ref());
            start += rows_of_it;
        }
        spread(&mut rows, actions);
        spread(&mut rows, achievements);
        spread(&mut rows, evaluations);
        rows
    }

    fn title(&self) -> (String, Content) {
        match self.owner {
            Owner::Item(id) => {
                let item = self.plan.item(id);
                let number = item.map(|item| item.number.clone()).unwrap_or_default();
                let title = TextRef::Item(id.clone(), ItemText::Title);
                (number, Content::Text(title))
            }
            Owner::Programme(id) => {
                let programme = self.plan.programmes.get(id);
                let number = programme.map(|one| one.number.clone()).unwrap_or_default();
                let name = TextRef::Programme(id.clone(), ProgrammeText::Name);
                (number, Content::Text(name))
            }
            Owner::Indicator(_) => (String::new(), Content::Fixed(String::new())),
        }
    }

    /// How many rows an indicator needs: several where two devices wrote one value apart.
    fn height(&self, indicator: Option<&IndicatorId>) -> usize {
        let Some(indicator) = indicator else { return 1 };
        let counts = VALUES.map(|(ago, role)| self.values(indicator, ago, role).len());
        counts.into_iter().max().unwrap_or(1).max(1)
    }

    /// What stands in a column of values. What was in a year before is its result, where no other
    /// word was given for it.
    fn values(&self, indicator: &IndicatorId, ago: i32, role: ValueRole) -> Vec<ValueId> {
        let year = before(self.year, ago);
        let of = |role| -> Vec<ValueId> {
            let values: Vec<&Value> = self.plan.values_at(indicator, year, role, None).collect();
            // Of several for one place, those that say something: clearing one of two is how a
            // person decides for the other.
            let says = |value: &&&Value| value.state != CellState::Blank;
            let mut said = values.iter().filter(says).peekable();
            let ids = |value: &&Value| value.id.clone();
            if said.peek().is_some() {
                said.map(ids).collect()
            } else {
                values.iter().take(1).map(ids).collect()
            }
        };
        let own = of(role);
        if own.is_empty() && role == ValueRole::Actual {
            of(ValueRole::Result)
        } else {
            own
        }
    }

    fn indicator(
        &self,
        rows: &mut [Row],
        start: usize,
        height: usize,
        order: usize,
        indicator: Option<&IndicatorId>,
    ) {
        let other = indicator.filter(|_| order > 0);
        let name = match indicator {
            Some(id) => Content::Text(TextRef::Indicator(id.clone(), IndicatorText::Name)),
            None => {
                let owner = self.owner.clone();
                Content::Missing(Make::new(key_of(&owner), move |made: &mut Made| {
                    let (add, id) = first_indicator(&owner, made);
                    let field = TextRef::Indicator(id, IndicatorText::Name);
                    (add.into_iter().collect(), field)
                }))
            }
        };
        if let Some(row) = rows.get_mut(start) {
            let place = name_place(&key_of(self.owner), other);
            let cell = Cell::new(place, 3, name).over(height);
            row.cells.push(cell.with_details(self.details(indicator)));
        }
        for (index, (ago, role)) in VALUES.into_iter().enumerate() {
            let found = indicator
                .map(|indicator| self.values(indicator, ago, role))
                .unwrap_or_default();
            let year = before(self.year, ago);
            let place = value_place(&key_of(self.owner), other, year, role);
            let mut cells: Vec<Cell> = found
                .into_iter()
                .enumerate()
                .map(|(order, id)| {
                    let place = if order == 0 {
                        place.clone()
                    } else {
                        format!("value-{id}")
                    };
                    let content = Content::Text(TextRef::Value(id, ValueText::Text));
                    Cell::new(place, FIRST_VALUE + index, content)
                })
                .collect();
            if cells.is_empty() {
                let content = self.missing_value(indicator, year, role);
                cells.push(Cell::new(place, FIRST_VALUE + index, content));
            }
            if let Some(rows) = rows.get_mut(start..start + height) {
                spread(rows, cells);
            }
        }
    }

    fn missing_value(
        &self,
        indicator: Option<&IndicatorId>,
        year: FiscalYear,
        role: ValueRole,
    ) -> Content {
        let (owner, indicator) = (self.owner.clone(), indicator.cloned());
        let of = indicator
            .as_ref()
            .map_or_else(|| key_of(&owner), ToString::to_string);
        Content::Missing(Make::new(of, move |made: &mut Made| {
            let mut commands = Vec::new();
            let indicator = indicator.clone().unwrap_or_else(|| {
                let (add, id) = first_indicator(&owner, made);
                commands.extend(add);
                id
            });
            let id = ValueId::from_random(random::bytes());
            commands.push(Command::AddRecord {
                record: NewRecord::Value {
                    id: id.clone(),
                    indicator,
                    year,
                    role,
                    text: String::new(),
                },
                place: Place::Last,
            });
            (commands, TextRef::Value(id, ValueText::Text))
        }))
    }

    /// 主な取り組み内容.
    fn actions(&self) -> Vec<Cell> {
        let Owner::Item(item) = self.owner else {
            return self.none(ACTIONS, "actions");
        };
        let found = self.plan.sections(Some(item)).iter().filter(|id| {
            self.plan
                .section(id)
                .is_some_and(|section| section.kind == SectionKind::Actions)
        });
        let contents = found.map(|id| {
            let content = Content::Text(TextRef::Section(id.clone(), SectionText::Text));
            (id.to_string(), content)
        });
        let item = item.clone();
        self.cells(ACTIONS, "actions", contents, || {
            Content::Missing(Make::new(item.to_string(), move |_: &mut Made| {
                let id = SectionId::from_random(random::bytes());
                let add = Command::AddSection {
                    id: id.clone(),
                    owner: Some(item.clone()),
                    place: Place::Last,
                    kind: SectionKind::Actions,
                    heading: String::new(),
                    text: String::new(),
                };
                (vec![add], TextRef::Section(id, SectionText::Text))
            }))
        })
    }

    /// 目標達成状況・未達成理由.
    fn achievements(&self) -> Vec<Cell> {
        let Owner::Item(item) = self.owner else {
            return self.none(ACHIEVEMENT, ACHIEVEMENT_CELL);
        };
        let found = self.plan.reports_of(item).iter().filter(|id| {
            self.plan
                .reports
                .get(id)
                .is_some_and(|report| report.party.is_none() && report.year == Some(self.year))
        });
        let contents = found.map(|id| {
            let content = Content::Text(TextRef::Report(id.clone(), ReportText::Progress));
            (id.to_string(), content)
        });
        let (item, year) = (item.clone(), self.year);
        self.cells(ACHIEVEMENT, ACHIEVEMENT_CELL, contents, || {
            Content::Missing(Make::new(item.to_string(), move |_: &mut Made| {
                let id = ReportId::from_random(random::bytes());
                let add = Command::AddRecord {
                    record: NewRecord::Report {
                        id: id.clone(),
                        item: item.clone(),
                        party: None,
                        year: Some(year),
                        period: String::new(),
                    },
                    place: Place::Last,
                };
                (vec![add], TextRef::Report(id, ReportText::Progress))
            }))
        })
    }

    /// 評価.
    fn evaluations(&self, scale: &[(String, String)]) -> Vec<Cell> {
        let all = self.plan.evaluations_of(self.owner);
        let found = all.iter().filter(|id| {
            self.plan.evaluations.get(id).is_some_and(|evaluation| {
                evaluation.year == Some(self.year)
                    && evaluation.phase == Phase::Year
                    && evaluation.by == By::Internal
            })
        });
        let contents = found.map(|id| (id.to_string(), self.grade(Some(id), scale)));
        let cells = self.cells(GRADE, GRADE_CELL, contents, || self.grade(None, scale));
        let about: Vec<RecordId> = all.iter().cloned().map(RecordId::Evaluation).collect();
        let cells = cells.into_iter();
        cells.map(|cell| cell.with_details(about.clone())).collect()
    }

    /// What the details of an indicator show beside itself.
    fn details(&self, indicator: Option<&IndicatorId>) -> Vec<RecordId> {
        let Some(indicator) = indicator else {
            return Vec::new();
        };
        let values = self.plan.values_of(indicator).iter();
        let owner = Owner::Indicator(indicator.clone());
        let evaluations = self.plan.evaluations_of(&owner).iter();
        let values = values.cloned().map(RecordId::Value);
        values
            .chain(evaluations.cloned().map(RecordId::Evaluation))
            .collect()
    }

    /// A cell of a column that says nothing of a programme.
    fn none(&self, column: usize, name: &str) -> Vec<Cell> {
        let place = cell_place(name, &key_of(self.owner), self.year);
        vec![Cell::new(place, column, Content::Fixed(String::new()))]
    }

    fn grade(&self, evaluation: Option<&EvaluationId>, scale: &[(String, String)]) -> Content {
        let year = self.year;
        let read = evaluation.map_or_else(
            || Arc::new(String::new) as Arc<dyn Fn() -> String + Send + Sync>,
            self.read,
        );
        let (owner, known) = (self.owner.clone(), evaluation.cloned());
        // The grades mean nothing without their legend: it comes with the first of them.
        let legend = self.plan.scales.is_empty().then(|| self.legend.to_owned());
        let begins_scale = legend.is_some();
        let set = move |word: &str, made: &mut Made| {
            let mut commands = Vec::new();
            if let Some(grades) = legend.clone()
                && let (bytes, true) = made.bytes("scale")
            {
                commands.push(Command::AddRecord {
                    record: NewRecord::Scale {
                        id: ScaleId::from_random(bytes),
                        name: String::new(),
                        grades,
                    },
                    place: Place::Last,
                });
            }
            let id = known.clone().unwrap_or_else(|| {
                let id = EvaluationId::from_random(random::bytes());
                commands.push(Command::AddRecord {
                    record: NewRecord::Evaluation {
                        id: id.clone(),
                        owner: owner.clone(),
                        year,
                        phase: Phase::Year,
                        by: By::Internal,
                    },
                    place: Place::Last,
                });
                id
            });
            commands.push(Command::SetRecord {
                id: RecordId::Evaluation(id),
                field: RecordField::Grade(word.to_owned()),
            });
            commands
        };
        Content::Choice(Choice {
            of: evaluation.map_or_else(|| key_of(self.owner), ToString::to_string),
            begins: begins_scale,
            options: scale.to_vec(),
            read,
            set: Arc::new(set),
        })
    }

    /// The cells of one column for this item: what there is, or one that waits.
    fn cells(
        &self,
        column: usize,
        name: &str,
        contents: impl Iterator<Item = (String, Content)>,
        otherwise: impl FnOnce() -> Content,
    ) -> Vec<Cell> {
        let first = cell_place(name, &key_of(self.owner), self.year);
        let mut cells: Vec<Cell> = contents
            .enumerate()
            .map(|(order, (id, content))| {
                let place = if order == 0 {
                    first.clone()
                } else {
                    format!("{name}-{id}")
                };
                Cell::new(place, column, content)
            })
            .collect();
        if cells.is_empty() {
            cells.push(Cell::new(first, column, otherwise()));
        }
        cells
    }
}

/// Puts the cells of one column one below the other; the last takes what is left.
fn spread(rows: &mut [Row], cells: Vec<Cell>) {
    let (height, count) = (rows.len(), cells.len());
    for (index, (row, cell)) in rows.iter_mut().zip(cells).enumerate() {
        let tall = if index + 1 == count {
            height - index
        } else {
            1
        };
        row.cells.push(cell.over(tall));
    }
}
