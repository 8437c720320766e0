//! Which things of a plan a command or a merge touched: what [`crate::Plan::refresh`] reads anew.
//!
//! It errs on the side of too much: naming a thing that did not change costs one look.

use std::collections::BTreeSet;

use automerge::{Patch, PatchAction, Prop};

use crate::doc::index::Shelf;
use crate::ids::{ItemId, LevelId, LineId, PartyId, PersonId, SectionId, SnapshotId};
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
        self.parties.extend(other.parties);
        self.people.extend(other.people);
        self.snapshots.extend(other.snapshots);
        self.strays.extend(other.strays);
    }
}

impl Touched {
    /// Notes what a patch of a merge is about.
    pub(crate) fn patch(&mut self, patch: &Patch) {
        let key = match &patch.action {
            PatchAction::PutMap { key, .. } | PatchAction::DeleteMap { key } => Some(key.as_str()),
            PatchAction::Conflict {
                prop: Prop::Map(key),
            }
            | PatchAction::Increment {
                prop: Prop::Map(key),
                ..
            } => Some(key.as_str()),
            _ => None,
        };
        let mut path = patch.path.iter().filter_map(|(_, prop)| match prop {
            Prop::Map(key) => Some(key.as_str()),
            Prop::Seq(_) => None,
        });
        match (path.next(), path.next(), key) {
            // A root map replaced, a schema: nothing can be taken for granted.
            (None, _, _) => self.everything = true,
            (Some(schema::ROOT_PLAN), _, _) => self.head = true,
            (Some(root), Some(id), _) | (Some(root), None, Some(id)) => {
                if let Some(shelf) = Shelf::of_root(root) {
                    self.thing(shelf, id);
                }
            }
            (Some(_), None, None) => {}
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
        };
        if known.is_none() {
            self.strays.insert((shelf.root().to_owned(), id.to_owned()));
        }
    }
}
