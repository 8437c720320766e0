//! The root maps of things, and which stands below which.

use std::sync::Arc;

use crate::records::Owner;
use crate::schema;

/// How many kinds of things there are.
pub(super) const SHELVES: usize = 16;

/// A root map of things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Shelf {
    Levels,
    Items,
    Sections,
    Lines,
    Categories,
    Programmes,
    Indicators,
    Values,
    Reports,
    Evaluations,
    Scales,
    Districts,
    Terms,
    Parties,
    People,
    Snapshots,
}

impl Shelf {
    pub(crate) const ALL: [Self; SHELVES] = [
        Self::Levels,
        Self::Items,
        Self::Sections,
        Self::Lines,
        Self::Categories,
        Self::Programmes,
        Self::Indicators,
        Self::Values,
        Self::Reports,
        Self::Evaluations,
        Self::Scales,
        Self::Districts,
        Self::Terms,
        Self::Parties,
        Self::People,
        Self::Snapshots,
    ];

    /// The name of the root map.
    pub(crate) fn root(self) -> &'static str {
        match self {
            Self::Levels => "levels",
            Self::Items => "items",
            Self::Sections => "sections",
            Self::Lines => "lines",
            Self::Categories => "categories",
            Self::Programmes => "programmes",
            Self::Indicators => "indicators",
            Self::Values => "values",
            Self::Reports => "reports",
            Self::Evaluations => "evaluations",
            Self::Scales => "scales",
            Self::Districts => "districts",
            Self::Terms => "terms",
            Self::Parties => "actors",
            Self::People => "people",
            Self::Snapshots => "snapshots",
        }
    }

    pub(crate) fn of_root(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shelf| shelf.root() == name)
    }

    /// The key that names the thing above, if things of this kind stand below others.
    pub(crate) fn group_key(self) -> Option<&'static str> {
        match self {
            Self::Items => Some(schema::PARENT),
            Self::Sections => Some(schema::OWNER),
            Self::Lines => Some(schema::SECTION),
            Self::Programmes => Some(schema::CATEGORY),
            Self::Indicators | Self::Evaluations => Some(schema::OWNER),
            Self::Values => Some(schema::INDICATOR),
            Self::Reports => Some(schema::ITEM),
            _ => None,
        }
    }

    /// Where the thing above is kept, and its id: an owner says itself which kind it is of.
    pub(crate) fn above(self, group: &str) -> Option<(Self, &str)> {
        let shelf = match self {
            Self::Items | Self::Sections | Self::Reports => Self::Items,
            Self::Lines => Self::Sections,
            Self::Programmes => Self::Categories,
            Self::Values => Self::Indicators,
            Self::Indicators | Self::Evaluations => {
                let (shelf, id) = Owner::split(group)?;
                // An indicator measures no indicator.
                let fits = self == Self::Evaluations || shelf != Self::Indicators;
                return fits.then_some((shelf, id));
            }
            _ => return None,
        };
        Some((shelf, group))
    }

    /// What stands below a thing of this kind: where it is kept, and by what it names the thing.
    pub(crate) fn below(self, id: &Arc<str>) -> Vec<(Self, Arc<str>)> {
        let owner = || Arc::from(Owner::join(self, id));
        match self {
            Self::Items => vec![
                (Self::Items, id.clone()),
                (Self::Sections, id.clone()),
                (Self::Reports, id.clone()),
                (Self::Indicators, owner()),
                (Self::Evaluations, owner()),
            ],
            Self::Sections => vec![(Self::Lines, id.clone())],
            Self::Categories => vec![(Self::Programmes, id.clone())],
            Self::Programmes => vec![(Self::Indicators, owner()), (Self::Evaluations, owner())],
            Self::Indicators => vec![(Self::Values, id.clone()), (Self::Evaluations, owner())],
            _ => Vec::new(),
        }
    }
}
