//! Everything that people wrote, field by field.

use super::Plan;
use crate::field::{
    CategoryText, IndicatorText, ItemText, PlanText, ProgrammeText, ReportText, ScaleText,
    SectionText, TermText, TextRef, ValueText,
};
use crate::records::RecordId;
use crate::text::is_blank;

impl Plan {
    /// The text of a field; `None` if there is no such thing.
    #[must_use]
    pub fn text(&self, field: &TextRef) -> Option<&str> {
        Some(match field {
            TextRef::Plan(text) => match text {
                PlanText::Title => &self.head.title,
                PlanText::Organization => &self.head.organization,
                PlanText::Area => &self.head.area,
                PlanText::Philosophy => &self.head.philosophy,
                PlanText::Slogan => &self.head.slogan,
                PlanText::Policy => &self.head.policy,
            },
            TextRef::Level(id) => &self.level(id)?.name,
            TextRef::Item(id, text) => {
                let item = self.items.get(id)?;
                match text {
                    ItemText::Title => &item.title,
                    ItemText::ChartTitle => &item.chart_title,
                    ItemText::Statement => &item.statement,
                }
            }
            TextRef::Section(id, text) => {
                let section = self.sections.get(id)?;
                match text {
                    SectionText::Heading => &section.heading,
                    SectionText::Text => &section.text,
                }
            }
            TextRef::Line(id) => &self.lines.get(id)?.text,
            TextRef::Party(id) => &self.party(id)?.name,
            TextRef::Person(id) => &self.people.iter().find(|person| person.id == *id)?.name,
            TextRef::Category(id, text) => {
                let category = self.category(id)?;
                match text {
                    CategoryText::Name => &category.name,
                    CategoryText::Description => &category.description,
                }
            }
            TextRef::Programme(id, text) => {
                let programme = self.programmes.get(id)?;
                match text {
                    ProgrammeText::Name => &programme.name,
                    ProgrammeText::Aliases => &programme.aliases,
                    ProgrammeText::Description => &programme.description,
                    ProgrammeText::Funding => &programme.funding,
                    ProgrammeText::Frequency => &programme.frequency,
                    ProgrammeText::Months => &programme.months,
                    ProgrammeText::Contract => &programme.contract,
                    ProgrammeText::Partners => &programme.partners,
                }
            }
            TextRef::Indicator(id, text) => {
                let indicator = self.indicators.get(id)?;
                match text {
                    IndicatorText::Name => &indicator.name,
                    IndicatorText::Breakdown => &indicator.breakdown,
                }
            }
            TextRef::Value(id, text) => {
                let value = self.values.get(id)?;
                match text {
                    ValueText::Text => &value.text,
                    ValueText::Note => &value.note,
                }
            }
            TextRef::Report(id, text) => {
                let report = self.reports.get(id)?;
                match text {
                    ReportText::Progress => &report.progress,
                    ReportText::Issues => &report.issues,
                    ReportText::Reason => &report.reason,
                    ReportText::Next => &report.next,
                }
            }
            TextRef::Evaluation(id) => &self.evaluations.get(id)?.comment,
            TextRef::Scale(id, text) => {
                let scale = self.scale(id)?;
                match text {
                    ScaleText::Name => &scale.name,
                    ScaleText::Grades => &scale.grades,
                }
            }
            TextRef::District(id) => &self.district(id)?.name,
            TextRef::Term(id, text) => {
                let term = self.term(id)?;
                match text {
                    TermText::Short => &term.short,
                    TermText::Full => &term.full,
                    TermText::Note => &term.note,
                }
            }
        })
    }

    /// What a record is called by: the first of its texts that says something; empty if none does.
    #[must_use]
    pub fn name_of(&self, record: &RecordId) -> &str {
        let texts = record.texts();
        let mut said = texts.iter().filter_map(|field| self.text(field));
        said.find(|text| !is_blank(text)).unwrap_or_default()
    }

    /// Every record there is, those in the bin as well, in no order.
    pub fn records(&self) -> impl Iterator<Item = RecordId> + '_ {
        let categories = self.categories.iter().chain(&self.hidden.categories);
        let scales = self.scales.iter().chain(&self.hidden.scales);
        let districts = self.districts.iter().chain(&self.hidden.districts);
        let terms = self.terms.iter().chain(&self.hidden.terms);
        categories
            .map(|category| RecordId::Category(category.id.clone()))
            .chain(self.programmes.keys().cloned().map(RecordId::Programme))
            .chain(self.indicators.keys().cloned().map(RecordId::Indicator))
            .chain(self.values.keys().cloned().map(RecordId::Value))
            .chain(self.reports.keys().cloned().map(RecordId::Report))
            .chain(self.evaluations.keys().cloned().map(RecordId::Evaluation))
            .chain(scales.map(|scale| RecordId::Scale(scale.id.clone())))
            .chain(districts.map(|district| RecordId::District(district.id.clone())))
            .chain(terms.map(|term| RecordId::Term(term.id.clone())))
    }

    /// Every field there is, those in the bin as well, in the order of [`TextRef`].
    #[must_use]
    pub fn fields(&self) -> Vec<TextRef> {
        let mut fields: Vec<TextRef> = PlanText::ALL.into_iter().map(TextRef::Plan).collect();
        let levels = self.levels.iter().chain(&self.binned_levels);
        fields.extend(levels.map(|level| TextRef::Level(level.id.clone())));
        for id in self.items.keys() {
            for text in [ItemText::Title, ItemText::ChartTitle, ItemText::Statement] {
                fields.push(TextRef::Item(id.clone(), text));
            }
        }
        for id in self.sections.keys() {
            for text in [SectionText::Heading, SectionText::Text] {
                fields.push(TextRef::Section(id.clone(), text));
            }
        }
        fields.extend(self.lines.keys().map(|id| TextRef::Line(id.clone())));
        fields.extend(
            self.parties
                .iter()
                .map(|party| TextRef::Party(party.id.clone())),
        );
        fields.extend(
            self.people
                .iter()
                .map(|person| TextRef::Person(person.id.clone())),
        );
        fields.extend(self.records().flat_map(|id| id.texts()));
        fields.sort();
        fields
    }
}

impl RecordId {
    /// Every text of the record.
    #[must_use]
    pub fn texts(&self) -> Vec<TextRef> {
        match self {
            Self::Category(id) => [CategoryText::Name, CategoryText::Description]
                .map(|text| TextRef::Category(id.clone(), text))
                .to_vec(),
            Self::Programme(id) => ProgrammeText::ALL
                .map(|text| TextRef::Programme(id.clone(), text))
                .to_vec(),
            Self::Indicator(id) => [IndicatorText::Name, IndicatorText::Breakdown]
                .map(|text| TextRef::Indicator(id.clone(), text))
                .to_vec(),
            Self::Value(id) => [ValueText::Text, ValueText::Note]
                .map(|text| TextRef::Value(id.clone(), text))
                .to_vec(),
            Self::Report(id) => ReportText::ALL
                .map(|text| TextRef::Report(id.clone(), text))
                .to_vec(),
            Self::Evaluation(id) => vec![TextRef::Evaluation(id.clone())],
            Self::Scale(id) => [ScaleText::Name, ScaleText::Grades]
                .map(|text| TextRef::Scale(id.clone(), text))
                .to_vec(),
            Self::District(id) => vec![TextRef::District(id.clone())],
            Self::Term(id) => [TermText::Short, TermText::Full, TermText::Note]
                .map(|text| TextRef::Term(id.clone(), text))
                .to_vec(),
        }
    }
}
