//! Everything written in a plan, in reading order and without the bin.

use std::borrow::Cow;
use std::ops::Range;

use super::place::Field;
use crate::command::Command;
use crate::field::{
    CategoryText, IndicatorText, ItemText, PlanText, ProgrammeText, ReportText, SectionText,
    TermText, TextRef, ValueText,
};
use crate::ids::{ItemId, SectionId};
use crate::kinds::SectionKind;
use crate::plan::Plan;
use crate::records::Owner;
use crate::text::units;

/// One text and where it stands.
pub(super) struct Written<'a> {
    pub(super) field: Field,
    pub(super) text: &'a str,
}

/// All texts that are not empty. Names of organisation, area and people are left out: how they
/// are spelt is theirs.
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
    for term in &plan.terms {
        all.push(TextRef::Term(term.id.clone(), TermText::Note), &term.note);
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
            let of = |text| TextRef::Category(category.id.clone(), text);
            self.push(of(CategoryText::Name), &category.name);
            self.push(of(CategoryText::Description), &category.description);
        }
        for programme in plan.all_programmes() {
            let of = |text| TextRef::Programme(programme.id.clone(), text);
            self.push(of(ProgrammeText::Name), &programme.name);
            self.push(of(ProgrammeText::Description), &programme.description);
            self.push(of(ProgrammeText::Contract), &programme.contract);
            self.owned(&Owner::Programme(programme.id.clone()));
        }
    }

    fn owned(&mut self, owner: &Owner) {
        let plan = self.plan;
        for id in plan.indicators_of(owner) {
            let Some(indicator) = plan.indicators.get(id) else {
                continue;
            };
            self.push(
                TextRef::Indicator(id.clone(), IndicatorText::Name),
                &indicator.name,
            );
            for value in plan
                .values_of(id)
                .iter()
                .filter_map(|id| plan.values.get(id))
            {
                let of = |text| TextRef::Value(value.id.clone(), text);
                self.push(of(ValueText::Text), &value.text);
                self.push(of(ValueText::Note), &value.note);
            }
        }
        for id in plan.evaluations_of(owner) {
            if let Some(evaluation) = plan.evaluations.get(id) {
                self.push(TextRef::Evaluation(id.clone()), &evaluation.comment);
            }
        }
    }

    fn reports(&mut self, item: &ItemId) {
        let plan = self.plan;
        let reports = plan.reports_of(item).iter();
        for report in reports.filter_map(|id| plan.reports.get(id)) {
            let of = |text| TextRef::Report(report.id.clone(), text);
            self.push(of(ReportText::Progress), &report.progress);
            self.push(of(ReportText::Issues), &report.issues);
            self.push(of(ReportText::Reason), &report.reason);
            self.push(of(ReportText::Next), &report.next);
        }
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
