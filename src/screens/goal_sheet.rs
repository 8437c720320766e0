//! 目標管理シート, edited where it is read.

mod foot;
mod head;

use std::sync::Arc;

use leptos::prelude::*;
use yoriai_plan::{Caption, Category, EvaluationId, Owner, SCALE_PRESETS, SectionKind};

use self::foot::{GoalBox, Legend};
use self::head::{GoalHead, YearSwitch};
use crate::components::grid::{Grid, Whereabouts};
use crate::components::level_switch::LevelSwitch;
use crate::desk::{Desk, part, use_desk};
use crate::papers::goal_sheet::rows;
use crate::papers::goal_sheet::{Columns, sheet_years};
use crate::screens::sheet_captions::SheetCaptions;
use crate::screens::sheet_tools::{SheetTools, Which};
use crate::words::{self, use_say};

/// The names by which the style sheet gives the columns their widths.
const WIDTHS: [&str; 11] = [
    "number",
    "above",
    "goal",
    "name",
    "value",
    "value",
    "value",
    "value",
    "actions",
    "achievement",
    "grade",
];

/// What stands over the parts of the sheet.
const CAPTIONS: [Caption; 7] = [
    Caption::Organization,
    Caption::SheetPolicy,
    Caption::Number,
    Caption::Indicator,
    Caption::IndicatorName,
    Caption::Achievement,
    Caption::Grade,
];

/// The sheet.
#[component]
pub fn GoalSheetScreen() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let board = desk.session();
    let head = board.board().head.clone();
    let scales = board.board().scales.clone();
    let years = {
        let head = head.clone();
        Memo::new(move |_| {
            head.track();
            desk.session().with_plan(sheet_years)
        })
    };
    let year = Memo::new(move |_| {
        let chosen = desk.sheet_year.get();
        let first = years.with(|(year, _)| *year);
        chosen.unwrap_or(first)
    });
    let legend = SCALE_PRESETS[0].grades;
    let level = Memo::new(move |_| {
        follow(desk);
        let chosen = desk.goals_level.get();
        chosen.unwrap_or_else(|| desk.session().with_plan(rows::row_level))
    });
    let sheet = Memo::new(move |_| {
        follow(desk);
        scales.track();
        let (year, level) = (year.get(), level.get());
        let read = |id: &EvaluationId| {
            let found = desk.evaluation(id);
            let grade = move || found.with(|found| found.as_ref().map(|e| e.grade.clone()));
            Arc::new(move || grade().unwrap_or_default()) as Arc<dyn Fn() -> String + Send + Sync>
        };
        desk.session()
            .with_plan(|plan| rows::sheet(plan, year, level, legend, &read))
    });
    let columns = {
        let head = head.clone();
        let levels = desk.session().board().levels.clone();
        Memo::new(move |_| {
            levels.track();
            head.track();
            let (year, level) = (year.get(), level.get());
            desk.session()
                .with_plan(|plan| Columns::of(plan, year, level))
        })
    };
    let whereabouts = Whereabouts::new();
    view! {
        <main class="goals" id="content" tabindex="-1">
            <article class="sheet full">
                <div class="goals-title">
                    <h1>{say(words::GOALS_TITLE)}</h1>
                    <LevelSwitch level chosen=desk.goals_level />
                    <YearSwitch years year />
                </div>
                <GoalHead year />
                <Grid
                    sheet
                    columns=Signal::derive(move || columns.with(|columns| columns.names.to_vec()))
                    widths=Signal::stored(WIDTHS.to_vec())
                    name=Signal::stored(say(words::GOALS_TITLE).to_owned())
                    head=ViewFn::from(move || view! { <GoalColumns columns /> })
                    has_states=true
                    whereabouts
                />
                <Show when=move || sheet.with(|sheet| sheet.rows.is_empty())>
                    <p class="hint">{say(words::GOALS_EMPTY)}</p>
                </Show>
                <SheetCaptions captions=&CAPTIONS />
                <Legend />
                <div class="goals-boxes">
                    <GoalBox kind=SectionKind::Efforts />
                    <GoalBox kind=SectionKind::Outcomes />
                </div>
                <SheetTools
                    which=Which::Goals
                    sheet
                    whereabouts
                    level
                    year=Signal::derive(move || Some(year.get()))
                />
            </article>
        </main>
    }
}

/// Subscribes to everything that decides which cell stands where, and to no text.
fn follow(desk: Desk) {
    fn below(desk: Desk, parent: Option<yoriai_plan::ItemId>) {
        for id in desk.children(parent).get() {
            desk.reports(&id).track();
            desk.sections(Some(id.clone())).track();
            of_owner(desk, &Owner::Item(id.clone()));
            let number = part(&desk.item(&id), |item| item.number.clone());
            let _ = Memo::new(move |_| number.get()).get();
            below(desk, Some(id));
        }
    }
    fn of_owner(desk: Desk, owner: &Owner) {
        desk.evaluations(owner).track();
        for indicator in desk.indicators(owner).get() {
            desk.values(&indicator).track();
            desk.evaluations(&Owner::Indicator(indicator)).track();
        }
    }
    desk.session().board().levels.track();
    below(desk, None);
    let categories = desk.session().board().categories.clone();
    // Their names are texts; who there is decides the rows.
    let listed = Memo::new(move |_| {
        let ids = |all: &Vec<Category>| all.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
        categories.with(ids)
    });
    let categories = listed.get().into_iter().map(Some);
    for category in categories.chain([None]) {
        for id in desk.programmes(category).get() {
            let number = part(&desk.programme(&id), |one| one.number.clone());
            let _ = Memo::new(move |_| number.get()).get();
            of_owner(desk, &Owner::Programme(id));
        }
    }
}

/// The two rows of column heads.
#[component]
fn GoalColumns(columns: Memo<Columns>) -> impl IntoView {
    let name = move |index: usize| {
        move || columns.with(|columns| columns.names.get(index).cloned().unwrap_or_default())
    };
    let tall = move |index: usize| {
        view! {
            <th role="columnheader" scope="col" rowspan="2">
                {name(index)}
            </th>
        }
    };
    let low = move |index: usize| {
        view! {
            <th role="columnheader" scope="col">
                {name(index)}
            </th>
        }
    };
    view! {
        <tr role="row">
            {[0, 1, 2].map(tall).collect_view()}
            <th role="columnheader" scope="colgroup" colspan="5">
                {move || columns.with(|columns| columns.indicator.clone())}
            </th>
            {[8, 9, 10].map(tall).collect_view()}
        </tr>
        <tr role="row">{[3, 4, 5, 6, 7].map(low).collect_view()}</tr>
    }
}
