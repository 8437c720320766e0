//! Why something was not done: what happened, what became of the files, what to do about it.

use std::io;
use std::path::PathBuf;

use yoriai_plan::{CommandError, OpenError};

use crate::words;

/// Why something was not done. No file has changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    /// Flags that don't go together: wrong usage, which clap does not see.
    #[error("{0}。{help}", help = words::USAGE_HELP)]
    Usage(&'static str),
    #[error("{} を読めません。場所と名前をお確かめください。（{cause}）", path.display())]
    Unreadable { path: PathBuf, cause: io::Error },
    #[error(
        "{name} は文ではありません。Word などの文書は、テキスト（UTF-8 か シフトJIS）で保存し直してください。"
    )]
    NotText { name: String },
    #[error("文が見つかりません。計画ファイルはつくっていません。ほかの文書をお選びください。")]
    NoText,
    #[error("{} は計画ファイルではないか、壊れています。もとの端末で、もう一度書き出してください。（{cause}）", path.display())]
    NotAPlan { path: PathBuf, cause: OpenError },
    #[error("{} は途中が壊れています。もとの端末で、もう一度書き出してください。", path.display())]
    Damaged { path: PathBuf },
    #[error("{} の編集のうち {count}件を読めません。ひとつにしていません。もとの端末で、もう一度書き出してください。", path.display())]
    Refused { path: PathBuf, count: usize },
    #[error("{} と {} は別々の計画なので、ひとつにできません。同じ計画から書き出した控えをお選びください。", one.display(), other.display())]
    Strangers { one: PathBuf, other: PathBuf },
    #[error("読み取った内容から計画をつくれません。{0}。文書を分けてお試しください。")]
    Command(#[from] CommandError),
    #[error("計画が大きすぎて、リンクに入りません。ファイルのままお渡しください。")]
    TooLargeForLink,
    #[error("{} は読み取るもとの文書です。上書きしないよう、別の名前を -o に入れてください。", path.display())]
    WouldLoseSource { path: PathBuf },
    #[error("{} に書き出せません。もとのファイルはそのままです。場所と空きをお確かめください。（{cause}）", path.display())]
    Unwritable { path: PathBuf, cause: io::Error },
    #[error("{} はもうあります。もとのファイルはそのままです。置きかえるときは --force を付け、残すときは別の名前を -o に入れてください。", path.display())]
    WouldReplace { path: PathBuf },
    #[error(
        "{name} は大きすぎて読めません（合わせて {limit}MB 未満）。何も書き出していません。章ごとのファイルに分けてお試しください。"
    )]
    DocumentTooLarge { name: String, limit: usize },
    #[error(
        "シフトJISに入らない文字があります。何も書き出していません。{0}。このとおりに置きかえるには --replace を、文字をそのまま残すには --encoding utf-8 を付けてください。"
    )]
    Unfit(String),
    #[error(
        "版のリンクではありません。何も書き出していません。#/s/ の入ったリンクの全体を「」で囲んで渡してください。"
    )]
    NotALink,
    #[error(
        "このリンクの先の計画は、リンクの中に入っていません。何も書き出していません。アプリで開いて、計画ファイルを書き出してください。"
    )]
    LinkWithoutPlan,
    #[error(
        "リンクが途中で切れているか、変わっています。何も書き出していません。もう一度、リンクの全体を写してください。（{0}）"
    )]
    DamagedLink(String),
    #[error("新しい形式のリンクです。何も書き出していません。新しい yoriai でお試しください。")]
    NewerLink,
    #[error("計画ファイルは画面に出せません。ファイルの名前を -o に入れてください。")]
    PlanToOutput,
    #[error(
        "{} は新しい形式の計画なので、読むことだけができます。何も書き出していません。新しい yoriai でお試しください。", path.display()
    )]
    ReadOnly { path: PathBuf },
    #[error("ご確認いただきたいことが {0}件あります。")]
    Findings(usize),
    #[error("結果を画面に出せません。（{0}）")]
    Output(io::Error),
    #[error("この機械から乱数を得られないため、計画をつくれません。（{0}）")]
    NoChance(getrandom::Error),
}
