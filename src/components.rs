//! Parts that several screens use.

pub mod choice;
pub mod dialog;
pub mod fields;
pub mod grid;
pub mod level_switch;
pub mod notices;
pub mod qr;
pub mod splice;
pub mod sync_line;
pub mod text_field;
pub mod text_size;
