//! Where the things of a document are: their objects and their order among siblings.
//!
//! The document itself can only be searched key by key. Without this, adding a line to a plan of
//! 5,000 would read 5,000 maps to find the one before it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Bound;
use std::sync::Arc;

use automerge::{AutoCommit, ObjId, ObjType, ReadDoc, ScalarValue, Value};

use super::shelf::SHELVES;
pub(crate) use super::shelf::Shelf;
use crate::command::{CommandError, Place};
use crate::doc::ahead::Ahead;
use crate::order::{self, Run};
use crate::schema::{self, MAX_ENTITIES};

/// Where one thing is.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) obj: ObjId,
    pub(crate) order: String,
    /// The id named as the thing above, whatever it is.
    pub(crate) group: Option<Arc<str>>,
}

type Row = BTreeSet<(String, Arc<str>)>;

#[derive(Clone, Debug, Default)]
struct Entries {
    nodes: HashMap<Arc<str>, Node>,
    rows: HashMap<Option<Arc<str>>, Row>,
}

/// A new place for a thing, and what has to make room for it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) order: String,
    /// Siblings whose keys were equal or unusable, with new ones.
    pub(crate) shifted: Vec<(Arc<str>, String)>,
}

/// All things of a document.
#[derive(Clone, Debug)]
pub(crate) struct Index {
    /// The `plan` map; `None` only in a document that is none of ours.
    pub(crate) plan: Option<ObjId>,
    roots: [Option<ObjId>; SHELVES],
    shelves: [Entries; SHELVES],
}

impl Index {
    /// Reads where everything is.
    pub(crate) fn read(ahead: &Ahead) -> Self {
        let mut index = Self {
            plan: ahead.root(schema::ROOT_PLAN),
            roots: Shelf::ALL.map(|shelf| ahead.root(shelf.root())),
            shelves: Default::default(),
        };
        for shelf in Shelf::ALL {
            let Some(root) = index.root(shelf).cloned() else {
                continue;
            };
            for entry in ahead
                .entries(&root)
                .iter()
                .filter(|entry| is_id(&entry.key))
            {
                if matches!(entry.value, Value::Object(ObjType::Map)) {
                    let string = |key| ahead.string(&entry.id, key);
                    let node = Node {
                        order: string(schema::ORDER).unwrap_or_default(),
                        group: shelf.group_key().and_then(string).map(Arc::from),
                        obj: entry.id.clone(),
                    };
                    index.put(shelf, &Arc::from(entry.key.as_str()), Some(node));
                }
            }
        }
        index
    }

    pub(crate) fn root(&self, shelf: Shelf) -> Option<&ObjId> {
        self.roots[shelf as usize].as_ref()
    }

    pub(crate) fn node(&self, shelf: Shelf, id: &str) -> Option<&Node> {
        self.shelves[shelf as usize].nodes.get(id)
    }

    pub(crate) fn ids(&self, shelf: Shelf) -> impl Iterator<Item = (&Arc<str>, &Node)> {
        self.shelves[shelf as usize].nodes.iter()
    }

    /// The things right below another (or at the top), those in the bin as well, in order.
    pub(crate) fn row(
        &self,
        shelf: Shelf,
        group: Option<&Arc<str>>,
    ) -> impl Iterator<Item = &Arc<str>> {
        let row = self.shelves[shelf as usize].rows.get(&group.cloned());
        row.into_iter().flatten().map(|(_, id)| id)
    }

    /// How many things there are.
    pub(crate) fn count(&self) -> usize {
        self.shelves.iter().map(|entries| entries.nodes.len()).sum()
    }

    pub(crate) fn check_room(&self) -> Result<(), CommandError> {
        if self.count() >= MAX_ENTITIES {
            return Err(CommandError::TooMany { max: MAX_ENTITIES });
        }
        Ok(())
    }

    /// Looks one thing up again after it was written or merged.
    pub(crate) fn look_again(&mut self, doc: &AutoCommit, shelf: Shelf, id: &Arc<str>) {
        let found = self
            .root(shelf)
            .and_then(|root| match doc.get(root, id.as_ref()) {
                Ok(Some((Value::Object(ObjType::Map), obj))) => Some(Node {
                    order: text_scalar(doc, &obj, schema::ORDER).unwrap_or_default(),
                    group: shelf
                        .group_key()
                        .and_then(|key| text_scalar(doc, &obj, key))
                        .map(Arc::from),
                    obj,
                }),
                _ => None,
            });
        self.put(shelf, id, found);
    }

    fn put(&mut self, shelf: Shelf, id: &Arc<str>, found: Option<Node>) {
        let entries = &mut self.shelves[shelf as usize];
        if let Some(old) = entries.nodes.remove(id)
            && let Some(row) = entries.rows.get_mut(&old.group)
        {
            row.remove(&(old.order, id.clone()));
            if row.is_empty() {
                entries.rows.remove(&old.group);
            }
        }
        if let Some(node) = found {
            let row = entries.rows.entry(node.group.clone()).or_default();
            row.insert((node.order.clone(), id.clone()));
            entries.nodes.insert(id.clone(), node);
        }
    }

    /// Finds a key for a place among the things below `group`. The neighbour named may stand
    /// elsewhere (a circle hangs things at the top): its key counts, not where it stands.
    pub(crate) fn spot(
        &self,
        shelf: Shelf,
        group: Option<&Arc<str>>,
        place: &Place<Arc<str>>,
        moving: Option<&Arc<str>>,
        run: Run,
    ) -> Result<Spot, CommandError> {
        let empty = Row::new();
        let row = self.shelves[shelf as usize]
            .rows
            .get(&group.cloned())
            .unwrap_or(&empty);
        let others = |(_, id): &&(String, Arc<str>)| Some(id) != moving;
        let named = |id: &Arc<str>| match self.node(shelf, id) {
            Some(node) => Ok((node.order.clone(), id.clone())),
            None => Err(CommandError::Missing(id.to_string())),
        };
        let after = |key: &(String, Arc<str>)| {
            row.range((Bound::Excluded(key.clone()), Bound::Unbounded))
                .find(others)
                .cloned()
        };
        let before =
            |key: &(String, Arc<str>)| row.range(..key.clone()).rev().find(others).cloned();
        let (lower, upper) = match place {
            Place::First => (None, row.iter().find(others).cloned()),
            Place::Last => (row.iter().rev().find(others).cloned(), None),
            Place::Before(id) => {
                let key = named(id)?;
                (before(&key), Some(key))
            }
            Place::After(id) => {
                let key = named(id)?;
                let next = after(&key);
                (Some(key), next)
            }
        };
        // Before or after itself: it stays where it is.
        if let (Place::Before(id) | Place::After(id), Some(moving)) = (place, moving)
            && id == moving
        {
            return Ok(Spot {
                order: named(id)?.0,
                shifted: Vec::new(),
            });
        }
        let key = |key: &Option<(String, Arc<str>)>| key.as_ref().map(|(order, _)| order.clone());
        let (low, high) = (key(&lower), key(&upper));
        if let Some(order) = order::between(low.as_deref(), high.as_deref(), run) {
            return Ok(Spot {
                order,
                shifted: Vec::new(),
            });
        }
        let rest: Vec<_> = match &upper {
            Some(upper) => row.range(upper.clone()..).filter(others).cloned().collect(),
            None => Vec::new(),
        };
        make_room(low, row.iter().filter(others).cloned().collect(), rest, run)
    }

    /// The item that the plan hangs at the top, if one goes round in a circle with others: the one
    /// with the smallest id (see [`crate::plan::Tree`]).
    pub(crate) fn loose_in_circle(&self, id: &Arc<str>) -> Option<Arc<str>> {
        let above = |id: &Arc<str>| self.node(Shelf::Items, id)?.group.clone();
        let (mut seen, mut smallest) = (HashSet::new(), id.clone());
        let mut here = above(id)?;
        while here != *id {
            if !seen.insert(here.clone()) {
                return None;
            }
            smallest = smallest.min(here.clone());
            here = above(&here)?;
        }
        Some(smallest)
    }

    /// Whether an item stands above another, by what the document says.
    pub(crate) fn is_above(&self, upper: &str, mut lower: Arc<str>) -> bool {
        let mut seen = HashSet::new();
        loop {
            if *lower == *upper {
                return true;
            }
            if !seen.insert(lower.clone()) {
                return false;
            }
            match self
                .node(Shelf::Items, &lower)
                .and_then(|node| node.group.clone())
            {
                Some(next) => lower = next,
                None => return false,
            }
        }
    }
}

/// New keys where there was no room: for the things at the place up to the next usable key, or
/// for all siblings if even the key before is unusable.
fn make_room(
    low: Option<String>,
    all: Vec<(String, Arc<str>)>,
    rest: Vec<(String, Arc<str>)>,
    run: Run,
) -> Result<Spot, CommandError> {
    let refused = || CommandError::Document("order".to_owned());
    let usable = low
        .as_deref()
        .is_none_or(|low| order::decode(low).is_some());
    let mut shifted = Vec::new();
    let mut last = low;
    if !usable {
        last = None;
        let first_of_rest = rest.first();
        for entry in all.iter().take_while(|entry| Some(*entry) != first_of_rest) {
            let order = order::between(last.as_deref(), None, run).ok_or_else(refused)?;
            shifted.push((entry.1.clone(), order.clone()));
            last = Some(order);
        }
    }
    let next = |entry: &&(String, Arc<str>)| {
        order::decode(&entry.0).is_some() && last.as_deref().is_none_or(|last| *entry.0 > *last)
    };
    let bound = if usable {
        rest.iter().position(|entry| next(&entry))
    } else {
        None
    };
    let upper = bound.map(|at| rest[at].0.clone());
    let order = order::between(last.as_deref(), upper.as_deref(), run).ok_or_else(refused)?;
    let mut last = order.clone();
    for entry in &rest[..bound.unwrap_or(rest.len())] {
        last = order::between(Some(&last), upper.as_deref(), run).ok_or_else(refused)?;
        shifted.push((entry.1.clone(), last.clone()));
    }
    Ok(Spot { order, shifted })
}

fn text_scalar(doc: &AutoCommit, obj: &ObjId, key: &str) -> Option<String> {
    match doc.get(obj, key) {
        Ok(Some((Value::Scalar(scalar), _))) => match scalar.as_ref() {
            ScalarValue::Str(text) => Some(text.to_string()),
            _ => None,
        },
        _ => None,
    }
}

fn is_id(key: &str) -> bool {
    crate::ids::ItemId::parse(key).is_some()
}
