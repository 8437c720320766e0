//! Commands for the plan's own fields.

use yoriai_plan::{Caption, Command, Place, PlanText, SectionId, SectionKind, TextRef, YearSpan};

use super::Planning;
use crate::text::draft::Draft;
use crate::text::fold::key;
use crate::text::join::{JoinPlace, JoinWhat};
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
            if field == PlanText::Policy && !self.anew && is_another(before, text) {
                self.policy_beside(draft);
                continue;
            }
            let before = (!self.anew).then_some(before.as_str());
            self.text((target, ""), TextRef::Plan(field), before, text, None);
        }
        for section in &draft.front {
            self.section(None, section);
        }
    }

    /// Two documents of one plan may each have a policy of their own: the second stands as a section.
    fn policy_beside(&mut self, draft: &Draft) {
        let captions = [Caption::Policy, Caption::SheetPolicy];
        let heading = captions.iter().find_map(|it| draft.captions.get(it));
        let heading = heading.map_or_else(|| Caption::Policy.word().to_owned(), Clone::clone);
        let sections = self.plan.sections(None).iter();
        let known = sections
            .filter_map(|id| self.plan.section(id))
            .any(|known| key(&known.text) == key(&draft.policy));
        let place = JoinPlace::Field(Target::Policy);
        if known {
            self.row(place, &heading, JoinWhat::Same);
            return;
        }
        let id = SectionId::from_random((self.fresh)());
        self.push(Command::AddSection {
            id,
            owner: None,
            place: Place::Last,
            kind: SectionKind::Free,
            heading: heading.clone(),
            text: draft.policy.clone(),
        });
        self.row(place, &heading, JoinWhat::Added);
    }
}

/// Whether a plan says something, and a document something else.
fn is_another(before: &str, text: &str) -> bool {
    !before.trim().is_empty() && !text.trim().is_empty() && key(before) != key(text)
}
