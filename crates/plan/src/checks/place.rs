//! Where a finding points to.

use super::words;
use crate::field::{PlanText, TextRef};
use crate::finding::Entity;
use crate::fiscal::FiscalYear;
use crate::ids::ItemId;
use crate::kinds::{Caption, PlanDate};
use crate::plan::{Plan, Section};
use crate::records::{Owner, RecordId};
use crate::text::is_blank;

/// A place of a plan: a thing, and which of its fields.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct About {
    /// The thing.
    pub entity: Entity,
    /// Its field; `None` where it is about the thing as a whole.
    pub field: Option<Field>,
}

/// A field that a finding can be about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// A text.
    Text(TextRef),
    /// The plan's own words over a field or a column.
    Caption(Caption),
    /// A date of the plan.
    Date(PlanDate),
    /// The number.
    Number,
    /// The tags.
    Tags,
}

impl From<TextRef> for About {
    fn from(text: TextRef) -> Self {
        Self {
            entity: entity_of(&text),
            field: Some(Field::Text(text)),
        }
    }
}

impl From<&Field> for About {
    fn from(field: &Field) -> Self {
        match field {
            Field::Text(text) => text.clone().into(),
            Field::Caption(_) | Field::Date(_) | Field::Number | Field::Tags => Self {
                entity: Entity::Plan,
                field: Some(field.clone()),
            },
        }
    }
}

fn entity_of(text: &TextRef) -> Entity {
    let (thing, _) = text.stored();
    let entity = thing.and_then(|(shelf, id)| Entity::of(shelf, id));
    entity.unwrap_or(Entity::Plan)
}

impl About {
    /// A thing as a whole.
    #[must_use]
    pub fn whole(entity: Entity) -> Self {
        Self {
            entity,
            field: None,
        }
    }

    pub(super) fn with(entity: Entity, field: Field) -> Self {
        Self {
            entity,
            field: Some(field),
        }
    }

    /// The item that it is, or is part of; `None` for what belongs to the plan itself.
    #[must_use]
    pub fn item(&self, plan: &Plan) -> Option<ItemId> {
        match &self.entity {
            Entity::Item(id) => Some(id.clone()),
            Entity::Section(id) => plan.section(id)?.owner.clone(),
            Entity::Line(id) => {
                let section = plan.line(id)?.section.as_ref()?;
                plan.section(section)?.owner.clone()
            }
            Entity::Record(id) => item_of_record(plan, id),
            _ => None,
        }
    }

    /// The way to it from the top of the plan, as people would say it: each item above with its
    /// level and number, the item itself, then the section, cell or field.
    #[must_use]
    pub fn path(&self, plan: &Plan) -> Vec<String> {
        let mut path = Vec::new();
        let mut here = self.item(plan).and_then(|id| plan.item(&id));
        while let Some(item) = here {
            let level = plan.level_of(&item.id).map_or("", |level| &level.name);
            path.push(words::step(level, &item.number, &item.title));
            here = item.parent.as_ref().and_then(|id| plan.item(id));
        }
        path.reverse();
        path.extend(self.within(plan));
        path
    }

    /// What it is within the item, or within the plan itself.
    fn within(&self, plan: &Plan) -> Vec<String> {
        let section = |section: &Section| {
            let heading = section.shown_heading();
            (!is_blank(heading)).then(|| heading.to_owned())
        };
        let step = match &self.entity {
            Entity::Plan => self.field.as_ref().and_then(|field| head_step(plan, field)),
            Entity::Level(id) => plan.level(id).map(|level| words::level_step(&level.name)),
            Entity::Section(id) => plan.section(id).and_then(section),
            Entity::Line(id) => {
                let owner = plan.line(id).and_then(|line| line.section.as_ref());
                owner.and_then(|id| plan.section(id)).and_then(section)
            }
            Entity::Record(id) => return record_steps(plan, id),
            _ => None,
        };
        step.into_iter().collect()
    }

    /// A name that stays the same on every device.
    pub(super) fn key(&self) -> String {
        let entity = match &self.entity {
            Entity::Plan => "plan",
            Entity::Level(id) => id.as_str(),
            Entity::Item(id) => id.as_str(),
            Entity::Section(id) => id.as_str(),
            Entity::Line(id) => id.as_str(),
            Entity::Party(id) => id.as_str(),
            Entity::Person(id) => id.as_str(),
            Entity::Snapshot(id) => id.as_str(),
            Entity::Record(id) => id.as_str(),
            Entity::Stray(_, key) => key,
        };
        let field = match &self.field {
            None => "",
            Some(Field::Number) => "number",
            Some(Field::Tags) => "tags",
            Some(Field::Caption(caption)) => caption.word(),
            Some(Field::Date(date)) => date.word(),
            Some(Field::Text(text)) => text.stored().1,
        };
        format!("{entity}.{field}")
    }
}

fn item_of_record(plan: &Plan, id: &RecordId) -> Option<ItemId> {
    let of_owner = |owner: &Owner| match owner {
        Owner::Item(id) => Some(id.clone()),
        Owner::Programme(_) => None,
        Owner::Indicator(id) => match plan.indicators.get(id)?.owner.as_ref()? {
            Owner::Item(id) => Some(id.clone()),
            Owner::Programme(_) | Owner::Indicator(_) => None,
        },
    };
    match id {
        RecordId::Indicator(id) => of_owner(plan.indicators.get(id)?.owner.as_ref()?),
        RecordId::Value(id) => {
            let indicator = plan.values.get(id)?.indicator.as_ref()?;
            of_owner(plan.indicators.get(indicator)?.owner.as_ref()?)
        }
        RecordId::Report(id) => plan.reports.get(id)?.item.clone(),
        RecordId::Evaluation(id) => of_owner(plan.evaluations.get(id)?.owner.as_ref()?),
        _ => None,
    }
}

fn head_step(plan: &Plan, field: &Field) -> Option<String> {
    Some(match field {
        Field::Caption(which) => words::caption_step(plan.head.caption(*which)),
        Field::Date(which) => which.word().to_owned(),
        Field::Text(TextRef::Plan(text)) => {
            let caption = match text {
                PlanText::Title => return Some(words::PLAN_TITLE.to_owned()),
                PlanText::Area => return Some(words::PLAN_AREA.to_owned()),
                PlanText::Organization => Caption::Organization,
                PlanText::Philosophy => Caption::Philosophy,
                PlanText::Slogan => Caption::Slogan,
                PlanText::Policy => Caption::Policy,
            };
            plan.head.caption(caption).to_owned()
        }
        _ => return None,
    })
}

/// A record within its item; what belongs to no item, from the list of programmes down.
fn record_steps(plan: &Plan, id: &RecordId) -> Vec<String> {
    let of_owner = |owner: Option<&Owner>| match owner {
        Some(Owner::Programme(id)) => record_steps(plan, &RecordId::Programme(id.clone())),
        Some(Owner::Indicator(id)) => record_steps(plan, &RecordId::Indicator(id.clone())),
        Some(Owner::Item(_)) | None => Vec::new(),
    };
    let (mut steps, last) = match id {
        RecordId::Category(id) => {
            let category = plan.categories.iter().find(|category| category.id == *id);
            let step = category.map(|it| words::step("", &it.number, &it.name));
            (Vec::new(), step)
        }
        RecordId::Programme(id) => {
            let programme = plan.programmes.get(id);
            let category = programme.and_then(|programme| programme.category.clone());
            let above = category.map(|id| record_steps(plan, &RecordId::Category(id)));
            let step = programme.map(|it| words::step("", &it.number, &it.name));
            (above.unwrap_or_default(), step)
        }
        RecordId::Indicator(id) => {
            let indicator = plan.indicators.get(id);
            let above = of_owner(indicator.and_then(|indicator| indicator.owner.as_ref()));
            (above, indicator.map(|it| words::step("", "", &it.name)))
        }
        RecordId::Value(id) => {
            let value = plan.values.get(id);
            let indicator = value.and_then(|value| value.indicator.clone());
            let above = indicator.map(|id| record_steps(plan, &RecordId::Indicator(id)));
            let step = value.map(|it| {
                let year = it.year.map(FiscalYear::label_wareki).unwrap_or_default();
                words::value_step(&year, it.role.word())
            });
            (above.unwrap_or_default(), step)
        }
        RecordId::Report(id) => {
            let party = plan
                .reports
                .get(id)
                .and_then(|report| report.party.as_ref());
            let party = party
                .and_then(|id| plan.party(id))
                .map(|it| it.name.clone());
            (Vec::new(), party)
        }
        RecordId::Evaluation(id) => {
            let owner = plan.evaluations.get(id).and_then(|it| it.owner.as_ref());
            let caption = plan.head.caption(Caption::Grade).to_owned();
            (of_owner(owner), Some(caption))
        }
        RecordId::Term(id) => {
            let term = plan.terms.iter().find(|term| term.id == *id);
            (
                Vec::new(),
                term.map(|it| words::step(it.kind.word(), "", &it.short)),
            )
        }
        RecordId::Scale(_) | RecordId::District(_) => (Vec::new(), None),
    };
    steps.extend(last.filter(|step| !step.is_empty()));
    steps
}

#[cfg(test)]
mod tests {
    use super::super::testing::Desk;
    use super::*;
    use crate::kinds::{NumberStyle, SectionKind};

    #[test]
    fn a_path_leads_from_the_top_to_the_section() {
        let mut desk = Desk::new();
        desk.level_of("基本目標", NumberStyle::Plain);
        desk.level_of("取組", NumberStyle::Circled);
        let goal = desk.item(None, "つながる");
        let item = desk.item(Some(&goal), "見守り");
        let section = desk.section(Some(&item), SectionKind::Situation, "", "");
        let line = desk.line(&section, "一つめ");
        let about = About::from(TextRef::Line(line));
        let path = about.path(&desk.plan());
        assert_eq!(path, ["基本目標 1 つながる", "取組 ① 見守り", "現状と課題"]);
        assert_eq!(about.item(&desk.plan()), Some(item));
    }

    #[test]
    fn what_belongs_to_the_plan_itself_is_named_by_its_field() {
        let plan = Plan::default();
        for (field, name) in [
            (Field::Text(TextRef::Plan(PlanText::Policy)), "方針"),
            (Field::Date(PlanDate::Created), "作成日"),
        ] {
            assert_eq!(About::with(Entity::Plan, field).path(&plan), [name]);
        }
    }
}
