//! 体系図 on paper.

use leptos::prelude::*;

use super::grid;
use super::head::{PaperHead, Philosophy, Printed};
use crate::words::{self, use_say};

/// The paper.
#[component]
pub fn ChartPaper(printed: StoredValue<Printed>) -> impl IntoView {
    let say = use_say();
    let (depths, rows) = printed.with_value(|printed| grid::rows(&printed.plan));
    let names: Vec<String> = printed.with_value(|printed| {
        depths
            .iter()
            .filter_map(|depth| printed.plan.levels.get(depth - 1))
            .map(|level| level.name.clone())
            .collect()
    });
    let columns = names.len().to_string();
    view! {
        <PaperHead printed document=say(words::PAPER_CHART) />
        <Philosophy printed />
        <table class="chart-table" data-columns=columns>
            <thead>
                <tr>
                    {names.into_iter().map(|name| view! { <th scope="col">{name}</th> }).collect_view()}
                </tr>
            </thead>
            <tbody>
                {rows
                    .into_iter()
                    .map(|row| {
                        view! {
                            <tr>
                                {row
                                    .into_iter()
                                    .map(|cell| {
                                        let (number, title) = cell_text(printed, &cell);
                                        view! {
                                            <td
                                                data-column=cell.column.to_string()
                                                rowspan=cell.rows.to_string()
                                                colspan=cell.columns.to_string()
                                            >
                                                <div class="chart-cell">
                                                    <span class="chart-number">{number}</span>
                                                    <span>{title}</span>
                                                </div>
                                            </td>
                                        }
                                    })
                                    .collect_view()}
                            </tr>
                        }
                    })
                    .collect_view()}
            </tbody>
        </table>
    }
}

/// Number and wording of a cell: the chart's own wording where it has one.
fn cell_text(printed: StoredValue<Printed>, cell: &grid::Cell) -> (String, String) {
    printed.with_value(|printed| {
        let item = cell.item.as_ref().and_then(|id| printed.plan.item(id));
        item.map(|item| {
            let title = if item.chart_title.is_empty() {
                &item.title
            } else {
                &item.chart_title
            };
            (item.number.clone(), title.clone())
        })
        .unwrap_or_default()
    })
}
