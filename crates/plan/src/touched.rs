//! Which things of a plan a command or a merge touched: what [`crate::Plan::refresh`] reads anew.
//!
//! It errs on the side of too much: naming a thing that did not change costs one look.

use std::collections::BTreeSet;

use automerge::legacy::{Key, ObjectId};
use automerge::{AutoCommit, Change, Prop, ReadDoc};

use crate::doc::index::Shelf;
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
        let known = match shelf {
            Shelf::Levels => LevelId::parse(id).map(|id| self.levels.insert(id)),
            Shelf::Items => ItemId::parse(id).map(|id| self.items.insert(id)),
            Shelf::Sections => SectionId::parse(id).map(|id| self.sections.insert(id)),
            Shelf::Lines => LineId::parse(id).map(|id| self.lines.insert(id)),
            Shelf::Parties => PartyId::parse(id).map(|id| self.parties.insert(id)),
            Shelf::People => PersonId::parse(id).map(|id| self.people.insert(id)),
            Shelf::Snapshots => SnapshotId::parse(id).map(|id| self.snapshots.insert(id)),
            _ => RecordId::parse(shelf, id).map(|id| self.records.insert(id)),
        };
        if known.is_none() {
            self.strays.insert((shelf.root().to_owned(), id.to_owned()));
        }
    }
}
