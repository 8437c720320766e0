//! What a person should know of: refusals, damage, and what reading the plan found.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yoriai_plan::{CommandError, Entity, Finding, FindingKind};

use crate::components::keep_focus;
use crate::desk::{Desk, Selection, use_desk};
use crate::platform::files;
use crate::platform::store::StoreError;
use crate::session::Notice;
use crate::words::{self, Words, fill, use_say};

/// Notices of this session.
#[component]
pub fn Notices() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let session = desk.session();
    let notices = session.notices.clone();
    let is_newer = session.is_newer();
    view! {
        {is_newer.then(|| view! { <p class="notice">{say(words::READ_ONLY)}</p> })}
        <div role="alert">
            {move || {
                notices
                    .get()
                    .into_iter()
                    .map(|notice| {
                        let phrase = match &notice {
                            Notice::DamagedPieces(count) => {
                                fill(say(words::NOTICE_DAMAGED), &[&count.to_string()])
                            }
                            Notice::Refused(refusal) => refused(say, refusal),
                            Notice::Copy { title, changes, .. } => {
                                fill(say(words::NOTICE_COPY), &[title, &changes.to_string()])
                            }
                            Notice::CopyNotTaken => say(words::COPY_NOT_TAKEN).to_owned(),
                            Notice::NotRenewed { token: true } => say(words::NOT_RENEWED_TOKEN).to_owned(),
                            Notice::NotRenewed { token: false } => say(words::NOT_RENEWED).to_owned(),
                            Notice::NotUndone { in_part: false } => say(words::NOT_UNDONE).to_owned(),
                            Notice::NotUndone { in_part: true } => {
                                say(words::UNDONE_IN_PART).to_owned()
                            }
                        };
                        view! {
                            <div class="notice">
                                <p>{phrase}</p>
                                {matches!(notice, Notice::DamagedPieces(_))
                                    .then(|| view! { <SalvageDamaged /> })}
                                {match notice.clone() {
                                    Notice::Copy { id, .. } => {
                                        view! { <CopyChoice id notice /> }.into_any()
                                    }
                                    _ => view! { <CloseNotice notice /> }.into_any(),
                                }}
                            </div>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
}

/// What reading the plan found.
#[component]
pub fn Findings() -> impl IntoView {
    let say = use_say();
    let findings = use_desk().session().board().findings.clone();
    view! {
        {move || {
            let found = findings.get();
            (!found.is_empty())
                .then(|| {
                    view! {
                        <details class="notice findings">
                            <summary>
                                {say(words::FINDINGS)} "（" {found.len()} "）"
                            </summary>
                            <ul>
                                {found
                                    .into_iter()
                                    .map(|finding| view! { <FindingRow finding /> })
                                    .collect_view()}
                            </ul>
                        </details>
                    }
                })
        }}
    }
}

#[component]
fn CloseNotice(notice: Notice) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    view! {
        <button
            type="button"
            class="button"
            on:click=move |event| {
                keep_focus::after(&event, ".notice button");
                desk.session().dismiss(&notice);
            }
        >
            {say(words::CLOSE)}
        </button>
    }
}

/// Whether a copy's words belong into this plan.
#[component]
fn CopyChoice(id: String, notice: Notice) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let (taken, apart) = (id.clone(), id);
    let (asked, answered) = (notice.clone(), notice);
    view! {
        <button
            type="button"
            class="button main"
            on:click=move |event| {
                keep_focus::after(&event, ".notice button");
                let (session, copy) = (desk.session(), taken.clone());
                session.dismiss(&asked);
                spawn_local(async move { session.take_over(&copy).await });
            }
        >
            {say(words::COPY_TAKE)}
        </button>
        <button
            type="button"
            class="button"
            on:click=move |event| {
                keep_focus::after(&event, ".notice button");
                desk.session().keep_apart(&apart);
                desk.session().dismiss(&answered);
            }
        >
            {say(words::COPY_LEAVE)}
        </button>
    }
}

/// Offers the pieces that could not be read as a file.
#[component]
fn SalvageDamaged() -> impl IntoView {
    let say = use_say();
    let session = use_desk().session();
    let offer = move |_| {
        let session = session.clone();
        spawn_local(async move { salvage(session.damaged_pieces().await) });
    };
    view! {
        <button type="button" class="button" on:click=offer>{say(words::SALVAGE)}</button>
    }
}

/// Offers pieces of a plan as a file. Where the disk can't be read there is nothing to offer; the
/// button is still there.
pub fn salvage(pieces: Result<String, StoreError>) {
    if let Ok(pieces) = pieces {
        files::save_as(
            "yoriai-pieces.jsonl",
            "application/jsonl",
            pieces.as_bytes(),
        );
    }
}

/// Why a command was refused, as a person may want to know it.
fn refused(say: impl Fn(Words) -> &'static str, refusal: &CommandError) -> String {
    match refusal {
        CommandError::ReadOnly => say(words::READ_ONLY).to_owned(),
        CommandError::Missing(_) => say(words::REFUSED_MISSING).to_owned(),
        CommandError::IntoItself => say(words::REFUSED_INTO_ITSELF).to_owned(),
        CommandError::TooLong { max } => fill(say(words::REFUSED_TOO_LONG), &[&max.to_string()]),
        CommandError::TooMany { max } => fill(say(words::REFUSED_TOO_MANY), &[&max.to_string()]),
        CommandError::NotText => say(words::REFUSED_NOT_TEXT).to_owned(),
        // What only a fault of the program brings about.
        _ => say(words::REFUSED).to_owned(),
    }
}

#[component]
fn FindingRow(finding: Finding) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let name = name_of(desk, &finding.about);
    let phrase = match &finding.kind {
        FindingKind::Cycle => fill(say(words::FINDING_CYCLE), &[&name]),
        FindingKind::Orphan { .. } => fill(say(words::FINDING_ORPHAN), &[&name]),
        FindingKind::DuplicateSection { kind, .. } => {
            fill(say(words::FINDING_DUPLICATE), &[kind.word()])
        }
        FindingKind::DuplicateRecord { .. } => fill(say(words::FINDING_DUPLICATE_RECORD), &[&name]),
        FindingKind::EditedInBin => fill(say(words::FINDING_EDITED_IN_BIN), &[&name]),
        FindingKind::Unreadable { raw, .. } | FindingKind::RivalText { raw, .. } => {
            fill(say(words::FINDING_UNREADABLE), &[raw])
        }
    };
    let target = match &finding.about {
        Entity::Item(id) => Some(Selection::Item(id.clone())),
        _ => None,
    };
    let shows = target.filter(|_| finding.kind != FindingKind::EditedInBin);
    view! {
        <li>
            <span>{phrase}</span>
            {shows
                .map(|selection| {
                    view! {
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| desk.choose(selection.clone())
                        >
                            {say(words::FINDING_SHOW)}
                        </button>
                    }
                })}
        </li>
    }
}

/// What an entity is called in a sentence.
pub fn name_of(desk: Desk, entity: &Entity) -> String {
    desk.session().with_plan(|plan| match entity {
        Entity::Plan => plan.head.title.clone(),
        Entity::Level(id) => plan.level(id).map(|l| l.name.clone()).unwrap_or_default(),
        Entity::Item(id) => plan.item(id).map(|i| i.title.clone()).unwrap_or_default(),
        Entity::Section(id) => plan
            .section(id)
            .map(|s| s.heading.clone())
            .unwrap_or_default(),
        Entity::Line(id) => plan.line(id).map(|l| l.text.clone()).unwrap_or_default(),
        Entity::Party(id) => plan.party(id).map(|p| p.name.clone()).unwrap_or_default(),
        Entity::Record(id) => plan.name_of(id).to_owned(),
        Entity::Person(_) | Entity::Snapshot(_) | Entity::Stray(..) => String::new(),
    })
}
