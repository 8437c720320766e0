//! The screens, one module each.

pub mod bin;
pub mod chart;
pub mod desk;
pub mod edition;
pub mod home;
pub mod import;
pub mod link;
pub mod plan;
pub mod print;
pub mod settings;
pub mod share;
