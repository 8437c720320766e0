//! Everything written in a plan, in reading order and without the bin.

use std::borrow::Cow;
use std::ops::Range;

use super::place::Field;
use crate::command::Command;
use crate::field::{ItemText, PlanText, ProgrammeText, SectionText, TermText, TextRef};
use crate::ids::{ItemId, SectionId};
use crate::kinds::SectionKind;
use crate::plan::Plan;
use crate::records::{Owner, RecordId};
use crate::text::units;

/// One text and where it stands.
pub(super) struct Written<'a> {
    pub(super) field: Field,
    pub(super) text: &'a str,
}

/// All texts that are not empty. Names of organisations, areas, people and laws are left out: how
/// they are spelt is theirs.
pub(super) fn gather(plan: &Plan) -> Vec<Written<'_>> {
    let mut all = Gathering {
        plan,
        texts: Vec::new(),
    };
    all.head();
    all.sections(None);
    all.programmes();
    for item in plan.walk() {
        let of_item = |text| TextRef::Item(item.id.clone(), text);
        all.push(of_item(ItemText::Title), &item.title);
        all.push(of_item(ItemText::ChartTitle), &item.chart_title);
        all.push(of_item(ItemText::Statement), &item.statement);
        all.sections(Some(&item.id));
        all.owned(&Owner::Item(item.id.clone()));
        all.reports(&item.id);
    }
    for scale in &plan.scales {
        all.record(&RecordId::Scale(scale.id.clone()));
    }
    for term in &plan.terms {
        all.record(&RecordId::Term(term.id.clone()));
    }
    all.texts
}

struct Gathering<'a> {
    plan: &'a Plan,
    texts: Vec<Written<'a>>,
}

impl<'a> Gathering<'a> {
    fn push(&mut self, field: TextRef, text: &'a str) {
        if !text.is_empty() {
            let field = Field::Text(field);
            self.texts.push(Written { field, text });
        }
    }

    fn head(&mut self) {
        let plan = self.plan;
        let head = &plan.head;
        self.push(TextRef::Plan(PlanText::Title), &head.title);
        self.push(TextRef::Plan(PlanText::Philosophy), &head.philosophy);
        self.push(TextRef::Plan(PlanText::Slogan), &head.slogan);
        self.push(TextRef::Plan(PlanText::Policy), &head.policy);
        for (which, text) in &head.captions {
            let field = Field::Caption(*which);
            self.texts.push(Written { field, text });
        }
        for level in &plan.levels {
            self.push(TextRef::Level(level.id.clone()), &level.name);
        }
    }

    fn sections(&mut self, owner: Option<&ItemId>) {
        let plan = self.plan;
        for id in plan.sections(owner) {
            let Some(section) = plan.section(id) else {
                continue;
            };
            let of_section = |text| TextRef::Section(id.clone(), text);
            // The headings of a goal sheet's boxes are the form's own words.
            if !matches!(
                section.kind,
                SectionKind::Actions | SectionKind::Efforts | SectionKind::Outcomes
            ) {
                self.push(of_section(SectionText::Heading), &section.heading);
            }
            self.push(of_section(SectionText::Text), &section.text);
            self.lines(id);
        }
    }

    fn lines(&mut self, section: &SectionId) {
        let plan = self.plan;
        for id in plan.lines(section) {
            if let Some(line) = plan.line(id) {
                self.push(TextRef::Line(id.clone()), &line.text);
            }
        }
    }

    fn programmes(&mut self) {
        let plan = self.plan;
        for category in &plan.categories {
            self.record(&RecordId::Category(category.id.clone()));
        }
        for programme in plan.all_programmes() {
            self.record(&RecordId::Programme(programme.id.clone()));
            self.owned(&Owner::Programme(programme.id.clone()));
        }
    }

    fn owned(&mut self, owner: &Owner) {
        let plan = self.plan;
        for id in plan.indicators_of(owner) {
            self.record(&RecordId::Indicator(id.clone()));
            for id in plan.values_of(id) {
                self.record(&RecordId::Value(id.clone()));
            }
        }
        for id in plan.evaluations_of(owner) {
            self.record(&RecordId::Evaluation(id.clone()));
        }
    }

    fn reports(&mut self, item: &ItemId) {
        for id in self.plan.reports_of(item) {
            self.record(&RecordId::Report(id.clone()));
        }
    }

    fn record(&mut self, id: &RecordId) {
        let plan = self.plan;
        for field in id.texts() {
            if is_written_freely(&field)
                && let Some(text) = plan.text(&field)
            {
                self.push(field, text);
            }
        }
    }
}

/// Whether the spelling of a text of a record is the writer's own, and not that of a name.
fn is_written_freely(field: &TextRef) -> bool {
    match field {
        // Another name is there because it is spelt otherwise.
        TextRef::Programme(_, ProgrammeText::Aliases)
        // Organisations and people.
        | TextRef::Programme(_, ProgrammeText::Partners)
        | TextRef::District(_)
        // Names of laws and offices, and what they are called for short.
        | TextRef::Term(_, TermText::Short | TermText::Full) => false,
        _ => true,
    }
}

/// A stretch of a text and what is to stand there instead.
#[derive(Clone, Debug)]
pub(super) struct Change {
    /// The bytes that go.
    pub(super) range: Range<usize>,
    /// What is to stand there.
    pub(super) new: Cow<'static, str>,
}

/// The commands that change a text in several places, given in order.
pub(super) fn rewrite(written: &Written<'_>, changes: &[Change]) -> Vec<Command> {
    let text = match &written.field {
        Field::Text(text) => text,
        Field::Caption(which) => {
            let mut words = written.text.to_owned();
            for change in changes.iter().rev() {
                if words.get(change.range.clone()).is_some() {
                    words.replace_range(change.range.clone(), &change.new);
                }
            }
            return vec![Command::SetCaption {
                which: *which,
                words: Some(words),
            }];
        }
        Field::Date(_) | Field::Number | Field::Tags => return Vec::new(),
    };
    // From the end, so that what is written does not move what is yet to be written.
    let write = |change: &Change| {
        let before = written.text.get(..change.range.start)?;
        let old = written.text.get(change.range.clone())?;
        Some(Command::WriteText {
            field: text.clone(),
            at: u32::try_from(units(before)).ok()?,
            delete: u32::try_from(units(old)).ok()?,
            insert: change.new.clone().into_owned(),
            seen: None,
        })
    };
    changes.iter().rev().filter_map(write).collect()
}

/// The command that puts `new` in the place of a whole text.
pub(super) fn replace(field: TextRef, old: &str, new: &str) -> Vec<Command> {
    let delete = u32::try_from(units(old)).ok();
    let write = delete.map(|delete| Command::WriteText {
        field,
        at: 0,
        delete,
        insert: new.to_owned(),
        seen: None,
    });
    write.into_iter().collect()
}

/// The command that adds a line at the end of a text.
pub(super) fn append_line(field: TextRef, old: &str, line: &str) -> Vec<Command> {
    let between = if old.is_empty() || old.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    let at = u32::try_from(units(old)).ok();
    let write = at.map(|at| Command::WriteText {
        field,
        at,
        delete: 0,
        insert: format!("{between}{line}"),
        seen: None,
    });
    write.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::Desk;
    use super::*;
    use crate::command::Place;
    use crate::ids::{CategoryId, ScaleId, TermId};
    use crate::kinds::{TermKind, ValueRole};
    use crate::records::NewRecord;

    /// One record of each kind, with its every text written.
    #[test]
    fn all_that_is_written_freely_is_gathered_and_no_names_are() {
        let mut desk = Desk::new();
        let item = desk.item(None, "見守り");
        let programme = desk.programme("");
        let indicator = desk.indicator(&item, "");
        desk.value(&indicator, 2022, ValueRole::Target, "");
        desk.report(&item, None);
        let district = desk.district("");
        desk.grade(&item, 2022, "B");
        let term = TermId::from_random(desk.fresh());
        for record in [
            NewRecord::Category {
                id: CategoryId::from_random(desk.fresh()),
                name: String::new(),
            },
            NewRecord::Scale {
                id: ScaleId::from_random(desk.fresh()),
                name: String::new(),
                grades: String::new(),
            },
            NewRecord::Term {
                id: term.clone(),
                kind: TermKind::Short,
                short: String::new(),
                full: String::new(),
                note: String::new(),
            },
        ] {
            desk.apply(Command::AddRecord {
                record,
                place: Place::Last,
            });
        }
        let records: Vec<RecordId> = desk.plan().records().collect();
        assert_eq!(records.len(), 9);
        for field in records.iter().flat_map(RecordId::texts) {
            desk.write(field, "書いたこと");
        }
        let plan = desk.plan();
        let gathered: Vec<Field> = gather(&plan).into_iter().map(|text| text.field).collect();
        let left_out = [
            TextRef::Programme(programme.clone(), ProgrammeText::Aliases),
            TextRef::Programme(programme, ProgrammeText::Partners),
            TextRef::District(district),
            TextRef::Term(term.clone(), TermText::Short),
            TextRef::Term(term, TermText::Full),
        ];
        for field in records.iter().flat_map(RecordId::texts) {
            let is_there = gathered.contains(&Field::Text(field.clone()));
            assert_eq!(is_there, !left_out.contains(&field), "{field:?}");
        }
    }

    #[test]
    fn two_dashes_in_the_months_of_programmes_are_found() {
        let mut desk = Desk::new();
        desk.title("計画").level("取組");
        for (name, months) in [("配食", "4月～6月"), ("サロン", "4月~6月")] {
            let id = desk.programme(name);
            desk.write(TextRef::Programme(id, ProgrammeText::Months), months);
        }
        desk.only(super::super::Check::Marks);
    }
}
