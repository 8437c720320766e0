//! Taking a step back.

use std::collections::{HashMap, HashSet};

use automerge::transaction::Transactable;
use automerge::{AutomergeError, ObjId, ReadDoc, ScalarValue};

use super::mark::{Mark, Same};
use super::step::{Appeared, Set, Step, Thing, entity, named};
use super::trail::{Erased, Writing};
use crate::command::Command;
use crate::doc::caret::Carried;
use crate::doc::shelf::Shelf;
use crate::doc::{PlanDoc, Stamp};
use crate::finding::Entity;
use crate::schema as key;
use crate::text::units;
use crate::touched::Touched;

/// Where the characters of a text stand, by the first operations that made them: place and length.
type Places = HashMap<Mark, (usize, usize)>;

/// What became of it.
#[derive(Debug, Default)]
pub(super) struct Back {
    pub(super) touched: Touched,
    pub(super) done: usize,
    pub(super) left: usize,
}

impl Back {
    fn count(&mut self, done: bool) {
        if done {
            self.done += 1;
        } else {
            self.left += 1;
        }
    }
}

impl PlanDoc {
    /// Takes back what a step did and others have not changed since. The burst must be closed;
    /// what this does is closed as well.
    pub(super) fn take_back(&mut self, step: &Step, stamp: &Stamp, same: &mut Same) -> Back {
        let mut back = Back::default();
        if self.read_only {
            back.left = 1;
            return back;
        }
        self.last_stamp = stamp.clone();
        // All is looked at before anything is written: what is written changes what is seen.
        let stands: Vec<bool> = (step.sets.iter())
            .map(|set| self.stands(set, same) && !self.was_closed(set))
            .collect();
        let moved_since: HashSet<&Thing> = (step.sets.iter().zip(&stands))
            .filter(|(set, stands)| set.is_place() && !**stands)
            .filter_map(|(set, _)| set.thing.as_ref())
            .collect();
        let unchanged: Vec<&Appeared> = (step.appeared.iter())
            .filter(|appeared| self.is_unchanged(appeared, same))
            .collect();
        back.left += step.appeared.len() - unchanged.len();

        for writing in &step.texts {
            let done = self.unwrite(writing, same);
            back.count(done);
        }
        let mut moves: Vec<(&Thing, Vec<&Set>)> = Vec::new();
        let mut move_of: HashMap<&Thing, usize> = HashMap::new();
        for (set, stands) in step.sets.iter().zip(&stands).rev() {
            if set.confirms() {
                back.left += 1;
                continue;
            }
            match &set.thing {
                Some(thing) if set.is_place() => {
                    let next = moves.len();
                    let at = *move_of.entry(thing).or_insert(next);
                    match moves.get_mut(at) {
                        Some((_, sets)) => sets.push(set),
                        None => moves.push((thing, vec![set])),
                    }
                }
                _ => {
                    let done = *stands && self.unset(set, same).is_ok();
                    back.count(done);
                    // The other side of what was decided does not come back.
                    back.left += usize::from(done && set.decided);
                }
            }
        }
        moves.retain(|(thing, _)| {
            let stays = moved_since.contains(thing);
            back.left += usize::from(stays);
            !stays
        });
        // Of things that were moved below each other, one has to get out of the way first.
        loop {
            let before = moves.len();
            moves.retain(|(thing, sets)| {
                let free = sets.iter().all(|set| self.is_no_circle(thing, set));
                let done = free && sets.iter().all(|set| self.unset(set, same).is_ok());
                back.done += usize::from(done);
                back.left += usize::from(done && sets.iter().any(|set| set.decided));
                !done
            });
            if moves.is_empty() || moves.len() == before {
                break;
            }
        }
        back.left += moves.len();
        for appeared in unchanged.into_iter().rev() {
            let done = self.unappear(appeared, same);
            back.count(done);
        }

        let before = self.closed.len();
        self.close();
        for hash in self.closed.get(before..).unwrap_or_default() {
            if let Some(change) = self.auto.get_change_by_hash(hash) {
                back.touched.change(&self.auto, &change);
            }
        }
        back
    }

    /// Whether a scalar is still what the operation made it, and no other device disagrees.
    fn is_still(&self, object: &ObjId, name: &str, now: Option<&Mark>, same: &Same) -> bool {
        let found = self.auto.get_all(object, name).unwrap_or_default();
        match (found.as_slice(), now) {
            ([], None) => true,
            ([(_, id)], Some(now)) => {
                Mark::of_value(id).is_some_and(|mark| same.first(&mark) == same.first(now))
            }
            _ => false,
        }
    }

    fn stands(&self, set: &Set, same: &Same) -> bool {
        let now = set.now.as_ref().map(|(_, mark)| mark);
        self.is_still(&set.object, &set.key, now, same)
    }

    fn is_unchanged(&self, appeared: &Appeared, same: &Same) -> bool {
        let (shelf, id) = &appeared.thing;
        let Some(node) = self.index.node(*shelf, id) else {
            return false;
        };
        self.is_still(&node.obj, key::BINNED, appeared.now.as_ref(), same)
            && self.print_of(&appeared.thing) == appeared.print
    }

    /// The thing that stood above a moved one, if anything did.
    pub(super) fn old_above(&self, set: &Set) -> Option<Thing> {
        let (shelf, _) = set.thing.as_ref()?;
        match &set.was {
            Some((ScalarValue::Str(above), _)) if set.is_place() && set.key != key::ORDER => {
                named(*shelf, above)
            }
            _ => None,
        }
    }

    /// Whether the old place of a moved thing has gone into the bin since.
    fn was_closed(&self, set: &Set) -> bool {
        !set.was_in_bin
            && self
                .old_above(set)
                .is_some_and(|above| self.is_in_bin(&above))
    }

    /// Whether the old place of a moved thing is not below the thing itself by now.
    fn is_no_circle(&self, (shelf, id): &Thing, set: &Set) -> bool {
        self.old_above(set)
            .is_none_or(|above| *shelf != Shelf::Items || !self.index.is_above(id, above.1))
    }

    fn unset(&mut self, set: &Set, same: &mut Same) -> Result<(), AutomergeError> {
        match &set.was {
            None => self.auto_mut().delete(&set.object, set.key.as_str())?,
            Some((value, was)) => {
                let name = set.key.as_str();
                self.auto_mut().put(&set.object, name, value.clone())?;
                let now = self.auto.get(&set.object, name)?;
                if let Some(now) = now.and_then(|(_, id)| Mark::of_value(&id)) {
                    same.returns(now, was);
                }
            }
        }
        if let Some((shelf, id)) = &set.thing {
            self.index.look_again(&self.auto, *shelf, id);
        }
        Ok(())
    }

    /// Puts a thing (back) into the bin.
    fn unappear(&mut self, appeared: &Appeared, same: &mut Same) -> bool {
        let Some(command) = bin_command(&appeared.thing) else {
            return false;
        };
        if self.apply(&command).is_err() {
            return false;
        }
        if let (Some(now), Some(was)) = (self.bin_mark(&appeared.thing), &appeared.was) {
            same.returns(now, was);
        }
        true
    }

    /// Erases what was typed and is still there, and writes what was erased.
    fn unwrite(&mut self, writing: &Writing, same: &mut Same) -> bool {
        let typed: HashSet<&Mark> = writing.typed.iter().map(|mark| same.first(mark)).collect();
        let mut gone: Vec<(usize, usize)> = Vec::new();
        for (mark, place, length) in self.characters(&writing.object) {
            if !typed.contains(same.first(&mark)) {
                continue;
            }
            match gone.last_mut() {
                Some((first, all)) if *first + *all == place => *all += length,
                _ => gone.push((place, length)),
            }
        }
        gone.reverse();
        let mut done = !gone.is_empty();
        let edit = Carried {
            at: 0,
            delete: gone,
        };
        if self
            .splice(&writing.field, &writing.object, &edit, "")
            .is_err()
        {
            return false;
        }
        if writing.erased.is_empty() {
            return done;
        }
        let now = self.characters(&writing.object).into_iter();
        let mut places: Places = now
            .map(|(mark, place, length)| (same.first(&mark).clone(), (place, length)))
            .collect();
        for erased in writing.erased.iter().rev() {
            done |= self.rewrite(writing, erased, &mut places, same);
        }
        done
    }

    /// Writes characters that were erased beside the ones that they stood beside.
    fn rewrite(
        &mut self,
        writing: &Writing,
        erased: &Erased,
        places: &mut Places,
        same: &mut Same,
    ) -> bool {
        let object = &writing.object;
        let text: String = erased.chars.iter().map(|(_, c)| c).collect();
        let length = self.auto.length(object);
        if length + units(&text) > key::MAX_FIELD_UNITS {
            return false;
        }
        let at = {
            let stands = |mark: &Mark| places.get(same.first(mark)).copied();
            let left = erased.left.iter().find_map(stands);
            let right = erased.right.iter().find_map(stands);
            match (left, right) {
                (Some((place, length)), _) => place + length,
                (None, _) if erased.left.is_empty() => 0,
                (None, Some((place, _))) => place,
                (None, None) => length,
            }
        };
        let edit = Carried {
            at,
            delete: Vec::new(),
        };
        if self.splice(&writing.field, object, &edit, &text).is_err() {
            return false;
        }
        let grown = units(&text);
        for (place, _) in places.values_mut().filter(|(place, _)| *place >= at) {
            *place += grown;
        }
        let mut place = at;
        for (old, c) in &erased.chars {
            if let Some(new) = Mark::of_char(&self.auto, object, place) {
                same.returns(new, old);
            }
            places.insert(same.first(old).clone(), (place, c.len_utf16()));
            place += c.len_utf16();
        }
        true
    }

    /// The characters of a text, each with its place and length.
    fn characters(&self, object: &ObjId) -> Vec<(Mark, usize, usize)> {
        let text = self.auto.text(object).unwrap_or_default();
        let mut place = 0;
        text.chars()
            .filter_map(|c| {
                let at = place;
                place += c.len_utf16();
                Some((Mark::of_char(&self.auto, object, at)?, at, c.len_utf16()))
            })
            .collect()
    }
}

fn bin_command(thing: &Thing) -> Option<Command> {
    Some(match entity(thing) {
        Entity::Level(id) => Command::BinLevel(id),
        Entity::Item(id) => Command::BinItem(id),
        Entity::Section(id) => Command::BinSection(id),
        Entity::Line(id) => Command::BinLine(id),
        Entity::Record(id) => Command::BinRecord(id),
        _ => return None,
    })
}
