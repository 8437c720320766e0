//! Undo and redo of random edits, alone and with somebody else at the same plan.

use std::collections::BTreeSet;

use proptest::prelude::*;
use yoriai_plan::{Command, History, Plan, PlanDoc, RecordField, RecordId, Stamp, TakenBack};
use yoriai_testkit::edits::{Dice, Ink, characters, random_command, random_writing};

use crate::freezing::body;

struct Person {
    doc: PlanDoc,
    plan: Plan,
    history: History,
    outbox: Vec<Vec<u8>>,
}

fn stamp() -> Stamp {
    Stamp {
        author: Some("誰か".into()),
        seconds: 1,
    }
}

impl Person {
    fn new(n: u8) -> Self {
        let doc = PlanDoc::new([n; 16]);
        Self {
            plan: Plan::read(&doc),
            doc,
            history: History::default(),
            outbox: Vec::new(),
        }
    }

    /// One random command, perhaps no other than typing; `None` if it was refused.
    fn edit(&mut self, dice: &mut Dice, ink: &mut Ink, typing: bool) -> Option<Command> {
        let mut after = ink.clone();
        let command = if typing {
            random_writing(&self.plan, &self.doc, None, dice, &mut after)?
        } else {
            random_command(&self.plan, &self.doc, dice, &mut after)
        };
        let touched = self.doc.apply(&command);
        if touched.is_err() {
            let typed = ink.typed.clone();
            let deleted = ink.deleted.clone();
            *ink = after;
            (ink.typed, ink.deleted) = (typed, deleted);
        } else {
            *ink = after;
        }
        self.plan.refresh(&self.doc, &touched.ok()?);
        Some(command)
    }

    fn commit(&mut self) {
        let committed = self.doc.commit(&stamp());
        self.history.note(&mut self.doc, &committed);
        self.outbox
            .extend(committed.into_iter().map(|change| change.bytes));
    }

    fn receive(&mut self, changes: &[Vec<u8>]) {
        self.commit();
        let merged = self.doc.merge_changes(changes);
        self.plan.refresh(&self.doc, &merged.touched);
    }

    fn undo(&mut self) -> Option<TakenBack> {
        let back = self.history.undo(&mut self.doc, &stamp())?;
        Some(self.took(back))
    }

    fn redo(&mut self) -> Option<TakenBack> {
        let back = self.history.redo(&mut self.doc, &stamp())?;
        Some(self.took(back))
    }

    fn took(&mut self, back: TakenBack) -> TakenBack {
        self.plan.refresh(&self.doc, &back.touched);
        assert_eq!(self.plan, crate::fresh(&self.doc));
        self.outbox
            .extend(back.committed.iter().map(|change| change.bytes.clone()));
        back
    }
}

/// All that can be seen of a plan, without the bin and without those who act: nobody can be taken
/// away again.
fn seen(plan: &Plan) -> Vec<String> {
    let mut head = plan.head.clone();
    head.conflicts.clear();
    let mut seen = vec![format!("{head:?}")];
    seen.extend(body(plan));
    seen
}

fn alone(bursts: &[(u64, u8)]) {
    let mut me = Person::new(1);
    let mut ink = Ink::default();
    let mut views = vec![seen(&me.plan)];
    for (seed, length) in bursts {
        let mut dice = Dice::new(*seed);
        // One command, or a burst of typing.
        for _ in 0..*length {
            me.edit(&mut dice, &mut ink, *length > 1);
        }
        let before = me.history.to_undo();
        me.commit();
        let view = seen(&me.plan);
        // A burst that came to nothing, or to something that cannot be taken back, is no step.
        if before == me.history.to_undo() {
            *views.last_mut().unwrap() = view;
        } else {
            views.push(view);
        }
    }
    for round in 0..2 {
        for (n, view) in views.iter().enumerate().rev().skip(1) {
            let back = me.undo().unwrap();
            assert_eq!(
                &seen(&me.plan),
                view,
                "round {round}, undoing {n}: {back:?}"
            );
        }
        assert_eq!(me.history.to_undo(), 0);
        for (n, view) in views.iter().enumerate().skip(1) {
            let back = me.redo().unwrap();
            assert_eq!(
                &seen(&me.plan),
                view,
                "round {round}, redoing {n}: {back:?}"
            );
        }
        assert_eq!(me.history.to_redo(), 0);
    }
}

#[derive(Clone, Debug)]
enum Step {
    Mine(u64),
    Theirs(u64),
    Meet,
    Undo,
    Redo,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => any::<u64>().prop_map(Step::Mine),
        4 => any::<u64>().prop_map(Step::Theirs),
        2 => Just(Step::Meet),
        3 => Just(Step::Undo),
        1 => Just(Step::Redo),
    ]
}

/// Whether what a command chose in a plan is still so in another.
fn keeps(command: &Command, then: &Plan, now: &Plan) -> bool {
    match command {
        Command::Batch(all) => all.iter().all(|one| keeps(one, then, now)),
        Command::SetKind(_) => then.head.kind == now.head.kind,
        // Each end is a choice of its own.
        Command::SetPeriod { .. } => then.head.first_year == now.head.first_year,
        Command::SetCaption { which, .. } => {
            then.head.captions.get(which) == now.head.captions.get(which)
        }
        Command::SetNumber { id, .. } => {
            then.item(id).map(|item| &item.number_override)
                == now.item(id).map(|item| &item.number_override)
        }
        Command::TagItem { id, tag } | Command::UntagItem { id, tag } => {
            let has = |plan: &Plan| plan.item(id).map(|item| item.tags.contains(tag));
            has(then) == has(now)
        }
        Command::MoveItem { id, .. } => {
            then.item(id).map(|item| &item.parent) == now.item(id).map(|item| &item.parent)
        }
        Command::MoveSection { id, .. } => {
            then.section(id).map(|section| &section.owner)
                == now.section(id).map(|section| &section.owner)
        }
        Command::MoveLine { id, .. } => {
            then.line(id).map(|line| &line.section) == now.line(id).map(|line| &line.section)
        }
        Command::SetLineParty { id, .. } => {
            then.line(id).map(|line| &line.party) == now.line(id).map(|line| &line.party)
        }
        Command::SetLevelStyle { id, .. } => {
            then.level(id).map(|level| level.style) == now.level(id).map(|level| level.style)
        }
        Command::SetDate { which, .. } => then.head.dates.get(which) == now.head.dates.get(which),
        Command::Dismiss { check, .. } => {
            then.head.dismissed.get(check) == now.head.dismissed.get(check)
        }
        Command::SetItemProgramme { id, .. } => {
            then.item(id).map(|item| &item.programme) == now.item(id).map(|item| &item.programme)
        }
        Command::SetRecord { id, field } => chosen(then, id, field) == chosen(now, id, field),
        _ => true,
    }
}

/// What was chosen for a scalar of a record; `None` if there is none such.
fn chosen(plan: &Plan, id: &RecordId, field: &RecordField) -> Option<String> {
    Some(match (id, field) {
        (RecordId::Category(id), RecordField::Number(_)) => {
            format!("{:?}", plan.category(id)?.number_override)
        }
        (RecordId::Programme(id), _) => {
            let programme = plan.programmes.get(id)?;
            match field {
                RecordField::Number(_) => format!("{:?}", programme.number_override),
                RecordField::Category(_) => format!("{:?}", programme.category),
                _ => format!("{:?}", programme.lifecycle),
            }
        }
        (RecordId::Indicator(id), _) => {
            let indicator = plan.indicators.get(id)?;
            match field {
                RecordField::Trend(_) => format!("{:?}", indicator.trend),
                _ => format!("{:?}", indicator.kind),
            }
        }
        (RecordId::Value(id), _) => {
            let value = plan.values.get(id)?;
            match field {
                RecordField::ValueYear(_) => format!("{:?}", value.year),
                RecordField::ValueRole(_) => format!("{:?}", value.role),
                RecordField::District(_) => format!("{:?}", value.district),
                // Shows only where there is no text.
                _ => return None,
            }
        }
        (RecordId::Evaluation(id), RecordField::Grade(_)) => {
            plan.evaluations.get(id)?.grade.clone()
        }
        (RecordId::Evaluation(id), _) => format!("{:?}", plan.evaluations.get(id)?.course),
        (RecordId::Term(id), _) => format!("{:?}", plan.term(id)?.kind),
        _ => return None,
    })
}

fn together(steps: Vec<Step>, last: &[u64]) {
    let (mut me, mut they) = (Person::new(1), Person::new(2));
    let mut ink = Ink::default();
    let mut theirs = BTreeSet::new();
    for step in steps {
        match step {
            Step::Mine(seed) => {
                me.edit(&mut Dice::new(seed), &mut ink, seed % 3 == 0);
                me.commit();
            }
            Step::Theirs(seed) => {
                let before = ink.typed.clone();
                they.edit(&mut Dice::new(seed), &mut ink, seed % 3 == 0);
                theirs.extend(ink.typed.difference(&before).copied());
                they.commit();
            }
            Step::Meet => meet(&mut me, &mut they),
            Step::Undo => {
                me.undo();
            }
            Step::Redo => {
                me.redo();
            }
        }
    }
    meet(&mut me, &mut they);
    let mut chosen = Vec::new();
    for seed in last {
        let before = they.plan.clone();
        let typed = ink.typed.clone();
        if let Some(command) = they.edit(&mut Dice::new(*seed), &mut ink, false) {
            // What was so already has not been chosen: the document did not even note it.
            chosen.retain(|earlier| keeps(earlier, &before, &they.plan));
            if !keeps(&command, &before, &they.plan) {
                chosen.push(command);
            }
        }
        theirs.extend(ink.typed.difference(&typed).copied());
        they.commit();
    }
    let then = they.plan.clone();
    meet(&mut me, &mut they);
    while me.undo().is_some() {}
    meet(&mut me, &mut they);
    assert_eq!(seen(&me.plan), seen(&they.plan));
    let found = characters(&me.plan);
    let set: BTreeSet<char> = found.iter().copied().collect();
    assert_eq!(found.len(), set.len(), "nothing doubled");
    let lost: Vec<_> = theirs
        .difference(&ink.deleted)
        .filter(|c| !set.contains(c))
        .collect();
    assert!(lost.is_empty(), "lost {lost:?}");
    // What they chose last is as they chose it.
    for command in &chosen {
        assert!(keeps(command, &then, &me.plan), "{command:?}");
    }
}

fn meet(me: &mut Person, they: &mut Person) {
    let (mine, theirs) = (me.outbox.clone(), they.outbox.clone());
    me.receive(&theirs);
    they.receive(&mine);
}

proptest! {
    // Each case is a long story: an eighth of the usual number, or of PROPTEST_CASES.
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 8))]

    #[test]
    fn alone_all_goes_back_and_comes_again(
        bursts in prop::collection::vec((any::<u64>(), 1_u8..4), 1..20)
    ) {
        alone(&bursts);
    }

    #[test]
    fn what_others_did_stays(
        steps in prop::collection::vec(step(), 1..40),
        last in prop::collection::vec(any::<u64>(), 0..8),
    ) {
        together(steps, &last);
    }
}
