//! Next year's plan out of this year's: what goes on gets a twin for the next year, and stays.

use yoriai_plan::{
    Command, FiscalYear, Item, ItemId, ItemText, LineId, Place, Plan, SectionId, Tag, TextRef,
};

/// An initiative that can be carried over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The initiative of this year.
    pub id: ItemId,
    /// Its title.
    pub title: String,
    /// The number and title of what it stands under; empty at the top.
    pub under: String,
    /// Whether next year has one with this title in the same place.
    pub is_there: bool,
}

/// What making next year's plan would mean.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prospect {
    /// What can be carried over, in reading order.
    pub candidates: Vec<Candidate>,
    /// How many initiatives hold in both years as they are.
    pub staying: usize,
    /// How many are at their end (終了).
    pub ending: usize,
    /// The new last year of the period, where it has to be extended.
    pub extends_to: Option<FiscalYear>,
}

/// Looks at a year's initiatives, and at what the next year has of them already.
pub fn prospect(plan: &Plan, year: FiscalYear) -> Prospect {
    let mut prospect = Prospect::default();
    let Some(next) = year.next() else {
        return prospect;
    };
    prospect.extends_to = extended(plan, next).map(|_| next);
    for item in initiatives(plan) {
        let in_this = item.years.is_empty() || item.years.contains(&year);
        if !in_this {
            continue;
        }
        if item.tags.contains(&Tag::Ended) {
            prospect.ending += 1;
        } else if item.years.is_empty() || item.years.contains(&next) {
            prospect.staying += 1;
        } else {
            prospect.candidates.push(Candidate {
                id: item.id.clone(),
                title: item.title.clone(),
                under: under(plan, item),
                is_there: has_twin(plan, item, next),
            });
        }
    }
    prospect
}

/// The one change that carries the chosen initiatives over into the next year. `None` where
/// there is nothing to do.
///
/// `random`: twelve new bytes for each new id.
pub fn carry_over(
    plan: &Plan,
    year: FiscalYear,
    chosen: &[ItemId],
    mut random: impl FnMut() -> [u8; 12],
) -> Option<Command> {
    let next = year.next()?;
    let mut commands = Vec::new();
    for id in chosen {
        if let Some(item) = plan.item(id).filter(|item| !item.in_bin) {
            let parent = item.parent.clone();
            copy(plan, item, parent, (year, next), &mut random, &mut commands);
        }
    }
    if commands.is_empty() {
        return None;
    }
    commands.extend(extended(plan, next));
    Some(Command::Batch(commands))
}

/// The items of the lowest level.
fn initiatives(plan: &Plan) -> impl Iterator<Item = &Item> {
    let lowest = plan.levels.len().max(1);
    plan.walk().filter(move |item| item.depth == lowest)
}

fn under(plan: &Plan, item: &Item) -> String {
    let above = item.parent.as_ref().and_then(|id| plan.item(id));
    above.map_or_else(String::new, |above| {
        format!("{} {}", above.number, above.title)
            .trim()
            .to_owned()
    })
}

fn has_twin(plan: &Plan, item: &Item, next: FiscalYear) -> bool {
    plan.children(item.parent.as_ref())
        .iter()
        .filter_map(|id| plan.item(id))
        .any(|other| other.years.contains(&next) && other.title.trim() == item.title.trim())
}

/// The period up to `next`, where the plan has one that ends before.
fn extended(plan: &Plan, next: FiscalYear) -> Option<Command> {
    let head = &plan.head;
    let last = head.last_year.or(head.first_year)?;
    (last < next).then_some(Command::SetPeriod {
        first: head.first_year,
        last: Some(next),
    })
}

/// A twin of an item with all that hangs under it. Its number is not copied: one set by hand
/// belonged to the year's own list.
fn copy(
    plan: &Plan,
    item: &Item,
    parent: Option<ItemId>,
    (year, next): (FiscalYear, FiscalYear),
    random: &mut impl FnMut() -> [u8; 12],
    commands: &mut Vec<Command>,
) {
    let id = ItemId::from_random(random());
    commands.push(Command::AddItem {
        id: id.clone(),
        parent,
        place: Place::Last,
        title: item.title.clone(),
    });
    let texts = [
        (ItemText::ChartTitle, &item.chart_title),
        (ItemText::Statement, &item.statement),
    ];
    for (which, text) in texts {
        if !text.is_empty() {
            commands.push(Command::WriteText {
                field: TextRef::Item(id.clone(), which),
                at: 0,
                delete: 0,
                insert: text.clone(),
                seen: None,
            });
        }
    }
    if let Some(years) = moved_on(&item.years, year, next) {
        commands.push(Command::SetItemYears {
            id: id.clone(),
            years,
        });
    }
    for tag in tags_next_year(&item.tags) {
        commands.push(Command::TagItem {
            id: id.clone(),
            tag,
        });
    }
    if item.programme.is_some() {
        commands.push(Command::SetItemProgramme {
            id: id.clone(),
            programme: item.programme.clone(),
        });
    }
    for section in plan.sections(Some(&item.id)) {
        copy_section(plan, section, &id, (year, next), random, commands);
    }
    for child in plan.children(Some(&item.id)) {
        if let Some(child) = plan.item(child) {
            let years = (year, next);
            copy(plan, child, Some(id.clone()), years, random, commands);
        }
    }
}

fn copy_section(
    plan: &Plan,
    section: &SectionId,
    owner: &ItemId,
    (year, next): (FiscalYear, FiscalYear),
    random: &mut impl FnMut() -> [u8; 12],
    commands: &mut Vec<Command>,
) {
    let Some(old) = plan.section(section) else {
        return;
    };
    let id = SectionId::from_random(random());
    commands.push(Command::AddSection {
        id: id.clone(),
        owner: Some(owner.clone()),
        place: Place::Last,
        kind: old.kind,
        heading: old.heading.clone(),
        text: old.text.clone(),
    });
    for line in plan.lines(section).iter().filter_map(|id| plan.line(id)) {
        let line_id = LineId::from_random(random());
        commands.push(Command::AddLine {
            id: line_id.clone(),
            section: id.clone(),
            place: Place::Last,
            text: line.text.clone(),
        });
        if line.party.is_some() {
            commands.push(Command::SetLineParty {
                id: line_id.clone(),
                party: line.party.clone(),
            });
        }
        if let Some(years) = moved_on(&line.years, year, next) {
            commands.push(Command::SetLineYears { id: line_id, years });
        }
    }
}

/// The years of a twin: the next one, where the thing had years of its own. What held in other
/// years than the one that is carried over keeps to them.
fn moved_on(years: &[FiscalYear], year: FiscalYear, next: FiscalYear) -> Option<Vec<FiscalYear>> {
    if years.is_empty() {
        None
    } else if years.contains(&year) {
        Some(vec![next])
    } else {
        Some(years.to_vec())
    }
}

/// What was new goes on (継続); every other mark stays.
fn tags_next_year(tags: &[Tag]) -> Vec<Tag> {
    let mut next: Vec<Tag> = Vec::new();
    for tag in tags {
        let tag = if *tag == Tag::New {
            Tag::Continued
        } else {
            tag.clone()
        };
        if !next.contains(&tag) {
            next.push(tag);
        }
    }
    next
}
