//! Which things of a plan a command or a merge touched: what [`crate::Plan::refresh`] reads anew.
//!
//! It errs on the side of too much: naming a thing that did not change costs one look.

use std::collections::BTreeSet;
use std::sync::Arc;

use automerge::legacy::{Key, ObjectId};
use automerge::{AutoCommit, Change, Prop, ReadDoc};

use crate::doc::index::Shelf;
use crate::finding::Entity;
use crate::ids::{ItemId, LevelId, LineId, PartyId, PersonId, SectionId, SnapshotId};
use crate::records::RecordId;
use crate::schema;

/// The things touched. Opaque: make by [`crate::PlanDoc`], hand to [`crate::Plan::refresh`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    pub(crate) everything: bool,
    pub(crate) head: bool,
    pub(crate) levels: BTreeSet<LevelId>,
    pub(crate) items: BTreeSet<ItemId>,
    pub(crate) sections: BTreeSet<SectionId>,
    pub(crate) lines: BTreeSet<LineId>,
    pub(crate) records: BTreeSet<RecordId>,
    pub(crate) parties: BTreeSet<PartyId>,
    pub(crate) people: BTreeSet<PersonId>,
    pub(crate) snapshots: BTreeSet<SnapshotId>,
    /// Entries of known root maps whose key is no id: map and key.
    pub(crate) strays: BTreeSet<(String, String)>,
}

impl Touched {
    /// Nothing touched.
    #[must_use]
    pub fn nothing() -> Self {
        Self::default()
    }

    /// Everything touched: the projection reads all anew.
    #[must_use]
    pub fn everything() -> Self {
        Self {
            everything: true,
            ..Self::default()
        }
    }

    /// Whether there is nothing to look at.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Takes over what another touched as well.
    pub fn extend(&mut self, other: Self) {
        self.everything |= other.everything;
        self.head |= other.head;
        self.levels.extend(other.levels);
        self.items.extend(other.items);
        self.sections.extend(other.sections);
        self.lines.extend(other.lines);
        self.records.extend(other.records);
        self.parties.extend(other.parties);
        self.people.extend(other.people);
        self.snapshots.extend(other.snapshots);
        self.strays.extend(other.strays);
    }
}

impl Touched {
    /// Notes what an applied change is about.
    ///
    /// This asks its operations, not the patches that Automerge makes of a merge: a third value
    /// that joins a conflict and does not win has no patch (automerge 0.12).
    pub(crate) fn change(&mut self, auto: &AutoCommit, change: &Change) {
        let mut within = BTreeSet::new();
        for op in change.decode().operations {
            let ObjectId::Id(object) = op.obj else {
                // A root map replaced, a schema: nothing can be taken for granted.
                self.everything = true;
                continue;
            };
            let object = object.to_string();
            if within.contains(&object) {
                continue;
            }
            let place = auto
                .import(&object)
                .and_then(|(object, _)| auto.parents(object));
            let Ok(place) = place else {
                self.everything = true;
                continue;
            };
            let path = place.path();
            let mut path = path.iter().filter_map(|(_, prop)| match prop {
                Prop::Map(key) => Some(key.as_str()),
                Prop::Seq(_) => None,
            });
            match (path.next(), path.next(), &op.key) {
                (Some(schema::ROOT_PLAN), _, _) => self.head = true,
                (Some(root), Some(id), _) => {
                    if let Some(shelf) = Shelf::of_root(root) {
                        self.thing(shelf, id);
                    }
                }
                // In a root map each key is another thing.
                (Some(root), None, Key::Map(id)) => {
                    if let Some(shelf) = Shelf::of_root(root) {
                        self.thing(shelf, id);
                    }
                    continue;
                }
                _ => {}
            }
            within.insert(object);
        }
    }

    pub(crate) fn thing(&mut self, shelf: Shelf, id: &str) {
        match Entity::of(shelf, id) {
            Some(Entity::Level(id)) => self.levels.insert(id),
            Some(Entity::Item(id)) => self.items.insert(id),
            Some(Entity::Section(id)) => self.sections.insert(id),
            Some(Entity::Line(id)) => self.lines.insert(id),
            Some(Entity::Party(id)) => self.parties.insert(id),
            Some(Entity::Person(id)) => self.people.insert(id),
            Some(Entity::Snapshot(id)) => self.snapshots.insert(id),
            Some(Entity::Record(id)) => self.records.insert(id),
            Some(Entity::Plan | Entity::Stray(..)) | None => {
                let stray = (shelf.root().to_owned(), id.to_owned());
                self.strays.insert(stray)
            }
        };
    }

    /// All things with an id, each with where it is kept.
    pub(crate) fn things(&self) -> impl Iterator<Item = (Shelf, &Arc<str>)> {
        let levels = self.levels.iter().map(|id| (Shelf::Levels, id.shared()));
        let items = self.items.iter().map(|id| (Shelf::Items, id.shared()));
        let sections = self.sections.iter();
        let sections = sections.map(|id| (Shelf::Sections, id.shared()));
        let lines = self.lines.iter().map(|id| (Shelf::Lines, id.shared()));
        let records = self.records.iter().map(|id| (id.shelf(), id.shared()));
        let parties = self.parties.iter().map(|id| (Shelf::Parties, id.shared()));
        let people = self.people.iter().map(|id| (Shelf::People, id.shared()));
        let snapshots = self.snapshots.iter();
        let snapshots = snapshots.map(|id| (Shelf::Snapshots, id.shared()));
        levels
            .chain(items)
            .chain(sections)
            .chain(lines)
            .chain(records)
            .chain(parties)
            .chain(people)
            .chain(snapshots)
    }
}
