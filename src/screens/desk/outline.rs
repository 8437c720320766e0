//! The outline: the whole plan as a tree (ARIA tree pattern: one tab stop, arrow keys inside).

mod drag;
mod keys;

use std::collections::HashSet;

use leptos::attr::Attribute;
use leptos::attr::custom::custom_attribute;
use leptos::ev;
use leptos::prelude::*;
use yoriai_plan::{ItemId, LineId, Plan, SectionId, SectionKind};

use self::drag::{Target, Zone};
use crate::components::keep_focus;
use crate::desk::{Desk, Selection, use_desk};
use crate::platform::timer;
use crate::words::{self, use_say};

/// The key of the row for the plan's own sheet.
const PLAN_KEY: &str = "plan";
/// Items at this depth and below begin closed.
const CLOSED_FROM: usize = 3;
/// In a plan of more items than this, one level more begins closed: nobody reads five hundred
/// rows at once, and each costs time when the plan opens.
const LONG_PLAN: usize = 600;

/// So many rows are drawn with the desk; the rest, which is out of sight, right after.
const FIRST_ROWS: usize = 40;

/// Which nodes are open: those of `all`, except the `toggled` ones.
#[derive(Clone, PartialEq)]
struct Unfolded {
    closed_from: usize,
    all: Option<bool>,
    toggled: HashSet<String>,
}

impl Unfolded {
    fn is_open(&self, key: &str, depth: usize) -> bool {
        self.all.unwrap_or(depth < self.closed_from) != self.toggled.contains(key)
    }

    fn of_a_plan(items: usize) -> Self {
        Self {
            closed_from: CLOSED_FROM - usize::from(items > LONG_PLAN),
            all: None,
            toggled: HashSet::new(),
        }
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
    /// The way to what is selected, from the top: a closed row stands for what it hides.
    trail: Memo<Vec<String>>,
}

impl Folding {
    /// Whether a row is the one that shows where one is.
    fn is_here(self, key: &str, is_open: bool) -> bool {
        self.trail.with(|trail| {
            trail.last().is_some_and(|last| last == key)
                || (!is_open && trail.iter().any(|step| step == key))
        })
    }
}

/// The keys of the rows on the way to a selection, from the top. What has no row of its own (prose,
/// what somebody threw away) is left out: the row above stands for it.
fn trail(desk: Desk) -> Vec<String> {
    let mut trail = Vec::new();
    let mut section = None;
    let mut at = None;
    match desk.selected.get() {
        Selection::Plan => {}
        Selection::Item(id) => at = Some(id),
        Selection::Section(id) => section = Some(id),
        Selection::Line(id) => {
            let line = desk.line(&id).get().filter(|line| !line.in_bin);
            trail.extend(line.is_some().then(|| id.to_string()));
            section = line.and_then(|line| line.section);
        }
    }
    if let Some(id) = section {
        at = desk
            .section(&id)
            .with(|section| section.as_ref().and_then(|section| section.owner.clone()));
        if at.is_some() && is_listed(desk, &id) {
            trail.push(id.to_string());
        } else {
            trail.clear();
        }
    }
    // A plan's depth is small; what two devices moved into a circle has been taken apart.
    while let Some(id) = at {
        let (stands, parent) = desk.item(&id).with(|item| {
            item.as_ref()
                .map_or((false, None), |item| (!item.in_bin, item.parent.clone()))
        });
        if stands {
            trail.push(id.to_string());
        } else {
            trail.clear();
        }
        at = parent;
    }
    if trail.is_empty() {
        trail.push(PLAN_KEY.to_owned());
    }
    trail.reverse();
    trail
}

/// Whether a section has a row: only one with lines is part of the outline.
fn is_listed(desk: Desk, id: &SectionId) -> bool {
    let kind = desk.section(id).with(|section| {
        let section = section.as_ref().filter(|section| !section.in_bin);
        section.map(|section| section.kind)
    });
    kind.is_some_and(|kind| kind == SectionKind::Residents || !desk.lines(id).with(Vec::is_empty))
}

/// The outline.
#[component]
pub(super) fn Outline() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let items = desk.session().with_plan(|plan| plan.items.len());
    let unfolded = Unfolded::of_a_plan(items);
    let drawn = RwSignal::new(first_roots(desk, &unfolded));
    timer::after_drawing(move || {
        drawn.try_set(usize::MAX);
    });
    let folding = Folding {
        unfolded: RwSignal::new(unfolded),
        dragged: RwSignal::new(None),
        trail: Memo::new(move |_| trail(desk)),
    };
    provide_context(folding);
    let roots = desk.children(None);
    let is_plan_here = Memo::new(move |_| folding.is_here(PLAN_KEY, false));
    let fold_all = move |open: bool| {
        folding.unfolded.update(|unfolded| {
            unfolded.all = Some(open);
            unfolded.toggled.clear();
        });
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
        <ul class="tree" role="tree" aria-label=say(words::OUTLINE) on:keydown=keys::walk>
            <li role="none">
                <div
                    class="tree-row"
                    role="treeitem"
                    {..level(Signal::stored(1))}
                    aria-selected=move || is_plan_here.get().to_string()
                    tabindex=move || tab_stop(is_plan_here.get())
                    on:click=move |event| choose(desk, Selection::Plan, &event)
                >
                    <span class="tree-fold"></span>
                    <span class="tree-title">{say(words::BASICS)}</span>
                </div>
            </li>
            <For
                each=move || {
                    let mut roots = roots.get();
                    roots.truncate(drawn.get());
                    roots
                }
                key=ItemId::clone
                let:id
            >
                <ItemNode id />
            </For>
        </ul>
    }
}

/// How many of the topmost items fill the outline's first screen.
fn first_roots(desk: Desk, unfolded: &Unfolded) -> usize {
    desk.session().with_plan(|plan| {
        let mut rows = 0;
        let roots = plan.children(None).iter();
        let first = roots.take_while(|root| {
            let is_wanted = rows < FIRST_ROWS;
            rows += rows_under(plan, root, 1, unfolded.closed_from);
            is_wanted
        });
        first.count()
    })
}

/// The rows of an item at this depth, its own included.
fn rows_under(plan: &Plan, id: &ItemId, depth: usize, closed_from: usize) -> usize {
    if depth >= closed_from {
        return 1;
    }
    let below = plan.children(Some(id)).iter();
    let below = below.map(|child| rows_under(plan, child, depth + 1, closed_from));
    1 + below.sum::<usize>()
}

/// `aria-level`, which the view macro has no word for.
fn level(depth: Signal<usize>) -> impl Attribute {
    custom_attribute("aria-level", move || depth.get().to_string())
}

/// One row of a tree is in the order of the Tab key; the arrow keys lead to the others.
fn tab_stop(is_here: bool) -> &'static str {
    if is_here { "0" } else { "-1" }
}

fn choose(desk: Desk, selection: Selection, event: &ev::MouseEvent) {
    // On a phone the outline goes, and the sheet comes.
    keep_focus::after(event, "#content");
    desk.choose(selection);
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
    let listed = Memo::new(move |_| {
        let sections = sections.get().into_iter();
        let listed = sections.filter(|section| is_listed(desk, section));
        listed.collect::<Vec<_>>()
    });
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
    let is_here = {
        let key = key.clone();
        Memo::new(move |_| folding.is_here(&key, is_open.get()))
    };
    let (title, number) = (item.clone(), item.clone());
    let target = Target::new(desk, id.clone());
    let untitled = say(words::UNTITLED_ITEM);
    view! {
        <li role="none" data-depth=move || depth.get().to_string()>
            <div
                class="tree-row"
                role="treeitem"
                {..level(depth.into())}
                aria-expanded=move || has_children.get().then(|| is_open.get().to_string())
                aria-selected=move || is_here.get().to_string()
                tabindex=move || tab_stop(is_here.get())
                draggable="true"
                data-drop=move || target.zone.get().map(Zone::name)
                on:click={
                    let selection = selection.clone();
                    move |event| choose(desk, selection.clone(), &event)
                }
                on:dragstart=move |event| target.begin(&event, folding)
                on:dragend=move |_| folding.dragged.set(None)
                on:dragover=move |event| target.over(&event, folding)
                on:dragleave=move |_| target.zone.set(None)
                on:drop=move |event| target.dropped(&event, folding)
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
                <span class="tree-label">
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
            <Show when=move || is_open.get()>
                <ul role="none">
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
    let is_here = {
        let key = key.clone();
        Memo::new(move |_| folding.is_here(&key, is_open.get()))
    };
    view! {
        <li role="none" data-section="">
            <div
                class="tree-row tree-section"
                role="treeitem"
                {..level(depth)}
                aria-expanded=move || is_open.get().to_string()
                aria-selected=move || is_here.get().to_string()
                tabindex=move || tab_stop(is_here.get())
                on:click=move |event| choose(desk, selection.clone(), &event)
            >
                <span
                    class="tree-fold"
                    data-open=move || is_open.get().to_string()
                    on:click=move |event: ev::MouseEvent| {
                        event.stop_propagation();
                        folding.unfolded.update(|u| u.toggle(&key));
                    }
                ></span>
                <span class="tree-label">
                    <span class="tree-title">
                        {move || section.with(|s| s.as_ref().map(|s| s.shown_heading().to_owned()))}
                    </span>
                </span>
            </div>
            <Show when=move || is_open.get()>
                <ul role="none">
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
    let folding = expect_context::<Folding>();
    let line = desk.line(&id);
    let selection = Selection::Line(id.clone());
    let is_here = {
        let key = id.to_string();
        Memo::new(move |_| folding.is_here(&key, true))
    };
    view! {
        <li role="none" data-line="">
            <div
                class="tree-row"
                role="treeitem"
                {..level(depth)}
                aria-selected=move || is_here.get().to_string()
                tabindex=move || tab_stop(is_here.get())
                on:click=move |event| choose(desk, selection.clone(), &event)
            >
                <span class="tree-fold"></span>
                <span class="tree-label">
                    <span class="tree-number">"○"</span>
                    <span class="tree-title">
                        {move || line.with(|l| l.as_ref().map(|l| l.text.clone()))}
                    </span>
                </span>
            </div>
        </li>
    }
}
