//! What the parts of the view share: the year that shows, and whether headings are being changed.

use leptos::prelude::*;
use yoriai_plan::{FiscalYear, ItemId};

use crate::desk::Desk;
use crate::papers::year;

/// What is shown.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    /// The open plan.
    pub(super) desk: Desk,
    /// The years to switch between.
    pub(super) years: RwSignal<Vec<FiscalYear>>,
    /// The year that shows.
    pub(super) year: Memo<Option<FiscalYear>>,
    /// Whether the headings can be written in.
    pub(super) renaming: RwSignal<bool>,
    /// What was last made for another year.
    pub(super) made: RwSignal<String>,
    /// How many levels the plan has.
    pub(super) levels: Memo<usize>,
    /// The goals in reading order: what stands right above the lowest level.
    pub(super) goals: Memo<Vec<ItemId>>,
}

impl Shown {
    /// For an open plan.
    pub(super) fn new(desk: Desk) -> Self {
        let today = year::this_year();
        let years = RwSignal::new(Vec::new());
        let board_head = desk.session().board().head.clone();
        let period = Memo::new(move |_| board_head.with(|head| (head.first_year, head.last_year)));
        let board_levels = desk.session().board().levels.clone();
        let levels = Memo::new(move |_| board_levels.with(Vec::len).max(1));
        let shown = Self {
            desk,
            years,
            year: Memo::new(move |_| {
                let chosen = desk.sheet_year.get();
                chosen.or_else(|| years.with(|years| year::nearest(years, today)))
            }),
            renaming: RwSignal::new(false),
            made: RwSignal::new(String::new()),
            levels,
            goals: goals(desk, levels),
        };
        shown.refresh();
        Effect::new(move |_| {
            period.track();
            shown.refresh();
        });
        let steps = desk.session().steps.clone();
        Effect::new(move |_| {
            // What was undone was not made.
            if steps.get().redo {
                shown.made.set(String::new());
            }
        });
        shown
    }

    /// Shows a year.
    pub(super) fn show(self, year: FiscalYear) {
        self.made.set(String::new());
        self.desk.sheet_year.set(Some(year));
        self.refresh();
    }

    /// Looks again at which years there are: an item may have brought one of its own.
    pub(super) fn refresh(self) {
        let mut years = self.desk.session().with_plan(year::years_of);
        let also = self
            .desk
            .sheet_year
            .get_untracked()
            .or_else(|| year::nearest(&years, year::this_year()));
        years.extend(also);
        years.sort_unstable();
        years.dedup();
        if self.years.with_untracked(|known| *known != years) {
            self.years.set(years);
        }
    }

    /// The items under one that hold in the year that shows.
    pub(super) fn holding(self, parent: Option<ItemId>) -> Memo<Vec<ItemId>> {
        let children = self.desk.children(parent);
        Memo::new(move |_| {
            let year = self.year.get();
            children
                .get()
                .into_iter()
                .filter(|id| {
                    self.desk.item(id).with(|item| {
                        item.as_ref()
                            .is_some_and(|item| year::holds(&item.years, year))
                    })
                })
                .collect()
        })
    }
}

/// The goals in reading order: what stands right above the lowest level.
fn goals(desk: Desk, levels: Memo<usize>) -> Memo<Vec<ItemId>> {
    Memo::new(move |_| {
        let levels = levels.get();
        if levels < 2 {
            return Vec::new();
        }
        let mut row = desk.children(None).get();
        for _ in 2..levels {
            row = row
                .into_iter()
                .flat_map(|id| desk.children(Some(id)).get())
                .collect();
        }
        row
    })
}

/// What is shown.
///
/// # Panics
/// Outside of the view.
pub(super) fn use_shown() -> Shown {
    expect_context::<Shown>()
}
