//! Three devices, random edits, random exchange: they agree, and nobody loses a word.

use std::collections::BTreeSet;

use proptest::prelude::*;
use yoriai_plan::{
    Command, Heads, Owner, Plan, PlanDoc, PlanText, RecordId, Stamp, StoredChange, TextRef,
};
use yoriai_testkit::edits::{Dice, Ink, characters, random_command, random_writing};

const DEVICES: usize = 3;

struct Device {
    doc: PlanDoc,
    plan: Plan,
    /// Everything this device has stored, own and others'.
    stored: Vec<StoredChange>,
    /// A version that it looked at some time ago.
    seen: Option<Heads>,
}

#[derive(Clone, Debug)]
enum Step {
    Edit {
        device: usize,
        seed: u64,
    },
    /// Writes as of the version that the device last looked at.
    WriteLate {
        device: usize,
        seed: u64,
    },
    Look {
        device: usize,
    },
    Commit {
        device: usize,
    },
    /// Some of what one has stored reaches another, in some order.
    Send {
        from: usize,
        to: usize,
        seed: u64,
    },
    /// A whole document reaches another.
    SendAll {
        from: usize,
        to: usize,
    },
    /// The app is closed and opened again.
    Reopen {
        device: usize,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let device = || 0..DEVICES;
    prop_oneof![
        12 => (device(), any::<u64>()).prop_map(|(device, seed)| Step::Edit { device, seed }),
        3 => (device(), any::<u64>()).prop_map(|(device, seed)| Step::WriteLate { device, seed }),
        2 => device().prop_map(|device| Step::Look { device }),
        3 => device().prop_map(|device| Step::Commit { device }),
        3 => (device(), device(), any::<u64>())
            .prop_map(|(from, to, seed)| Step::Send { from, to, seed }),
        1 => (device(), device()).prop_map(|(from, to)| Step::SendAll { from, to }),
        1 => device().prop_map(|device| Step::Reopen { device }),
    ]
}

impl Device {
    fn new(n: usize) -> Self {
        let doc = PlanDoc::new([n as u8 + 1; 16]);
        Self {
            plan: Plan::read(&doc),
            doc,
            stored: Vec::new(),
            seen: None,
        }
    }

    /// The projection that was kept equals one read from scratch.
    fn check(&self) {
        assert_eq!(self.plan, crate::fresh(&self.doc));
    }

    fn edit(&mut self, seed: u64, ink: &mut Ink, late: bool) {
        let mut dice = Dice::new(seed);
        let mut after = ink.clone();
        let command = match &self.seen {
            Some(seen) if late => {
                random_writing(&self.plan, &self.doc, Some(seen), &mut dice, &mut after)
            }
            _ => Some(random_command(&self.plan, &self.doc, &mut dice, &mut after)),
        };
        let Some(command) = command else { return };
        match self.doc.apply(&command) {
            Ok(touched) => {
                *ink = after;
                self.plan.refresh(&self.doc, &touched);
            }
            Err(_) => {
                // Refused: what it would have typed was not typed, nor is it used again.
                let typed = ink.typed.clone();
                let deleted = ink.deleted.clone();
                *ink = after;
                (ink.typed, ink.deleted) = (typed, deleted);
            }
        }
        self.check();
    }

    fn commit(&mut self) {
        let stamp = Stamp {
            author: Some("誰か".into()),
            seconds: 1,
        };
        self.stored.extend(self.doc.commit(&stamp));
    }

    fn take(&mut self, changes: &[Vec<u8>]) {
        self.commit();
        let merged = self.doc.merge_changes(changes);
        assert_eq!(merged.refused, 0);
        self.stored.extend(merged.fresh);
        self.plan.refresh(&self.doc, &merged.touched);
        self.check();
    }
}

fn run(steps: Vec<Step>) {
    let mut devices: Vec<Device> = (0..DEVICES).map(Device::new).collect();
    let mut ink = Ink::default();
    for step in steps {
        match step {
            Step::Edit { device, seed } => devices[device].edit(seed, &mut ink, false),
            Step::WriteLate { device, seed } => devices[device].edit(seed, &mut ink, true),
            Step::Look { device } => {
                let device = &mut devices[device];
                device.commit();
                device.seen = Some(device.doc.heads());
            }
            Step::Commit { device } => devices[device].commit(),
            Step::Send { from, to, seed } => {
                let mut dice = Dice::new(seed);
                let mut changes = Vec::new();
                for change in &devices[from].stored {
                    if dice.roll(4) > 0 {
                        changes.insert(dice.roll(changes.len() + 1), change.bytes.clone());
                    }
                }
                devices[to].take(&changes);
            }
            Step::SendAll { from, to } => {
                devices[from].commit();
                let saved = devices[from].doc.save();
                let to = &mut devices[to];
                to.commit();
                let merged = to.doc.merge_saved(&saved).unwrap();
                to.stored.extend(merged.fresh);
                to.plan.refresh(&to.doc, &merged.touched);
                to.check();
            }
            Step::Reopen { device } => {
                devices[device].commit();
                let stored = &devices[device].stored;
                let chunks = stored.iter().map(|change| yoriai_plan::Chunk {
                    name: "change",
                    bytes: &change.bytes,
                    kind: yoriai_plan::ChunkKind::Change,
                });
                let opened = PlanDoc::open([device as u8 + 1; 16], chunks).unwrap();
                assert_eq!(opened.damaged, [""; 0]);
                devices[device].doc = opened.doc;
                devices[device].check();
            }
        }
    }
    meet(&mut devices);
    let (first, others) = devices.split_at_mut(1);
    for other in others {
        assert_eq!(first[0].doc.heads(), other.doc.heads());
        assert_eq!(first[0].plan, other.plan);
    }
    // Nothing lost, nothing doubled, nothing come back.
    let found = characters(&first[0].plan);
    let set: BTreeSet<char> = found.iter().copied().collect();
    assert_eq!(found.len(), set.len());
    assert_eq!(set, ink.left());
    // Everybody stands somewhere, and nothing stands twice.
    let plan = &first[0].plan;
    let walked: Vec<_> = plan.walk().map(|item| item.id.clone()).collect();
    let live: BTreeSet<_> = plan
        .items
        .values()
        .filter(|item| !item.in_bin)
        .map(|item| item.id.clone())
        .collect();
    assert_eq!(walked.len(), live.len());
    assert_eq!(walked.into_iter().collect::<BTreeSet<_>>(), live);
    records_stand_once(plan);
}

/// Every record that is not in the bin stands in one row, and no other stands there.
fn records_stand_once(plan: &Plan) {
    let owners = (plan.items.keys().cloned().map(Owner::Item))
        .chain(plan.programmes.keys().cloned().map(Owner::Programme))
        .chain(plan.indicators.keys().cloned().map(Owner::Indicator));
    let mut rows: Vec<RecordId> = plan
        .all_programmes()
        .map(|programme| RecordId::Programme(programme.id.clone()))
        .collect();
    for owner in owners {
        let indicators = plan.indicators_of(&owner).iter().cloned();
        let evaluations = plan.evaluations_of(&owner).iter().cloned();
        rows.extend(indicators.map(RecordId::Indicator));
        rows.extend(evaluations.map(RecordId::Evaluation));
        match &owner {
            Owner::Item(id) => {
                rows.extend(plan.reports_of(id).iter().cloned().map(RecordId::Report));
            }
            Owner::Indicator(id) => {
                rows.extend(plan.values_of(id).iter().cloned().map(RecordId::Value));
            }
            Owner::Programme(_) => {}
        }
    }
    // Below something in the bin a row still shows what a restore would bring back.
    rows.retain(|id| in_bin(plan, id) == Some(false));
    let mut live: Vec<RecordId> = plan
        .records()
        .filter(|id| in_bin(plan, id) == Some(false))
        .collect();
    rows.sort();
    live.sort();
    assert_eq!(rows, live);
}

/// Whether a record that stands in a row is in the bin; nothing of those in short lists.
fn in_bin(plan: &Plan, id: &RecordId) -> Option<bool> {
    match id {
        RecordId::Programme(id) => Some(plan.programmes[id].in_bin),
        RecordId::Indicator(id) => Some(plan.indicators[id].in_bin),
        RecordId::Value(id) => Some(plan.values[id].in_bin),
        RecordId::Report(id) => Some(plan.reports[id].in_bin),
        RecordId::Evaluation(id) => Some(plan.evaluations[id].in_bin),
        _ => None,
    }
}

fn meet(devices: &mut [Device]) {
    devices.iter_mut().for_each(Device::commit);
    let all: Vec<Vec<u8>> = devices
        .iter()
        .flat_map(|device| device.stored.iter().map(|change| change.bytes.clone()))
        .collect();
    for device in devices {
        device.take(&all);
    }
}

proptest! {
    // Each case is a long story: a quarter of the usual number, or of PROPTEST_CASES.
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 4))]

    #[test]
    fn devices_agree_and_nobody_loses_a_word(steps in prop::collection::vec(step(), 1..80)) {
        run(steps);
    }
}

#[test]
fn what_is_undone_after_a_backlog_came_is_seen() {
    let (mut me, mut they) = (Device::new(0), Device::new(1));
    let mut history = yoriai_plan::History::default();
    for n in 0..600 {
        they.doc.apply(&Command::SetTerm(Some(n))).unwrap();
        they.commit();
    }
    let backlog: Vec<Vec<u8>> = they.stored.into_iter().map(|change| change.bytes).collect();
    let typed = Command::WriteText {
        field: TextRef::Plan(PlanText::Title),
        at: 0,
        delete: 0,
        insert: "第三期計画".into(),
        seen: None,
    };
    me.doc.apply(&typed).unwrap();
    let committed = me.doc.commit(&Stamp::default());
    history.note(&mut me.doc, &committed);
    me.take(&backlog);
    let back = history.undo(&mut me.doc, &Stamp::default()).unwrap();
    me.plan.refresh(&me.doc, &back.touched);
    assert_eq!(me.plan.head.title, "");
    me.check();
}
