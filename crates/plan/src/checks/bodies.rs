//! Another organisation's name where a plan names its own: 〇〇県社会福祉協議会 over a plan of
//! 〇〇区社会福祉協議会. Only in titles and headings: in prose other councils are partners.

use std::borrow::Cow;
use std::ops::Range;

use super::place::Field;
use super::texts::{Change, Written, rewrite};
use super::{Check, Found, words};
use crate::field::{ItemText, PlanText, SectionText, TextRef};
use crate::plan::Plan;

const COUNCIL: &str = "社会福祉協議会";

/// What a municipality's name ends in.
const ENDS: [char; 7] = ['都', '道', '府', '県', '市', '区', '町'];

/// A heading about another council says so: …との連携, …等, …による助成.
const PARTNER: [&str; 11] = [
    "と",
    "や",
    "・",
    "等",
    "など",
    "へ",
    "から",
    "による",
    "主催",
    "委託",
    "助成",
];

pub(super) fn check(plan: &Plan, found: &mut Vec<Found>) {
    let Some(own) = own(&plan.head.organization) else {
        return;
    };
    for (written, is_title) in headings(plan) {
        for other in councils(written.text) {
            let Some(name) = written.text.get(other.clone()) else {
                continue;
            };
            let is_own = own.ends_with(name) || name.ends_with(&own) || own.starts_with(name);
            if is_own || !(is_title || is_near(name, &own)) {
                continue;
            }
            let right = right_form(name, &own);
            let full = format!("{name}{COUNCIL}");
            let message = words::other_council(&full, &plan.head.organization);
            let change = Change {
                range: other,
                new: Cow::Owned(right.clone()),
            };
            let finding = Found::new(Check::Organization, (&written.field).into(), &full, message);
            found.push(finding.mend(
                words::write_name(&format!("{right}{COUNCIL}")),
                rewrite(&written, &[change]),
            ));
        }
    }
}

/// The municipality of the plan's own council.
fn own(organization: &str) -> Option<String> {
    let whole: String = organization
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let name = whole
        .split(COUNCIL)
        .next()
        .filter(|name| name.len() < whole.len())?;
    let name = name.trim_start_matches("社会福祉法人");
    (name.chars().count() > 1).then(|| name.to_owned())
}

/// Titles and headings, each with whether it stands over the whole plan.
fn headings(plan: &Plan) -> Vec<(Written<'_>, bool)> {
    let text = |field, text| Written {
        field: Field::Text(field),
        text,
    };
    let mut all = vec![(
        text(TextRef::Plan(PlanText::Title), plan.head.title.as_str()),
        true,
    )];
    all.extend(plan.head.captions.iter().map(|(which, words)| {
        let field = Field::Caption(*which);
        (Written { field, text: words }, true)
    }));
    let section = |id, is_title| {
        let heading = &plan.section(id)?.heading;
        Some((
            text(
                TextRef::Section(id.clone(), SectionText::Heading),
                heading.as_str(),
            ),
            is_title,
        ))
    };
    all.extend(
        plan.sections(None)
            .iter()
            .filter_map(|id| section(id, true)),
    );
    for item in plan.walk() {
        let title = TextRef::Item(item.id.clone(), ItemText::Title);
        all.push((text(title, &item.title), false));
        let own = plan.sections(Some(&item.id)).iter();
        all.extend(own.filter_map(|id| section(id, false)));
    }
    all
}

/// Where in a text municipalities are named as those of a council.
fn councils(text: &str) -> Vec<Range<usize>> {
    let named = text.match_indices(COUNCIL).filter_map(|(end, _)| {
        let after = text.get(end + COUNCIL.len()..)?;
        if PARTNER.iter().any(|word| after.starts_with(word)) {
            return None;
        }
        let before = text.get(..end)?;
        let is_name = |c: &char| c.is_alphabetic() && !c.is_ascii() && !matches!(c, 'の' | 'と');
        let length: usize = before
            .chars()
            .rev()
            .take_while(is_name)
            .map(char::len_utf8)
            .sum();
        let mut start = end - length;
        // 令和4年度神奈川区…: the name begins after the year.
        for lead in ["社会福祉法人", "年度", "年", "期"] {
            if let Some(at) = text.get(start..end)?.rfind(lead) {
                start += at + lead.len();
            }
        }
        let name = text.get(start..end)?;
        let is_place = name.ends_with(ENDS) || name.ends_with('村');
        // 各地区…, 本市…: no name.
        let is_general = name.ends_with("地区") || name.chars().count() < 3;
        (is_place && !is_general).then_some(start..end)
    });
    named.collect()
}

/// Whether a name differs from the end of one's own by a single character.
fn is_near(name: &str, own: &str) -> bool {
    let differing = name
        .chars()
        .rev()
        .zip(own.chars().rev())
        .filter(|(a, b)| a != b);
    name.chars().count() <= own.chars().count() && differing.count() == 1
}

/// One's own name in the length in which the other stands there.
fn right_form(name: &str, own: &str) -> String {
    let longer = own.chars().count().saturating_sub(name.chars().count());
    let tail: String = own.chars().skip(longer).collect();
    if is_near(name, own) {
        tail
    } else {
        own.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Desk;
    use super::*;
    use crate::kinds::{Caption, SectionKind};

    fn desk(organization: &str) -> Desk {
        let mut desk = Desk::new();
        desk.title("令和4年度みどり区社会福祉協議会 事業計画")
            .organization(organization)
            .level("取組");
        desk.item(None, "見守り");
        desk
    }

    #[test]
    fn a_heading_that_names_another_council_is_found_and_mended() {
        let mut desk = desk("社会福祉法人\nはるか市みどり区社会福祉協議会");
        let id = desk.section(
            None,
            SectionKind::Free,
            "みどり県社会福祉協議会 実施事業一覧",
            "一覧",
        );
        let finding = desk.only(Check::Organization);
        assert!(
            finding.message.contains("みどり県社会福祉協議会"),
            "{}",
            finding.message
        );
        desk.apply_mend(&finding, 0);
        assert_eq!(desk.check(), []);
        assert_eq!(
            desk.plan().sections[&id].heading,
            "みどり区社会福祉協議会 実施事業一覧"
        );
    }

    #[test]
    fn a_caption_is_a_heading_too() {
        let mut desk = desk("はるか市みどり区社会福祉協議会");
        desk.apply(crate::Command::SetCaption {
            which: Caption::Programmes,
            words: Some("わかば市社会福祉協議会 実施事業一覧".into()),
        });
        let finding = desk.only(Check::Organization);
        desk.apply_mend(&finding, 0);
        let words = desk.plan().head.caption(Caption::Programmes).to_owned();
        assert_eq!(words, "はるか市みどり区社会福祉協議会 実施事業一覧");
    }

    #[test]
    fn partners_and_ones_own_names_are_left_alone() {
        let mut desk = desk("社会福祉法人 はるか市みどり区社会福祉協議会");
        for heading in [
            "みどり区社会福祉協議会 事業推進方針",
            "はるか市社会福祉協議会の基本方針",
            "みどり県社会福祉協議会との連携",
            "区社会福祉協議会の役割",
            "各地区社会福祉協議会",
        ] {
            desk.section(None, SectionKind::Free, heading, "本文");
        }
        desk.item(None, "わかば市社会福祉協議会の視察");
        let id = desk.item(None, "助成");
        desk.statement(&id, "みどり県社会福祉協議会の助成を使います。");
        let found = desk.check();
        assert!(
            found.iter().all(|f| f.check != Check::Organization),
            "{found:#?}"
        );
    }

    #[test]
    fn a_plan_that_names_no_council_is_left_alone() {
        let desk = desk("みどり区役所");
        assert_eq!(desk.check(), []);
    }
}
