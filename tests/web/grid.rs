//! Blocks of cells as text, moving among merged cells, and what keys mean in a grid.

use std::sync::Arc;

use wasm_bindgen_test::wasm_bindgen_test;
use yoriai::components::grid::keys::{Intent, Mode, Press, read};
use yoriai::components::grid::map::{Area, Map, Spot, Way};
use yoriai::components::grid::sheet::{Choice, Content, Made};
use yoriai::components::grid::table_text::{parse, write, write_html};
use yoriai::papers::goal_sheet::rows;
use yoriai_plan::{Command, FiscalYear, NewRecord, Plan, PlanDoc};

use crate::session::add_item;

fn rows(cells: &[&[&str]]) -> Vec<Vec<String>> {
    cells
        .iter()
        .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
        .collect()
}

#[wasm_bindgen_test]
fn a_block_out_of_a_spreadsheet() {
    assert_eq!(
        parse("市\t継続して実施\r\n社協\t拡充\r\n"),
        rows(&[&["市", "継続して実施"], &["社協", "拡充"]])
    );
    assert_eq!(parse("一つだけ"), rows(&[&["一つだけ"]]));
    assert_eq!(parse(""), rows(&[&[""]]));
    assert_eq!(parse("\t\n\t"), rows(&[&["", ""], &["", ""]]));
}

#[wasm_bindgen_test]
fn cells_of_several_lines_come_in_quotes() {
    assert_eq!(
        parse("\"・研修(2回)\r\n・会議\"\t目標\n"),
        rows(&[&["・研修(2回)\n・会議", "目標"]])
    );
    assert_eq!(
        parse("\"彼は\"\"はい\"\"と言った\"\t次"),
        rows(&[&["彼は\"はい\"と言った", "次"]])
    );
    assert_eq!(parse("\"\"\t\"a\tb\""), rows(&[&["", "a\tb"]]));
}

#[wasm_bindgen_test]
fn a_quotation_that_is_no_quoted_cell_stays_as_it_is() {
    assert_eq!(parse("\"声\"を聞く\t次"), rows(&[&["\"声\"を聞く", "次"]]));
    assert_eq!(
        parse("\"閉じない\t次\n三"),
        rows(&[&["\"閉じない", "次"], &["三"]])
    );
    assert_eq!(parse("5\" 管\t次"), rows(&[&["5\" 管", "次"]]));
}

#[wasm_bindgen_test]
fn what_is_written_reads_back() {
    let block = rows(&[
        &["一行", "二行\n目", ""],
        &["\"引用\"", "タブ\tあり", "5\" 管"],
    ]);
    assert_eq!(parse(&write(&block)), block);
    assert_eq!(
        write_html(&rows(&[&["a<b", "c\nd"]])),
        "<table><tr><td>a&lt;b</td><td>c<br>d</td></tr></table>"
    );
}

fn spot(row: usize, column: usize) -> Spot {
    Spot { row, column }
}

fn area(row: usize, column: usize, rows: usize, columns: usize) -> Area {
    Area {
        from: spot(row, column),
        rows,
        columns,
    }
}

/// A number over two rows, two indicators beside it, a wide row below.
fn map() -> Map {
    Map::new(vec![
        area(0, 0, 2, 1),
        area(0, 1, 1, 1),
        area(0, 2, 1, 1),
        area(1, 1, 1, 1),
        area(1, 2, 1, 1),
        area(2, 0, 1, 3),
    ])
}

#[wasm_bindgen_test]
fn one_step_leads_out_of_a_merged_cell() {
    let map = map();
    assert_eq!(map.step(spot(0, 0), Way::Down), spot(2, 0));
    assert_eq!(map.step(spot(1, 0), Way::Right), spot(1, 1));
    assert_eq!(map.step(spot(2, 2), Way::Up), spot(1, 2));
    assert_eq!(map.step(spot(2, 1), Way::Right), spot(2, 1));
    assert_eq!(map.step(spot(0, 1), Way::Up), spot(0, 1));
    assert_eq!(map.step(spot(1, 1), Way::RowEnd), spot(1, 2));
    assert_eq!(map.step(spot(1, 1), Way::Last), spot(2, 2));
    assert_eq!(Map::default().step(spot(0, 0), Way::Down), spot(0, 0));
}

#[wasm_bindgen_test]
fn the_next_row_is_begun_where_tab_set_out() {
    let map = map();
    assert_eq!(map.next_row(spot(0, 2), 1), spot(1, 1));
    assert_eq!(map.next_row(spot(0, 2), 2), spot(1, 2));
    // A cell that reaches down into the row is none of it: straight down then.
    assert_eq!(map.next_row(spot(0, 2), 0), spot(1, 2));
    // Out of it, and from beside it, into the wide row.
    assert_eq!(map.next_row(spot(0, 0), 0), spot(2, 0));
    assert_eq!(map.next_row(spot(1, 2), 1), spot(2, 1));
    assert_eq!(map.next_row(spot(2, 1), 0), spot(2, 1), "the last one");
}

#[wasm_bindgen_test]
fn tab_visits_every_cell_once() {
    let map = map();
    let mut here = spot(0, 0);
    let mut seen = vec![map.at(here)];
    while let Some(next) = map.neighbour(here, true) {
        seen.push(map.at(next));
        here = next;
    }
    assert_eq!(
        seen,
        [0, 1, 2, 3, 4, 5].map(Some).to_vec(),
        "in reading order"
    );
    assert_eq!(map.neighbour(spot(0, 0), false), None);
    assert_eq!(map.neighbour(spot(1, 1), false), Some(spot(0, 2)));
}

#[wasm_bindgen_test]
fn a_selection_cuts_no_cell() {
    let map = map();
    assert_eq!(map.block(spot(1, 0), spot(1, 1)), area(0, 0, 2, 2));
    assert_eq!(map.block(spot(2, 1), spot(1, 2)), area(0, 0, 3, 3));
    assert_eq!(map.cells_in(area(0, 0, 2, 2)), [0, 1, 3]);
}

fn press(key: &str) -> Press {
    Press {
        key: key.to_owned(),
        ..Press::default()
    }
}

#[wasm_bindgen_test]
fn keys_mean_what_a_spreadsheet_means() {
    let shift = |key: &str| Press {
        shift: true,
        ..press(key)
    };
    let alt_enter = Press {
        alt: true,
        ..press("Enter")
    };
    let nav = |press: &Press| read(Mode::Navigate, press);
    assert_eq!(nav(&press("ArrowUp")), Some(Intent::Go(Way::Up)));
    assert_eq!(nav(&shift("ArrowUp")), Some(Intent::Extend(Way::Up)));
    assert_eq!(nav(&press("Enter")), Some(Intent::NextRow));
    assert_eq!(nav(&shift("Enter")), Some(Intent::Go(Way::Up)));
    assert_eq!(nav(&shift("Tab")), Some(Intent::Neighbour(false)));
    assert_eq!(nav(&press("F2")), Some(Intent::Edit));
    assert_eq!(nav(&press("Delete")), Some(Intent::Clear));
    assert_eq!(nav(&press("あ")), None);
    assert_eq!(read(Mode::Type, &press("Escape")), Some(Intent::GiveUp));
    assert_eq!(
        read(Mode::Type, &press("ArrowDown")),
        Some(Intent::Go(Way::Down))
    );
    assert_eq!(read(Mode::Edit, &press("ArrowDown")), None);
    assert_eq!(read(Mode::Edit, &alt_enter), Some(Intent::NewLine));
    assert_eq!(read(Mode::Edit, &press("Delete")), None);
    let by_touch = Press {
        by_touch: true,
        ..press("Enter")
    };
    assert_eq!(read(Mode::Edit, &by_touch), None, "a new line, natively");
}

/// The choices of a grade on the goal sheet of a plan, from the top.
fn grades(doc: &PlanDoc) -> Vec<Choice> {
    let plan = Plan::read(doc);
    let read: &rows::ReadGrade<'_> = &|_| Arc::new(String::new);
    let year = FiscalYear::new(2022).unwrap();
    let sheet = rows::sheet(&plan, year, 1, "A　目標どおり", read);
    let cells = sheet.rows.into_iter().flat_map(|row| row.cells);
    let choices = cells.filter_map(|cell| match cell.content {
        Content::Choice(choice) => Some(choice),
        _ => None,
    });
    choices.collect()
}

#[wasm_bindgen_test]
fn the_legend_of_the_grades_comes_with_the_first_of_them_alone() {
    let mut doc = PlanDoc::new([9; 16]);
    for title in ["相談", "見守り"] {
        doc.apply(&add_item(title).1).unwrap();
    }
    let legends = |commands: &[Command]| {
        let is_scale = |command: &&Command| {
            matches!(
                command,
                Command::AddRecord {
                    record: NewRecord::Scale { .. },
                    ..
                }
            )
        };
        commands.iter().filter(is_scale).count()
    };
    let before = grades(&doc);
    let first = (before[0].set)("A", &mut Made::default());
    assert_eq!(legends(&first), 1);
    doc.apply(&Command::Batch(first)).unwrap();

    let after = grades(&doc);
    assert_eq!(legends(&(after[1].set)("A", &mut Made::default())), 0);
    // What is shown is made anew only where it differs: the second cell must.
    assert_ne!(before[1], after[1]);
}
