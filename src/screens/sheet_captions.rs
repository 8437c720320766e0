//! What stands over the columns of a sheet, to be written in the council's own words.

use leptos::html;
use leptos::prelude::*;
use yoriai_plan::Caption;

use crate::desk::{WantedCell, use_desk};
use crate::screens::annual::captions::{CaptionField, caption_id};
use crate::words::{self, use_say};

/// The fields, folded away.
#[component]
pub(super) fn SheetCaptions(
    /// Over what there can be words of one's own.
    captions: &'static [Caption],
) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let fold = NodeRef::<html::Details>::new();
    Effect::new(move |_| {
        let Some(WantedCell::Caption(which)) = desk.wanted_cell.get() else {
            return;
        };
        let Some(fold) = fold.get() else { return };
        desk.wanted_cell.set(None);
        if captions.contains(&which) {
            fold.set_open(true);
            desk.focus_id_soon(caption_id(which));
        }
    });
    view! {
        <details class="sheet-captions" node_ref=fold>
            <summary class="button">{say(words::ANNUAL_RENAME)}</summary>
            <p class="hint">{say(words::ANNUAL_RENAME_LEAD)}</p>
            <div class="sheet-captions-fields">
                {captions
                    .iter()
                    .map(|which| {
                        view! {
                            <div class="sheet-field">
                                <span class="form-name" aria-hidden="true">{which.word()}</span>
                                <CaptionField which=*which />
                            </div>
                        }
                    })
                    .collect_view()}
            </div>
        </details>
    }
}
