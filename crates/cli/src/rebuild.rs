//! A plan that has lost its history (an edition out of a link) as the commands that make it anew.
//!
//! Everything gets a new id: those of an edition are counted, the same in every edition, and two
//! plans must never take each other's things for their own.

mod records;

use std::collections::HashMap;

use yoriai_plan::{
    CategoryId, Command, DistrictId, IndicatorId, ItemId, ItemText, LevelId, LineId, PartyId,
    Place, Plan, PlanText, ProgrammeId, SectionId, TextRef,
};

/// The commands that make a plan of the same content in a new document.
pub(crate) fn commands(plan: &Plan, fresh: &mut dyn FnMut() -> [u8; 12]) -> Vec<Command> {
    let mut rebuilding = Rebuilding {
        plan,
        fresh,
        out: Vec::new(),
        parties: HashMap::new(),
        items: HashMap::new(),
        categories: HashMap::new(),
        programmes: HashMap::new(),
        indicators: HashMap::new(),
        districts: HashMap::new(),
    };
    rebuilding.head();
    rebuilding.levels_and_parties();
    // Before the items: an item may point to its programme.
    rebuilding.programmes();
    rebuilding.sections(None);
    rebuilding.items();
    rebuilding.records();
    rebuilding.out
}

struct Rebuilding<'a> {
    plan: &'a Plan,
    fresh: &'a mut dyn FnMut() -> [u8; 12],
    out: Vec<Command>,
    parties: HashMap<PartyId, PartyId>,
    items: HashMap<ItemId, ItemId>,
    categories: HashMap<CategoryId, CategoryId>,
    programmes: HashMap<ProgrammeId, ProgrammeId>,
    indicators: HashMap<IndicatorId, IndicatorId>,
    districts: HashMap<DistrictId, DistrictId>,
}

impl Rebuilding<'_> {
    fn write(&mut self, field: TextRef, text: &str) {
        if !text.is_empty() {
            self.out.push(Command::WriteText {
                field,
                at: 0,
                delete: 0,
                insert: text.to_owned(),
                seen: None,
            });
        }
    }

    fn head(&mut self) {
        let head = &self.plan.head;
        self.out.extend([
            Command::SetKind(head.kind),
            Command::SetStatus(head.status),
            Command::SetTerm(head.term),
            Command::SetPeriod {
                first: head.first_year,
                last: head.last_year,
            },
        ]);
        let captions = head
            .captions
            .iter()
            .map(|(which, words)| Command::SetCaption {
                which: *which,
                words: Some(words.clone()),
            });
        let dates = head.dates.iter().map(|(which, date)| Command::SetDate {
            which: *which,
            date: Some(date.clone()),
        });
        let dismissed = head
            .dismissed
            .iter()
            .map(|(check, reason)| Command::Dismiss {
                check: check.clone(),
                reason: Some(reason.clone()),
            });
        self.out.extend(captions.chain(dates).chain(dismissed));
        for (field, text) in [
            (PlanText::Title, &head.title),
            (PlanText::Organization, &head.organization),
            (PlanText::Area, &head.area),
            (PlanText::Philosophy, &head.philosophy),
            (PlanText::Slogan, &head.slogan),
            (PlanText::Policy, &head.policy),
        ] {
            self.write(TextRef::Plan(field), text);
        }
    }

    fn levels_and_parties(&mut self) {
        for level in &self.plan.levels {
            self.out.push(Command::AddLevel {
                id: LevelId::from_random((self.fresh)()),
                place: Place::Last,
                name: level.name.clone(),
                style: level.style,
                in_chart: level.in_chart,
            });
        }
        for party in &self.plan.parties {
            let id = PartyId::from_random((self.fresh)());
            self.parties.insert(party.id.clone(), id.clone());
            self.out.push(Command::AddParty {
                id,
                name: party.name.clone(),
            });
        }
    }

    fn items(&mut self) {
        let plan = self.plan;
        for item in plan.walk() {
            let id = ItemId::from_random((self.fresh)());
            self.items.insert(item.id.clone(), id.clone());
            let parent = item.parent.as_ref();
            self.out.push(Command::AddItem {
                id: id.clone(),
                // Reading order: what stands above is there already.
                parent: parent.and_then(|id| self.items.get(id)).cloned(),
                place: Place::Last,
                title: item.title.clone(),
            });
            for (field, text) in [
                (ItemText::ChartTitle, &item.chart_title),
                (ItemText::Statement, &item.statement),
            ] {
                self.write(TextRef::Item(id.clone(), field), text);
            }
            if item.number_override.is_some() {
                self.out.push(Command::SetNumber {
                    id: id.clone(),
                    number: item.number_override.clone(),
                });
            }
            let tags = item.tags.iter().map(|tag| Command::TagItem {
                id: id.clone(),
                tag: tag.clone(),
            });
            self.out.extend(tags);
            if !item.years.is_empty() {
                self.out.push(Command::SetItemYears {
                    id: id.clone(),
                    years: item.years.clone(),
                });
            }
            let programme = item.programme.as_ref();
            if let Some(programme) = programme.and_then(|id| self.programmes.get(id)).cloned() {
                self.out.push(Command::SetItemProgramme {
                    id,
                    programme: Some(programme),
                });
            }
            self.sections(Some(&item.id));
        }
    }

    fn sections(&mut self, owner: Option<&ItemId>) {
        let plan = self.plan;
        let sections = plan.sections(owner).iter();
        for section in sections.filter_map(|id| plan.section(id)) {
            let id = SectionId::from_random((self.fresh)());
            self.out.push(Command::AddSection {
                id: id.clone(),
                owner: owner.and_then(|id| self.items.get(id)).cloned(),
                place: Place::Last,
                kind: section.kind,
                heading: section.heading.clone(),
                text: section.text.clone(),
            });
            let lines = plan.lines(&section.id).iter();
            for line in lines.filter_map(|id| plan.line(id)) {
                self.line(&id, line);
            }
        }
    }

    fn line(&mut self, section: &SectionId, line: &yoriai_plan::Line) {
        let id = LineId::from_random((self.fresh)());
        self.out.push(Command::AddLine {
            id: id.clone(),
            section: section.clone(),
            place: Place::Last,
            text: line.text.clone(),
        });
        let party = line.party.as_ref().and_then(|id| self.parties.get(id));
        if let Some(party) = party.cloned() {
            self.out.push(Command::SetLineParty {
                id: id.clone(),
                party: Some(party),
            });
        }
        if !line.years.is_empty() {
            self.out.push(Command::SetLineYears {
                id,
                years: line.years.clone(),
            });
        }
    }
}
