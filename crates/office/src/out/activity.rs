//! 実施計画: the tree as prose, as the councils' own booklets have it.

use yoriai_plan::{Caption, Item, NumberStyle, Plan, Section, SectionKind};

use super::paper::Paper;
use super::{chart, share, words};

pub(super) fn paper(plan: &Plan) -> Paper {
    let mut paper = share::head(plan, words::ACTIVITY, None);
    let period = share::period(plan);
    if !period.is_empty() {
        paper.prose(&format!("{}　{period}", plan.head.caption(Caption::Period)));
    }
    chart::ideas(plan, &mut paper);
    if !plan.head.policy.trim().is_empty() {
        paper.heading(2, plan.head.caption(Caption::Policy));
        paper.prose(&plan.head.policy);
    }
    for own in share::sections(plan, None) {
        section(plan, own, 2, &mut paper);
    }
    for root in share::children(plan, None) {
        item(plan, root, &mut paper);
    }
    share::terms(plan, 2, &mut paper);
    share::notes(plan, &mut paper);
    paper
}

/// An item with all under it.
fn item(plan: &Plan, item: &Item, paper: &mut Paper) {
    let number = share::heading_number(plan, item);
    if item.depth > 1 && item.depth >= plan.levels.len() {
        row(plan, item, &number, paper);
    } else {
        let level = share::level_name(plan, item.depth);
        let title = share::titled(&number, item);
        paper.heading(item.depth + 1, &share::joined(&[level, &title]));
    }
    paper.prose(&item.statement);
    let (after, before): (Vec<_>, Vec<_>) = share::sections(plan, Some(&item.id))
        .partition(|section| section.kind == SectionKind::Residents);
    for own in before {
        section(plan, own, item.depth + 2, paper);
    }
    let mut under = share::children(plan, Some(&item.id)).peekable();
    // The name of the lowest level stands once over its rows, as 具体的な取組 does.
    if under.peek().is_some() && item.depth + 1 >= plan.levels.len() {
        paper.heading(item.depth + 2, share::level_name(plan, item.depth + 1));
    }
    for child in under {
        self::item(plan, child, paper);
    }
    for own in after {
        section(plan, own, item.depth + 2, paper);
    }
}

/// An item of the lowest level: a bullet, or a line with its number.
fn row(plan: &Plan, item: &Item, number: &str, paper: &mut Paper) {
    let style = plan.level_of(&item.id).map(|level| level.style);
    let is_bullet = item.number_override.is_none()
        && matches!(
            style,
            None | Some(NumberStyle::Bullet | NumberStyle::Square | NumberStyle::None)
        );
    if is_bullet {
        paper.list([share::titled("", item)]);
    } else {
        paper.prose(&share::titled(number, item));
    }
}

/// A section: heading, prose, lines.
pub(super) fn section(plan: &Plan, section: &Section, depth: usize, paper: &mut Paper) {
    if section.kind == SectionKind::Direction {
        paper.heading(depth, plan.head.caption(Caption::Direction));
        paper.prose(&section.heading);
    } else {
        paper.heading(depth, section.shown_heading());
    }
    paper.prose(&section.text);
    let lines = share::lines(plan, &section.id);
    if section.kind == SectionKind::Direction && !lines.is_empty() {
        paper.heading(depth, plan.head.caption(Caption::DirectionLines));
    }
    paper.list(lines);
}
