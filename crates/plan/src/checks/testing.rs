//! Small plans for the tests of the checks.

use super::{Check, Found, check};
use crate::command::{Command, Place};
use crate::dates::Date;
use crate::doc::PlanDoc;
use crate::field::{ItemText, PlanText, TextRef};
use crate::fiscal::FiscalYear;
use crate::ids::{
    DistrictId, EvaluationId, IndicatorId, ItemId, LevelId, LineId, PartyId, ProgrammeId, ReportId,
    SectionId, ValueId,
};
use crate::kinds::{By, CellState, NumberStyle, Phase, PlanKind, SectionKind, Tag, ValueRole};
use crate::plan::Plan;
use crate::records::{NewRecord, Owner, RecordField, RecordId};

/// A plan that is written on.
#[derive(Clone)]
pub(super) struct Desk {
    doc: PlanDoc,
    used: u8,
}

impl Desk {
    pub(super) fn new() -> Self {
        Self {
            doc: PlanDoc::new([1; 16]),
            used: 0,
        }
    }

    pub(super) fn fresh(&mut self) -> [u8; 12] {
        self.used += 1;
        [self.used; 12]
    }

    pub(super) fn plan(&self) -> Plan {
        Plan::read(&self.doc)
    }

    pub(super) fn check(&self) -> Vec<Found> {
        check(&self.plan(), None)
    }

    pub(super) fn check_on(&self, year: i32, month: u32, day: u32) -> Vec<Found> {
        check(&self.plan(), Date::new(year, month, day))
    }

    /// The one finding there is.
    pub(super) fn only(&self, of: Check) -> Found {
        let mut found = self.check();
        assert_eq!(found.len(), 1, "{found:#?}");
        assert_eq!(found[0].check, of);
        found.remove(0)
    }

    pub(super) fn apply(&mut self, command: Command) -> &mut Self {
        self.doc.apply(&command).unwrap();
        self
    }

    pub(super) fn apply_mend(&mut self, found: &Found, which: usize) {
        self.apply(Command::Batch(found.mends[which].commands.clone()));
    }

    pub(super) fn write(&mut self, field: TextRef, text: &str) -> &mut Self {
        let old = self.doc.text(&field).unwrap_or_default();
        self.apply(Command::WriteText {
            field,
            at: 0,
            delete: u32::try_from(crate::text::units(&old)).unwrap(),
            insert: text.into(),
            seen: None,
        })
    }

    pub(super) fn title(&mut self, title: &str) -> &mut Self {
        self.write(TextRef::Plan(PlanText::Title), title)
    }

    pub(super) fn organization(&mut self, name: &str) -> &mut Self {
        self.write(TextRef::Plan(PlanText::Organization), name)
    }

    pub(super) fn kind(&mut self, kind: PlanKind) -> &mut Self {
        self.apply(Command::SetKind(kind))
    }

    pub(super) fn period(&mut self, first: i32, last: i32) -> &mut Self {
        self.apply(Command::SetPeriod {
            first: FiscalYear::new(first),
            last: FiscalYear::new(last),
        })
    }

    pub(super) fn level(&mut self, name: &str) -> &mut Self {
        self.level_of(name, NumberStyle::Plain)
    }

    pub(super) fn level_of(&mut self, name: &str, style: NumberStyle) -> &mut Self {
        let id = LevelId::from_random(self.fresh());
        self.apply(Command::AddLevel {
            id,
            place: Place::Last,
            name: name.into(),
            style,
            in_chart: true,
        })
    }

    pub(super) fn item(&mut self, parent: Option<&ItemId>, title: &str) -> ItemId {
        let id = ItemId::from_random(self.fresh());
        self.apply(Command::AddItem {
            id: id.clone(),
            parent: parent.cloned(),
            place: Place::Last,
            title: title.into(),
        });
        id
    }

    pub(super) fn chart_title(&mut self, id: &ItemId, text: &str) -> &mut Self {
        self.write(TextRef::Item(id.clone(), ItemText::ChartTitle), text)
    }

    pub(super) fn statement(&mut self, id: &ItemId, text: &str) -> &mut Self {
        self.write(TextRef::Item(id.clone(), ItemText::Statement), text)
    }

    pub(super) fn tag(&mut self, id: &ItemId, tag: Tag) -> &mut Self {
        self.apply(Command::TagItem {
            id: id.clone(),
            tag,
        })
    }

    pub(super) fn number(&mut self, id: &ItemId, number: &str) -> &mut Self {
        self.apply(Command::SetNumber {
            id: id.clone(),
            number: Some(number.into()),
        })
    }

    pub(super) fn section(
        &mut self,
        owner: Option<&ItemId>,
        kind: SectionKind,
        heading: &str,
        text: &str,
    ) -> SectionId {
        let id = SectionId::from_random(self.fresh());
        self.apply(Command::AddSection {
            id: id.clone(),
            owner: owner.cloned(),
            place: Place::Last,
            kind,
            heading: heading.into(),
            text: text.into(),
        });
        id
    }

    pub(super) fn line(&mut self, section: &SectionId, text: &str) -> LineId {
        let id = LineId::from_random(self.fresh());
        self.apply(Command::AddLine {
            id: id.clone(),
            section: section.clone(),
            place: Place::Last,
            text: text.into(),
        });
        id
    }

    fn record(&mut self, record: NewRecord) -> &mut Self {
        self.apply(Command::AddRecord {
            record,
            place: Place::Last,
        })
    }

    pub(super) fn indicator(&mut self, item: &ItemId, name: &str) -> IndicatorId {
        self.indicator_of(Owner::Item(item.clone()), name)
    }

    pub(super) fn indicator_of(&mut self, owner: Owner, name: &str) -> IndicatorId {
        let id = IndicatorId::from_random(self.fresh());
        self.record(NewRecord::Indicator {
            id: id.clone(),
            owner,
            name: name.into(),
        });
        id
    }

    pub(super) fn value(
        &mut self,
        indicator: &IndicatorId,
        year: i32,
        role: ValueRole,
        text: &str,
    ) -> ValueId {
        let id = ValueId::from_random(self.fresh());
        self.record(NewRecord::Value {
            id: id.clone(),
            indicator: indicator.clone(),
            year: FiscalYear::new(year).unwrap(),
            role,
            text: text.into(),
        });
        id
    }

    pub(super) fn district(&mut self, name: &str) -> DistrictId {
        let id = DistrictId::from_random(self.fresh());
        self.record(NewRecord::District {
            id: id.clone(),
            name: name.into(),
        });
        id
    }

    pub(super) fn of_district(&mut self, id: &ValueId, district: &DistrictId) -> &mut Self {
        self.apply(Command::SetRecord {
            id: RecordId::Value(id.clone()),
            field: RecordField::District(Some(district.clone())),
        })
    }

    pub(super) fn programme(&mut self, name: &str) -> ProgrammeId {
        let id = ProgrammeId::from_random(self.fresh());
        self.record(NewRecord::Programme {
            id: id.clone(),
            category: None,
            name: name.into(),
        });
        id
    }

    pub(super) fn value_state(&mut self, id: &ValueId, state: CellState) -> &mut Self {
        self.apply(Command::SetRecord {
            id: RecordId::Value(id.clone()),
            field: RecordField::ValueState(state),
        })
    }

    pub(super) fn party(&mut self, name: &str) -> PartyId {
        let id = PartyId::from_random(self.fresh());
        self.apply(Command::AddParty {
            id: id.clone(),
            name: name.into(),
        });
        id
    }

    pub(super) fn report(&mut self, item: &ItemId, party: Option<&PartyId>) -> ReportId {
        let id = ReportId::from_random(self.fresh());
        self.record(NewRecord::Report {
            id: id.clone(),
            item: item.clone(),
            party: party.cloned(),
            year: None,
            period: String::new(),
        });
        id
    }

    pub(super) fn set_report(&mut self, id: &ReportId, field: RecordField) -> &mut Self {
        self.apply(Command::SetRecord {
            id: RecordId::Report(id.clone()),
            field,
        })
    }

    pub(super) fn grade(&mut self, item: &ItemId, year: i32, grade: &str) -> &mut Self {
        let id = EvaluationId::from_random(self.fresh());
        self.record(NewRecord::Evaluation {
            id: id.clone(),
            owner: Owner::Item(item.clone()),
            year: FiscalYear::new(year).unwrap(),
            phase: Phase::Year,
            by: By::Internal,
        });
        self.apply(Command::SetRecord {
            id: RecordId::Evaluation(id),
            field: RecordField::Grade(grade.into()),
        })
    }
}
