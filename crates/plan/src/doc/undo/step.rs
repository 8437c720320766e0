//! Reading a step out of the changes that it made.

use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use automerge::legacy::{Key, ObjectId, OpType};
use automerge::{Change, ChangeHash, ObjId, ObjType, Prop, ReadDoc, ScalarValue, Value};

use super::StepPlace;
use super::mark::{Mark, Same};
use super::trail::Writing;
use crate::doc::shelf::Shelf;
use crate::doc::{PlanDoc, StoredChange};
use crate::finding::Entity;
use crate::schema as key;

/// A thing of the document.
pub(super) type Thing = (Shelf, Arc<str>);

/// What one step did.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) texts: Vec<Writing>,
    pub(super) sets: Vec<Set>,
    pub(super) appeared: Vec<Appeared>,
    pub(super) place: StepPlace,
}

/// A scalar that was set.
#[derive(Clone, Debug)]
pub(super) struct Set {
    pub(super) object: ObjId,
    pub(super) key: String,
    /// Whose scalar it is; `None`: the plan's own.
    pub(super) thing: Option<Thing>,
    pub(super) was: Option<(ScalarValue, Mark)>,
    /// The value that it was given, and the operation that did; `None`: it was taken away.
    pub(super) now: Option<(ScalarValue, Mark)>,
    /// Whether it decided between values that devices had set apart. Those that lost are in the
    /// history, but no longer stand beside the one in force: that cannot be taken back.
    pub(super) decided: bool,
    /// Of a place: whether it lay in the bin.
    pub(super) was_in_bin: bool,
}

/// A thing that was made, or came out of the bin.
#[derive(Clone, Debug)]
pub(super) struct Appeared {
    pub(super) thing: Thing,
    /// What its being in the bin was, before and after.
    pub(super) was: Option<Mark>,
    pub(super) now: Option<Mark>,
    /// What was in it after the step: when others have written in it since, it stays.
    pub(super) print: u64,
}

impl Set {
    /// Whether all that it did was to decide for the value that was in force.
    pub(super) fn confirms(&self) -> bool {
        let value =
            |side: &Option<(ScalarValue, Mark)>| side.as_ref().map(|(value, _)| value.clone());
        self.decided && value(&self.was) == value(&self.now)
    }

    /// Whether it says where a thing stands.
    pub(super) fn is_place(&self) -> bool {
        let group = self.thing.as_ref().and_then(|(shelf, _)| shelf.group_key());
        self.key == key::ORDER || group == Some(self.key.as_str())
    }
}

/// What a map of the document is.
enum Map {
    Head,
    Shelf(Shelf),
    Thing(Thing),
    Other,
}

impl PlanDoc {
    /// What changes did that were just committed; `None` if nothing that can be taken back.
    pub(super) fn step_of(&mut self, committed: &[StoredChange], same: &mut Same) -> Option<Step> {
        let texts = self.trail.take();
        let mut reading = Reading::default();
        for change in committed {
            if let Some(change) = self.auto.get_change_by_hash(&ChangeHash(change.hash)) {
                self.read_change(&change, &mut reading);
            }
        }
        let Reading {
            made,
            mut sets,
            appeared,
            ..
        } = reading;
        let appeared = appeared.into_iter().flatten();
        // Chosen anew as it was before: nothing to take back, but another operation.
        sets.retain(|set| match (&set.was, &set.now) {
            (Some((was, old)), Some((now, new))) if was == now => {
                same.returns(new.clone(), old);
                set.decided
            }
            (None, None) => false,
            _ => true,
        });
        for set in &mut sets {
            set.was_in_bin = self
                .old_above(set)
                .is_some_and(|above| self.is_in_bin(&above));
        }
        let mut appeared: Vec<Appeared> = appeared
            .filter(|appeared| Self::has_bin(appeared.thing.0))
            // In the bin after all (made and binned in one step, or left there once more).
            .filter(|appeared| !self.is_binned(&appeared.thing))
            // What was made below another new thing goes and comes with that one.
            .filter(|appeared| {
                let above = self.above(&appeared.thing);
                !above.is_some_and(|above| made.contains(&above))
            })
            .collect();
        for appeared in &mut appeared {
            appeared.print = self.print_of(&appeared.thing);
            if let Some(now) = self.bin_mark(&appeared.thing) {
                appeared.now = Some(now);
            }
        }
        let thing = |thing: &Thing| StepPlace::Thing(entity(thing));
        let place = texts
            .last()
            .map(|text| StepPlace::Text(text.field.clone()))
            .or_else(|| appeared.first().map(|appeared| thing(&appeared.thing)))
            .or_else(|| {
                sets.last().map(|set| {
                    let plan = StepPlace::Thing(Entity::Plan);
                    set.thing.as_ref().map_or(plan, thing)
                })
            })?;
        Some(Step {
            texts,
            sets,
            appeared,
            place,
        })
    }

    fn read_change(&self, change: &Change, reading: &mut Reading) {
        let counter = change.start_op().get();
        let actor = change.actor_id();
        for (op, counter) in change.decode().operations.into_iter().zip(counter..) {
            let (ObjectId::Id(object), Key::Map(name)) = (op.obj, op.key) else {
                continue;
            };
            if reading.new_objects.contains(&object.0) {
                continue;
            }
            let object = object.to_string();
            if !reading.maps.contains_key(&object) {
                let found = self.map_of(&object);
                reading.maps.insert(object.clone(), found);
            }
            let Some((object, map)) = reading.maps.get(&object) else {
                continue;
            };
            let mark = Mark::new(counter, actor);
            match (&op.action, map) {
                (OpType::Make(_), map) => {
                    reading.new_objects.insert(counter);
                    if let Map::Shelf(shelf) = map {
                        let thing = (*shelf, Arc::from(name.as_str()));
                        reading.made.insert(thing.clone());
                        reading.appear(Appeared {
                            thing,
                            was: None,
                            now: None,
                            print: 0,
                        });
                    }
                }
                (OpType::Put(_) | OpType::Delete, Map::Head | Map::Thing(_)) => {
                    let thing = match map {
                        Map::Thing(thing) => Some(thing.clone()),
                        _ => None,
                    };
                    // Made anew whenever something goes into the bin.
                    if thing.is_some() && name == key::MARK {
                        continue;
                    }
                    let (was, rivals) = self.scalar_before(change, object, &name);
                    // Nobody is asked between two places among the same siblings.
                    let decided = rivals && name != key::ORDER;
                    let now = match op.action {
                        OpType::Put(value) => Some((value, mark)),
                        // To confirm the value in force, Automerge takes away those that stand
                        // against it.
                        _ => was
                            .clone()
                            .filter(|(_, was)| !op.pred.iter().any(|op| was.is(op))),
                    };
                    reading.set(Set {
                        object: object.clone(),
                        key: name.to_string(),
                        thing,
                        was,
                        now,
                        decided,
                        was_in_bin: false,
                    });
                }
                _ => {}
            }
        }
    }

    /// The scalar that was in force before a change, and whether another stood against it.
    fn scalar_before(
        &self,
        change: &Change,
        object: &ObjId,
        name: &str,
    ) -> (Option<(ScalarValue, Mark)>, bool) {
        let all = self.auto.get_all_at(object, name, change.deps());
        let all = all.unwrap_or_default();
        // The one in force is the last.
        let Some((Value::Scalar(value), id)) = all.last() else {
            return (None, false);
        };
        let rivals = all.iter().any(|(other, _)| match other {
            Value::Scalar(other) => other != value,
            Value::Object(_) => true,
        });
        let was = Mark::of_value(id).map(|mark| (value.as_ref().clone(), mark));
        (was, rivals)
    }

    fn map_of(&self, object: &str) -> (ObjId, Map) {
        let Ok((object, ObjType::Map)) = self.auto.import(object) else {
            return (ObjId::Root, Map::Other);
        };
        let path = self.auto.parents(&object).map(|parents| parents.path());
        let names: Vec<String> = path
            .into_iter()
            .flatten()
            .filter_map(|(_, prop)| match prop {
                Prop::Map(name) => Some(name),
                Prop::Seq(_) => None,
            })
            .collect();
        let map = match names.as_slice() {
            [root] if root == key::ROOT_PLAN => Map::Head,
            [root] => Shelf::of_root(root).map_or(Map::Other, Map::Shelf),
            [root, id] => Shelf::of_root(root).map_or(Map::Other, |shelf| {
                Map::Thing((shelf, Arc::from(id.as_str())))
            }),
            _ => Map::Other,
        };
        (object, map)
    }

    /// What is in a thing, and in all below it that is not in the bin.
    pub(super) fn print_of(&self, thing: &Thing) -> u64 {
        // Things in a circle would go on for ever; and what others made may be nested deeper than
        // calls can be.
        let mut seen = HashSet::from([thing.clone()]);
        let mut stack = vec![thing.clone()];
        let mut sum = 0_u64;
        while let Some(thing) = stack.pop() {
            sum = sum.wrapping_add(self.own_print(&thing));
            let (shelf, id) = &thing;
            for (below, group) in shelf.below(id) {
                for id in self.index.row(below, Some(&group)) {
                    let thing = (below, id.clone());
                    if seen.insert(thing.clone()) && !self.is_binned(&thing) {
                        stack.push(thing);
                    }
                }
            }
        }
        sum
    }

    fn own_print(&self, (shelf, id): &Thing) -> u64 {
        let Some(node) = self.index.node(*shelf, id) else {
            return 0;
        };
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        let names = self.auto.keys(&node.obj);
        for name in names.filter(|name| ![key::ORDER, key::BINNED, key::MARK].contains(&&**name)) {
            match self.auto.get(&node.obj, &name) {
                Ok(Some((Value::Scalar(value), _))) => value.to_string().hash(&mut hasher),
                Ok(Some((Value::Object(ObjType::Text), text))) => {
                    self.auto.text(&text).unwrap_or_default().hash(&mut hasher);
                }
                _ => continue,
            }
            name.hash(&mut hasher);
        }
        hasher.finish()
    }

    /// The operation that last put a thing into the bin or took it out.
    pub(super) fn bin_mark(&self, (shelf, id): &Thing) -> Option<Mark> {
        let node = self.index.node(*shelf, id)?;
        let (_, id) = self.auto.get(&node.obj, key::BINNED).ok()??;
        Mark::of_value(&id)
    }

    pub(super) fn is_binned(&self, (shelf, id): &Thing) -> bool {
        let Some(node) = self.index.node(*shelf, id) else {
            return false;
        };
        match self.auto.get(&node.obj, key::BINNED) {
            Ok(Some((value, _))) => value.as_bool() == Some(true),
            _ => false,
        }
    }

    /// Whether a thing, or anything above it, is in the bin.
    pub(super) fn is_in_bin(&self, thing: &Thing) -> bool {
        let (mut at, mut seen) = (thing.clone(), HashSet::new());
        while seen.insert(at.clone()) {
            if self.is_binned(&at) {
                return true;
            }
            match self.above(&at) {
                Some(above) => at = above,
                None => return false,
            }
        }
        false
    }

    /// The thing above another, by what the document says.
    fn above(&self, (shelf, id): &Thing) -> Option<Thing> {
        named(*shelf, self.index.node(*shelf, id)?.group.as_ref()?)
    }

    /// Whether things of this kind can be put into the bin at all.
    fn has_bin(shelf: Shelf) -> bool {
        !matches!(shelf, Shelf::Parties | Shelf::People | Shelf::Snapshots)
    }
}

/// The thing that one of some kind names as the one above it.
pub(super) fn named(shelf: Shelf, group: &str) -> Option<Thing> {
    let (above, id) = shelf.above(group)?;
    Some((above, Arc::from(id)))
}

/// What has been read of a step.
#[derive(Default)]
struct Reading {
    /// Objects that the step made, by the counters of their operations.
    new_objects: HashSet<u64>,
    maps: HashMap<String, (ObjId, Map)>,
    made: HashSet<Thing>,
    sets: Vec<Set>,
    /// Which of the sets is of an object and key.
    set_of: HashMap<(ObjId, String), usize>,
    /// In the order in which they last appeared; the earlier times are `None`.
    appeared: Vec<Option<Appeared>>,
    appeared_at: HashMap<Thing, usize>,
}

impl Reading {
    fn appear(&mut self, appeared: Appeared) {
        let place = self.appeared.len();
        let earlier = self.appeared_at.insert(appeared.thing.clone(), place);
        if let Some(earlier) = earlier.and_then(|at| self.appeared.get_mut(at)) {
            *earlier = None;
        }
        self.appeared.push(Some(appeared));
    }

    fn set(&mut self, set: Set) {
        if let (Some(thing), key::BINNED, Some((value, was))) =
            (&set.thing, set.key.as_str(), &set.was)
            && *value == ScalarValue::Boolean(true)
        {
            self.appear(Appeared {
                thing: thing.clone(),
                was: Some(was.clone()),
                now: set.now.map(|(_, mark)| mark),
                print: 0,
            });
            return;
        }
        // Set twice in one step: back to what was before the first time.
        let place = (set.object.clone(), set.key.clone());
        let next = self.sets.len();
        let at = *self.set_of.entry(place).or_insert(next);
        match self.sets.get_mut(at) {
            Some(earlier) => earlier.now = set.now,
            None => self.sets.push(set),
        }
    }
}

/// What the rest of the program calls a thing; the plan itself for what is none.
pub(super) fn entity((shelf, id): &Thing) -> Entity {
    Entity::of(*shelf, id).unwrap_or(Entity::Plan)
}
