//! 体系図, edited where it is read.

use leptos::html;
use leptos::prelude::*;
use yoriai_plan::{Caption, ItemText, PlanText, TextRef};

use crate::components::text_field::{OnEnter, TextField};
use crate::desk::{Selection, part, use_desk};
use crate::papers::grid::{self, Cell, Row};
use crate::words::{self, fill, use_say};

/// The chart.
#[component]
pub fn ChartScreen() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let head = desk.session().board().head.clone();
    let name = {
        let head = head.clone();
        Signal::derive(move || head.with(|head| head.caption(Caption::Slogan).to_owned()))
    };
    let slogan = Signal::derive(move || head.with(|head| head.slogan.clone()));
    let grid = Memo::new(move |_| {
        follow_structure(desk);
        desk.session().with_plan(grid::rows)
    });
    let columns = Memo::new(move |_| grid.with(|(depths, _)| depths.clone()));
    let screen = NodeRef::<html::Main>::new();
    let alone = RwSignal::new(false);
    let show_alone = move |_| {
        if alone.get_untracked() {
            document().exit_fullscreen();
        } else if let Some(screen) = screen.get_untracked() {
            // Where the browser has none (on some phones), the chart stays as it is.
            let _ = screen.request_fullscreen();
        }
    };
    view! {
        <main class="chart" id="content" tabindex="-1" node_ref=screen
            on:fullscreenchange=move |_| alone.set(document().fullscreen_element().is_some())
        >
            <article class="sheet wide">
                <div class="chart-title">
                    <h1 class="chart-heading">{say(words::CHART)}</h1>
                    <button
                        type="button"
                        class="button"
                        aria-pressed=move || alone.get().to_string()
                        on:click=show_alone
                    >
                        {say(words::CHART_FULL)}
                    </button>
                </div>
                <div class="chart-idea">
                    <span aria-hidden="true">{move || name.get()}</span>
                    <TextField
                        field=TextRef::Plan(PlanText::Slogan)
                        text=slogan
                        label=name
                        selects=Some(Selection::Plan)
                        placeholder=say(words::SLOGAN_HINT)
                    />
                </div>
                <div class="chart-scroll">
                    <table class="chart-table" data-columns=move || columns.get().len().to_string()>
                        <thead>
                            <tr>
                                {move || {
                                    columns
                                        .get()
                                        .into_iter()
                                        .map(|depth| {
                                            let name = desk.level_name(depth, "");
                                            view! { <th scope="col">{move || name.get()}</th> }
                                        })
                                        .collect_view()
                                }}
                            </tr>
                        </thead>
                        <tbody>
                            <For each=move || grid.get().1 key=Row::clone let:row>
                                <tr>
                                    {row
                                        .into_iter()
                                        .map(|cell| view! { <ChartCell cell /> })
                                        .collect_view()}
                                </tr>
                            </For>
                        </tbody>
                    </table>
                </div>
                <Show when=move || grid.with(|(_, rows)| rows.is_empty())>
                    <p class="hint">{say(words::CHART_EMPTY)}</p>
                </Show>
            </article>
        </main>
    }
}

/// Subscribes to everything that decides which cell stands where, and to nothing else.
fn follow_structure(desk: crate::desk::Desk) {
    let levels = desk.session().board().levels.clone();
    let deepest = levels.with(|levels| levels.iter().rposition(|level| level.in_chart));
    let Some(deepest) = deepest else { return };
    let mut row = desk.children(None).get();
    for _ in 0..deepest {
        row = row
            .into_iter()
            .flat_map(|id| desk.children(Some(id)).get())
            .collect();
    }
}

#[component]
fn ChartCell(cell: Cell) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let inner = cell.item.clone().map(|id| {
        let item = desk.item(&id);
        let has_own_wording = {
            let item = item.clone();
            Memo::new(move |_| {
                item.with(|item| {
                    item.as_ref()
                        .is_some_and(|item| !item.chart_title.is_empty())
                })
            })
        };
        let number = part(&item, |item| item.number.clone());
        let label = Signal::derive(move || fill(say(words::TITLE_OF), &[&number.get()]));
        let wordings = [
            (
                false,
                ItemText::Title,
                part(&item, |item| item.title.clone()),
            ),
            (
                true,
                ItemText::ChartTitle,
                part(&item, |item| item.chart_title.clone()),
            ),
        ];
        view! {
            <div class="chart-cell">
                <span class="chart-number">{move || number.get()}</span>
                {wordings
                    .into_iter()
                    .map(|(own, which, text)| {
                        let id = id.clone();
                        view! {
                            <Show when=move || has_own_wording.get() == own>
                                <TextField
                                    field=TextRef::Item(id.clone(), which)
                                    text
                                    label
                                    selects=Some(Selection::Item(id.clone()))
                                    on_enter=OnEnter::Next
                                    placeholder=say(words::WRITE_HERE)
                                />
                            </Show>
                        }
                    })
                    .collect_view()}
            </div>
        }
    });
    view! {
        <td
            data-column=cell.column.to_string()
            rowspan=cell.rows.to_string()
            colspan=cell.columns.to_string()
        >
            {inner}
        </td>
    }
}
