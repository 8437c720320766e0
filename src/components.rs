//! Parts that several screens use.

pub mod choice;
pub mod dialog;
pub mod fields;
pub mod grid;
pub mod keep_focus;
pub mod keep_looking;
pub mod level_switch;
pub mod moment;
pub mod notices;
pub mod qr;
pub mod scalar_field;
pub mod splice;
pub mod sync_line;
pub mod tags;
pub mod text_field;
pub mod text_size;
