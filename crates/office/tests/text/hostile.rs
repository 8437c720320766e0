//! Whatever a text is like, reading it neither fails nor loses a character.

use proptest::prelude::*;
use yoriai_office::read_text;
use yoriai_office::sample::SAMPLE_DOCUMENTS;
use yoriai_office::text::{Draft, Target};

use crate::lossless;

/// Lines of the kinds that other documents have.
const ODD_LINES: &str = "\
# 令和6年度 事業計画
社会福祉法人
## みどり野市社会福祉協議会 実施事業一覧
## [略称について]
- ・生活支援コーディネーターについては SC と表記しています。
# 1 相談支援
### 2) 出張なんでも相談
- ① 集会所を回ります。
- ・財源は会費です。
なお、秋からは夜も行います。
## 令和6年度 みどり野市社会福祉協議会 事業推進方針
# 重点取組事業について
### **基本目標3-①**
#### **・まちの縁側**
## 計画柱1 ひとりにしないまちをつくります！
### 基本目標 1-②
気づき合えるまちをつくります。
社協の取組の方向性\t社協の具体的な取組(令和6～10年度)
声をかけ合います！\t<ul style=\"x\"><li>■ 会議を開きます。</li><li>■地図をつくります。</li></ul>
## 令和6年度の具体的な取組
#### 5)まちの縁側<<重点取組事業>>
#### 5)スマホ寺子屋《新規》
### ※寺子屋
取組\t\t進捗状況\t課題
①\tふれあいの場\t市 場をつくりました。\t広げる必要があります。
\t\t社協\t支える必要があります。
--\t----\t--\t---
年 度\t令和6年度
組 織 名\tみどり野市社会福祉協議会
No.\tビジョン\t組織目標\t指標\t\t評価
\t\t\t項目\tR6 目標\t
1\t基本目標 1\t座談会を開きます。\t座談会\t9地区18回\t
| 基本目標 | 重点目標 |
| --- | --- |
| 1 つながる | (1)あいさつ |
<p>下記を目標とします。<br>【担い手】育てます。</p>
取り組みについて\t結果について
現状・課題
第2章 計画の考え方
Ⅱ 地域の姿
ア 北部
㈱みどり野ﾎﾞﾗﾝﾃｨｱ
\u{feff}基本目標１：つながる
【基本目標２】
基本目標
修正日	
No.	ビジョン 基本目標	組織目標	指標			主な取り組み内容	目標達成状況 未達成理由	評価	備考
			項目	R5 実績	R6 目標			
2	基本目標 1	担い手を育てます。	講座	3回	週1回	講座を開きます。	開きました。	A	よい
取り組みの結果について	取り組みについて
※ 用語は別に示します。
## ※ 縁側
市民は
スローガン
計画期間（令和6年度～令和10年度）";

/// More of them. Apart from the others, so that the seeds of old failures stay what they were.
const ODDER_LINES: &str = "\
取組\t主体\t進捗状況\t課題
①\t集いの場づくり\tみどり市\t3か所で開いた\t担い手が足りない
\t\t社会福祉協議会\t\"・空き家を借ります
・担い手を募ります\"\tA
取組\t\t事業の進捗\t未達成理由\t次の一手\t備考
取組\t\t進捗
①\t計画の進捗管理\t市 委員会を2回開催\t委員の確保
進捗管理委員会\t年2回
基本目標1 つながる地域 ………… 12
目次
No.\t組織目標\t項目\t目標(R4)\tR4(結果)\t課題\t未達成理由
1\t\"座談会を
開きます。\"\t座談会\t\"9地区
18回\"\t\t\"\"\t\"遅れ\"
2022年度 事業計画
「基本目標1」つながる
基本目標1ー① つながる
<a href=\"https://example.jp/form\">申込</a>はこちら
第1章 はじめに
## (1) え
1) あ
・い
取組";

/// What stands under a table, and tables that name their rows instead of numbering them.
const LEGEND_LINES: &str = "\
No.\t組織目標\t指標\tR5目標\tR5実績\t評価
1\t輪を広げる\t協力店\t60店\t58店\tB
評価基準\tA:目標以上 B:おおむね達成
\tC:下回る
\t
2\t担い手\t講座\t4回
| No | 組織目標 | 指標 | 評価 |
|---|---|---|---|
| 1 | 輪を広げる | 協力店 | A |
| 評価の基準 | A:よい |
| B:ふつう |
凡例
評価区分 A：達成
施策\t事業名\t実施状況\t課題\t今後の方向
見守り\t見守り訪問\t月2回\t担い手\t続ける
見守り\t\t週1回
見守り\t配食\t
担当\t施策\t進捗状況\t課題
社協\t居場所\t3か所\t家賃
基本目標1 つながる
事業名\t進捗
数値目標\t現状値\t目標値
策定日 令和6年4月1日\t評価日 令和7年3月31日
基本理念「気づき合うまち」";

fn lines(odd: &'static str) -> Vec<&'static str> {
    let mut lines: Vec<_> = SAMPLE_DOCUMENTS
        .iter()
        .flat_map(|text| text.lines())
        .collect();
    lines.retain(|line| !line.is_empty());
    // The odd ones as often as all others together.
    let times = lines.len() / odd.lines().count() + 1;
    lines.extend((0..times).flat_map(|_| odd.lines()));
    lines
}

/// Lines of the samples, shuffled, left out, doubled, cut.
fn mangled() -> impl Strategy<Value = String> {
    mangled_with(ODD_LINES)
}

fn mangled_with(odd: &'static str) -> impl Strategy<Value = String> {
    let lines = lines(odd);
    let line = (0..lines.len(), 0..120usize, 0..8u8).prop_map(move |(index, cut, how)| {
        let line = lines[index];
        let cut: String = line.chars().take(cut).collect();
        match how {
            0 => cut,
            1 => format!("{line}{line}"),
            2 => format!("{line}\n\n"),
            3 => line.chars().rev().collect(),
            _ => line.to_owned(),
        }
    });
    prop::collection::vec(line, 0..60).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #[test]
    fn mangled_documents_keep_every_character(text in mangled()) {
        let draft = read_text(&text);
        prop_assert_eq!(lossless::check_draft(&text, &draft), Ok(()));
    }

    #[test]
    fn any_text_keeps_every_character(text in any::<String>()) {
        let draft = read_text(&text);
        prop_assert_eq!(lossless::check_draft(&text, &draft), Ok(()));
    }

    #[test]
    fn texts_of_marks_keep_every_character(
        text in "[#\\-・○●<>《》\\[\\]()（）①②1１２第章期基本目標\\t\\n 　。：|*取組年度令和\u{feff}\u{3099}㈱ﾞ]{0,120}",
    ) {
        let draft = read_text(&text);
        prop_assert_eq!(lossless::check_draft(&text, &draft), Ok(()));
    }
}

/// One of the changes that the preview offers.
fn change(draft: &mut Draft, index: prop::sample::Index, what: usize) {
    if what >= 10 {
        let columns = draft.columns();
        if columns.is_empty() {
            return;
        }
        let column = &columns[index.index(columns.len())];
        let meaning = column.choices[(what * 7) % column.choices.len()];
        draft.set_column(column.table, column.column, meaning);
        return;
    }
    if what == 9 {
        let prose: Vec<_> = draft
            .sections()
            .map(|s| Target::SectionText(s.key))
            .collect();
        let lines = draft.sections().flat_map(|s| {
            let key = s.key;
            (0..s.lines.len()).map(move |at| Target::Line(key, at))
        });
        let items = draft.items.iter().map(|item| Target::Statement(item.key));
        let all: Vec<_> = prose.into_iter().chain(lines).chain(items).collect();
        if !all.is_empty() {
            draft.promote(all[index.index(all.len())], 0);
        }
        return;
    }
    if draft.items.is_empty() {
        return;
    }
    let index = index.index(draft.items.len());
    match what {
        0 => draft.demote(index),
        7 => drop(draft.join_up(index)),
        8 => drop(draft.split_title(index, 3)),
        depth => draft.set_depth(index, depth),
    }
}

proptest! {
    // A real document each is slower: a sixth of the usual number, or of PROPTEST_CASES.
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 6))]

    #[test]
    fn mangled_documents_become_plans(text in mangled()) {
        lossless::check(&text, &read_text(&text));
    }

    #[test]
    fn mangled_tables_become_plans(text in mangled_with(ODDER_LINES)) {
        lossless::check(&text, &read_text(&text));
    }

    #[test]
    fn mangled_legends_become_plans(text in mangled_with(LEGEND_LINES)) {
        lossless::check(&text, &read_text(&text));
    }

    #[test]
    fn an_edited_draft_loses_nothing(
        text in mangled(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..14usize), 1..16),
    ) {
        let mut draft = read_text(&text);
        for (index, what) in edits {
            change(&mut draft, index, what);
            prop_assert_eq!(lossless::check_edited(&text, &draft), Ok(()));
            let mut highest = 1;
            for item in &draft.items {
                prop_assert!((1..=highest).contains(&item.depth));
                prop_assert!(item.depth <= draft.levels.len());
                highest = item.depth + 1;
            }
        }
        let (plan, planned) = lossless::plan_of(&draft);
        lossless::check_records(&text, &draft, &plan, &planned);
    }
}

#[test]
fn the_odd_lines_become_a_plan() {
    lossless::check(ODD_LINES, &read_text(ODD_LINES));
    lossless::check(ODDER_LINES, &read_text(ODDER_LINES));
    lossless::check(LEGEND_LINES, &read_text(LEGEND_LINES));
}

#[test]
fn long_texts_are_read_whole() {
    let one_line = "あ".repeat(200_000);
    let many_bullets = "・あ\n".repeat(60_000);
    let many_headings = "# あ\n".repeat(60_000);
    let many_numbers = "1-(1) あ\n".repeat(30_000);
    let brackets = "<".repeat(200_000);
    let cells =
        "①あ ②".repeat(20_000) + "\tい\n基本目標\t重点目標\n" + &"①あ ②".repeat(20_000) + "\tい";
    for text in [
        one_line,
        many_bullets,
        many_headings,
        many_numbers,
        brackets,
        cells,
    ] {
        let draft = read_text(&text);
        assert_eq!(lossless::check_draft(&text, &draft), Ok(()));
    }
}
