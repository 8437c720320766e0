//! All words of the interface, Japanese first. No other file holds text that a person reads.
//!
//! `{}` in a phrase stands for what [`fill`] puts there, in order. What belongs to the document
//! (names of levels, tags, headings) is data and is not translated.

use leptos::prelude::use_context;
use serde::{Deserialize, Serialize};

/// The language of the interface.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// Japanese.
    #[default]
    Japanese,
    /// English.
    English,
}

/// One phrase in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    ja: &'static str,
    en: &'static str,
}

impl Words {
    /// The phrase in a language.
    pub const fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::Japanese => self.ja,
            Language::English => self.en,
        }
    }
}

/// Gives phrases in the language of the interface.
pub fn use_say() -> impl Fn(Words) -> &'static str + Copy + Send + Sync + 'static {
    // The language is chosen before the first screen; changing it loads the page anew.
    let language = use_context::<Language>().unwrap_or_default();
    move |words: Words| words.in_language(language)
}

/// Puts values in the places of `{}`.
pub fn fill(phrase: &str, values: &[&str]) -> String {
    let mut values = values.iter();
    let mut pieces = phrase.split("{}");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        text.push_str(values.next().unwrap_or(&""));
        text.push_str(piece);
    }
    text
}

macro_rules! words {
    ($($name:ident: $ja:literal, $en:literal;)+) => {
        $(#[allow(missing_docs)] pub const $name: Words = Words { ja: $ja, en: $en };)+
    };
}

words! {
    APP: "寄り合い", "Yoriai";
    APP_LEAD: "計画は、この端末の中にあります。電波の届かない集会所でも書けて、あとでひとつになります。",
        "Plans live on this device. Write them in a hall without a network; they become one afterwards.";
    SKIP: "本文へ移る", "Skip to content";

    // The list of plans.
    LIBRARY: "計画一覧", "Plans";
    NEW_PLAN: "新しい計画", "New plan";
    IMPORT: "文書から取り込む", "Import a document";
    OPEN_LINK: "リンクを開く", "Open a link";
    OPEN_SAMPLE: "見本を開く", "Open the sample";
    NO_PLANS: "この端末には、まだ計画がありません。", "There are no plans on this device yet.";
    NO_PLANS_HINT: "はじめての方は「見本を開く」から、できあがった計画をご覧ください。",
        "New here? Open the sample to see a finished plan.";
    UNTITLED: "（題のない計画）", "(untitled plan)";
    NOT_ARRIVED: "（まだ届いていない計画）", "(a plan that has not arrived yet)";
    LAST_EDIT: "最後の編集", "Last edit";
    LAST_EDIT_BY: "{} {}", "{} by {}";
    NAMELESS: "名前のない端末", "an unnamed device";
    STATE_LOCAL: "この端末だけにあります", "Only on this device";
    STATE_WAITING: "保存済み・同期待ち {}件", "Saved · {} waiting to sync";
    STATE_NOT_COME: "リンクから届くのを待っています", "Waiting for it to come from its link";
    STATE_ENDED: "共有は終わりました", "Sharing has ended";
    STATE_TAKEN_OVER: "新しいリンクの計画に引き継ぎました", "Taken over by the plan of the new link";
    STATE_FOLLOWED: "閲覧リンクで開いています", "Opened by a viewing link";
    STATE_SHARED: "保存済み・同期済み", "Saved · synced";
    MOMENT: "{}月{}日 {}", "{}/{} {}";
    DAY_OF_YEAR: "{}年{}月{}日", "{}/{}/{}";
    MOMENT_OF_YEAR: "{}年{}月{}日 {}", "{}/{}/{} {}";
    COPY_ELSEWHERE: "控え {}", "Copy elsewhere {}";
    COPY_NOWHERE: "控えは、まだありません", "No copy elsewhere yet";
    STORAGE: "この端末の保存領域", "Storage on this device";
    STORAGE_KEPT: "ブラウザーは、この保存領域を勝手に消しません。",
        "The browser will not clear this storage by itself.";
    STORAGE_NOT_KEPT: "空きが減ると、ブラウザーが消すことがあります。大切な計画は、共有するか、書き出してください。",
        "The browser may clear it when space runs low. Share or export plans that matter.";
    STORAGE_USED: "{} を使っています（使える量 {}）。", "{} used of {}.";
    SETTINGS: "設定", "Settings";
    UPDATE_READY: "新しい版の用意ができました。", "A new version is ready.";
    UPDATE_NOW: "新しい版にする", "Update now";

    // New plan.
    TEMPLATE: "ひな形", "Template";
    TEMPLATE_ACTIVITY: "地域福祉活動計画", "Community welfare activity plan";
    TEMPLATE_ACTIVITY_HINT: "基本目標 → 重点目標 → 活動方針 → 具体的な取組", "Four levels, from goals to activities";
    TEMPLATE_ANNUAL: "事業計画", "Annual plan";
    TEMPLATE_ANNUAL_HINT: "計画柱 → 基本目標 → 具体的な取組", "Three levels, from pillars to activities";
    TEMPLATE_PROGRESS: "進捗のまとめ", "Progress summary";
    TEMPLATE_PROGRESS_HINT: "基本目標 → 取組。市と社協が、それぞれの進み具合を書きます",
        "Two levels; the city and the council each report";
    TEMPLATE_GOALS: "目標管理シート", "Goal sheet";
    TEMPLATE_GOALS_HINT: "ビジョン・基本目標 → 組織目標。指標と評価の欄があります",
        "Two levels, with indicators and grades";
    TEMPLATE_BLANK: "白紙", "Blank";
    TEMPLATE_BLANK_HINT: "階層を自分で決めます", "Name the levels yourself";
    PLAN_TITLE: "計画の題", "Title";
    PLAN_TITLE_HINT: "例：第3期 みどり野市地域福祉活動計画", "For example: 3rd Midorino activity plan";
    CREATE: "つくる", "Create";
    CREATE_FULL: "計画をつくれませんでした。ほかの計画はそのままです。端末の空きを作ってから、もう一度お試しください。",
        "The plan could not be made: no space. Other plans are untouched. Free some space and try again.";
    CREATE_FAILED: "計画をつくれませんでした。ほかの計画はそのままです。画面を読み込み直して、もう一度お試しください。",
        "The plan could not be made. Other plans are untouched. Reload the page and try again.";
    CLOSE: "閉じる", "Close";

    // Opening a link.
    LINK_FIELD: "受け取ったリンク", "The link you received";
    LINK_OPEN: "開く", "Open";
    LINK_BAD: "このリンクは開けません。端末の計画はそのままです。リンクの最後まで入っているか、お確かめください。",
        "This link can't be opened. The plans on this device are untouched. Check that the whole link was copied.";

    // Import.
    IMPORT_TITLE: "文書から取り込む", "Import a document";
    IMPORT_LEAD: "計画書の文を、体系と本文に読み分けます。つくる前に、結果をお確かめください。",
        "The text of a plan is taken apart into its outline and prose. Check the result before you create it.";
    IMPORT_FILE: "ファイルを選ぶ（テキスト・Markdown・書き出した .yoriai）",
        "Choose a file (text, Markdown, or an exported .yoriai)";
    IMPORT_DAMAGED: "計画のファイルを開けませんでした。端末の計画はそのままです。もとの端末で、もう一度書き出してください。",
        "The plan's file can't be opened. The plans on this device are untouched. Export it once more where it came from.";
    IMPORT_PASTE: "または、ここに文を貼り付ける", "Or paste text here";
    IMPORT_READ: "読み取る", "Read it";
    IMPORT_READING: "読み取っています。", "Reading.";
    IMPORT_TOO_LARGE: "ファイルが大きすぎます（20 MB まで）。端末の計画はそのままです。分けてから、お選びください。",
        "The file is too large (20 MB at most). The plans on this device are untouched. Split it and try again.";
    IMPORT_UNREADABLE: "ファイルを文として読めませんでした。端末の計画はそのままです。テキスト形式で保存し直して、お選びください。",
        "The file could not be read as text. The plans on this device are untouched. Save it as plain text and try again.";
    IMPORT_EMPTY: "文が見つかりませんでした。端末の計画はそのままです。ほかのファイルを選ぶか、文を貼り付けてください。",
        "There is no text in it. The plans on this device are untouched. Choose another file, or paste text.";
    IMPORT_RESULT: "読み取った結果", "What was read";
    IMPORT_SOURCE: "もとの文書", "Source";
    IMPORT_CREATE: "この内容で計画をつくる", "Create the plan from this";
    IMPORT_AGAIN: "選び直す", "Choose again";
    IMPORT_ROW_UP: "一段上げる", "Up a level";
    IMPORT_ROW_DOWN: "一段下げる", "Down a level";
    IMPORT_ROW_PROSE: "本文にする", "Make it prose";
    IMPORT_FRONT: "計画全体の節", "Sections of the whole plan";
    IMPORT_ROW_TITLE: "{}の題", "Title of the {}";
    IMPORT_ROW_JOIN: "前の行とつなぐ", "Join with the one before";
    IMPORT_ROW_SPLIT: "カーソルの所で分ける", "Split at the cursor";
    IMPORT_ROW_NO_SPLIT: "題の中の分けたい所にカーソルを置いてから、お押しください。",
        "Put the cursor where the title should be split, then press the button.";
    IMPORT_ROW_ITEM: "項目にする", "Make it an item";
    IMPORT_ROW_NO_ITEM: "この行は、項目にできません。結果はそのままです。ほかの行をお選びください。",
        "This line can't become an item. Nothing has changed. Choose another line.";
    IMPORT_COUNTS: "読み取った数", "How much was read";
    IMPORT_SECTIONS: "節", "Sections";
    IMPORT_PROGRAMMES: "事業", "Programmes";
    IMPORT_INDICATORS: "指標", "Indicators";
    IMPORT_VALUES: "指標の値", "Values";
    IMPORT_REPORTS: "進捗の報告", "Reports";
    IMPORT_CELLS: "進捗の欄（記入・欠落）", "Cells of reports (filled · lost)";
    IMPORT_CELLS_ARE: "{}・{}", "{} · {}";
    IMPORT_TERMS: "略称・注", "Terms";
    IMPORT_DATES: "日付", "Dates";
    IMPORT_WHOLE: "計画全体", "The whole plan";
    IMPORT_LOST: "（欠落）", "(lost)";
    IMPORT_COLUMNS: "表の列", "Columns of the tables";
    IMPORT_COLUMN_HEAD: "列の見出し", "Head";
    IMPORT_COLUMN_SAMPLE: "欄の例", "A cell";
    IMPORT_COLUMN_MEANING: "入れる所", "Goes to";
    IMPORT_COLUMN_NAME: "「{}」を入れる所", "Where “{}” goes";
    IMPORT_COLUMN_SECTION: "見出しのままの節", "A section of its own";
    IMPORT_WHERE: "取り込む先", "Where to";
    IMPORT_WHERE_NEW: "新しい計画にする", "A new plan";
    IMPORT_COMPARE: "今の計画と比べる", "Compare with the plan";
    IMPORT_OPENING: "計画を開いています。", "Opening the plan.";
    IMPORT_INTO: "「{}」に取り込む", "Into “{}”";
    IMPORT_INTO_LEAD: "同じものは、そのままです。ちがうものは、選んだものだけを置き換えます。",
        "What is the same stays. Of what differs, only what you choose is replaced.";
    IMPORT_BACK: "読み取った結果へ戻る", "Back to what was read";
    IMPORT_ADDED: "新しく加わるもの {}件", "New: {}";
    IMPORT_SAME: "同じもの {}件", "The same: {}";
    IMPORT_CHANGED: "ちがうもの {}件", "Different: {}";
    IMPORT_BEFORE: "今の計画", "The plan";
    IMPORT_AFTER: "文書", "The document";
    IMPORT_KEEP: "今のまま", "Keep";
    IMPORT_TAKE: "取り込む", "Take";
    IMPORT_APPLY: "この計画に取り込む", "Bring it into this plan";
    IMPORT_NOTHING: "この文書の内容は、すべて計画に入っています。", "The plan has all of this already.";
    IMPORT_OPEN_PLAN: "計画を開く", "Open the plan";
    IMPORT_STALE: "比べている間に、計画が書き換わりました。計画はそのままです。もう一度お確かめください。",
        "The plan has changed while you compared. Nothing was brought in. Please check once more.";
    IMPORT_READ_ONLY: "新しい版のアプリで書かれた計画なので、取り込めません。計画はそのままです。アプリを新しくしてから、お試しください。",
        "A newer version of the app wrote this plan. The plan is unchanged. Update the app and try again.";
    IMPORT_NO_PLAN: "計画を開けませんでした。計画はそのままです。画面を読み込み直して、お試しください。",
        "The plan could not be opened. It is unchanged. Reload the page and try again.";
    IMPORT_REFUSED: "計画に取り込めませんでした。計画はそのままです。読み取った結果をお確かめください。",
        "It could not be brought in. The plan is unchanged. Please check what was read.";
    IMPORT_CHART_TITLE: "体系図での題", "Title in the chart";
    IMPORT_ITEM_TITLE: "題", "Title";
    IMPORT_SECTION_TEXT: "節の本文", "Text of a section";
    IMPORT_LINE: "節の行", "Line of a section";
    IMPORT_CONTENT: "内容", "Content";
    IMPORT_REASON: "未達成理由", "Why not reached";
    IMPORT_NEXT: "次の一手", "Next step";
    IMPORT_FULL: "正式名", "Full name";
    IMPORT_TERM: "第何期", "Term";
    IMPORT_CAPTION: "「{}」の呼び名", "The plan's word for “{}”";
    IMPORT_LIFECYCLE: "新規・継続の別", "New or continued";
    IMPORT_TAKE_UP: "前の結果に戻る", "Back to what was read before";

    // Exporting.
    EXPORT: "書き出す", "Export";
    EXPORT_LEAD: "計画は変わりません。今の内容を、ファイルにします。",
        "The plan stays as it is. What it says now becomes a file.";
    EXPORT_FORMAT: "形式", "Format";
    EXPORT_DOCUMENT: "文書", "Document";
    EXPORT_YEAR: "年度", "Fiscal year";
    EXPORT_YEAR_OPEN: "決めない", "Not set";
    EXPORT_PLAN: "寄り合いの計画（.yoriai）", "Yoriai plan (.yoriai)";
    EXPORT_PLAN_HINT: "計画まるごとと、編集の履歴。控えや、ほかの端末への持ち運びに",
        "The whole plan with its history: as a copy, or to carry to another device";
    EXPORT_HTML: "ページ（HTML）", "Page (HTML)";
    EXPORT_HTML_HINT: "どの端末でも開け、そのまま印刷できます", "Opens anywhere, and prints as it is";
    EXPORT_MARKDOWN: "Markdown", "Markdown";
    EXPORT_MARKDOWN_HINT: "見出しと表のある、ただの文", "Plain text with headings and tables";
    EXPORT_CSV: "表（CSV・UTF-8）", "Table (CSV, UTF-8)";
    EXPORT_CSV_HINT: "Excelなどの表計算で開けます", "For Excel and other spreadsheets";
    EXPORT_SJIS: "表（CSV・Shift_JIS）", "Table (CSV, Shift_JIS)";
    EXPORT_SJIS_HINT: "古い業務ソフトへ。書けない文字は、先に確かめます",
        "For older software. Characters that it lacks are asked about first";
    EXPORT_JSON: "データ（JSON）", "Data (JSON)";
    EXPORT_JSON_HINT: "計画まるごとを、ほかのプログラムへ", "The whole plan, for other programs";
    EXPORT_UNFIT: "Shift_JISで書けない文字", "Characters that Shift_JIS lacks";
    EXPORT_UNFIT_LEAD: "右の文字に置きかえて書き出します。直すこともできます。空にすると、その文字は書きません。計画の中の文字は変わりません。",
        "They are written as shown on the right, which can be changed; left empty, they are left out. The plan keeps its own.";
    EXPORT_UNFIT_ONE: "「{}」（{}か所、はじめは{}行目）の置きかえ", "For “{}” ({} times, first on line {})";
    EXPORT_UNFIT_STILL: "置きかえの「{}」も、Shift_JISでは書けません。まだ書き出していません。ほかの文字にしてください。",
        "The replacement “{}” does not fit either. Nothing has been written. Please choose another.";
    EXPORT_DONE: "「{}」を書き出しました。", "“{}” was written.";
    EXPORT_FAILED: "書き出せませんでした。計画はそのままです。端末の空きを確かめて、もう一度お試しください。",
        "It could not be written. The plan is unchanged. Check the space on the device and try again.";

    // Opening a plan's file.
    FILE_TITLE: "計画のファイルを開く", "Open a plan's file";
    FILE_READING: "ファイルを調べています。", "Looking at the file.";
    FILE_DROP: "「.yoriai」のファイルは、この画面へドラッグしても開けます。", "An exported .yoriai file can also be dropped on this screen.";
    FILE_SAME: "このファイルは、この端末にある「{}」と同じ計画です。", "This file is of a plan on this device: “{}”.";
    FILE_SAME_NEWS: "ファイルには、端末にない変更が{}件あります。合わせると、両方の変更がひとつの計画に残ります。",
        "It has {} changes that are not here. Merged, the plan keeps the changes of both.";
    FILE_SAME_NOTHING: "ファイルの中身は、すべて端末の計画に入っています。合わせるものはありません。",
        "All of it is in the plan already. There is nothing to merge.";
    FILE_MERGE: "この計画に合わせる", "Merge into this plan";
    FILE_MERGED: "「{}」に、{}件の変更を合わせました。", "“{}”: {} changes were merged.";
    FILE_NEW: "「{}」は、この端末にない計画です。開くと、一覧に加わります。", "“{}” is not on this device. Opened, it joins the list.";
    FILE_ADD: "一覧に加えて開く", "Add and open";
    FILE_OPEN: "計画を開く", "Open the plan";
    FILE_LARGE: "ファイルが大きすぎます（20 MB まで）。端末の計画はそのままです。もとの端末で、確かめてください。",
        "The file is too large (20 MB at most). The plans on this device are untouched. Check it where it came from.";
    FILE_UNREAD: "ファイルを読めませんでした。端末の計画はそのままです。ファイルの場所を確かめて、もう一度開いてください。",
        "The file could not be read. The plans on this device are untouched. Check where it is and open it again.";
    FILE_FOREIGN: "寄り合いの計画のファイルではありません。端末の計画はそのままです。文書のファイルは「文書から取り込む」で開いてください。",
        "This is not a plan's file. The plans on this device are untouched. Bring documents in by “Import a document”.";
    FILE_STORE: "端末の保存領域を読み書きできませんでした。ファイルはそのままです。空きを確かめて、もう一度開いてください。",
        "The storage could not be used. The file is unchanged. Check the space and open it again.";

    // The bar.
    BACK: "一覧へ", "All plans";
    SHARE: "共有", "Share";
    SAVED: "保存済み", "Saved";
    SAVING: "保存しています", "Saving";
    SAVED_SYNCED: "保存済み・同期済み", "Saved · synced";
    SAVED_WAITING: "保存済み・同期待ち {}件", "Saved · {} waiting to sync";
    SAVED_OFFLINE: "保存済み・つながっていません", "Saved · offline";
    SAVED_CONNECTING: "保存済み・つないでいます", "Saved · connecting";
    LINK_UP: "つながりました。", "Connected.";
    LINK_DOWN: "つながっていません。書いたものは、端末に保存されます。", "Offline. What you write is saved on the device.";
    SAVED_MISSING: "保存済み・届いていない変更があります", "Saved · some changes have not arrived";
    SAVED_SENDING: "保存済み・共有先へ届けています", "Saved · sending";
    SYNC_NOT_COME: "計画は、まだ届いていません", "The plan has not come yet";
    SYNC_NOT_COME_OFFLINE: "つながっていません", "Offline";
    SYNC_NOT_COME_CONNECTING: "つないでいます", "Connecting";
    SAVED_BUT: "保存済み・{}", "Saved · {}";
    SYNC_UNREADABLE: "読めない変更が届きました。寄り合いを新しくしてください。",
        "Changes came that this version can't read. Update Yoriai.";
    SYNC_ENDED: "共有は終わりました。続けるには、新しいリンクを受け取って開いてください。",
        "The link has ended. To go on, ask for the new link and open it.";
    SYNC_READ_ONLY: "このリンクでは書き込みを届けられません。編集リンクを受け取って開いてください。",
        "This link can't write. Ask for the editing link and open it.";
    SYNC_WRONG_KEY: "リンクの鍵が合いません。リンクを受け取り直して開いてください。",
        "The link's key doesn't fit. Ask for the link again and open it.";
    SYNC_OTHER_EPOCH: "新しい鍵で書かれた変更は、いまお使いの寄り合いでは読めません。寄り合いを新しくしてください。",
        "Changes sealed with a newer key can't be read by this version. Please update Yoriai.";
    SYNC_OLD_VERSION: "共有先と版が合いません。寄り合いを新しくしてください。",
        "The relay speaks another version. Update Yoriai.";
    SYNC_ROOM_FULL: "共有の場所がいっぱいです。書いたものをまとめ直して届けます。",
        "The room is full. What you wrote is sent as a whole.";
    SYNC_RELAY_BUSY: "共有先が混み合っています。あとで自動で届けます。",
        "The relay is busy. It is tried again by itself.";
    SYNC_RELAY_FAULT: "共有先に不具合があります。あとで自動で届けます。",
        "The relay has a fault. It is tried again by itself.";
    SYNC_TOKEN: "この共有先で始めるには、合言葉がいります。管理する人に聞いて、「設定」に入れてから、計画を開き直してください。",
        "This relay asks for an access token. Ask who runs it, enter it in the settings, and open the plan again.";
    SYNC_TOO_LARGE: "大きすぎて届けられません。計画を書き出して渡してください。",
        "Too large to send. Export the plan and hand it over.";
    SYNC_REFUSED: "共有先が受け取りません。計画を書き出して渡すこともできます。",
        "The relay refuses. You can export the plan and hand it over.";
    SAVE_FULL: "保存できません。書いたものは画面に残っています。空きを作るか、計画を書き出してください。",
        "Can't save: no space. What you wrote is still on the screen. Free some space, or export the plan.";
    SAVE_FAILED: "保存できません。書いたものは画面に残っています。計画を書き出してください。",
        "Can't save. What you wrote is still on the screen. Export the plan.";
    SAVE_EXPORT: "計画を書き出す", "Export the plan";
    NOTICE_COPY: "共有の終わった計画「{}」に、この計画にない変更が{}件あります。同じ計画の続きなら、この計画に入れられます。入れても、もとの計画はそのまま残ります。",
        "“{}”, whose sharing has ended, has {} changes that are not in this plan. If this is the same plan, they can be taken in. The other copy is kept as it is.";
    COPY_TAKE: "この計画に入れる", "Take them in";
    COPY_LEAVE: "別の計画なので、入れない", "It is another plan: leave them";
    COPY_NOT_TAKEN: "控えの中身を入れられませんでした。この計画も、控えも、もとのままです。計画を開き直すと、もう一度お尋ねします。",
        "The copy could not be taken in. This plan and the copy are as they were. Open the plan again to be asked once more.";
    NOT_RENEWED: "リンクを作り直せませんでした。いまのリンクは、そのまま使えます。時間をおいて、もう一度お試しください。",
        "The links were not made anew. The present ones still work. Try again later.";
    NOT_RENEWED_TOKEN: "リンクを作り直せませんでした。いまのリンクは、そのまま使えます。設定にサーバーの合言葉を入れ、計画を開き直してからお試しください。",
        "The links were not made anew. The present ones still work. Enter the relay's access token in the settings, open the plan again, and try once more.";
    READ_ONLY: "新しい形式の計画なので、読むことだけができます。中身はそのままです。寄り合いを新しくしてください。",
        "This plan was written by a newer version and can only be read. Nothing is changed. Update Yoriai.";

    // Places.
    PLACES: "画面の切り替え", "Places";
    PLACE_DESK: "実施計画", "Plan";
    PLACE_CHART: "体系図", "Chart";
    PLACE_PAPER: "印刷", "Print";
    PLACE_BIN: "ごみ箱", "Bin";

    // The checks. What was found is worded where it is found, in Japanese.
    PLACE_CHECKS: "点検", "Checks";
    CHECKS: "点検", "Checks";
    CHECKS_LEAD: "印刷や会議の前に、読む人が気づきそうなところを挙げます。直すかどうかは、みなさんで決めてください。",
        "Before printing or a meeting: what a reader might stumble over. Whether to mend it is yours to decide.";
    CHECKS_LOOKING: "調べています。", "Looking through the plan.";
    CHECKS_NONE: "気づいたことは、ありません。", "Nothing was found.";
    CHECKS_SOME: "気づいたことが {}件あります。", "{} things were found.";
    CHECKS_OPEN: "場所を開く", "Open the place";
    CHECKS_OPEN_AT: "場所を開く：{}", "Open the place: {}";
    CHECKS_MEND: "直す", "Mend";
    CHECKS_MEND_AS: "直す：{}", "Mend: {}";
    CHECKS_MENDED: "直しました。{}", "Mended. {}";
    CHECKS_CHANGED: "ほかの人の編集で内容が変わりました。もう一度お確かめください。",
        "Somebody's edit has changed it meanwhile. Please look again.";
    CHECKS_KEEP: "このままにする", "Leave it";
    CHECKS_KEEP_NAME: "このままにする：{}", "Leave it: {}";
    CHECKS_NOT_NOW: "やめる", "Not now";
    CHECKS_REASON: "このままにする理由", "Why it is left as it is";
    CHECKS_REASON_HINT: "例：協定の正式な名前のため", "For example: it is the official name";
    CHECKS_REASON_MISSING: "理由を書いてください。あとで見る人の助けになります。",
        "Please write why: it helps whoever looks later.";
    CHECKS_KEPT: "このままにしました。下の一覧から、いつでも戻せます。",
        "Left as it is. It can be brought back from the list below.";
    CHECKS_KEPT_LIST: "このままにしたもの", "Left as they are";
    CHECKS_KEPT_BECAUSE: "理由：{}", "Because: {}";
    CHECKS_AGAIN: "もう一度挙げる", "Bring it back";
    CHECKS_AGAIN_NAME: "もう一度挙げる：{}", "Bring it back: {}";
    CHECKS_ALSO: "ほかの場所（{}）", "Other places ({})";
    CHECKS_WHOLE: "計画全体", "The whole plan";

    // 指標.
    PLACE_FIGURES: "指標", "Indicators";
    FIGURES: "指標", "Indicators";
    FIGURES_CHARTS: "目標と結果", "Targets and results";
    FIGURES_EMPTY: "まだ指標がありません。目標管理シートで指標を追加すると、ここに図が出ます。",
        "There are no indicators yet. Add them in the goal sheet, and their charts appear here.";
    FIGURES_UNNAMED: "（名前のないもの）", "(unnamed)";
    FIGURES_NO_UNIT: "数", "Number";
    FIGURES_NO_VALUES: "まだ値がありません。", "There are no values yet.";
    FIGURES_NO_NUMBER: "数として読める値がないため、表だけを示します。",
        "No value can be read as a number: only the table is shown.";
    FIGURES_CHART_OF: "{}（{}）の図。{}。", "Chart of {} ({}): {}.";
    FIGURES_TABLE_OF: "{}の値", "Values of {}";
    FIGURES_YEAR: "年度", "Fiscal year";
    FIGURES_COVERAGE: "地区と目標", "Districts and goals";
    FIGURES_COVERAGE_LEAD: "地区ごとに、その地区のものとして書かれた箇所を数えます。地区の選ばれた値と、「北部地区」のように地区名をあげた文が入ります。",
        "For each district: values that are of it, and texts that name it with 地区 after its name.";
    FIGURES_NO_DISTRICTS: "まだ地区がありません。地区を追加すると、目標ごとにどの地区のことが書かれているかを表で示します。",
        "There are no districts yet. Add them to see which goals speak of which district.";
    FIGURES_DISTRICTS: "地区の名前（{}）", "Names of districts ({})";
    FIGURES_DISTRICT: "地区", "District";
    FIGURES_DISTRICT_ADD: "地区を追加", "Add a district";
    FIGURES_DISTRICT_NAME: "地区の名前", "Name of the district";
    FIGURES_DISTRICT_HINT: "例：北部、みなみ野", "For example: 北部";
    FIGURES_NONE: "なし", "None";
    FIGURES_TEXTS: "本文 {}", "Text {}";
    FIGURES_VALUES: "値 {}", "Values {}";
    FIGURES_REPORTS: "報告 {}", "Reports {}";
    FIGURES_MISSING: "委員会までに埋まっていないもの", "Missing before the committee meets";
    FIGURES_MISSING_SOME: "埋まっていないところが {}件あります。", "{} cells are missing.";
    FIGURES_NOTHING_MISSING: "埋まっていないところは、ありません。", "Nothing is missing.";
    FIGURES_NOBODY: "主体の決まっていないもの", "Of nobody in particular";
    FIGURES_LOST: "欠落した欄", "Lost cells";
    FIGURES_BLANK: "書かれていない報告", "Reports not written";
    FIGURES_NO_RESULT: "年度が終わり、結果のない目標", "Targets of past years without a result";
    FIGURES_NO_VALUE: "値のない指標", "Indicators without values";
    FIGURES_NO_GRADE: "評価のない目標", "Goals without a grade";
    FIGURES_COUNT: "{}（{}件）", "{} ({})";
    FIGURES_PLACE: "場所", "Place";
    FIGURES_OPEN_AT: "場所を開く：{}（{}）", "Open the place: {} ({})";
    FIGURES_PRINT: "この一覧を印刷する（A4 縦）", "Print this list (A4 portrait)";

    // The outline.
    OUTLINE: "体系", "Outline";
    EXPAND_ALL: "すべて開く", "Expand all";
    COLLAPSE_ALL: "すべて閉じる", "Collapse all";
    EXPAND: "開く", "Expand";
    BASICS: "計画の基本", "Basics";
    LOADING_PLAN: "計画を開いています。", "Opening the plan.";
    PART_FETCHING: "読み込んでいます。", "Loading.";
    PART_MISSING: "この画面を読み込めませんでした。計画はこの端末にあります。つながる場所で、もう一度開いてください。", "This screen could not be loaded. Your plans are safe on this device. Please open it again where there is a connection.";
    WAITING_FOR_PLAN: "共有された計画を待っています。", "Waiting for the shared plan.";
    PLAN_NOT_COME: "計画は、届いていません。", "The plan has not come.";
    WAITING_FOR_PLAN_HINT: "電波の届くところで、自動で届きます。この画面のままお待ちください。しばらく待っても届かないときは、リンクを送ってくれた方にお確かめください。",
        "It arrives by itself where there is a network. Please wait on this screen. If nothing comes for a while, ask whoever gave you the link.";
    OPEN_UNKNOWN: "この計画は、この端末にありません。ほかの計画はそのままです。一覧から選ぶか、リンクを開いてください。",
        "This plan is not on this device. Other plans are untouched. Choose from the list, or open a link.";
    OPEN_STORE: "保存領域を読めませんでした。書いたものは消えていません。画面を読み込み直してください。",
        "The storage could not be read. Nothing is lost. Reload the page.";
    OPEN_DOCUMENT: "計画の保存データを読めませんでした。データはそのまま残してあります。共有リンクがあれば、そこから開けます。",
        "The stored plan could not be read. It is kept as it is. If it was shared, open it from its link.";

    // The sheet.
    TITLE_OF: "{}の題", "Title of {}";
    STATEMENT: "説明", "Description";
    STATEMENT_ADD: "説明を書く", "Add a description";
    TEXT_OF: "{}の本文", "Text of {}";
    HEADING: "見出し", "Heading";
    LINE: "行", "Line";
    ADD_CHILD: "{}を追加", "Add {}";
    ADD_NAMED: "「{}」を追加", "Add “{}”";
    ADD_LINE: "行を追加", "Add a line";
    ADD_LINE_NAME: "節の行", "Lines of sections";
    ADD_SECTION: "節を追加", "Add a section";
    ITEM: "項目", "item";
    AREA: "対象の地域", "Area";
    SLOGAN_HINT: "一行ずつ書きます", "One line each";
    PERIOD_FROM: "{}（はじめ）", "{}: first fiscal year";
    PERIOD_TO: "{}（おわり）", "{}: last fiscal year";
    PERIOD_NONE: "決めていない", "Not set";
    TERM: "第何期", "Term";
    TERM_OF: "第{}期", "Term {}";
    STATUS: "状態", "Status";
    KIND: "種類", "Kind";
    LEVELS: "階層", "Levels";
    LEVEL_NAME: "階層 {} の名前", "Name of level {}";
    LEVEL_STYLE: "番号の形", "Numbering";
    LEVEL_IN_CHART: "体系図にのせる", "In the chart";
    LEVEL_ADD: "階層を追加", "Add a level";
    LEVEL_BIN: "外す", "Remove";
    LEVEL_BIN_NAME: "階層「{}」を外す", "Remove the level “{}”";
    WRITE_HERE: "ここに書きます", "Write here";
    COUNTS: "件数", "Counts";

    // Details.
    DETAILS: "この項目", "This item";
    MOVE_UP: "上へ", "Move up";
    MOVE_DOWN: "下へ", "Move down";
    OUTDENT: "一段上げる", "Up a level";
    INDENT: "一段下げる", "Down a level";
    MOVE_ELSEWHERE: "別の{}へ移す…", "Move to another {}…";
    MOVE_TO: "移す先", "Move to";
    MOVED: "移しました。", "Moved.";
    TO_BIN: "ごみ箱へ", "To the bin";
    BINNED: "ごみ箱へ移しました。", "Moved to the bin.";
    TAGS: "しるし", "Tags";
    CHART_TITLE: "体系図での題（本文とちがうとき）", "Title in the chart, where it differs";
    NUMBER_OVERRIDE: "番号の書きかえ", "Own number";
    CONFLICT: "2か所で別々に決められています", "Decided differently in two places";
    CONFLICT_BY: "{}（{}）", "{} ({})";

    // Chart.
    CHART: "体系図", "Chart";
    CHART_EMPTY: "まだ項目がありません。", "There are no items yet.";
    CHART_FULL: "全画面", "Full screen";

    // Grids, 進捗のまとめ and 目標管理シート.
    CELL_BLANK: "未記入", "Blank";
    GRID_KEYS: "矢印・Tab・Enterで移ります。文字を打つと書きかえ、F2か2回目のタップで続きを書きます。改行はAlt+Enter、やめるときはEsc。表の外へは、EscのあとTab。",
        "Move by arrows, Tab and Enter. Typing replaces a cell; F2 or a second tap edits it. Alt+Enter makes a new line, Esc gives up. Esc, then Tab leads out of the table.";
    GRID_PASTED: "{}か所の欄に貼り付けました。", "Pasted into {} cells.";
    GRID_NOT_FITTING: "入らなかったところが{}か所あります：{}", " {} did not fit: {}";
    GRID_CLEARED: "消しました。元に戻すこともできます。", "Cleared. This can be undone.";
    GRID_MORE: "残りの{}行を続けて表示", "Show more of the remaining {} rows";
    GRID_LEAVE: "次のTabで、表の外へ移ります。", "The next Tab leads out of the table.";
    PLACE_PROGRESS: "進捗のまとめ", "Progress";
    PLACE_GOALS: "目標管理シート", "Goal sheet";
    ROWS_OF: "表に並べる階層", "Rows for";
    PROGRESS_ITEM: "取組", "Initiative";
    PROGRESS_PARTY: "主体", "Who";
    PROGRESS_PERIOD: "年度・期間", "Year or period";
    PROGRESS_WHOLE: "計画期間", "Whole period";
    PROGRESS_EMPTY: "まだ項目がありません。「＋」で加えると、ここに並びます。実施計画でつくることもできます。",
        "There are no items yet. Add one with “＋”, here or in the plan's text.";
    PARTY_ADD: "主体を追加", "Add who reports";
    PARTY_NAME: "主体の名前", "Name";
    PARTY_NAME_HINT: "例：市、社協、地区社協", "For example: city, council";
    GOALS_TITLE: "目標管理シート", "Goal sheet";
    GOALS_YEAR: "年度", "Fiscal year";
    GOALS_EMPTY: "まだ目標がありません。「＋」で加えると、ここに並びます。実施計画でつくることもできます。",
        "There are no goals yet. Add one with “＋”, here or in the plan's text.";
    GOALS_INDICATOR_ADD: "指標を追加", "Add an indicator";
    GOALS_INDICATOR_ADD_TO: "「{}」に指標を追加", "Add an indicator to “{}”";
    GOALS_LEGEND: "評価の基準", "Grades";
    GOALS_LEGEND_HINT: "一行に一つずつ、「A　目標を上回った」のように書きます",
        "One grade a line with its meaning";
    GOALS_LEGEND_PRESETS: "基準のひな形", "Grades to begin with";
    DATE_ASK: "{}のことですか", "Is it {}?";
    DATE_UNREAD: "日付として読めません", "Not read as a date";
    PAPER_PROGRESS: "進捗のまとめ", "Progress";
    PAPER_GOALS: "目標管理シート", "Goal sheet";
    SHEET_TOOLS: "シートの操作", "Tools of the sheet";
    SHEET_PANEL: "選んだ行", "The row";
    SHEET_ROW: "行の操作", "Row";
    SHEET_DETAILS: "くわしく", "Details";
    SHEET_ADD: "{}を追加", "Add {}";
    SHEET_ADD_IT: "追加", "Add";
    SHEET_INDICATOR: "指標「{}」", "Indicator “{}”";
    SHEET_ITEM: "{}「{}」", "{} “{}”";
    SHEET_REPORT: "達成状況の報告", "Report";
    SHEET_REPORT_OF: "{}の報告", "Report of {}";
    SHEET_VALUE: "値", "Value";
    SHEET_VALUE_OF: "{} {}", "{} {}";
    SHEET_VALUES: "すべての値", "All values";
    SHEET_ADD_VALUE: "値を追加", "Add a value";
    SHEET_NOTE: "備考", "Note";
    SHEET_DISTRICT: "地区", "District";
    SHEET_ALL_DISTRICTS: "全体", "All of them";
    SHEET_DISTRICT_VALUE: "地区ごとの値", "A value for a district";
    SHEET_NO_DISTRICTS: "「指標」の画面で地区を追加すると、地区ごとの値を書けます。",
        "Add districts in “Indicators” to write values of their own for them.";
    SHEET_ROLE: "値の種類", "Kind of value";
    SHEET_BREAKDOWN: "内訳の名前（一行に一つ）", "Breakdown (one a line)";
    SHEET_KIND: "指標の種類", "Kind of indicator";
    SHEET_TREND: "望ましい向き", "Which way is better";
    SHEET_OF_PROGRAMME: "事業の指標", "Indicator of a programme";
    SHEET_EVALUATIONS: "評価", "Evaluations";
    SHEET_EVALUATION_OF: "{} {}（{}）", "{} {} ({})";
    SHEET_ADD_EVALUATION: "評価を追加", "Add an evaluation";
    SHEET_GRADE: "評語", "Grade";
    SHEET_COURSE: "今後の方向", "Course";
    SHEET_COMMENT: "意見", "Comment";
    SHEET_PHASE: "時期", "When";
    SHEET_BY: "評価する人", "By whom";
    SHEET_PERIOD: "期間の名前", "Name of the period";
    SHEET_WAITING: "この欄に書くと、くわしい欄が出ます。", "Write in this cell, and its details appear.";
    LINE_YEARS: "この項目の年度", "Years of this line";
    // 事業計画.
    PLACE_ANNUAL: "事業計画", "Annual plan";
    ANNUAL_TITLE: "{} 事業計画", "Annual plan {}";
    ANNUAL_TITLE_PLAIN: "事業計画", "Annual plan";
    ANNUAL_YEAR: "年度の切り替え", "Fiscal year";
    ANNUAL_RENAME: "見出しを変える", "Change headings";
    ANNUAL_RENAME_LEAD: "空にすると、いつもの見出しに戻ります。", "An empty heading goes back to the usual one.";
    ANNUAL_HEADING_OF: "「{}」の見出し", "Heading of “{}”";
    ANNUAL_ACTIONS: "操作", "Actions";
    ANNUAL_ACTIONS_OF: "「{}」の操作", "Actions for “{}”";
    ANNUAL_SHORT: "略称", "Short form";
    ANNUAL_FULL: "正式な名前", "Full form";
    ANNUAL_NOTE: "注", "Note";
    ANNUAL_TERM: "用語", "Term";
    ANNUAL_MEANING: "意味", "Meaning";
    ANNUAL_ADD_SHORT: "略称を追加", "Add a short form";
    ANNUAL_ADD_NOTE: "注を追加", "Add a note";
    ANNUAL_ADD_TERM: "用語を追加", "Add a term";
    ANNUAL_CATEGORY: "区分", "Category";
    ANNUAL_CATEGORY_NAME: "区分 {} の名前", "Name of category {}";
    ANNUAL_CATEGORY_TEXT: "区分の説明", "Text of the category";
    ANNUAL_WRITE_CATEGORY_TEXT: "区分の説明を書く", "Describe the category";
    ANNUAL_ADD_CATEGORY: "区分を追加", "Add a category";
    ANNUAL_NO_CATEGORY: "区分のない事業", "Without a category";
    ANNUAL_PROGRAMME: "事業", "Programme";
    ANNUAL_PROGRAMME_NAME: "事業 {} の名前", "Name of programme {}";
    ANNUAL_PROGRAMME_TEXT: "事業の内容", "What the programme does";
    ANNUAL_ADD_PROGRAMME: "事業を追加", "Add a programme";
    ANNUAL_NO_PROGRAMME: "選んでいない", "Not chosen";
    ANNUAL_ADD_FACT: "項目を追加", "Add a detail";
    ANNUAL_FUNDING: "財源", "Funding";
    ANNUAL_FREQUENCY: "頻度", "How often";
    ANNUAL_MONTHS: "実施月", "Months";
    ANNUAL_CONTRACT: "契約期間", "Contract";
    ANNUAL_PARTNERS: "協力者", "Partners";
    ANNUAL_ALIASES: "別名", "Other names";
    ANNUAL_LIFECYCLE: "新規・継続の別", "New or continued";
    ANNUAL_NO_PRIORITIES: "{}に「重点」のしるしが付いた取組は、まだありません。", "No activity of {} is marked 重点 yet.";
    ANNUAL_PRIORITY_TEXT: "{} の重点取組の文", "Text on the priorities of {}";
    ANNUAL_ADD_PRIORITY_TEXT: "重点取組の文を書く", "Write about these priorities";
    ANNUAL_OF_YEAR: "{}の{}", "{}: {}";
    ANNUAL_HOLDS: "年度", "Fiscal year";
    ANNUAL_EVERY_YEAR: "計画の全期間", "All years of the plan";
    ANNUAL_ONLY: "{}のみ", "{} only";
    ANNUAL_GOAL_CHOICE: "属する{}", "Its {}";
    ANNUAL_OPEN_GOAL: "{}件を開く", "Show {} entries";
    ANNUAL_NEXT: "来年度の計画をつくる", "Make next year's plan";
    ANNUAL_NEXT_LEAD: "{}の取組から、{}へ引き継ぐものを選びます。今年度の取組は、そのまま残ります。",
        "Choose what goes on from {} to {}. This year's activities stay as they are.";
    ANNUAL_NEXT_STAYING: "「計画の全期間」の取組 {}件は、そのまま来年度にもあります。",
        "{} activities hold in all years and need no copy.";
    ANNUAL_NEXT_ENDING: "「終了」のしるしが付いた取組 {}件は、引き継ぎません。",
        "{} activities marked 終了 are not carried over.";
    ANNUAL_NEXT_THERE: "同じ題の取組が、すでにあります", "One with this title is there already";
    ANNUAL_NEXT_NONE: "引き継ぐ取組はありません。", "There is nothing to carry over.";
    ANNUAL_NEXT_OPEN: "{}の計画を見る", "See the plan of {}";
    ANNUAL_NEXT_PERIOD: "計画期間の終わりを、{}までのばします。", "The plan's period is extended to {}.";
    ANNUAL_NEXT_MAKE: "{}件を引き継ぐ", "Carry over {}";
    ANNUAL_NEXT_MADE: "{}の取組を {}件つくりました。", "{}: {} activities made.";

    PAPER_ANNUAL: "事業計画", "Annual plan";
    PAPER_SHORT: "・{}は「{}」と表記しています。", "・{}: “{}” for short.";
    PAPER_NOTES: "注", "Notes";

    // Bin.
    BIN: "ごみ箱", "Bin";
    BIN_EMPTY: "ごみ箱は空です。", "The bin is empty.";
    BIN_LEAD: "捨てたものは、いつでも戻せます。", "Whatever was thrown away can be brought back.";
    RESTORE: "戻す", "Restore";
    RESTORED: "戻しました。", "Restored.";
    BIN_LEVEL: "階層", "Level";
    BIN_ITEM: "項目", "Item";
    BIN_SECTION: "節", "Section";
    BIN_LINE: "節の行", "Line";
    NOTHING_WRITTEN: "（何も書かれていません）", "(nothing written)";
    UNTITLED_ITEM: "（題なし）", "(untitled)";
    BIN_RECORD: "記録", "Record";

    // Findings and notices.
    FINDINGS: "ご確認ください", "Please check";
    FINDING_CYCLE: "2台で互いの下へ移したため、「{}」を一番上に置きました。",
        "Two devices moved lines under each other; “{}” now stands at the top.";
    FINDING_ORPHAN: "「{}」は、もとの場所が見つからないため、一番上にあります。",
        "“{}” stands at the top: its place was not found.";
    FINDING_DUPLICATE: "2台が別々に「{}」を書きました。両方を残しています。",
        "Two devices each wrote “{}”. Both are kept.";
    FINDING_DUPLICATE_RECORD: "同じ欄が2か所で別々に書かれています。", "One cell was written in two places apart.";
    FINDING_EDITED_IN_BIN: "ごみ箱の「{}」に、ほかの端末で続きが書かれました。",
        "Another device went on writing in “{}”, which is in the bin.";
    FINDING_UNREADABLE: "読めない値がありました（{}）。もとのまま残しています。",
        "A value could not be read ({}). It is kept as it is.";
    FINDING_SHOW: "見る", "Show";
    NOTICE_DAMAGED: "保存データの一部（{}個）を読めませんでした。読めた分を開き、読めない分もそのまま残してあります。共有していれば、ほかの端末から届きます。",
        "{} stored pieces could not be read. The rest is open, and they are kept as they are. If the plan is shared, they come from other devices.";
    SALVAGE: "読めない分を書き出す", "Export what could not be read";
    REFUSED_MISSING: "直そうとしたものが、見つかりませんでした。計画はそのままです。画面を読み込み直して、お確かめください。",
        "What was to be changed could not be found. The plan is unchanged. Reload the page and look again.";
    REFUSED_INTO_ITSELF: "自分の下には移せません。計画はそのままです。ほかの場所をお選びください。",
        "Nothing can be moved below itself. The plan is unchanged. Choose another place.";
    REFUSED_TOO_LONG: "一つの欄に書けるのは {}文字までです。計画はそのままです。欄を分けて、お書きください。",
        "A field holds {} characters at most. The plan is unchanged. Please use several.";
    REFUSED_TOO_MANY: "一つの計画に置けるのは {}件までです。計画はそのままです。計画を分けて、お使いください。",
        "A plan holds {} entries at most. The plan is unchanged. Please use several.";
    REFUSED_NOT_TEXT: "この欄は、ほかのプログラムが書いたもので、直せません。計画はそのままです。ほかの欄にお書きください。",
        "Another program has written this field, and it can't be changed. The plan is unchanged. Use another field.";
    REFUSED: "書き込めませんでした。計画はそのままです。画面を読み込み直して、もう一度お試しください。",
        "It could not be written. The plan is unchanged. Reload the page and try again.";

    // Undo and redo.
    UNDO: "元に戻す", "Undo";
    REDO: "やり直す", "Redo";
    UNDONE: "元に戻しました。{}", "Undone. {}";
    REDONE: "やり直しました。{}", "Redone. {}";
    NOT_UNDONE: "ほかの人が書き換えたため、元に戻せません。", "Others have changed this since, so it cannot be undone.";
    UNDONE_IN_PART: "ほかの人も書き換えているところは、元どおりになっていません。",
        "Where others have made changes as well, not all is as it was before.";
    NOTHING_TO_UNDO: "元に戻すものはありません。", "There is nothing to undo.";
    NOTHING_TO_REDO: "やり直すものはありません。", "There is nothing to redo.";

    // Sharing.
    SHARE_TITLE: "共有", "Share";
    SHARE_EDIT: "編集リンク", "Edit link";
    SHARE_EDIT_LEAD: "このリンクを持つ人は、だれでも読めて、書けます。職員どうしで使ってください。",
        "Whoever has this link can read and write. For staff.";
    SHARE_EDIT_MAKE: "編集リンクをつくる", "Make an edit link";
    SHARE_EDIT_SAFE: "中身は端末で暗号にして送ります。途中のサーバーには読めません。",
        "Everything is encrypted on the device. No server on the way can read it.";
    SHARE_VIEW: "閲覧リンク", "Viewing link";
    SHARE_VIEW_LEAD: "このリンクを持つ人は、今の計画をいつでも読めます。書くことはできません。委員の方に。",
        "Whoever has this link can read the plan as it is at any time, but not write. For committee members.";
    SHARE_VIEW_FIRST: "編集リンクをつくると、閲覧リンクもできます。", "It is made together with the edit link.";
    TOGETHER: "いま開いている人", "Who has it open";
    HERE_SELF: "{}（この端末）", "{} (this device)";
    HERE_AT: "{}：「{}」のところ", "{}: at “{}”";
    HERE_COUNT: "いま{}人", "{} here now";
    HERE_NAMELESS: "名前のない人", "someone without a name";
    FINGERPRINT: "照合番号", "Check digits";
    FINGERPRINT_HINT: "電話などで読み合わせて、番号が同じなら、同じ内容を見ています。",
        "Read them to each other: where they are the same, both see the same plan.";
    RENEW: "リンクを作り直す", "Make the links anew";
    RENEW_LEAD: "いまの編集リンクと閲覧リンクを終わらせて、新しいリンクにします。リンクが外へ出てしまったときに。",
        "Ends the edit link and the viewing link, and makes new ones. For when a link has gone astray.";
    RENEW_ASK: "いまのリンクでは、だれも続けられなくなります。ほかの人の端末にある計画と書きかけは、そのまま残り、新しいリンクを開いて、そこに入れられます。すでに読まれたものは、取り戻せません。",
        "Nobody can go on with the present links. What others have on their devices stays there, and can be taken in when they open the new link. What was read can't be unread.";
    RENEW_YES: "終わらせて作り直す", "End them and make new ones";
    RENEW_NO: "やめる", "Cancel";
    RENEW_UNDERWAY: "いまのリンクを終わらせています。新しいリンクができるまで、お待ちください。",
        "The present links are being ended. Please wait for the new ones.";
    RENEW_DONE: "新しいリンクができました。上のリンクを渡してください。", "The new links are here: hand out those above.";
    RENEW_OFFLINE: "つながっているときに、作り直せます。", "This needs a connection.";
    RENEW_ENDED: "この計画の共有は終わりました。新しいリンクを受け取っていれば、それを開いてください。この端末から、あらためて始めることもできます。",
        "Sharing of this plan has ended. If you were given a new link, open that one. You can also begin anew from this device.";
    SHORT: "短いリンク（QRコード向き）", "Short link (fits a QR code)";
    SHORT_LEAD: "同じ版を、暗号にしてサーバーに{}日間預けます。鍵はリンクの中だけにあり、サーバーには読めません。",
        "The same edition is left with the server for {} days, encrypted. The key is in the link alone.";
    SHORT_MAKE: "短いリンクをつくる", "Make a short link";
    SHORT_UNTIL: "{}まで開けます。そのあとは消えます。", "It opens until {}, and is gone after that.";
    SHORT_OFFLINE: "預けられませんでした。計画はそのままです。つながっているときに、もう一度お試しください。",
        "It could not be left there. The plan is untouched. Try again when there is a connection.";
    SHORT_TOKEN: "預けられませんでした。計画はそのままです。設定に、サーバーの合言葉を入れてください。",
        "It could not be left there. The plan is untouched. Enter the relay's access token in the settings.";
    SHORT_TOO_LARGE: "大きすぎて預けられませんでした。計画はそのままです。上の長いリンクか、ファイルでお渡しください。",
        "It is too large to be left there. The plan is untouched. Use the long link above, or a file.";
    SHORT_REFUSED: "サーバーが預かれませんでした。計画はそのままです。時間をおいて、もう一度お試しください。",
        "The server could not take it. The plan is untouched. Try again later.";
    FOLLOWED: "閲覧", "Viewing";
    SHARE_EDITION: "版のリンク（今の計画を配る）", "Edition link (hand out the plan as it is now)";
    SHARE_EDITION_LEAD: "今の計画を、読むだけのページにします。リンクの中に計画がそのまま入り、どこにも預けません。",
        "The plan as it is now becomes a page to read. The link itself holds it; nothing is uploaded.";
    SHARE_EDITION_LABEL: "版の名前", "Name of the edition";
    SHARE_EDITION_LABEL_HINT: "例：第2回策定委員会 資料", "For example: paper for the 2nd committee meeting";
    SHARE_EDITION_BY: "発行", "Published by";
    SHARE_EDITION_CONTENT: "入るもの：{}。入らないもの：編集の履歴、ごみ箱の中、端末の名前。",
        "In it: {}. Not in it: history, the bin, names of devices.";
    SHARE_EDITION_MAKE: "版のリンクをつくる", "Make an edition link";
    SHARE_EDITION_LENGTH: "リンクの長さ {}文字", "The link has {} characters";
    SHARE_EDITION_LONG: "長いリンクです。メールやLINEによっては途中で切れるので、文字数をお確かめください。",
        "This is a long link. Some mail and chat programs cut it; check its length after sending.";
    SHARE_EDITION_TOO_LARGE: "計画が大きすぎて、リンクに入りません。計画はそのままです。印刷するか、ファイルでお渡しください。",
        "The plan is too large for a link. Nothing has changed. Print it, or hand it out as a file.";
    SHARE_EDITION_OPEN: "このページを開く", "Open this page";
    SHARE_NO_QR: "長いリンクのため、QRコードにはできません。", "The link is too long for a QR code.";
    QR_ALT: "リンクのQRコード", "QR code of the link";
    COPY: "コピー", "Copy";
    COPIED: "コピーしました。", "Copied.";
    COPY_FAILED: "コピーできませんでした。リンクは上に出ています。長押しで選んで、コピーしてください。",
        "Could not copy. The link is shown above. Select it by hand and copy it.";
    SHARE_FILE: "ファイルに書き出す", "Export a file";
    SHARE_FILE_LEAD: "控えとして、計画をまるごとファイルに残します。", "Keep the whole plan as a file.";
    SHARE_INSECURE: "このページは http で開かれています。共有はできますが、電波のないところで開き直すことはできません。",
        "This page was opened over http. Sharing works, but the app can't be reopened without a network.";

    // Paper and editions.
    PAPER_CHART: "体系図", "Chart";
    PAPER_ACTIVITY: "実施計画", "Plan";
    PAPER_SIZE: "用紙", "Paper";
    PAPER_PRINT: "印刷する", "Print";
    PAPER_A4_LANDSCAPE: "A4 横", "A4 landscape";
    PAPER_A3_LANDSCAPE: "A3 横", "A3 landscape";
    PAPER_A4_PORTRAIT: "A4 縦", "A4 portrait";
    PAPER_LABEL: "版の表示", "Edition";
    PAPER_LABEL_HINT: "例：第2回策定委員会 案", "For example: draft for the 2nd meeting";
    AS_OF: "{}現在", "As of {}";
    EDITION_BAD: "この版は開けません。リンクの一部が欠けているようです。送った方に、もう一度お求めください。",
        "This edition can't be opened. A part of the link seems to be missing. Ask whoever sent it.";
    EDITION_GONE: "この版は、預かりの期限が過ぎたか、サーバーから消えています。もとの計画は、つくった方の端末にあります。送った方に、もう一度お求めください。",
        "This edition is not there: its date is past, or the server has lost it. The plan itself is with whoever made it. Ask them for it again.";
    EDITION_OFFLINE: "この版を受け取れませんでした。リンクはそのまま使えます。つながっているときに、開き直してください。",
        "This edition could not be fetched. The link is still good. Open it again when there is a connection.";
    EDITION_LEAD: "{} 発行", "Published by {}";
    EDITION_CONTENTS: "目次", "Contents";
    TEXT_SIZE: "文字の大きさ", "Text size";
    SIZE_STANDARD: "標準", "Standard";
    SIZE_LARGE: "大", "Large";
    SIZE_HUGE: "特大", "Extra large";

    // Settings.
    SETTINGS_NAME: "あなたの名前", "Your name";
    SETTINGS_NAME_HINT: "編集した人として、ほかの端末に出ます。", "Shown to other devices as who edited.";
    SETTINGS_LANGUAGE: "ことば / Language", "ことば / Language";
    SETTINGS_RELAY: "共有に使うサーバー（ふつうは空のまま）", "Relay for sharing (usually left empty)";
    SETTINGS_RELAY_HINT: "例：wss://relay.example.jp/sync", "For example: wss://relay.example.jp/sync";
    SETTINGS_RELAY_BAD: "ws:// か wss:// で始まるアドレスを入れてください。", "The address must begin with ws:// or wss://.";

    SETTINGS_TOKEN: "サーバーの合言葉（求められたときだけ）", "Access token of the relay (only where it asks for one)";
    SETTINGS_TOKEN_HINT: "サーバーを管理する人から受け取ったものを入れます。", "As given by whoever runs the relay.";

    // A panic.
    FAILURE: "思わぬ不具合が起きました。保存済みのものは端末に残っています。読み込み直してください。",
        "Something went wrong. What was saved is on the device. Please reload.";
    FAILURE_RELOAD: "読み込み直す", "Reload";
}
