//! Every phrase of this program, but for the sentences in `refusal`.

pub(crate) const ABOUT: &str = "寄り合いの計画ファイル（.yoriai）を、つくる・見る・配る・あわせる";
pub(crate) const IMPORT: &str = "文書（UTF-8 のテキスト）を読み取って、計画ファイルをつくる";
pub(crate) const INSPECT: &str = "計画ファイルの中身を見る";
pub(crate) const LINK: &str =
    "今の計画を、読むだけのリンクにする（計画はリンクの中に入り、どこにも預けません）";
pub(crate) const MERGE: &str = "同じ計画の二つの控えを、どちらの編集も残してひとつにする";

pub(crate) const TEXT_FILES: &str =
    "読み取る文書。いくつかあれば、続きの文書として順に読む。「-」は標準入力";
pub(crate) const PLAN_FILE: &str = "計画ファイル";
pub(crate) const COPY_FILE: &str = "もうひとつの控え";
pub(crate) const OUTPUT: &str = "書き出す計画ファイル";
pub(crate) const BASE: &str = "寄り合いの置いてあるアドレス（例：https://yoriai.example.jp/）";
pub(crate) const BASE_BAD: &str = "http:// か https:// で始まるアドレスを入れてください";

pub(crate) const KIND: &str = "種別";
pub(crate) const TITLE: &str = "題";
pub(crate) const ORGANIZATION: &str = "団体";
pub(crate) const TERM: &str = "期";
pub(crate) const PERIOD: &str = "計画期間";
pub(crate) const STATUS: &str = "状態";
pub(crate) const NOTHING: &str = "（なし）";
pub(crate) const SECTIONS: &str = "節";
pub(crate) const LINES: &str = "節の項目";
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

/// A finding: moved below each other.
pub(crate) fn cycle(name: &str) -> String {
    format!("2台で互いの下へ移したため、「{name}」を一番上に置いています。")
}

/// A finding: its place is not there.
pub(crate) fn orphan(name: &str) -> String {
    format!("「{name}」は、もとの場所が見つからないため、一番上にあります。")
}

/// A finding: a section that was made twice.
pub(crate) fn duplicate(kind: &str, name: &str) -> String {
    format!("「{name}」に、2台が別々に「{kind}」を書きました。両方を残しています。")
}

/// A finding: edited while in the bin.
pub(crate) fn edited_in_bin(name: &str) -> String {
    format!("ごみ箱の「{name}」に、ほかの端末で続きが書かれました。")
}

/// A finding: a value that makes no sense.
pub(crate) fn unreadable(raw: &str) -> String {
    format!("読めない値がありました（{raw}）。もとのまま残しています。")
}

/// A finding: a text beside the text.
pub(crate) fn rival_text(name: &str, raw: &str) -> String {
    format!("「{name}」に、別の文もあります（{raw}）。もとのまま残しています。")
}

/// A scalar that was set differently on two devices.
pub(crate) fn decided_apart(name: &str, values: &str) -> String {
    format!("「{name}」に、2か所で別々に決められたものがあります（{values}）。")
}
