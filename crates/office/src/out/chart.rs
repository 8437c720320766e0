//! 体系図: the items of the levels that the chart shows, side by side.

use yoriai_plan::{Caption, Item, ItemId, Plan};

use super::paper::{Cell, Paper, Size, Table};
use super::{share, words};

type Row = Vec<Cell>;

pub(super) fn paper(plan: &Plan) -> Paper {
    let mut paper = share::head(plan, words::CHART, None);
    paper.size = Size::Across;
    ideas(plan, &mut paper);
    let depths: Vec<usize> = (1..)
        .zip(&plan.levels)
        .filter(|(_, level)| level.in_chart)
        .map(|(depth, _)| depth)
        .collect();
    let head = depths
        .iter()
        .map(|depth| Cell::head(share::level_name(plan, *depth)))
        .collect();
    let mut body = Vec::new();
    for root in plan.children(None) {
        body.extend(below(plan, root, &depths));
    }
    paper.table(Table {
        head: vec![head],
        body,
    });
    paper
}

/// 基本理念 and スローガン, each under its own name, line by line.
pub(super) fn ideas(plan: &Plan, paper: &mut Paper) {
    for (caption, text) in [
        (Caption::Slogan, &plan.head.slogan),
        (Caption::Philosophy, &plan.head.philosophy),
    ] {
        if !text.trim().is_empty() {
            paper.heading(2, plan.head.caption(caption));
            paper.prose(text);
        }
    }
}

/// The rows of an item and all under it.
fn below(plan: &Plan, id: &ItemId, depths: &[usize]) -> Vec<Row> {
    let Some(item) = plan.items.get(id) else {
        return Vec::new();
    };
    let deepest = depths.last().copied().unwrap_or_default();
    let mut rows: Vec<Row> = if item.depth < deepest {
        let children = plan.children(Some(id)).iter();
        children
            .flat_map(|child| below(plan, child, depths))
            .collect()
    } else {
        Vec::new()
    };
    let Some(column) = depths.iter().position(|depth| *depth == item.depth) else {
        return rows;
    };
    if rows.is_empty() {
        let rest = depths.len() - column - 1;
        let rest = (rest > 0).then(|| Cell::new("").over_columns(rest));
        rows.push(rest.into_iter().collect());
    }
    let cell = Cell::new(wording(item)).over_rows(rows.len());
    if let Some(first) = rows.first_mut() {
        first.insert(0, cell);
    }
    rows
}

/// Number and wording: the chart's own where it has one.
fn wording(item: &Item) -> String {
    let title = if item.chart_title.is_empty() {
        &item.title
    } else {
        &item.chart_title
    };
    share::joined(&[&item.number, title])
}
