//! Building the projection, and keeping it: there is one road for both.

mod things;

use std::collections::BTreeSet;

use automerge::{ObjId, ReadDoc};

use super::arrange::Dirty;
use super::{DomainChange, Item, Level, Line, Plan, Section, field, read};
use crate::doc::PlanDoc;
use crate::doc::index::Shelf;
use crate::finding::{Entity, Finding, FindingKind};
use crate::records::{
    Category, District, Evaluation, Indicator, Programme, Report, Scale, Term, Value,
};
use crate::touched::Touched;

impl Plan {
    /// Reads a document. Never fails: what it cannot make sense of is in [`Plan::findings`].
    #[must_use]
    pub fn read(doc: &PlanDoc) -> Self {
        let mut plan = Self::default();
        plan.refresh(doc, &Touched::everything());
        plan
    }

    /// Brings the projection up to date after a command or a merge, and says what differs.
    ///
    /// The result equals [`Plan::read`]. Only what was touched is read anew.
    pub fn refresh(&mut self, doc: &PlanDoc, touched: &Touched) -> Vec<DomainChange> {
        if touched.is_empty() {
            return Vec::new();
        }
        let all;
        let touched = if touched.everything {
            all = self.all_there_is(doc);
            &all
        } else {
            touched
        };
        let mut changes = BTreeSet::new();
        let mut dirty = Dirty::default();
        if touched.head {
            self.read_head(doc, &mut changes);
        }
        let mut in_bin = false;
        macro_rules! read {
            ($how:ident, $thing:ty) => {
                self.$how::<$thing>(doc, touched, &mut in_bin, &mut changes)
            };
        }
        read!(read_list, Level);
        dirty.levels = changes.contains(&DomainChange::LevelsChanged);
        dirty.items = read!(read_things, Item);
        dirty.sections = read!(read_things, Section);
        dirty.lines = read!(read_things, Line);
        dirty.categories = read!(read_list, Category);
        dirty.programmes = read!(read_things, Programme);
        dirty.indicators = read!(read_things, Indicator);
        dirty.values = read!(read_things, Value);
        dirty.reports = read!(read_things, Report);
        dirty.evaluations = read!(read_things, Evaluation);
        dirty.scales = read!(read_list, Scale);
        dirty.districts = read!(read_list, District);
        dirty.terms = read!(read_list, Term);
        dirty.in_bin = in_bin;
        self.read_others(doc, touched, &mut changes);
        self.read_strays(doc, touched);
        self.arrange(&dirty, &mut changes);
        self.list_findings(&mut changes);
        changes.into_iter().collect()
    }

    /// All things that the document or the projection has.
    fn all_there_is(&self, doc: &PlanDoc) -> Touched {
        let mut touched = Touched {
            everything: true,
            head: true,
            ..Touched::nothing()
        };
        for shelf in Shelf::ALL {
            for (id, _) in doc.index().ids(shelf) {
                touched.thing(shelf, id);
            }
            if let Some(root) = doc.index().root(shelf) {
                for key in doc.automerge().keys(root) {
                    touched.thing(shelf, &key);
                }
            }
        }
        touched.levels.extend(
            self.levels
                .iter()
                .chain(&self.binned_levels)
                .map(|l| l.id.clone()),
        );
        touched.items.extend(self.items.keys().cloned());
        touched.sections.extend(self.sections.keys().cloned());
        touched.lines.extend(self.lines.keys().cloned());
        touched
            .parties
            .extend(self.parties.iter().map(|party| party.id.clone()));
        touched
            .people
            .extend(self.people.iter().map(|person| person.id.clone()));
        touched
            .snapshots
            .extend(self.snapshots.iter().map(|snapshot| snapshot.id.clone()));
        touched.records.extend(self.records());
        for entity in self.reading.keys() {
            if let Entity::Stray(map, key) = entity {
                touched.strays.insert((map.clone(), key.clone()));
            }
        }
        touched
    }

    fn note(&mut self, about: Entity, kinds: Vec<FindingKind>) {
        if kinds.is_empty() {
            self.reading.remove(&about);
        } else {
            let findings = kinds.into_iter().map(|kind| Finding {
                about: about.clone(),
                kind,
            });
            let findings = findings.collect();
            self.reading.insert(about, findings);
        }
    }

    fn read_head(&mut self, doc: &PlanDoc, changes: &mut BTreeSet<DomainChange>) {
        let (head, findings) = match &doc.index().plan {
            Some(object) => read::head(doc, object),
            None => Default::default(),
        };
        self.note(Entity::Plan, findings);
        if self.head != head {
            self.head = head;
            changes.insert(DomainChange::HeadChanged);
        }
    }

    /// Reads those of the kinds that stand in one list and have no bin.
    fn read_others(
        &mut self,
        doc: &PlanDoc,
        touched: &Touched,
        changes: &mut BTreeSet<DomainChange>,
    ) {
        macro_rules! read {
            ($list:ident, $shelf:ident, $entity:ident, $read:path, $changed:ident, by $order:ident) => {
                for id in &touched.$list {
                    let found = object(doc, Shelf::$shelf, id.as_str());
                    let (new, findings) = found.map(|object| $read(doc, id, object)).unzip();
                    let findings =
                        findings.unwrap_or_else(|| not_a_map(doc, Shelf::$shelf, id.as_str()));
                    self.note(Entity::$entity(id.clone()), findings);
                    if replace(&mut self.$list, new, |thing| thing.id == *id) {
                        changes.insert(DomainChange::$changed);
                    }
                }
                self.$list
                    .sort_by(|a, b| (&a.$order, &a.id).cmp(&(&b.$order, &b.id)));
            };
        }
        read!(parties, Parties, Party, read::party, PartiesChanged, by order);
        read!(people, People, Person, read::person, PeopleChanged, by order);
        read!(snapshots, Snapshots, Snapshot, read::snapshot, SnapshotsChanged, by date);
    }

    fn read_strays(&mut self, doc: &PlanDoc, touched: &Touched) {
        for (map, key) in &touched.strays {
            let root = Shelf::of_root(map).and_then(|shelf| doc.index().root(shelf));
            let raw = root.and_then(|root| field::show_entry(doc, root, key));
            let finding = raw.map(|raw| FindingKind::Unreadable {
                field: key.clone(),
                raw,
            });
            self.note(
                Entity::Stray(map.clone(), key.clone()),
                finding.into_iter().collect(),
            );
        }
        if !touched.everything {
            return;
        }
        for shelf in Shelf::ALL {
            let name = shelf.root();
            let raw = match doc.index().root(shelf) {
                Some(_) => None,
                None => Some(field::show_root(doc, name).unwrap_or_default()),
            };
            let finding = raw.map(|raw| FindingKind::Unreadable {
                field: name.to_owned(),
                raw,
            });
            let about = Entity::Stray(String::new(), name.to_owned());
            self.note(about, finding.into_iter().collect());
        }
    }
}

fn object<'a>(doc: &'a PlanDoc, shelf: Shelf, id: &str) -> Option<&'a ObjId> {
    doc.index().node(shelf, id).map(|node| &node.obj)
}

/// A finding for what stands where a thing should be and is none.
fn not_a_map(doc: &PlanDoc, shelf: Shelf, id: &str) -> Vec<FindingKind> {
    let root = doc.index().root(shelf);
    let raw = root.and_then(|root| field::show_entry(doc, root, id));
    let finding = raw.map(|raw| FindingKind::Unreadable {
        field: id.to_owned(),
        raw,
    });
    finding.into_iter().collect()
}

/// Puts a thing in place of its earlier self; `true` if that changes anything.
fn replace<T: PartialEq>(list: &mut Vec<T>, new: Option<T>, same: impl Fn(&T) -> bool) -> bool {
    match (list.iter().position(same), new) {
        (Some(at), Some(new)) => {
            let differs = list[at] != new;
            list[at] = new;
            differs
        }
        (Some(at), None) => {
            list.remove(at);
            true
        }
        (None, Some(new)) => {
            list.push(new);
            true
        }
        (None, None) => false,
    }
}
