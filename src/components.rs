//! Parts that several screens use.

pub mod dialog;
pub mod notices;
pub mod qr;
pub mod splice;
pub mod sync_line;
pub mod text_field;
pub mod text_size;
