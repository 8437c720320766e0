//! What a person changes in the preview before a plan is made.

use yoriai_office::read_text;
use yoriai_office::text::{ColumnMeaning, Draft, Role, Target};
use yoriai_plan::{CellState, SectionKind};

use crate::lossless;

const SHEET: &str = "\
# 組織目標管理シート
年 度\t令和6年度
組 織 名\tみどり野市社会福祉協議会
作成日\t令和6年4月10日
No.\tビジョン 基本目標\t組織目標\t指標\t\t主な取り組み内容\t目標達成状況 未達成理由\t評価\t備考
\t\t\t項目\tR6 目標\t\t\t\t
1\t基本目標 1\t縁側を増やします。\t縁側\t2か所\t\t空き家を借ります。\t\t急ぎ
2\t基本目標 2\t送り合いを広げます。\t講習\t年2回\t\t講習を開きます。\t\t
";

fn column(draft: &Draft, head: &str) -> (usize, usize) {
    let columns = draft.columns();
    let found = columns
        .iter()
        .find(|column| column.head.contains(head))
        .unwrap();
    (found.table, found.column)
}

#[test]
fn plans_that_were_written_into_the_column_beside_are_put_right() {
    let mut draft = read_text(SHEET);
    lossless::check(SHEET, &draft);
    let (table, at) = column(&draft, "達成状況");
    let found = draft.columns();
    let said = found.iter().find(|column| column.column == at).unwrap();
    assert_eq!((said.meaning, said.cells), (ColumnMeaning::Progress, 2));
    assert!(said.choices.contains(&ColumnMeaning::Actions));
    assert!(draft.set_column(table, at, ColumnMeaning::Actions));
    let goals: Vec<_> = draft.items.iter().filter(|item| item.depth == 2).collect();
    for goal in &goals {
        assert!(goal.reports.is_empty());
        assert!(goal.sections.iter().any(|s| s.kind == SectionKind::Actions));
    }
    let actions = &goals[0].sections[1];
    assert_eq!(actions.text, "空き家を借ります。");
    lossless::check(SHEET, &draft);
    // And back.
    assert!(draft.set_column(table, at, ColumnMeaning::Progress));
    assert_eq!(draft.items[1].reports[0].progress, "空き家を借ります。");
    lossless::check(SHEET, &draft);
}

#[test]
fn a_column_of_no_known_name_can_be_given_one() {
    let mut draft = read_text(SHEET);
    let (table, at) = column(&draft, "備考");
    assert_eq!(draft.items[1].sections[0].heading, "備考");
    assert!(draft.set_column(table, at, ColumnMeaning::Next));
    assert_eq!(draft.items[1].reports[0].next, "急ぎ");
    assert!(draft.items[1].sections.is_empty());
    lossless::check(SHEET, &draft);
    // The number of an item is no column to change, nor is there a tenth.
    assert!(!draft.set_column(table, 0, ColumnMeaning::Next));
    assert!(!draft.set_column(table, 10, ColumnMeaning::Next));
    assert!(!draft.set_column(9, 0, ColumnMeaning::Next));
}

#[test]
fn cells_of_a_summary_change_places_and_their_states_follow() {
    let text = "第1期計画 進捗のまとめ\n基本目標1 つながる\n取組\t\t進捗状況\t課題\n\
                ①\t集い\t市\t場を増やしました。\n\t\t社協\t広げる必要があります。\n";
    let mut draft = read_text(text);
    lossless::check(text, &draft);
    let states = |draft: &Draft| -> Vec<_> {
        let reports = draft.items[1].reports.iter();
        reports
            .map(|report| (report.progress_state, report.issues_state))
            .collect()
    };
    use CellState::{Blank, Filled, Lost};
    assert_eq!(states(&draft), [(Filled, Lost), (Lost, Filled)]);
    let (table, at) = column(&draft, "進捗");
    assert!(draft.set_column(table, at, ColumnMeaning::Issues));
    assert_eq!(states(&draft), [(Blank, Filled), (Lost, Filled)]);
    assert_eq!(draft.items[1].reports[0].issues, "場を増やしました。");
    lossless::check(text, &draft);
}

const TREE: &str =
    "基本目標1 あ\n重点目標(1) 声を\n重点目標(2) かけよう\n具体的な取組\n・見守る。集う。\n";

#[test]
fn a_title_cut_in_two_is_joined_and_two_in_one_are_split() {
    let mut draft = read_text(TREE);
    assert!(draft.join_up(2));
    assert_eq!(draft.items[1].title, "声を重点目標(2) かけよう");
    assert_eq!(lossless::check_draft(TREE, &draft), Ok(()));
    assert_eq!(draft.items.len(), 3);
    assert!(draft.split_title(2, 4));
    let titles: Vec<_> = draft.items.iter().map(|item| item.title.as_str()).collect();
    assert_eq!(titles[2..], ["見守る。", "集う。"]);
    assert_eq!(draft.items[3].depth, draft.items[2].depth);
    assert_eq!(lossless::check_draft(TREE, &draft), Ok(()));
    assert!(!draft.split_title(2, 0) && !draft.split_title(2, 99) && !draft.join_up(0));
    lossless::plan_of(&draft);
}

#[test]
fn a_line_of_prose_becomes_an_item_with_its_number() {
    let text = "基本目標1 あ\nはじめに。\n(2) 見守り会議を開きます。\n重点目標(1) い\n";
    let mut draft = read_text(text);
    let target = Target::Statement(draft.items[0].key);
    assert_eq!(draft.items[0].statement.lines().count(), 2);
    assert!(draft.promote(target, 1));
    assert_eq!(draft.items[0].statement, "はじめに。");
    let new = &draft.items[1];
    assert_eq!(
        (new.depth, new.title.as_str()),
        (2, "見守り会議を開きます。")
    );
    assert_eq!(new.number.as_ref().unwrap().last, "(2)");
    assert!(
        draft
            .pieces
            .iter()
            .any(|piece| piece.role == Role::Number(new.key))
    );
    lossless::check(text, &draft);
    assert!(!draft.promote(target, 7));
}

/// The source names an item twice; as prose it says so once, and a line of prose is made an item
/// again.
#[test]
fn what_the_source_says_twice_becomes_prose_and_an_item_again() {
    let line = "### 基本目標 3 ともに暮らすまち\n";
    let text = format!("{line}{line}");
    let mut draft = read_text(&text);
    draft.demote(0);
    assert!(draft.items.is_empty());
    let prose = &draft.front[0];
    assert_eq!(prose.text.lines().count(), 1);
    assert!(draft.promote(Target::SectionText(prose.key), 0));
    assert_eq!(draft.items[0].title, "基本目標 3 ともに暮らすまち");
    assert!(draft.front.is_empty());
    assert_eq!(lossless::check_edited(&text, &draft), Ok(()));
    lossless::plan_of(&draft);
}
