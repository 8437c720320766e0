//! Looking things up in a projection.

use super::{Binned, Item, Level, Line, Party, Plan, PlanHead, Section, Walk};
use crate::fiscal::FiscalYear;
use crate::ids::{
    CategoryId, DistrictId, EvaluationId, IndicatorId, ItemId, LevelId, LineId, PartyId,
    ProgrammeId, ReportId, ScaleId, SectionId, TermId, ValueId,
};
use crate::kinds::{Caption, SectionKind, ValueRole};
use crate::records::{Category, District, Indicator, Owner, Programme, Scale, Term, Value};

impl Section {
    /// What stands over it: its own heading, or what its kind is called.
    #[must_use]
    pub fn shown_heading(&self) -> &str {
        if self.heading.is_empty() && self.kind != SectionKind::Free {
            self.kind.word()
        } else {
            &self.heading
        }
    }
}

impl PlanHead {
    /// What a view writes over a field or a column.
    #[must_use]
    pub fn caption(&self, which: Caption) -> &str {
        self.captions
            .get(&which)
            .map_or(which.word(), String::as_str)
    }
}

impl Plan {
    /// The children of an item (or the items at the top), without the bin, in order.
    #[must_use]
    pub fn children(&self, parent: Option<&ItemId>) -> &[ItemId] {
        self.tree.items.row(parent)
    }

    /// The sections of an item (or of the plan itself), without the bin, in order.
    #[must_use]
    pub fn sections(&self, owner: Option<&ItemId>) -> &[SectionId] {
        self.tree.sections.row(owner)
    }

    /// The lines of a section, without the bin, in order.
    #[must_use]
    pub fn lines(&self, section: &SectionId) -> &[LineId] {
        self.tree.lines.row(Some(section))
    }

    /// The programmes of a category (`None`: those without one), without the bin, in order.
    #[must_use]
    pub fn programmes_of(&self, category: Option<&CategoryId>) -> &[ProgrammeId] {
        self.tree.programmes.row(category)
    }

    /// All programmes without the bin, in reading order: by category, then those without one.
    pub fn all_programmes(&self) -> impl Iterator<Item = &Programme> {
        let categories = self.categories.iter().map(|category| Some(&category.id));
        categories
            .chain([None])
            .flat_map(|category| self.programmes_of(category))
            .filter_map(|id| self.programmes.get(id))
    }

    /// The indicators of an item or programme, without the bin, in order.
    #[must_use]
    pub fn indicators_of(&self, owner: &Owner) -> &[IndicatorId] {
        self.tree.indicators.row(Some(owner))
    }

    /// The values of an indicator, without the bin, in order.
    #[must_use]
    pub fn values_of(&self, indicator: &IndicatorId) -> &[ValueId] {
        self.tree.values.row(Some(indicator))
    }

    /// The indicators of an item or programme themselves, as [`Plan::indicators_of`] names them.
    pub fn indicators_in(&self, owner: &Owner) -> impl Iterator<Item = &Indicator> + use<'_> {
        let row = self.indicators_of(owner).iter();
        row.filter_map(|id| self.indicators.get(id))
    }

    /// All indicators without the bin, in reading order: those of the programmes, then those of
    /// the items.
    pub fn all_indicators(&self) -> impl Iterator<Item = &Indicator> {
        let programmes = self.all_programmes().map(|programme| &programme.id);
        let programmes = programmes.cloned().map(Owner::Programme);
        let items = self.walk().map(|item| Owner::Item(item.id.clone()));
        programmes
            .chain(items)
            .flat_map(|owner| self.indicators_in(&owner))
    }

    /// The values of an indicator themselves, as [`Plan::values_of`] names them.
    pub fn values_in(&self, indicator: &IndicatorId) -> impl Iterator<Item = &Value> + use<'_> {
        let row = self.values_of(indicator).iter();
        row.filter_map(|id| self.values.get(id))
    }

    /// The values for one place of an indicator, which a year, a role and a district make
    /// (`None`: for all districts together). More than one if devices made them apart.
    pub fn values_at<'a>(
        &'a self,
        indicator: &IndicatorId,
        year: FiscalYear,
        role: ValueRole,
        district: Option<&'a DistrictId>,
    ) -> impl Iterator<Item = &'a Value> + use<'a> {
        self.values_in(indicator).filter(move |value| {
            value.year == Some(year) && value.role == role && value.district.as_ref() == district
        })
    }

    /// The reports of an item, without the bin, in order.
    #[must_use]
    pub fn reports_of(&self, item: &ItemId) -> &[ReportId] {
        self.tree.reports.row(Some(item))
    }

    /// The evaluations of an item, programme or indicator, without the bin, in order.
    #[must_use]
    pub fn evaluations_of(&self, owner: &Owner) -> &[EvaluationId] {
        self.tree.evaluations.row(Some(owner))
    }

    /// An item, in the bin or not.
    #[must_use]
    pub fn item(&self, id: &ItemId) -> Option<&Item> {
        self.items.get(id)
    }

    /// A section, in the bin or not.
    #[must_use]
    pub fn section(&self, id: &SectionId) -> Option<&Section> {
        self.sections.get(id)
    }

    /// A line, in the bin or not.
    #[must_use]
    pub fn line(&self, id: &LineId) -> Option<&Line> {
        self.lines.get(id)
    }

    /// A level, in the bin or not.
    #[must_use]
    pub fn level(&self, id: &LevelId) -> Option<&Level> {
        self.levels
            .iter()
            .chain(&self.binned_levels)
            .find(|level| level.id == *id)
    }

    /// A category, in the bin or not.
    #[must_use]
    pub fn category(&self, id: &CategoryId) -> Option<&Category> {
        let all = self.categories.iter().chain(&self.hidden.categories);
        all.into_iter().find(|category| category.id == *id)
    }

    /// A scale, in the bin or not.
    #[must_use]
    pub fn scale(&self, id: &ScaleId) -> Option<&Scale> {
        let all = self.scales.iter().chain(&self.hidden.scales);
        all.into_iter().find(|scale| scale.id == *id)
    }

    /// A district, in the bin or not.
    #[must_use]
    pub fn district(&self, id: &DistrictId) -> Option<&District> {
        let all = self.districts.iter().chain(&self.hidden.districts);
        all.into_iter().find(|district| district.id == *id)
    }

    /// A term or note, in the bin or not.
    #[must_use]
    pub fn term(&self, id: &TermId) -> Option<&Term> {
        let all = self.terms.iter().chain(&self.hidden.terms);
        all.into_iter().find(|term| term.id == *id)
    }

    /// A party.
    #[must_use]
    pub fn party(&self, id: &PartyId) -> Option<&Party> {
        self.parties.iter().find(|party| party.id == *id)
    }

    /// The level of an item: `None` if it stands deeper than there are levels, or is unknown.
    #[must_use]
    pub fn level_of(&self, id: &ItemId) -> Option<&Level> {
        self.items
            .get(id)
            .and_then(|item| self.levels.get(item.depth.checked_sub(1)?))
    }

    /// How deep the deepest item stands; 0 in an empty plan.
    #[must_use]
    pub fn deepest(&self) -> usize {
        self.walk().map(|item| item.depth).max().unwrap_or(0)
    }

    /// What is in the bin: the topmost things, each of which can be restored.
    #[must_use]
    pub fn bin(&self) -> &[Binned] {
        &self.bin
    }

    /// All items without the bin, in reading order.
    #[must_use]
    pub fn walk(&self) -> Walk<'_> {
        Walk {
            plan: self,
            stack: self.children(None).iter().rev().collect(),
        }
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = &'a Item;

    fn next(&mut self) -> Option<&'a Item> {
        loop {
            let id = self.stack.pop()?;
            self.stack.extend(self.plan.children(Some(id)).iter().rev());
            if let Some(item) = self.plan.items.get(id) {
                return Some(item);
            }
        }
    }
}
