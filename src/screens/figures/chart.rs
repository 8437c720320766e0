//! A small chart of an indicator, and the table of the same values as they were typed.

use leptos::prelude::*;
use yoriai_plan::{Amount, CellState, FiscalYear, ValueRole};

use super::drawing::{Column, Drawing};
use super::series::{Figure, Series, Shown};
use crate::words::{self, fill, use_say};

/// An indicator with its charts and its table.
#[component]
pub(super) fn IndicatorFigure(
    /// What makes its ids on the page its own.
    id: String,
    /// 項目.
    name: String,
    /// What there is of it.
    figure: Figure,
) -> impl IntoView {
    let say = use_say();
    let title = StoredValue::new(if name.trim().is_empty() {
        say(words::FIGURES_UNNAMED).to_owned()
    } else {
        name
    });
    let heading = format!("figure-{id}");
    let is_drawn = !figure.series.is_empty();
    let charts = figure
        .series
        .iter()
        .map(|series| {
            view! { <Chart series=series.clone() name=title.get_value() /> }
        })
        .collect_view();
    let table = (!figure.rows.is_empty())
        .then(|| view! { <ValueTable figure=figure.clone() name=title.get_value() /> });
    view! {
        <article class="figure" aria-labelledby=heading.clone()>
            <h4 id=heading.clone()>{title.get_value()}</h4>
            <div class="figure-body">
                {is_drawn.then(|| view! { <div class="figure-charts">{charts}</div> })}
                {(!is_drawn)
                    .then(|| {
                        let why = if figure.rows.is_empty() {
                            words::FIGURES_NO_VALUES
                        } else {
                            words::FIGURES_NO_NUMBER
                        };
                        view! { <p class="hint">{say(why)}</p> }
                    })}
                {table}
            </div>
        </article>
    }
}

/// The chart of one unit.
#[component]
fn Chart(series: Series, name: String) -> impl IntoView {
    let say = use_say();
    let unit = unit_name(&series, say(words::FIGURES_NO_UNIT));
    let label = fill(
        say(words::FIGURES_CHART_OF),
        &[&name, &unit, &in_words(&series)],
    );
    let drawing = Drawing::of(&series);
    let (width, height) = drawing.size;
    let (left, foot) = (drawing.left, drawing.foot());
    let scale = drawing
        .scale
        .iter()
        .map(|(at, number)| {
            view! {
                <line class="figure-line" x1=left x2=width y1=*at y2=*at />
                <text class="figure-number" x=left - 6.0 y=at + 4.5 text-anchor="end">
                    {number.clone()}
                </text>
            }
        })
        .collect_view();
    let columns = drawing
        .columns
        .iter()
        .map(|column| drawn(column, foot))
        .collect_view();
    view! {
        <figure class="figure-chart">
            <figcaption>{unit.clone()}</figcaption>
            <svg
                role="img"
                aria-label=label
                width=width
                height=height
                viewBox=format!("0 0 {width} {height}")
            >
                {scale}
                {columns}
                <line class="figure-foot" x1=left x2=width y1=foot y2=foot />
            </svg>
        </figure>
    }
}

fn drawn(column: &Column, foot: f64) -> impl IntoView + use<> {
    let bar = column.bar.clone().map(|bar| {
        let (x, y, width, height) = bar.area;
        view! {
            <rect class="figure-bar" data-role=role_name(bar.role) x=x y=y width=width height=height />
            <path class="figure-hatch" d=bar.hatch />
        }
    });
    let mark = column
        .mark
        .clone()
        .map(|mark| view! { <path class="figure-mark" d=mark /> });
    view! {
        {bar}
        {mark}
        <text class="figure-year" x=column.middle y=foot + 19.0 text-anchor="middle">
            {column.name.clone()}
        </text>
    }
}

/// The name by which the style sheet gives a role its filling.
const fn role_name(role: ValueRole) -> &'static str {
    match role {
        ValueRole::Actual => "actual",
        ValueRole::Result => "result",
        ValueRole::Forecast => "forecast",
        ValueRole::Target => "target",
    }
}

/// 協定（事業所）, 回, or that it has no unit.
fn unit_name(series: &Series, without: &str) -> String {
    let unit = series.unit.name.as_deref().unwrap_or(without);
    let per = series.unit.per.as_deref().unwrap_or_default();
    match &series.label {
        Some(label) => format!("{label}（{per}{unit}）"),
        None => format!("{per}{unit}"),
    }
}

/// The numbers of a chart in words, year by year.
fn in_words(series: &Series) -> String {
    let said =
        |role: ValueRole, number: Amount| format!("{}{}", role.word(), series.unit.amount(number));
    let years = series.points.iter().filter_map(|point| {
        let target = point.target.map(|number| said(ValueRole::Target, number));
        let done = point.done.map(|(role, number)| said(role, number));
        let both: Vec<String> = target.into_iter().chain(done).collect();
        let year = point.year.label_wareki();
        (!both.is_empty()).then(|| format!("{year} {}", both.join("、")))
    });
    years.collect::<Vec<_>>().join("。")
}

/// The values as they were typed: a row for each year, a column for each role.
#[component]
fn ValueTable(figure: Figure, name: String) -> impl IntoView {
    let say = use_say();
    let roles = figure.roles.clone();
    let rows = figure.rows.into_iter().map(|(year, cells)| {
        let cells = cells.into_iter().map(|shown| {
            let shown = shown.into_iter().map(|shown| view! { <Typed shown /> });
            view! { <td>{shown.collect_view()}</td> }
        });
        view! {
            <tr>
                <th scope="row">{FiscalYear::label_wareki(year)}</th>
                {cells.collect_view()}
            </tr>
        }
    });
    view! {
        <table class="figures-table">
            <caption class="visually-hidden">{fill(say(words::FIGURES_TABLE_OF), &[&name])}</caption>
            <thead>
                <tr>
                    <th scope="col">{say(words::FIGURES_YEAR)}</th>
                    {roles
                        .into_iter()
                        .map(|role| view! { <th scope="col">{role.word()}</th> })
                        .collect_view()}
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Typed(shown: Shown) -> impl IntoView {
    let text = if shown.text.is_empty() && shown.state != CellState::Filled {
        view! { <span class="figures-state">{shown.state.word()}</span> }.into_any()
    } else {
        shown.text.into_any()
    };
    view! {
        <p>
            {shown
                .district
                .map(|district| view! { <b class="figures-district">{district} " "</b> })}
            {text}
            {(!shown.note.is_empty())
                .then(|| view! { <small class="figures-note">{shown.note}</small> })}
        </p>
    }
}
