//! Stories of one or two documents.

mod bin;
mod conflicts;
mod records;
mod storage;
mod texts;
mod tree;

use super::*;
use crate::command::{Command, CommandError, Place};
use crate::doc::shelf::Shelf;
use crate::field::ItemText;
use crate::finding::{ConflictField, Entity, FindingKind};
use crate::fiscal::FiscalYear;
use crate::ids::{ItemId, LevelId, LineId, PartyId, SectionId, SnapshotId};
use crate::kinds::{NumberStyle, PlanKind, SectionKind, Tag};
use crate::plan::{Binned, DomainChange, Plan};
use crate::touched::Touched;

/// The plan as a device sees it that has nothing but what is stored: neither an index nor anything
/// else that was kept along the way.
pub(in crate::doc) fn fresh(doc: &PlanDoc) -> Plan {
    let saved = doc.clone().save();
    let chunk = Chunk {
        name: "saved",
        bytes: &saved,
        kind: ChunkKind::Saved,
    };
    Plan::read(&PlanDoc::open([0xff; 16], [chunk]).unwrap().doc)
}

fn item(n: u8) -> ItemId {
    ItemId::from_random([n; 12])
}

fn stamp(author: &str) -> Stamp {
    Stamp {
        author: Some(author.into()),
        seconds: 1_650_000_000,
    }
}

fn add(n: u8, parent: Option<u8>, title: &str) -> Command {
    Command::AddItem {
        id: item(n),
        parent: parent.map(item),
        place: Place::Last,
        title: title.into(),
    }
}

fn write(field: TextRef, at: u32, delete: u32, insert: &str) -> Command {
    Command::WriteText {
        field,
        at,
        delete,
        insert: insert.into(),
        seen: None,
    }
}

fn title(n: u8) -> TextRef {
    TextRef::Item(item(n), ItemText::Title)
}

/// A device with its projection, kept by refreshes and held against a reading from scratch.
struct Device {
    doc: PlanDoc,
    plan: Plan,
    outbox: Vec<Vec<u8>>,
    name: &'static str,
}

impl Device {
    fn new(n: u8, name: &'static str) -> Self {
        let doc = PlanDoc::new([n; 16]);
        Self {
            plan: Plan::read(&doc),
            doc,
            outbox: Vec::new(),
            name,
        }
    }

    fn try_edit(&mut self, command: &Command) -> Result<Vec<DomainChange>, CommandError> {
        let touched = self.doc.apply(command)?;
        let changes = self.plan.refresh(&self.doc, &touched);
        assert_eq!(self.plan, fresh(&self.doc));
        Ok(changes)
    }

    fn edit(&mut self, command: Command) -> Vec<DomainChange> {
        self.try_edit(&command).unwrap()
    }

    fn commit(&mut self) {
        let changes = self.doc.commit(&stamp(self.name));
        self.outbox
            .extend(changes.into_iter().map(|change| change.bytes));
    }

    fn take(&mut self, changes: &[Vec<u8>]) -> Merged {
        let merged = self.doc.merge_changes(changes);
        self.plan.refresh(&self.doc, &merged.touched);
        assert_eq!(self.plan, fresh(&self.doc));
        merged
    }

    fn numbers(&self) -> Vec<&str> {
        self.plan.walk().map(|item| item.number.as_str()).collect()
    }

    fn titles(&self) -> Vec<&str> {
        self.plan.walk().map(|item| item.title.as_str()).collect()
    }

    fn findings(&self) -> Vec<(&Entity, &FindingKind)> {
        self.plan
            .findings
            .iter()
            .map(|finding| (&finding.about, &finding.kind))
            .collect()
    }
}

/// Two devices that start from the same plan.
fn pair(start: &[Command]) -> (Device, Device) {
    let (mut a, mut b) = (Device::new(1, "花子"), Device::new(2, "太郎"));
    for command in start {
        a.edit(command.clone());
    }
    a.commit();
    b.take(&std::mem::take(&mut a.outbox));
    (a, b)
}

fn meet(a: &mut Device, b: &mut Device) {
    a.commit();
    b.commit();
    let (from_a, from_b) = (std::mem::take(&mut a.outbox), std::mem::take(&mut b.outbox));
    a.take(&from_b);
    b.take(&from_a);
    assert_eq!(a.plan, b.plan);
    assert_eq!(a.doc.heads(), b.doc.heads());
}

fn section(n: u8, owner: Option<u8>, kind: SectionKind) -> Command {
    Command::AddSection {
        id: SectionId::from_random([n; 12]),
        owner: owner.map(item),
        place: Place::Last,
        kind,
        heading: kind.word().into(),
        text: "本文".into(),
    }
}
