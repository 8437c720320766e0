//! Every sentence of the checks that a person reads.

use super::{Check, Severity};

/// What the plan is called in a sentence.
pub(super) const THE_PLAN: &str = "計画";
pub(super) const A_LEVEL: &str = "階層";
pub(super) const A_CATEGORY: &str = "事業の区分";
pub(super) const A_PROGRAMME: &str = "事業";
pub(super) const AN_ITEM: &str = "項目";
pub(super) const AN_INDICATOR: &str = "指標";
pub(super) const PLAN_TITLE: &str = "計画の題";
pub(super) const PLAN_AREA: &str = "対象地域";
pub(super) const NUMBERS_BACK: &str = "手で付けた番号を外し、並び順の番号にします";

/// How much the findings of a check matter, where nothing else is said.
pub(super) const fn severity(check: Check) -> Severity {
    match check {
        Check::Era
        | Check::Organization
        | Check::ChartTitle
        | Check::Priority
        | Check::Number
        | Check::Total => Severity::Warning,
        Check::MissingResult
        | Check::EmptyCell
        | Check::EmptyTitle
        | Check::EmptyItem
        | Check::TwoNames
        | Check::Spelling
        | Check::Marks => Severity::Notice,
    }
}

/// Why the findings of a check are worth a look.
pub(super) const fn why(check: Check) -> &'static str {
    match check {
        Check::Era => "その元号にはない日付です。書き間違いか、元号の直し忘れかもしれません。",
        Check::Organization => {
            "この計画の組織名と違うため、前の文書の名前が残っているのかもしれません。"
        }
        Check::ChartTitle => "同じ項目の題が二通りあると、読む人は別のことと受け取ります。",
        Check::Priority => "重点取組の一覧と本文の印は、同じものを指しているはずです。",
        Check::Number => "番号で呼ぶときに、どちらのことか分からなくなります。",
        Check::Total => "書かれている合計は、内訳と合わせて読まれます。",
        Check::MissingResult => "年度が終わっているため、結果を書ける時期です。",
        Check::EmptyCell => {
            "書き忘れか、取り込みのときに欠けた文かもしれません。書くことがなければ、このままで構いません。"
        }
        Check::EmptyTitle => "題がないと、体系図や目次に現れません。",
        Check::EmptyItem => "同じ階層のほかの項目には中身があるため、書き忘れかもしれません。",
        Check::TwoNames => "名前が少し違うと、同じ事業として集められません。",
        Check::Spelling => {
            "一つの計画の中では、同じ言葉は同じ書き方にそろえると読みやすくなります。"
        }
        Check::Marks => "同じ役目の記号は、一つの形にそろえると読みやすくなります。",
    }
}

/// A step of the way to a place.
pub(super) fn step(level: &str, number: &str, title: &str) -> String {
    let title = shortened(title, 24);
    let words = [level.trim(), number.trim(), &title];
    let words = words.into_iter().filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

pub(super) fn level_step(name: &str) -> String {
    format!("階層「{name}」")
}

pub(super) fn caption_step(words: &str) -> String {
    format!("欄の名前「{words}」")
}

pub(super) fn value_step(year: &str, role: &str) -> String {
    format!("{year} {role}").trim().to_owned()
}

fn quoted(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| format!("「{word}」"))
        .collect::<Vec<_>>()
        .join("")
}

pub(super) fn past_era(typed: &str, meant: &str) -> String {
    format!("「{typed}」は、元号が変わったあとの日付です。{meant}のことでしょうか。")
}

pub(super) fn before_era(typed: &str, meant: &str) -> String {
    format!("「{typed}」は、その元号が始まる前の日付です。{meant}のことでしょうか。")
}

pub(super) fn write_date(meant: &str) -> String {
    format!("「{meant}」と書きます")
}

pub(super) fn other_council(other: &str, own: &str) -> String {
    let own = own.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("見出しに「{other}」とありますが、この計画の組織名は「{own}」です。")
}

pub(super) fn write_name(name: &str) -> String {
    format!("「{name}」と書きます")
}

pub(super) fn chart_differs(chart: &str, body: &str) -> String {
    format!("体系図では「{chart}」、本文では「{body}」となっています。")
}

pub(super) fn both_as(title: &str) -> String {
    format!("体系図も本文も「{title}」にします")
}

fn of_goal(number: &str) -> String {
    if number.is_empty() {
        String::new()
    } else {
        format!("{number} の")
    }
}

pub(super) fn tagged_not_listed(title: &str, goal: &str) -> String {
    let goal = of_goal(goal);
    format!("「{title}」に重点の印がありますが、{goal}重点取組の一覧にありません。")
}

pub(super) fn listed_not_tagged(name: &str, goal: &str) -> String {
    let goal = of_goal(goal);
    format!("「{name}」は{goal}重点取組の一覧にありますが、本文に重点の印がありません。")
}

pub(super) fn listed_not_there(name: &str, goal: &str) -> String {
    let goal = of_goal(goal);
    format!("「{name}」は{goal}重点取組の一覧にありますが、その下に同じ題の取組がありません。")
}

pub(super) fn add_to_list(title: &str) -> String {
    format!("重点取組の一覧の終わりに「{title}」を加えます")
}

pub(super) fn tag(title: &str) -> String {
    format!("「{title}」に重点の印を付けます")
}

pub(super) fn untag(title: &str) -> String {
    format!("「{title}」から重点の印を外します")
}

pub(super) fn number_twice(number: &str, one: &str, other: &str) -> String {
    format!("番号「{number}」が、「{one}」と「{other}」の二つに付いています。")
}

pub(super) fn total_differs(total: &str, parts: &[&str], right: &str) -> String {
    let parts = quoted(parts);
    format!("「{total}」とありますが、内訳の{parts}を足すと{right}です。")
}

pub(super) fn left_out_of_total(total: &str, parts: &[&str], left_out: &[&str]) -> String {
    let (parts, left_out) = (quoted(parts), quoted(left_out));
    format!("「{total}」は{parts}の合計で、{left_out}の分は入っていません。")
}

pub(super) fn write_total(right: &str) -> String {
    format!("合計を「{right}」と書きます")
}

pub(super) fn no_result(year: &str, indicator: &str, district: &str, target: &str) -> String {
    let target = one_line(target);
    let district = of_party(district);
    format!("「{indicator}」の{year}の{district}目標「{target}」に、結果が書かれていません。")
}

fn one_line(text: &str) -> String {
    shortened(text, 40)
}

/// A long text shortened to what recalls it.
fn shortened(text: &str, longest: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= longest {
        return line;
    }
    line.chars().take(longest).chain(['…']).collect()
}

pub(super) fn no_target(year: &str, indicator: &str) -> String {
    format!("「{indicator}」の{year}の目標が空欄です。")
}

pub(super) fn no_grade(year: &str, caption: &str, item: &str) -> String {
    let item = one_line(item);
    format!("「{item}」の{year}の{caption}が空欄です。")
}

pub(super) fn blank_box(year: &str, heading: &str) -> String {
    format!("{year}は終わっていますが、「{heading}」が空欄です。")
}

pub(super) fn lost_value(year: &str, indicator: &str, role: &str) -> String {
    format!("「{indicator}」の{year}の{role}が、取り込みのときに欠けています。")
}

fn of_party(party: &str) -> String {
    if party.is_empty() {
        String::new()
    } else {
        format!("{party}の")
    }
}

pub(super) fn lost_report(party: &str, caption: &str) -> String {
    let party = of_party(party);
    format!("{party}「{caption}」の文が、もとの文書で欠けています。")
}

pub(super) fn blank_report(party: &str, caption: &str) -> String {
    let party = of_party(party);
    format!("{party}「{caption}」が空欄です。")
}

pub(super) fn untitled(what: &str) -> String {
    format!("{what}の題が書かれていません。")
}

pub(super) fn nothing_below(title: &str, level: &str) -> String {
    format!("「{title}」の下に、{level}がまだありません。")
}

pub(super) fn nothing_said(title: &str) -> String {
    format!("「{title}」に、説明も項目も書かれていません。")
}

pub(super) fn two_names(title: &str, programme: &str) -> String {
    format!("「{title}」は、事業一覧の「{programme}」と同じ事業でしょうか。")
}

pub(super) fn tied_under_another_name(title: &str, programme: &str) -> String {
    format!("「{title}」は、事業一覧では「{programme}」という名前です。")
}

pub(super) fn as_alias(title: &str, programme: &str) -> String {
    format!("「{title}」を「{programme}」の別名にして、結び付けます")
}

pub(super) fn rename(title: &str, programme: &str) -> String {
    format!("「{title}」を「{programme}」に書き換えて、結び付けます")
}

fn counted(counts: &[(&str, usize)]) -> String {
    let words = counts
        .iter()
        .map(|(word, count)| format!("「{word}」{count}か所"));
    words.collect::<Vec<_>>().join("、")
}

pub(super) fn two_spellings(counts: &[(&str, usize)]) -> String {
    format!("{}と、書き方が分かれています。", counted(counts))
}

pub(super) fn two_marks(counts: &[(&str, usize)]) -> String {
    format!("{}が、同じ役目で使われています。", counted(counts))
}

pub(super) fn unify(word: &str, count: usize) -> String {
    format!("「{word}」にそろえます（{count}か所を書き換えます）")
}
