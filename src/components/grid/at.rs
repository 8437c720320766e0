//! Where a person is in a grid, and what they do there.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlTextAreaElement};

use super::keys::{self, Intent, Mode, Press};
use super::map::{Area, Spot};
use super::sheet::{Content, Sheet};
use crate::desk::Desk;
use crate::platform::timer;
use crate::words::{self, use_say};

/// Where a person is in a grid.
#[derive(Clone, Copy)]
pub(super) struct At {
    pub(super) desk: Desk,
    pub(super) sheet: Memo<Sheet>,
    /// The place of the cell that has, or would get, the focus.
    pub(super) here: RwSignal<String>,
    /// The spot within it from which one came: out of a merged cell one goes on in that row.
    pub(super) spot: StoredValue<Spot>,
    /// Where a selection of several cells began.
    pub(super) anchor: RwSignal<Option<Spot>>,
    /// The other end of it.
    pub(super) end: RwSignal<Spot>,
    /// What several cells are selected: worked out once for all cells that look at it.
    pub(super) selection: Memo<Option<Area>>,
    pub(super) mode: RwSignal<Mode>,
    /// How many rows are on the page.
    pub(super) rows: RwSignal<usize>,
    /// What was done, in words.
    pub(super) said: RwSignal<String>,
    /// What stood in the cell before it was edited.
    before: StoredValue<String>,
    /// How many of one's own steps stood then.
    steps: StoredValue<u64>,
    /// Whether the cell that is `here` is to take the focus once it can.
    wants_focus: StoredValue<bool>,
    /// The column in which Tab set out, the first time since one came here otherwise.
    pub(super) set_out: StoredValue<Option<usize>>,
    /// Whether the next Tab leads out of the grid.
    leaving: StoredValue<bool>,
    pub(super) by_touch: StoredValue<bool>,
    pub(super) table: StoredValue<Option<HtmlElement>, LocalStorage>,
    pub(super) phrases: Phrases,
}

#[derive(Clone, Copy)]
pub(super) struct Phrases {
    pub(super) pasted: &'static str,
    pub(super) not_fitting: &'static str,
    pub(super) cleared: &'static str,
    pub(super) leave: &'static str,
}

impl At {
    pub(super) fn new(desk: Desk, sheet: Memo<Sheet>) -> Self {
        let say = use_say();
        let (anchor, end) = (RwSignal::new(None), RwSignal::new(Spot::default()));
        let selection = Memo::new(move |_| {
            let anchor: Spot = anchor.get()?;
            Some(sheet.with(|sheet| sheet.map().block(anchor, end.get())))
        });
        Self {
            desk,
            sheet,
            here: RwSignal::new(String::new()),
            spot: StoredValue::new(Spot::default()),
            set_out: StoredValue::new(None),
            anchor,
            end,
            selection,
            mode: RwSignal::new(Mode::Navigate),
            rows: RwSignal::new(super::ROWS),
            said: RwSignal::new(String::new()),
            before: StoredValue::new(String::new()),
            steps: StoredValue::new(0),
            wants_focus: StoredValue::new(false),
            leaving: StoredValue::new(false),
            by_touch: StoredValue::new(false),
            table: StoredValue::new_local(None),
            phrases: Phrases {
                pasted: say(words::GRID_PASTED),
                not_fitting: say(words::GRID_NOT_FITTING),
                cleared: say(words::GRID_CLEARED),
                leave: say(words::GRID_LEAVE),
            },
        }
    }

    /// Stays in the same cell while rows come and go around it.
    pub(super) fn stay(self, sheet: &Sheet) {
        let here = self.here.get_untracked();
        if let Some((cell, from)) = sheet.find(&here) {
            let (rows, columns) = (cell.rows, cell.columns);
            let area = Area {
                from,
                rows,
                columns,
            };
            if !area.holds(self.spot.get_value()) {
                self.spot.set_value(from);
            }
            return;
        }
        // A grid is entered at the first cell that can be written in.
        let first = sheet
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .find(|cell| here.is_empty() && !matches!(cell.content, Content::Fixed(_)));
        let spot = match first.and_then(|cell| sheet.find(&cell.place)) {
            Some((_, spot)) => spot,
            None => self.spot.get_value(),
        };
        let spot = if sheet.at(spot).is_some() {
            spot
        } else {
            Spot::default()
        };
        self.anchor.set(None);
        self.mode.set(Mode::Navigate);
        self.spot.set_value(spot);
        self.set_out.set_value(None);
        self.here.set(
            sheet
                .at(spot)
                .map(|cell| cell.place.clone())
                .unwrap_or_default(),
        );
    }

    /// What is selected: a rectangle that cuts no cell.
    pub(super) fn block(self) -> Area {
        self.selection.get_untracked().unwrap_or_else(|| {
            let here = self.spot.get_value();
            self.sheet
                .with_untracked(|sheet| sheet.map().block(here, here))
        })
    }

    /// Goes to a spot, and finishes what was being edited.
    pub(super) fn go(self, spot: Spot) {
        let place = self
            .sheet
            .with_untracked(|sheet| sheet.at(spot).map(|cell| cell.place.clone()));
        let Some(place) = place else { return };
        if spot.row >= self.rows.get_untracked() {
            self.rows.set(spot.row + super::ROWS);
        }
        self.spot.set_value(spot);
        self.set_out.set_value(None);
        self.anchor.set(None);
        self.mode.set(Mode::Navigate);
        self.leaving.set_value(false);
        if self.here.get_untracked() == place && self.element().is_some() {
            self.focus();
        } else {
            self.wants_focus.set_value(true);
            self.here.set(place);
        }
    }

    /// Selects from where one is to a spot.
    pub(super) fn extend(self, to: Spot) {
        if self.anchor.get_untracked().is_none() {
            self.anchor.set(Some(self.spot.get_value()));
        }
        self.end.set(to);
    }

    /// Selects as far as a spot by key, and brings the far end into view.
    fn extend_in_view(self, to: Spot) {
        self.extend(to);
        if to.row >= self.rows.get_untracked() {
            self.rows.set(to.row + super::ROWS);
        }
        wasm_bindgen_futures::spawn_local(async move {
            // Rows that were not shown yet are on the page after this turn.
            timer::sleep(0).await;
            if let Some(cell) = self.element_at(to) {
                crate::platform::page::scroll_into_view(&cell);
            }
        });
    }

    /// The element of the cell that covers a spot.
    fn element_at(self, spot: Spot) -> Option<HtmlElement> {
        let table = self.table.try_get_value()??;
        let from = self.sheet.try_with_untracked(|sheet| {
            let cell = sheet.at(spot)?;
            sheet.find(&cell.place).map(|(_, from)| from)
        })??;
        let selector = format!(
            "tbody > tr:nth-child({}) > [data-column='{}']",
            from.row + 1,
            from.column
        );
        table.query_selector(&selector).ok()??.dyn_into().ok()
    }

    /// Is at a spot from now on, without taking the focus there.
    pub(super) fn stand(self, spot: Spot) {
        let place = self
            .sheet
            .with_untracked(|sheet| sheet.at(spot).map(|cell| cell.place.clone()));
        let Some(place) = place else { return };
        if spot.row >= self.rows.get_untracked() {
            self.rows.set(spot.row + super::ROWS);
        }
        self.spot.set_value(spot);
        self.set_out.set_value(None);
        self.anchor.set(None);
        self.mode.set(Mode::Navigate);
        self.here.set(place);
    }

    /// The cell that is `here` can take the focus now, at this element. It's given by the cell
    /// itself: until all have been told of a step, the page may show two that are `here`, or none.
    pub(super) fn ready(self, element: &HtmlElement) {
        if self.wants_focus.get_value() {
            self.wants_focus.set_value(false);
            self.put_focus(element);
        }
    }

    /// Puts the focus on the cell that is `here`.
    pub(super) fn focus(self) {
        let Some(cell) = self.element() else { return };
        self.put_focus(&self.field().map_or(cell, Into::into));
    }

    fn put_focus(self, element: &HtmlElement) {
        let _ = element.focus();
        crate::platform::page::scroll_into_view(element);
        self.select_in(element);
    }

    /// The focus has come to an element of the grid. A screen reader, or a search within the page,
    /// puts it on a cell without asking: one is there then.
    pub(super) fn came(self, event: &ev::FocusEvent) {
        let Some(element) = event
            .target()
            .and_then(|it| it.dyn_into::<HtmlElement>().ok())
        else {
            return;
        };
        self.select_in(&element);
        let place = element.get_attribute("data-place");
        if let Some(place) = place.filter(|place| *place != self.here.get_untracked())
            && let Some((_, spot)) = self
                .sheet
                .with_untracked(|sheet| sheet.find(&place).map(|(_, at)| ((), at)))
        {
            self.stand(spot);
        }
    }

    /// The element of the cell that is `here`.
    pub(super) fn element(self) -> Option<HtmlElement> {
        let table = self.table.get_value()?;
        let selector = "[data-here=true]";
        table.query_selector(selector).ok()??.dyn_into().ok()
    }

    /// The field of the cell that is `here`, if it has one.
    pub(super) fn field(self) -> Option<HtmlTextAreaElement> {
        let field = self.element()?.query_selector("textarea").ok()??;
        field.dyn_into().ok()
    }

    /// While one goes from cell to cell, all of the cell's text is selected: what is typed
    /// replaces it.
    pub(super) fn select_text(self) {
        if let Some(field) = self.field() {
            self.select_in(&field);
        }
    }

    fn select_in(self, element: &HtmlElement) {
        if self.mode.try_get_untracked() == Some(Mode::Navigate)
            && let Some(field) = element.dyn_ref::<HtmlTextAreaElement>()
        {
            field.select();
        }
    }

    /// Typing has begun, or a composition has.
    pub(super) fn begin_typing(self) {
        if self.mode.get_untracked() == Mode::Navigate {
            self.begin(Mode::Type);
        }
    }

    pub(super) fn begin(self, mode: Mode) {
        if self.mode.get_untracked() == Mode::Navigate
            && let Some(field) = self.field()
        {
            self.before.set_value(field.value());
            self.remember_steps();
        }
        self.anchor.set(None);
        self.said.set(String::new());
        self.mode.set(mode);
    }

    /// A key. Says whether it was meant for the grid.
    pub(super) fn press(self, press: &Press) -> bool {
        let mode = self.mode.get_untracked();
        let Some(intent) = keys::read(mode, press) else {
            if mode != Mode::Navigate || press.control {
                return false;
            }
            // Something else may have written here since the focus came.
            self.select_text();
            return self.choose_by_key(&press.key);
        };
        let spot = self.spot.get_value();
        let step = |from: Spot, way| self.sheet.with_untracked(|s| s.map().step(from, way));
        match intent {
            Intent::Go(way) => self.go(step(spot, way)),
            Intent::NextRow => {
                let column = self.set_out.get_value().unwrap_or(spot.column);
                let next = self
                    .sheet
                    .with_untracked(|sheet| sheet.map().next_row(spot, column));
                self.go(next);
            }
            Intent::Neighbour(forward) => {
                let next = self
                    .sheet
                    .with_untracked(|sheet| sheet.map().neighbour(spot, forward));
                match next {
                    Some(next) if !self.leaving.get_value() => {
                        let set_out = self.set_out.get_value().unwrap_or(spot.column);
                        self.go(next);
                        self.set_out.set_value(Some(set_out));
                    }
                    // Past either end, Tab is the page's again.
                    _ => return false,
                }
            }
            Intent::Extend(way) => {
                let from = match self.anchor.get_untracked() {
                    Some(_) => self.end.get_untracked(),
                    None => spot,
                };
                self.extend_in_view(step(from, way));
            }
            Intent::SelectAll => {
                self.anchor.set(Some(Spot::default()));
                self.end.set(step(spot, super::map::Way::Last));
            }
            Intent::Edit => self.edit(),
            Intent::GiveUp => self.give_up(),
            Intent::NewLine => self.new_line(),
            Intent::Clear => self.clear(),
            Intent::Leave => {
                self.anchor.set(None);
                self.leaving.set_value(true);
                self.said.set(self.phrases.leave.to_owned());
            }
        }
        true
    }

    /// Edits in place, the cursor at the end; a choice opens.
    fn edit(self) {
        if let Some(field) = self.field() {
            let end = field.value().encode_utf16().count() as u32;
            let _ = field.set_selection_range(end, end);
            self.begin(Mode::Edit);
            return;
        }
        let select = self
            .element()
            .and_then(|cell| cell.query_selector("select").ok().flatten())
            .and_then(|select| select.dyn_into::<HtmlElement>().ok());
        if let Some(select) = select {
            let _ = select.focus();
        }
    }

    /// What is done from now on is what giving up takes back.
    pub(super) fn remember_steps(self) {
        self.steps.set_value(self.desk.session().steps_made());
    }

    /// Takes back what was typed or chosen in the cell since it was edited, and nothing that others
    /// wrote in it meanwhile.
    pub(super) fn give_up(self) {
        let before = self.before.get_value();
        self.mode.set(Mode::Navigate);
        self.desk.session().back_to(self.steps.get_value());
        if let Some(field) = self.field()
            && field.value() != before
            && self
                .content()
                .is_some_and(|content| matches!(content, Content::Missing(_)))
        {
            field.set_value(&before);
        }
        self.focus();
    }

    fn new_line(self) {
        let document = document().unchecked_into::<web_sys::HtmlDocument>();
        // As if typed: the field hears of it, and the browser's own undo knows it.
        let _ = document.exec_command_with_show_ui_and_value("insertText", false, "\n");
    }

    pub(super) fn content(self) -> Option<Content> {
        let here = self.here.get_untracked();
        self.sheet
            .with_untracked(|sheet| sheet.find(&here).map(|(cell, _)| cell.content.clone()))
    }
}
