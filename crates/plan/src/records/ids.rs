//! Owners and records as the document names them.

use std::sync::Arc;

use super::{Owner, RecordId};
use crate::doc::index::Shelf;
use crate::ids::{
    CategoryId, DistrictId, EvaluationId, IndicatorId, ItemId, ProgrammeId, ReportId, ScaleId,
    TermId, ValueId,
};

impl Owner {
    /// The owner as stored: `item:<id>`, `programme:<id>` or `indicator:<id>`.
    pub(crate) fn stored(&self) -> String {
        match self {
            Self::Item(id) => Self::join(Shelf::Items, id.as_str()),
            Self::Programme(id) => Self::join(Shelf::Programmes, id.as_str()),
            Self::Indicator(id) => Self::join(Shelf::Indicators, id.as_str()),
        }
    }

    /// Reads an owner as stored; `None` for anything else.
    pub(crate) fn parse(stored: &str) -> Option<Self> {
        let (shelf, id) = Self::split(stored)?;
        match shelf {
            Shelf::Items => ItemId::parse(id).map(Self::Item),
            Shelf::Programmes => ProgrammeId::parse(id).map(Self::Programme),
            Shelf::Indicators => IndicatorId::parse(id).map(Self::Indicator),
            _ => None,
        }
    }

    /// Where an owner as stored is kept, and its id.
    pub(crate) fn split(stored: &str) -> Option<(Shelf, &str)> {
        let (word, id) = stored.split_once(':')?;
        let shelf = Self::WORDS.iter().find(|(_, owner)| *owner == word)?.0;
        Some((shelf, id))
    }

    /// What [`Owner::split`] takes apart.
    pub(crate) fn join(shelf: Shelf, id: &str) -> String {
        let word = Self::WORDS.iter().find(|(owner, _)| *owner == shelf);
        format!("{}:{id}", word.map_or("", |(_, word)| word))
    }

    const WORDS: [(Shelf, &str); 3] = [
        (Shelf::Items, "item"),
        (Shelf::Programmes, "programme"),
        (Shelf::Indicators, "indicator"),
    ];
}

impl RecordId {
    /// The id as written in a document.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.shared()
    }

    pub(crate) fn shared(&self) -> &Arc<str> {
        match self {
            Self::Category(id) => id.shared(),
            Self::Programme(id) => id.shared(),
            Self::Indicator(id) => id.shared(),
            Self::Value(id) => id.shared(),
            Self::Report(id) => id.shared(),
            Self::Evaluation(id) => id.shared(),
            Self::Scale(id) => id.shared(),
            Self::District(id) => id.shared(),
            Self::Term(id) => id.shared(),
        }
    }

    pub(crate) fn shelf(&self) -> Shelf {
        match self {
            Self::Category(_) => Shelf::Categories,
            Self::Programme(_) => Shelf::Programmes,
            Self::Indicator(_) => Shelf::Indicators,
            Self::Value(_) => Shelf::Values,
            Self::Report(_) => Shelf::Reports,
            Self::Evaluation(_) => Shelf::Evaluations,
            Self::Scale(_) => Shelf::Scales,
            Self::District(_) => Shelf::Districts,
            Self::Term(_) => Shelf::Terms,
        }
    }

    /// The record of a shelf with an id; `None` if that is no id, or no shelf of records.
    pub(crate) fn parse(shelf: Shelf, id: &str) -> Option<Self> {
        match shelf {
            Shelf::Categories => CategoryId::parse(id).map(Self::Category),
            Shelf::Programmes => ProgrammeId::parse(id).map(Self::Programme),
            Shelf::Indicators => IndicatorId::parse(id).map(Self::Indicator),
            Shelf::Values => ValueId::parse(id).map(Self::Value),
            Shelf::Reports => ReportId::parse(id).map(Self::Report),
            Shelf::Evaluations => EvaluationId::parse(id).map(Self::Evaluation),
            Shelf::Scales => ScaleId::parse(id).map(Self::Scale),
            Shelf::Districts => DistrictId::parse(id).map(Self::District),
            Shelf::Terms => TermId::parse(id).map(Self::Term),
            Shelf::Levels
            | Shelf::Items
            | Shelf::Sections
            | Shelf::Lines
            | Shelf::Parties
            | Shelf::People
            | Shelf::Snapshots => None,
        }
    }
}
