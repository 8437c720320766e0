//! A cell of a printed form.

use leptos::prelude::*;
use yoriai_plan::{CellState, Plan};

use crate::components::fields::state_in;
use crate::components::grid::sheet::{Cell, Content};

/// What stands in a cell on paper: a blank stays blank, and 該当なし is said.
pub fn plain(plan: &Plan, content: &Content) -> String {
    match content {
        Content::Fixed(words) => words.clone(),
        Content::Missing(_) => String::new(),
        Content::Choice(choice) => (choice.read)(),
        Content::Text(field) => {
            let text = plan.text(field).unwrap_or_default();
            if !text.is_empty() {
                return text.to_owned();
            }
            match state_in(plan, field).unwrap_or_default() {
                CellState::None => CellState::None.word().to_owned(),
                CellState::Lost => format!("（{}）", CellState::Lost.word()),
                CellState::Filled | CellState::Blank => String::new(),
            }
        }
    }
}

/// The cell.
#[component]
pub fn PaperCell(cell: Cell, number: String, text: String) -> impl IntoView {
    view! {
        <td
            data-column=cell.column.to_string()
            rowspan=cell.rows.to_string()
            colspan=cell.columns.to_string()
        >
            {(!number.is_empty()).then(|| view! { <span class="form-number">{number}</span> })}
            {text}
        </td>
    }
}
