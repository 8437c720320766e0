//! What the screen shows, read out of the plan at once.

use leptos::prelude::GetUntracked;
use yoriai_plan::checks::About;
use yoriai_plan::{Date, Entity, IndicatorId, Owner, PartyId, Plan, RecordId};

use super::coverage::{Coverage, coverage};
use super::ledger::{Gap, Shown, gaps};
use super::series::{Figure, figure};
use crate::desk::Desk;
use crate::papers::progress::rows;
use crate::platform::clock;

/// What the screen shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Look {
    pub(super) groups: Vec<Group>,
    pub(super) coverage: Coverage,
    pub(super) gaps: Vec<Gap>,
    /// The names of those who report.
    pub(super) parties: Vec<(PartyId, String)>,
}

/// The indicators of an item or programme.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    pub(super) owner: Owner,
    /// What stands above it, from the top of the plan.
    pub(super) above: Vec<String>,
    pub(super) name: String,
    pub(super) indicators: Vec<Drawn>,
}

/// An indicator.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drawn {
    pub(super) id: IndicatorId,
    pub(super) name: String,
    pub(super) figure: Figure,
}

/// Reads the plan as it stands.
pub(super) fn look(desk: Desk) -> Look {
    let (year, month, day) = clock::today();
    let chosen = (
        desk.sheet_period.get_untracked(),
        desk.summary_level.get_untracked(),
    );
    desk.session().with_plan(|plan| {
        let period = chosen.0.or_else(|| rows::periods(plan).into_iter().next());
        let usual = || {
            period
                .as_ref()
                .map_or(1, |period| rows::row_level(plan, period))
        };
        let shown = Shown {
            level: chosen.1.unwrap_or_else(usual),
            today: Date::new(year, month, day),
            period,
        };
        Look {
            groups: groups(plan),
            coverage: coverage(plan),
            gaps: gaps(plan, &shown),
            parties: plan
                .parties
                .iter()
                .map(|party| (party.id.clone(), party.name.clone()))
                .collect(),
        }
    })
}

/// Items in the plan's order, then programmes.
fn groups(plan: &Plan) -> Vec<Group> {
    let items = plan.walk().map(|item| Owner::Item(item.id.clone()));
    let programmes = plan.all_programmes();
    let programmes = programmes.map(|it| Owner::Programme(it.id.clone()));
    let all = items.chain(programmes).filter_map(|owner| {
        let ids = plan.indicators_of(&owner).iter();
        let indicators: Vec<Drawn> = ids
            .filter_map(|id| plan.indicators.get(id))
            .map(|indicator| Drawn {
                id: indicator.id.clone(),
                name: indicator.name.clone(),
                figure: figure(plan, &indicator.id),
            })
            .collect();
        let entity = match &owner {
            Owner::Item(id) => Entity::Item(id.clone()),
            Owner::Programme(id) => Entity::Record(RecordId::Programme(id.clone())),
            Owner::Indicator(_) => return None,
        };
        let mut above = About::whole(entity).path(plan);
        let name = above.pop().unwrap_or_default();
        (!indicators.is_empty()).then_some(Group {
            owner,
            above,
            name,
            indicators,
        })
    });
    all.collect()
}
