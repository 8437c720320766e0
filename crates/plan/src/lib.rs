//! The plan document of a 社会福祉協議会: what a plan is, how it is changed, how it is read.
//!
//! The document is an Automerge document ([`PlanDoc`]) that merges by character and loses nothing.
//! A change is a [`Command`]; what can be seen is a [`Plan`], a plain projection that
//! [`Plan::read`] builds and [`Plan::refresh`] keeps.
//!
//! Layout, from the outside in:
//!
//! - [`command`]: everything that can be done to a plan
//! - [`doc`]: the Automerge document: opening, applying, merging, saving
//! - [`plan`]: the projection: tree, numbers, sections, bin, findings
//! - [`records`]: programmes, indicators, reports and what else stands beside the tree
//! - [`amounts`]: what a value says, read from its text
//! - [`checks`]: what a careful reader would ask about (点検)
//! - [`frozen`]: a plan as it stood on a day, as one compact text
//! - [`fiscal`], [`dates`]: fiscal years, days and eras as people write them
//! - [`ids`], [`kinds`], [`field`], [`text`]: the words they all use
//!
//! There is no clock, no randomness, no network and no browser in here: all four are passed in.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod amounts;
pub mod checks;
pub mod command;
pub mod dates;
mod derived;
mod digest;
pub mod doc;
mod eras;
pub mod field;
pub mod finding;
pub mod fiscal;
pub mod frozen;
pub mod ids;
pub mod kinds;
mod number;
mod order;
pub mod plan;
pub mod records;
mod schema;
pub mod text;
mod touched;

pub use amounts::{Amount, Extent, Part, Total};
pub use command::{Command, CommandError, Place};
pub use dates::{Date, Parsed, Warning};
pub use derived::{Grade, SCALE_PRESETS, ScalePreset};
pub use doc::undo::{History, MAX_STEPS, StepPlace, TakenBack};
pub use doc::{
    Chunk, ChunkKind, Heads, Merged, OpenError, Opened, PlanDoc, SavedHistory, Stamp, StoredChange,
};
pub use field::{
    CategoryText, IndicatorText, ItemText, PlanText, ProgrammeText, ReportText, ScaleText,
    SectionText, TermText, TextRef, ValueText,
};
pub use finding::{Conflict, ConflictField, Entity, Finding, FindingKind, Rival};
pub use fiscal::{FiscalYear, YearSpan};
pub use frozen::{Edition, ThawError};
pub use ids::{
    CategoryId, DistrictId, EvaluationId, IndicatorId, ItemId, LevelId, LineId, PartyId, PersonId,
    ProgrammeId, ReportId, ScaleId, SectionId, SnapshotId, TermId, ValueId,
};
pub use kinds::{
    By, Caption, CellState, Course, IndicatorKind, Lifecycle, NumberStyle, Phase, PlanDate,
    PlanKind, PlanStatus, SectionKind, Tag, TermKind, Trend, ValueRole,
};
pub use plan::{
    Binned, DomainChange, Item, Level, Line, Party, Person, Plan, PlanHead, Section, Snapshot,
};
pub use records::{
    Category, District, Evaluation, Indicator, NewRecord, Owner, Programme, RecordField, RecordId,
    Report, Scale, Term, Value,
};
pub use schema::{MAX_ENTITIES, MAX_FIELD_UNITS, SCHEMA};
pub use touched::Touched;
