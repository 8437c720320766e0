//! Commands for the plan's own fields.

use yoriai_plan::{Command, PlanText, TextRef, YearSpan};

use super::Planning;
use crate::text::draft::Draft;
use crate::text::join::JoinPlace;
use crate::text::piece::Target;

impl Planning<'_> {
    pub(super) fn head(&mut self, draft: &Draft) {
        let head = &self.plan.head;
        if self.anew {
            self.push(Command::SetKind(draft.kind.plan_kind()));
        }
        if let Some(term) = draft.term {
            let before = head.term.map(|term| term.to_string());
            let command = Command::SetTerm(Some(term));
            self.scalar(JoinPlace::Term, "", before, term.to_string(), command);
        }
        if let (Some(first), Some(last)) = (draft.first_year, draft.last_year) {
            let before = head.first_year.zip(head.last_year);
            let command = Command::SetPeriod {
                first: Some(first),
                last: Some(last),
            };
            // One year of the plan's period says nothing against it.
            if before.is_none_or(|(from, to)| first < from || last > to || self.anew) {
                let label = |first, last| YearSpan::new(first, last).label_wareki();
                let before = before.map(|(first, last)| label(first, last));
                self.scalar(JoinPlace::Period, "", before, label(first, last), command);
            }
        }
        if let Some(status) = draft.status {
            let word = status.word().to_owned();
            let before = (!self.anew).then(|| head.status.word().to_owned());
            let command = Command::SetStatus(status);
            self.scalar(JoinPlace::Status, "", before, word, command);
        }
        for (which, words) in &draft.captions {
            let before = head.captions.get(which).cloned();
            let command = Command::SetCaption {
                which: *which,
                words: Some(words.clone()),
            };
            let place = JoinPlace::Caption(*which);
            self.scalar(place, which.word(), before, words.clone(), command);
        }
        for (which, date) in &draft.dates {
            let before = head.dates.get(which).cloned();
            let command = Command::SetDate {
                which: *which,
                date: Some(date.clone()),
            };
            let place = JoinPlace::Field(Target::Date(*which));
            self.scalar(place, which.word(), before, date.clone(), command);
        }
        let texts = [
            (PlanText::Title, Target::Title, &draft.title, &head.title),
            (
                PlanText::Organization,
                Target::Organization,
                &draft.organization,
                &head.organization,
            ),
            (
                PlanText::Philosophy,
                Target::Philosophy,
                &draft.philosophy,
                &head.philosophy,
            ),
            (
                PlanText::Slogan,
                Target::Slogan,
                &draft.slogan,
                &head.slogan,
            ),
            (
                PlanText::Policy,
                Target::Policy,
                &draft.policy,
                &head.policy,
            ),
        ];
        for (field, target, text, before) in texts {
            let before = (!self.anew).then_some(before.as_str());
            self.text((target, ""), TextRef::Plan(field), before, text, None);
        }
        for section in &draft.front {
            self.section(None, section);
        }
    }
}
