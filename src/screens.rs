//! The screens, one module each.

pub mod annual;
pub mod bin;
pub mod chart;
pub mod checks;
pub mod desk;
pub mod edition;
mod edition_pages;
pub mod export;
pub mod figures;
pub mod goal_sheet;
mod here;
pub mod home;
pub mod import;
mod line_years;
pub mod link;
pub mod live;
pub mod open_file;
pub mod plan;
pub mod print;
pub mod progress;
pub mod settings;
pub mod share;
mod sheet_captions;
pub mod sheet_tools;
pub mod steps;
