//! Commands for the plan's lists: parties, short forms and notes, programmes.

use std::collections::HashMap;

use yoriai_plan::{
    Category, CategoryId, CategoryText, Command, NewRecord, PartyId, Plan, ProgrammeId,
    ProgrammeText, RecordField, RecordId, Term, TermId, TermKind, TermText, TextRef,
};

use super::Planning;
use super::planning::Known;
use crate::text::draft::{Draft, DraftCategory, DraftProgramme, DraftTerm};
use crate::text::fold::key;
use crate::text::join::{JoinPlace, JoinWhat};
use crate::text::piece::Target;
use crate::text::programmes::{Names, plain};

/// The short forms, terms and notes of a plan by kind and name; a note is known by what it says.
pub(super) fn terms_by_name(plan: &Plan) -> Known<(TermKind, String), &Term> {
    let mut known = HashMap::new();
    for term in &plan.terms {
        let name = match term.kind {
            TermKind::Note => &term.note,
            _ => &term.short,
        };
        known.entry((term.kind, key(name))).or_insert(term);
    }
    known
}

impl Planning<'_> {
    /// Parties, short forms and notes.
    pub(super) fn words(&mut self, draft: &Draft) {
        let plan = self.plan;
        let mut known: HashMap<String, &PartyId> = HashMap::new();
        for party in &plan.parties {
            known.entry(key(&party.name)).or_insert(&party.id);
        }
        for party in &draft.parties {
            let id = match known.get(&key(&party.name)) {
                Some(id) => (*id).clone(),
                None => {
                    let id = self.id(PartyId::from_random);
                    self.push(Command::AddParty {
                        id: id.clone(),
                        name: party.name.clone(),
                    });
                    self.row(JoinPlace::Party(party.key), &party.name, JoinWhat::Added);
                    id
                }
            };
            self.out.parties.insert(party.key, id);
        }
        for term in &draft.terms {
            self.term(term);
        }
    }

    fn term(&mut self, term: &DraftTerm) {
        let note = term.kind == TermKind::Note;
        let (which, name) = if note {
            (TermText::Note, &term.note)
        } else {
            (TermText::Short, &term.short)
        };
        let known = self.terms.get(&(term.kind, key(name))).copied();
        let place = Target::Term(term.key, which);
        let id = match known {
            Some(known) => known.id.clone(),
            None => {
                let id = self.id(TermId::from_random);
                self.record(NewRecord::Term {
                    id: id.clone(),
                    kind: term.kind,
                    short: term.short.clone(),
                    full: term.full.clone(),
                    note: String::new(),
                });
                self.row(JoinPlace::Field(place), name, JoinWhat::Added);
                id
            }
        };
        self.out.terms.insert(term.key, id.clone());
        let field = |which| TextRef::Term(id.clone(), which);
        if let Some(known) = known {
            let place = (Target::Term(term.key, TermText::Full), term.short.as_str());
            self.text(
                place,
                field(TermText::Full),
                Some(&known.full),
                &term.full,
                None,
            );
        }
        let before = known.map(|known| known.note.as_str());
        let place = (Target::Term(term.key, TermText::Note), name.as_str());
        self.text(place, field(TermText::Note), before, &term.note, None);
    }

    /// Categories and their programmes, each by its name.
    pub(super) fn programmes(&mut self, draft: &Draft) {
        let plan = self.plan;
        let mut known: Vec<(&str, ProgrammeId)> = Vec::new();
        for programme in plan.all_programmes() {
            let names = programme.aliases.lines().chain([programme.name.as_str()]);
            known.extend(names.map(|name| (name, programme.id.clone())));
        }
        let mut categories: HashMap<String, &Category> = HashMap::new();
        for category in &plan.categories {
            categories.entry(plain(&category.name)).or_insert(category);
        }
        let names: Names<ProgrammeId> = Names::of(known.iter().map(|(n, id)| (*n, id.clone())));
        for (at, category) in draft.categories.iter().enumerate() {
            let known = categories.get(&plain(&category.name)).copied();
            let id = self.category(category, at, known);
            for (at, programme) in category.programmes.iter().enumerate() {
                self.programme(programme, &id, at, &names);
            }
        }
        // A year's plan without the list still carries out the programmes that the plan has.
        if !self.anew {
            self.seek_names = names;
        }
    }

    fn category(
        &mut self,
        category: &DraftCategory,
        at: usize,
        known: Option<&Category>,
    ) -> CategoryId {
        let id = match known {
            Some(known) => known.id.clone(),
            None => {
                let id = self.id(CategoryId::from_random);
                self.record(NewRecord::Category {
                    id: id.clone(),
                    name: category.name.clone(),
                });
                let place = self.plan.categories.len() + at + 1;
                if !category.number.is_empty() && category.number != place.to_string() {
                    let number = RecordField::Number(Some(category.number.clone()));
                    self.set(RecordId::Category(id.clone()), number);
                }
                let place = Target::Category(category.key, CategoryText::Name);
                self.row(JoinPlace::Field(place), &category.name, JoinWhat::Added);
                id
            }
        };
        self.out.categories.insert(category.key, id.clone());
        let place = Target::Category(category.key, CategoryText::Description);
        let before = known.map(|known| known.description.as_str());
        let field = TextRef::Category(id.clone(), CategoryText::Description);
        self.text(
            (place, &category.name),
            field,
            before,
            &category.description,
            None,
        );
        id
    }

    fn programme(
        &mut self,
        programme: &DraftProgramme,
        category: &CategoryId,
        at: usize,
        names: &Names<ProgrammeId>,
    ) {
        let plan = self.plan;
        let known = names
            .find(&programme.name)
            .and_then(|id| plan.programmes.get(&id))
            .filter(|known| self.used.insert(RecordId::Programme(known.id.clone())));
        let place = |which| Target::Programme(programme.key, which);
        let id = match known {
            Some(known) => known.id.clone(),
            None => {
                let id = self.id(ProgrammeId::from_random);
                self.record(NewRecord::Programme {
                    id: id.clone(),
                    category: Some(category.clone()),
                    name: programme.name.clone(),
                });
                let number = format!("{})", plan.programmes_of(Some(category)).len() + at + 1);
                if !programme.number.is_empty() && programme.number != number {
                    let number = RecordField::Number(Some(programme.number.clone()));
                    self.set(RecordId::Programme(id.clone()), number);
                }
                let place = JoinPlace::Field(place(ProgrammeText::Name));
                self.row(place, &programme.name, JoinWhat::Added);
                id
            }
        };
        self.out.programmes.insert(programme.key, id.clone());
        let name = programme.name.as_str();
        let fields = [
            (ProgrammeText::Name, &programme.name, known.map(|k| &k.name)),
            (
                ProgrammeText::Description,
                &programme.description,
                known.map(|k| &k.description),
            ),
            (
                ProgrammeText::Funding,
                &programme.funding,
                known.map(|k| &k.funding),
            ),
            (
                ProgrammeText::Frequency,
                &programme.frequency,
                known.map(|k| &k.frequency),
            ),
            (
                ProgrammeText::Months,
                &programme.months,
                known.map(|k| &k.months),
            ),
            (
                ProgrammeText::Contract,
                &programme.contract,
                known.map(|k| &k.contract),
            ),
        ];
        for (which, text, before) in fields {
            if which == ProgrammeText::Name && known.is_none() {
                continue;
            }
            let field = TextRef::Programme(id.clone(), which);
            let before = before.map(String::as_str);
            self.text((place(which), name), field, before, text, None);
        }
        if let Some(lifecycle) = programme.lifecycle {
            let before = known.and_then(|k| k.lifecycle);
            let command = Command::SetRecord {
                id: RecordId::Programme(id),
                field: RecordField::Lifecycle(Some(lifecycle)),
            };
            let word = lifecycle.word().to_owned();
            let before = before.map(|lifecycle| lifecycle.word().to_owned());
            self.scalar(
                JoinPlace::Lifecycle(programme.key),
                name,
                before,
                word,
                command,
            );
        }
    }
}
