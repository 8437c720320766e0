//! Every phrase of this program, but for the sentences in `refusal`.

pub(crate) const ABOUT: &str = "寄り合いの計画ファイル（.yoriai）を、つくる・見る・配る・あわせる";
pub(crate) const IMPORT: &str = "文書（テキスト）を読み取って、計画ファイルをつくる";
pub(crate) const INSPECT: &str = "計画ファイルの中身を見る";
pub(crate) const LINK: &str =
    "今の計画を、読むだけのリンクにする（計画はリンクの中に入り、どこにも預けません）";
pub(crate) const MERGE: &str = "同じ計画の二つの控えを、どちらの編集も残してひとつにする";

pub(crate) const CHECK: &str = "計画を点検する（見つかったことがあれば、終了の値は 1）";
pub(crate) const EXPORT: &str = "計画を、書類として書き出す";
pub(crate) const OPEN: &str = "版のリンクから、計画ファイルをつくる";

pub(crate) const TEXT_FILES: &str = "読み取る文書（UTF-8、UTF-16、シフトJIS のテキスト）。いくつかあれば、順にひとつの計画へ入れる（題のない文書は前の文書の続き）。「-」は標準入力";
pub(crate) const PLAN_FILE: &str = "計画ファイル。「-」は標準入力";
pub(crate) const COPY_FILE: &str = "もうひとつの控え";
pub(crate) const OUTPUT: &str = "書き出す計画ファイル";
pub(crate) const INTO: &str = "この計画ファイルの計画に加える";
pub(crate) const TAKE: &str = "先の計画とちがうところは、あとの文書のとおりにする";
pub(crate) const FORCE: &str = "もうあるファイルを置きかえる";
pub(crate) const JSON_FLAG: &str = "プログラムのための JSON で（形は docs/json.md）";
pub(crate) const KIND_FLAG: &str = "文書の種類。auto は中身から見分ける";
pub(crate) const VIEW: &str =
    "書類：体系図、実施計画、事業計画、進捗のまとめ、目標管理シート（json のときは不要）";
pub(crate) const YEAR: &str = "年度（2022、R4、令和4年度）";
pub(crate) const YEAR_BAD: &str = "年度を 2022 や R4 のように入れてください";
pub(crate) const FORMAT: &str = "書き出す形";
pub(crate) const EXPORT_OUTPUT: &str = "書き出すファイル。なければ画面に出す";
pub(crate) const ENCODING: &str = "csv の文字コード。utf-8 は Excel がそのまま開けます";
pub(crate) const ENCODING_ONLY_CSV: &str = "シフトJISで書き出せるのは csv だけです（--format csv）";
pub(crate) const REPLACE: &str = "シフトJISに入らない文字を、近い文字に置きかえる";
pub(crate) const MEND: &str =
    "点検の名前（era など）。直し方がひとつに決まるものを直して -o に書き出す";
pub(crate) const MEND_BAD: &str = "点検の名前を era や spelling のように入れてください";
pub(crate) const NOTHING_MENDED: &str =
    "名前を挙げた点検で、ひとつに決まる直し方はありませんでした。計画はそのまま書き出しました。\n";
pub(crate) const MEND_OUTPUT: &str = "直した計画を書き出すファイル（もとの計画ファイルでもよい）";
pub(crate) const LINK_ARGUMENT: &str = "版のリンク（全体か、#/s/ から後ろ）。「-」は標準入力";
pub(crate) const BASE: &str = "寄り合いの置いてあるアドレス（例：https://yoriai.example.jp/）";
pub(crate) const BASE_BAD: &str = "http:// か https:// で始まるアドレスを入れてください";

pub(crate) const COMMANDS: &str = "操作";
pub(crate) const ARGUMENTS: &str = "対象";
pub(crate) const FLAGS: &str = "指定";
pub(crate) const HELP: &str = "使い方を見る";
pub(crate) const VERSION: &str = "プログラムのバージョンを見る";
pub(crate) const USAGE_HELP: &str = "何も書き出していません。使い方は --help でご覧ください。";
pub(crate) const NO_COMMAND: &str = "何をするかを入れてください（import、inspect など）。";
pub(crate) const WRONG_USAGE: &str = "指定のしかたが違います。";

pub(crate) const KIND: &str = "種別";
pub(crate) const TITLE: &str = "題";
pub(crate) const ORGANIZATION: &str = "団体";
pub(crate) const TERM: &str = "期";
pub(crate) const PERIOD: &str = "計画期間";
pub(crate) const STATUS: &str = "状態";
pub(crate) const NOTHING: &str = "（なし）";
pub(crate) const SECTIONS: &str = "節";
pub(crate) const LINES: &str = "節の項目";
pub(crate) const CATEGORIES: &str = "事業の区分";
pub(crate) const PROGRAMMES: &str = "事業";
pub(crate) const INDICATORS: &str = "指標";
pub(crate) const VALUES: &str = "指標値";
pub(crate) const REPORTS: &str = "進捗の報告";
pub(crate) const CELLS_FILLED: &str = "報告の欄（記入あり）";
pub(crate) const CELLS_LOST: &str = "報告の欄（欠落）";
pub(crate) const EVALUATIONS: &str = "評価";
pub(crate) const TERMS: &str = "略称・用語";
pub(crate) const NOTES: &str = "注";
pub(crate) const DOCUMENT: &str = "読み取った文書";
pub(crate) const DIFFERENT_KEPT: &str = "先の計画とちがうところ（先の計画のまま）";
pub(crate) const DIFFERENT_TAKEN: &str = "先の計画とちがうところ（あとの文書のとおり）";
pub(crate) const PROSE: &str = "文のまま入れた行";
pub(crate) const PUBLISHED_BY: &str = "公開した人";
pub(crate) const AS_OF: &str = "いつの計画か";
pub(crate) const READING: &str = "読み取っています";
pub(crate) const BELOW_LEVELS: &str = "（階層より深い項目）";
pub(crate) const IN_BIN: &str = "ごみ箱";
pub(crate) const CHANGES: &str = "編集の記録";
pub(crate) const FINDINGS: &str = "ご確認ください";
pub(crate) const NEWER: &str =
    "新しい形式の計画です。このプログラムの知らない中身は、ここには出ません。";

pub(crate) const DOCUMENT_ACTIVITY: &str = "地域福祉活動計画";
pub(crate) const DOCUMENT_ANNUAL: &str = "事業計画";
pub(crate) const DOCUMENT_PROGRESS: &str = "進捗のまとめ";
pub(crate) const DOCUMENT_GOAL_SHEET: &str = "組織目標管理シート";
pub(crate) const DOCUMENT_OTHER: &str = "その他の文書";

pub(crate) const LINK_WITHOUT_BASE: &str =
    "寄り合いのアドレスのうしろに続けてください（--base で付けられます）。";
pub(crate) const LINK_LONG: &str =
    "長いリンクです。メールやLINEによっては途中で切れるので、送ったあとにお確かめください。";

/// Something that a check found.
pub(crate) fn found(severity: &str, check: &str, place: &str, message: &str) -> String {
    match place {
        "" => format!("- {severity}　{check}：{message}"),
        _ => format!("- {severity}　{check}（{place}）：{message}"),
    }
}

/// One of several ways to mend it, which is for a person to choose.
pub(crate) fn choice(label: &str) -> String {
    format!("  直し方：{label}")
}

/// The only way to mend it.
pub(crate) fn mend(label: &str, code: &str) -> String {
    format!("  直し方：{label}（--mend {code}）")
}

/// A place where a document says something else than the plan before it.
pub(crate) fn difference(name: &str, before: &str, after: &str) -> String {
    format!("- {name}：「{before}」と「{after}」")
}

/// A line of the source that was not understood, but kept; of which document, where there are
/// several.
pub(crate) fn prose_line(document: Option<usize>, number: usize, start: &str) -> String {
    let document = document
        .map(|at| format!("{at}つめの文書 "))
        .unwrap_or_default();
    format!("- {document}{number}行目：{start}")
}

/// More of them than are shown.
pub(crate) fn more(count: usize) -> String {
    format!("- ほか {count}件")
}

/// What was replaced for Shift_JIS.
pub(crate) fn replaced(what: &str) -> String {
    format!("置きかえた文字：{what}")
}

/// A character that Shift_JIS cannot hold, and what is offered for it.
pub(crate) fn unfit(what: &str, offered: &str, count: usize) -> String {
    match offered {
        "" => format!("{what} をはぶく（{count}か所）"),
        _ => format!("{what} を {offered} に（{count}か所）"),
    }
}

/// How long a link is.
pub(crate) fn link_length(characters: usize) -> String {
    format!("リンクの長さ {characters}文字")
}

/// What a merge brought.
pub(crate) fn merged(changes: usize) -> String {
    match changes {
        0 => "新しい編集はありませんでした。".to_owned(),
        _ => format!("{changes}件の編集を加えました。"),
    }
}

/// A command that there isn't.
pub(crate) fn no_command(name: &str) -> String {
    format!("「{name}」という操作はありません。")
}

/// A flag that there isn't, or one word too many.
pub(crate) fn no_flag(name: &str) -> String {
    if name.starts_with('-') {
        format!("「{name}」という指定はありません。")
    } else {
        format!("「{name}」は余分です。")
    }
}

/// Flags and arguments that have to be there.
pub(crate) fn lacking(names: &str) -> String {
    format!("{names} が足りません。")
}

/// A value that is none of those that there are.
pub(crate) fn no_value(flag: &str, value: &str, valid: &str) -> String {
    match (value, valid) {
        ("", _) => format!("{flag} に入れるものが足りません。"),
        (_, "") => format!("{flag} に「{value}」は入れられません。"),
        _ => format!("{flag} に「{value}」は入れられません（入れられるもの：{valid}）。"),
    }
}

/// A value that was refused, and why.
pub(crate) fn bad_value(flag: &str, value: &str, why: &str) -> String {
    format!("{flag} に「{value}」は入れられません。{why}。")
}

/// A flag that was given twice.
pub(crate) fn only_once(flag: &str) -> String {
    format!("{flag} は、一度だけ入れてください。")
}

/// A flag that doesn't go with another.
pub(crate) fn not_together(flag: &str, other: &str) -> String {
    format!("{flag} は、{other} といっしょには使えません。")
}
