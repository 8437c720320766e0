//! Which screen the address names. Everything is in the fragment: a capability link must never
//! reach a server's log.

use crate::papers::Paper;

/// A place within a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// 実施計画, with the outline.
    Desk,
    /// 体系図.
    Chart,
    /// 進捗のまとめ.
    Progress,
    /// 目標管理シート.
    GoalSheet,
    /// 事業計画 of a year.
    Annual,
    /// What goes to the printer.
    Paper(Paper),
    /// 点検.
    Checks,
    /// 指標.
    Figures,
    /// The bin.
    Bin,
}

/// A screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// The list of plans.
    Library,
    /// Bringing in a document.
    Import,
    /// A plan of this device.
    Plan {
        /// Its id.
        id: String,
        /// Where in it.
        place: Place,
    },
    /// A link that somebody gave; the whole fragment.
    Link(String),
}

impl Route {
    /// Reads a fragment, with or without its `#`. What it doesn't know leads to the list.
    pub fn parse(fragment: &str) -> Self {
        let path = fragment.trim_start_matches('#').trim_start_matches('/');
        let mut steps = path.split('/');
        match (steps.next().unwrap_or_default(), steps.next()) {
            ("e" | "v" | "s" | "b", Some(_)) => Self::Link(fragment.to_owned()),
            ("import", None) => Self::Import,
            ("p", Some(id)) if !id.is_empty() => {
                let place = match (steps.next(), steps.next()) {
                    (Some("chart"), None) => Place::Chart,
                    (Some("checks"), None) => Place::Checks,
                    (Some("figures"), None) => Place::Figures,
                    (Some("progress"), None) => Place::Progress,
                    (Some("goals"), None) => Place::GoalSheet,
                    (Some("print"), Some("progress")) => Place::Paper(Paper::Progress),
                    (Some("print"), Some("goals")) => Place::Paper(Paper::GoalSheet),
                    (Some("annual"), None) => Place::Annual,
                    (Some("print"), Some("annual")) => Place::Paper(Paper::Annual),
                    (Some("bin"), None) => Place::Bin,
                    (Some("print"), Some("plan")) => Place::Paper(Paper::Activity),
                    (Some("print"), _) => Place::Paper(Paper::Chart),
                    _ => Place::Desk,
                };
                Self::Plan {
                    id: id.to_owned(),
                    place,
                }
            }
            _ => Self::Library,
        }
    }

    /// The fragment of this screen, with its `#`.
    pub fn fragment(&self) -> String {
        match self {
            Self::Library => "#/".to_owned(),
            Self::Import => "#/import".to_owned(),
            Self::Plan { id, place } => {
                let rest = match place {
                    Place::Desk => "",
                    Place::Chart => "/chart",
                    Place::Checks => "/checks",
                    Place::Figures => "/figures",
                    Place::Progress => "/progress",
                    Place::GoalSheet => "/goals",
                    Place::Paper(Paper::Progress) => "/print/progress",
                    Place::Paper(Paper::GoalSheet) => "/print/goals",
                    Place::Annual => "/annual",
                    Place::Paper(Paper::Annual) => "/print/annual",
                    Place::Bin => "/bin",
                    Place::Paper(Paper::Chart) => "/print/chart",
                    Place::Paper(Paper::Activity) => "/print/plan",
                };
                format!("#/p/{id}{rest}")
            }
            Self::Link(fragment) => fragment.clone(),
        }
    }
}
