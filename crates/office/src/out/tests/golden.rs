//! One small plan with every sort of record, and the data that it has to become, key by key.

use yoriai_plan::{
    By, Caption, CategoryId, Command, Course, DistrictId, EvaluationId, FiscalYear, IndicatorId,
    IndicatorKind, IndicatorText, ItemId, ItemText, LevelId, Lifecycle, LineId, NewRecord,
    NumberStyle, Owner, PartyId, Phase, Place, Plan, PlanDate, PlanDoc, PlanText, ProgrammeId,
    ProgrammeText, RecordField, RecordId, ReportId, ReportText, ScaleId, SectionId, SectionKind,
    Stamp, Tag, TermId, TermKind, TextRef, Trend, ValueId, ValueRole, ValueText,
};

use super::super::json;

const EXPECTED: &str = include_str!("../../../tests/golden/plan.json");

fn year(year: i32) -> FiscalYear {
    FiscalYear::new(year).unwrap()
}

fn write(field: TextRef, text: &str) -> Command {
    Command::WriteText {
        field,
        at: 0,
        delete: 0,
        insert: text.to_owned(),
        seen: None,
    }
}

fn add(record: NewRecord) -> Command {
    Command::AddRecord {
        record,
        place: Place::Last,
    }
}

fn set(id: RecordId, field: RecordField) -> Command {
    Command::SetRecord { id, field }
}

fn head() -> Vec<Command> {
    let plan = |which, text| write(TextRef::Plan(which), text);
    vec![
        plan(PlanText::Title, "令和4年度 事業計画"),
        plan(PlanText::Organization, "みどり野市社会福祉協議会"),
        plan(PlanText::Philosophy, "支え合い"),
        plan(PlanText::Slogan, "つながる\nささえる"),
        plan(PlanText::Policy, "皆で進めます。"),
        plan(PlanText::Area, "みどり野市"),
        Command::SetTerm(Some(3)),
        Command::SetPeriod {
            first: Some(year(2022)),
            last: Some(year(2022)),
        },
        Command::SetDate {
            which: PlanDate::Created,
            date: Some("平成34年5月23日".to_owned()),
        },
        Command::SetCaption {
            which: Caption::Policy,
            words: Some("事業推進方針".to_owned()),
        },
    ]
}

fn tree() -> Vec<Command> {
    let id = |number: u8| ItemId::from_random([number; 12]);
    let section = SectionId::from_random([20; 12]);
    let line = LineId::from_random([21; 12]);
    let party = PartyId::from_random([22; 12]);
    let level = |number, name: &str, style, in_chart| Command::AddLevel {
        id: LevelId::from_random([number; 12]),
        place: Place::Last,
        name: name.to_owned(),
        style,
        in_chart,
    };
    let item = |number, parent, title: &str| Command::AddItem {
        id: id(number),
        parent,
        place: Place::Last,
        title: title.to_owned(),
    };
    vec![
        level(1, "基本目標", NumberStyle::Plain, true),
        level(2, "取組", NumberStyle::HalfParen, false),
        Command::AddParty {
            id: party.clone(),
            name: "社協".to_owned(),
        },
        item(10, None, "つながる地域"),
        write(TextRef::Item(id(10), ItemText::ChartTitle), "つながる"),
        item(11, Some(id(10)), "縁側"),
        write(TextRef::Item(id(11), ItemText::Statement), "ひらきます。"),
        Command::SetNumber {
            id: id(11),
            number: Some("5)".to_owned()),
        },
        Command::TagItem {
            id: id(11),
            tag: Tag::Priority,
        },
        Command::SetItemYears {
            id: id(11),
            years: vec![year(2022)],
        },
        Command::AddSection {
            id: section.clone(),
            owner: Some(id(10)),
            place: Place::Last,
            kind: SectionKind::Residents,
            heading: String::new(),
            text: "できることから。".to_owned(),
        },
        Command::AddLine {
            id: line.clone(),
            section,
            place: Place::Last,
            text: "声をかけよう".to_owned(),
        },
        Command::SetLineParty {
            id: line.clone(),
            party: Some(party),
        },
        Command::SetLineYears {
            id: line,
            years: vec![year(2022), year(2023)],
        },
    ]
}

fn programmes() -> Vec<Command> {
    let category = CategoryId::from_random([30; 12]);
    let id = ProgrammeId::from_random([31; 12]);
    let text = |which, text| write(TextRef::Programme(id.clone(), which), text);
    vec![
        add(NewRecord::Category {
            id: category.clone(),
            name: "地域づくり".to_owned(),
        }),
        add(NewRecord::Programme {
            id: id.clone(),
            category: Some(category),
            name: "縁側".to_owned(),
        }),
        text(ProgrammeText::Aliases, "まちの縁側"),
        text(ProgrammeText::Description, "・集います"),
        text(ProgrammeText::Funding, "市補助金\n会費"),
        text(ProgrammeText::Frequency, "年2回"),
        text(ProgrammeText::Months, "4月、10月"),
        text(ProgrammeText::Contract, "令和3年4月1日～令和8年3月31日"),
        text(ProgrammeText::Partners, "自治会"),
        set(
            RecordId::Programme(id.clone()),
            RecordField::Lifecycle(Some(Lifecycle::Continued)),
        ),
        Command::SetItemProgramme {
            id: ItemId::from_random([11; 12]),
            programme: Some(id),
        },
    ]
}

fn figures() -> Vec<Command> {
    let id = IndicatorId::from_random([40; 12]);
    let district = DistrictId::from_random([41; 12]);
    let value = ValueId::from_random([42; 12]);
    vec![
        add(NewRecord::District {
            id: district.clone(),
            name: "北部".to_owned(),
        }),
        add(NewRecord::Indicator {
            id: id.clone(),
            owner: Owner::Item(ItemId::from_random([11; 12])),
            name: "開催".to_owned(),
        }),
        write(
            TextRef::Indicator(id.clone(), IndicatorText::Breakdown),
            "昼\n夜",
        ),
        set(
            RecordId::Indicator(id.clone()),
            RecordField::IndicatorKind(Some(IndicatorKind::Output)),
        ),
        set(
            RecordId::Indicator(id.clone()),
            RecordField::Trend(Some(Trend::More)),
        ),
        add(NewRecord::Value {
            id: value.clone(),
            indicator: id,
            year: year(2022),
            role: ValueRole::Target,
            text: "9地区18回".to_owned(),
        }),
        write(TextRef::Value(value.clone(), ValueText::Note), "夜も含む"),
        set(
            RecordId::Value(value),
            RecordField::District(Some(district)),
        ),
    ]
}

fn reports() -> Vec<Command> {
    let item = ItemId::from_random([11; 12]);
    let report = ReportId::from_random([50; 12]);
    let evaluation = EvaluationId::from_random([51; 12]);
    let text = |which, text| write(TextRef::Report(report.clone(), which), text);
    let term = |number, kind, short: &str, full: &str, note: &str| {
        add(NewRecord::Term {
            id: TermId::from_random([number; 12]),
            kind,
            short: short.to_owned(),
            full: full.to_owned(),
            note: note.to_owned(),
        })
    };
    vec![
        add(NewRecord::Report {
            id: report.clone(),
            item: item.clone(),
            party: Some(PartyId::from_random([22; 12])),
            year: Some(year(2022)),
            period: String::new(),
        }),
        text(ReportText::Progress, "ひらきました。"),
        text(ReportText::Reason, "雨のため"),
        text(ReportText::Next, "続けます"),
        set(
            RecordId::Report(report.clone()),
            RecordField::IssuesState(yoriai_plan::CellState::Lost),
        ),
        add(NewRecord::Evaluation {
            id: evaluation.clone(),
            owner: Owner::Item(item),
            year: year(2022),
            phase: Phase::Year,
            by: By::Committee,
        }),
        write(TextRef::Evaluation(evaluation.clone()), "よく続いた"),
        set(
            RecordId::Evaluation(evaluation.clone()),
            RecordField::Grade("A".to_owned()),
        ),
        set(
            RecordId::Evaluation(evaluation),
            RecordField::Course(Some(Course::Continue)),
        ),
        add(NewRecord::Scale {
            id: ScaleId::from_random([52; 12]),
            name: "四段階".to_owned(),
            grades: "A　計画を上回る\nB　計画どおり".to_owned(),
        }),
        term(53, TermKind::Short, "SC", "生活支援コーディネーター", ""),
        term(54, TermKind::Note, "", "", "用語は別に示します。"),
    ]
}

#[test]
fn the_data_of_a_plan_is_what_is_promised() {
    let mut doc = PlanDoc::new([1; 16]);
    for commands in [head(), tree(), programmes(), figures(), reports()] {
        doc.apply(&Command::Batch(commands)).unwrap();
    }
    doc.commit(&Stamp::default());
    let written = json(&Plan::read(&doc), None);
    // To take a change on purpose: write what is on the left into the file.
    assert_eq!(written, EXPECTED);
}
