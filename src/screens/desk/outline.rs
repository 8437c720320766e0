//! The outline: the whole plan as a tree (ARIA tree pattern: one tab stop, arrow keys inside).

use std::collections::HashSet;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use yoriai_plan::{Command, ItemId, LineId, Place, SectionId, SectionKind};

use crate::desk::{Selection, use_desk};
use crate::words::{self, use_say};

/// Items at this depth and below begin closed.
const CLOSED_FROM: usize = 3;

/// Which nodes are open: those of `all`, except the `toggled` ones.
#[derive(Clone, Default, PartialEq)]
struct Unfolded {
    all: Option<bool>,
    toggled: HashSet<String>,
}

impl Unfolded {
    fn is_open(&self, key: &str, depth: usize) -> bool {
        self.all.unwrap_or(depth < CLOSED_FROM) != self.toggled.contains(key)
    }

    fn toggle(&mut self, key: &str) {
        if !self.toggled.remove(key) {
            self.toggled.insert(key.to_owned());
        }
    }
}

/// What the rows share.
#[derive(Clone, Copy)]
struct Folding {
    unfolded: RwSignal<Unfolded>,
    dragged: RwSignal<Option<ItemId>>,
}

/// The outline.
#[component]
pub(super) fn Outline() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let folding =
        Folding { unfolded: RwSignal::new(Unfolded::default()), dragged: RwSignal::new(None) };
    provide_context(folding);
    let roots = desk.children(None);
    let fold_all = move |open: bool| {
        folding.unfolded.set(Unfolded { all: Some(open), toggled: HashSet::new() });
    };
    view! {
        <div class="outline-tools">
            <button type="button" class="button quiet" on:click=move |_| fold_all(true)>
                {say(words::EXPAND_ALL)}
            </button>
            <button type="button" class="button quiet" on:click=move |_| fold_all(false)>
                {say(words::COLLAPSE_ALL)}
            </button>
        </div>
        <ul class="tree" role="tree" aria-label=say(words::OUTLINE) on:keydown=walk>
            <li
                role="treeitem"
                attr:aria-level="1"
                aria-selected=move || (desk.selected.get() == Selection::Plan).to_string()
                tabindex=move || if desk.selected.get() == Selection::Plan { "0" } else { "-1" }
            >
                <div
                    class="tree-row"
                    data-on=move || (desk.selected.get() == Selection::Plan).to_string()
                    on:click=move |_| choose(desk, Selection::Plan)
                >
                    <span class="tree-fold"></span>
                    <span class="tree-title">{say(words::BASICS)}</span>
                </div>
            </li>
            <For each=move || roots.get() key=ItemId::clone let:id>
                <ItemNode id />
            </For>
        </ul>
    }
}

fn choose(desk: crate::desk::Desk, selection: Selection) {
    desk.selected.set(selection);
    desk.outline_open.set(false);
}

#[component]
fn ItemNode(id: ItemId) -> AnyView {
    let desk = use_desk();
    let folding = expect_context::<Folding>();
    let say = use_say();
    let item = desk.item(&id);
    let children = desk.children(Some(id.clone()));
    let sections = desk.sections(Some(id.clone()));
    let depth = {
        let item = item.clone();
        Memo::new(move |_| item.with(|item| item.as_ref().map_or(1, |item| item.depth)))
    };
    // Only sections with lines are part of the outline.
    let listed = {
        let sections = sections.clone();
        Memo::new(move |_| {
            sections
                .get()
                .into_iter()
                .filter(|section| {
                    let kind = desk.section(section).get().map(|section| section.kind);
                    kind == Some(SectionKind::Residents) || !desk.lines(section).get().is_empty()
                })
                .collect::<Vec<_>>()
        })
    };
    let has_children = {
        let children = children.clone();
        Memo::new(move |_| !children.with(Vec::is_empty) || !listed.with(Vec::is_empty))
    };
    let key = id.to_string();
    let is_open = {
        let key = key.clone();
        Memo::new(move |_| {
            has_children.get() && folding.unfolded.with(|u| u.is_open(&key, depth.get()))
        })
    };
    let selection = Selection::Item(id.clone());
    let is_selected = {
        let selection = selection.clone();
        Memo::new(move |_| desk.selected.with(|selected| *selected == selection))
    };
    let label = format!("tree-{id}");
    let (title, number) = (item.clone(), item.clone());
    let shown = RwSignal::new(true);
    let drop = Drop::new(id.clone());
    let untitled = say(words::UNTITLED);
    view! {
        <li
            role="treeitem"
            attr:aria-level=move || depth.get().to_string()
            aria-expanded=move || has_children.get().then(|| is_open.get().to_string())
            aria-selected=move || is_selected.get().to_string()
            aria-labelledby=label.clone()
            tabindex=move || if is_selected.get() { "0" } else { "-1" }
            data-depth=move || depth.get().to_string()
            data-key=key.clone()
        >
            <div
                class="tree-row"
                draggable="true"
                data-on=move || is_selected.get().to_string()
                data-drop=move || drop.zone.get().map(Zone::name)
                on:click={
                    let selection = selection.clone();
                    move |_| choose(desk, selection.clone())
                }
                on:dragstart={
                    let id = id.clone();
                    move |_| folding.dragged.set(Some(id.clone()))
                }
                on:dragend=move |_| folding.dragged.set(None)
                on:dragover=move |event| drop.over(&event, folding)
                on:dragleave=move |_| drop.zone.set(None)
                on:drop=move |event| drop.dropped(&event, folding)
            >
                <span
                    class="tree-fold"
                    data-open=move || has_children.get().then(|| is_open.get().to_string())
                    on:click={
                        let key = key.clone();
                        move |event: ev::MouseEvent| {
                            event.stop_propagation();
                            folding.unfolded.update(|u| u.toggle(&key));
                        }
                    }
                ></span>
                <span class="tree-label" id=label.clone()>
                    <span class="tree-number">
                        {move || number.with(|i| i.as_ref().map(|i| i.number.clone()))}
                    </span>
                    <span class="tree-title">
                        {move || {
                            title
                                .with(|i| {
                                    i.as_ref()
                                        .map(|i| i.title.clone())
                                        .filter(|title| !title.is_empty())
                                        .unwrap_or_else(|| untitled.to_owned())
                                })
                        }}
                    </span>
                </span>
            </div>
            <Show when=move || is_open.get() && shown.get()>
                <ul role="group">
                    <For
                        each={
                            let children = children.clone();
                            move || children.get()
                        }
                        key=ItemId::clone
                        let:id
                    >
                        <ItemNode id />
                    </For>
                    <For each=move || listed.get() key=SectionId::clone let:id>
                        <SectionNode id depth=Signal::derive(move || depth.get() + 1) />
                    </For>
                </ul>
            </Show>
        </li>
    }
    .into_any()
}

#[component]
fn SectionNode(id: SectionId, depth: Signal<usize>) -> impl IntoView {
    let desk = use_desk();
    let folding = expect_context::<Folding>();
    let section = desk.section(&id);
    let lines = desk.lines(&id);
    let key = id.to_string();
    let is_open = {
        let key = key.clone();
        // A section folds as what is below the sheet does, wherever it hangs.
        Memo::new(move |_| folding.unfolded.with(|u| u.is_open(&key, CLOSED_FROM)))
    };
    let selection = Selection::Section(id.clone());
    let is_selected = {
        let selection = selection.clone();
        Memo::new(move |_| desk.selected.with(|selected| *selected == selection))
    };
    let label = format!("tree-{id}");
    let data_key = key.clone();
    view! {
        <li
            role="treeitem"
            attr:aria-level=move || depth.get().to_string()
            aria-expanded=move || is_open.get().to_string()
            aria-selected=move || is_selected.get().to_string()
            aria-labelledby=label.clone()
            tabindex=move || if is_selected.get() { "0" } else { "-1" }
            data-key=data_key
            data-section=""
        >
            <div
                class="tree-row tree-section"
                data-on=move || is_selected.get().to_string()
                on:click=move |_| choose(desk, selection.clone())
            >
                <span
                    class="tree-fold"
                    data-open=move || is_open.get().to_string()
                    on:click=move |event: ev::MouseEvent| {
                        event.stop_propagation();
                        folding.unfolded.update(|u| u.toggle(&key));
                    }
                ></span>
                <span class="tree-label" id=label.clone()>
                    <span class="tree-title">
                        {move || section.with(|s| s.as_ref().map(super::section_view::heading))}
                    </span>
                </span>
            </div>
            <Show when=move || is_open.get()>
                <ul role="group">
                    <For
                        each={
                            let lines = lines.clone();
                            move || lines.get()
                        }
                        key=LineId::clone
                        let:id
                    >
                        <LineNode id depth=Signal::derive(move || depth.get() + 1) />
                    </For>
                </ul>
            </Show>
        </li>
    }
}

#[component]
fn LineNode(id: LineId, depth: Signal<usize>) -> impl IntoView {
    let desk = use_desk();
    let line = desk.line(&id);
    let selection = Selection::Line(id.clone());
    let is_selected = {
        let selection = selection.clone();
        Memo::new(move |_| desk.selected.with(|selected| *selected == selection))
    };
    let label = format!("tree-{id}");
    view! {
        <li
            role="treeitem"
            attr:aria-level=move || depth.get().to_string()
            aria-selected=move || is_selected.get().to_string()
            aria-labelledby=label.clone()
            tabindex=move || if is_selected.get() { "0" } else { "-1" }
            data-line=""
        >
            <div
                class="tree-row"
                data-on=move || is_selected.get().to_string()
                on:click=move |_| choose(desk, selection.clone())
            >
                <span class="tree-fold"></span>
                <span class="tree-label" id=label.clone()>
                    <span class="tree-number">"○"</span>
                    <span class="tree-title">
                        {move || line.with(|l| l.as_ref().map(|l| l.text.clone()))}
                    </span>
                </span>
            </div>
        </li>
    }
}

/// Where on a row something is dropped.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Zone {
    Before,
    Into,
    After,
}

impl Zone {
    const fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::Into => "into",
            Self::After => "after",
        }
    }
}

/// A row as the target of a drag.
#[derive(Clone, Copy)]
struct Drop {
    target: StoredValue<ItemId>,
    zone: RwSignal<Option<Zone>>,
}

impl Drop {
    fn new(target: ItemId) -> Self {
        Self { target: StoredValue::new(target), zone: RwSignal::new(None) }
    }

    fn over(self, event: &ev::DragEvent, folding: Folding) {
        let target = self.target.get_value();
        let Some(dragged) = folding.dragged.get_untracked() else { return };
        if dragged == target {
            return;
        }
        event.prevent_default();
        let Some(row) = event.current_target().and_then(|t| t.dyn_into::<web_sys::Element>().ok())
        else {
            return;
        };
        let bounds = row.get_bounding_client_rect();
        let part = (f64::from(event.client_y()) - bounds.top()) / bounds.height().max(1.0);
        let zone = if part < 0.3 {
            Zone::Before
        } else if part > 0.7 {
            Zone::After
        } else {
            Zone::Into
        };
        self.zone.set(Some(zone));
    }

    fn dropped(self, event: &ev::DragEvent, folding: Folding) {
        let desk = use_desk_untracked();
        let zone = self.zone.get_untracked();
        self.zone.set(None);
        let (Some(desk), Some(zone), Some(dragged)) =
            (desk, zone, folding.dragged.get_untracked())
        else {
            return;
        };
        event.prevent_default();
        let target = self.target.get_value();
        let parent = desk.item(&target).get_untracked().and_then(|item| item.parent);
        let (parent, place) = match zone {
            Zone::Before => (parent, Place::Before(target)),
            Zone::After => (parent, Place::After(target)),
            Zone::Into => (Some(target), Place::Last),
        };
        desk.apply(&Command::MoveItem { id: dragged, parent, place });
    }
}

fn use_desk_untracked() -> Option<crate::desk::Desk> {
    use_context()
}

/// The arrow keys of the tree.
fn walk(event: ev::KeyboardEvent) {
    let Some(here) = event.target().and_then(|t| t.dyn_into::<web_sys::HtmlElement>().ok()) else {
        return;
    };
    if here.get_attribute("role").as_deref() != Some("treeitem") {
        return;
    }
    let Ok(rows) = document().query_selector_all(".tree [role=treeitem]") else { return };
    let row = |index: u32| rows.item(index)?.dyn_into::<web_sys::HtmlElement>().ok();
    let at = (0..rows.length()).find(|&index| row(index).as_ref() == Some(&here)).unwrap_or(0);
    let fold = || {
        here.query_selector(".tree-fold").ok().flatten().map(|f| f.unchecked_into())
    };
    let fold = || -> Option<web_sys::HtmlElement> { fold() };
    let open = here.get_attribute("aria-expanded");
    let go = |target: Option<web_sys::HtmlElement>| {
        if let Some(target) = target {
            let _ = target.focus();
        }
    };
    match event.key().as_str() {
        "ArrowDown" => go(row(at + 1)),
        "ArrowUp" => go(at.checked_sub(1).and_then(row)),
        "Home" => go(row(0)),
        "End" => go(rows.length().checked_sub(1).and_then(row)),
        "ArrowRight" if open.as_deref() == Some("false") => {
            if let Some(fold) = fold() {
                fold.click();
            }
        }
        "ArrowRight" if open.as_deref() == Some("true") => go(row(at + 1)),
        "ArrowLeft" if open.as_deref() == Some("true") => {
            if let Some(fold) = fold() {
                fold.click();
            }
        }
        "ArrowLeft" => go(here
            .parent_element()
            .and_then(|group| group.closest("[role=treeitem]").ok().flatten())
            .and_then(|parent| parent.dyn_into().ok())),
        "Enter" | " " => {
            if let Ok(Some(label)) = here.query_selector(".tree-row") {
                label.unchecked_into::<web_sys::HtmlElement>().click();
                // The rows' selection follows; the focus stays where the hand is.
                let _ = here.focus();
            }
        }
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}
