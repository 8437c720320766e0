//! The words that are looked for, and where a spelling is somebody's name.

/// One way to spell a word.
pub(super) struct Spelling {
    /// For people.
    pub(super) shown: &'static str,
    /// As it stands in a text.
    pub(super) needle: &'static str,
    /// What must follow (the end of the text does); empty: anything may.
    followed_by: &'static [&'static str],
    /// What follows where it is part of a name or another word.
    not_before: &'static [&'static str],
    /// What precedes where it is part of a name or another word.
    not_after: &'static [&'static str],
}

impl Spelling {
    /// Whether it is this word between what precedes and what follows.
    pub(super) fn stands(&self, before: &str, after: &str) -> bool {
        let follows = self.followed_by.is_empty()
            || after.is_empty()
            || self.followed_by.iter().any(|word| after.starts_with(word));
        follows
            && !self.not_before.iter().any(|word| after.starts_with(word))
            && !self.not_after.iter().any(|word| before.ends_with(word))
    }

    const fn of(word: &'static str) -> Self {
        Self {
            shown: word,
            needle: word,
            followed_by: &[],
            not_before: &[],
            not_after: &[],
        }
    }

    const fn shown(self, shown: &'static str) -> Self {
        Self { shown, ..self }
    }

    const fn followed_by(self, followed_by: &'static [&'static str]) -> Self {
        Self {
            followed_by,
            ..self
        }
    }

    const fn not_before(self, not_before: &'static [&'static str]) -> Self {
        Self { not_before, ..self }
    }

    const fn not_after(self, not_after: &'static [&'static str]) -> Self {
        Self { not_after, ..self }
    }
}

const fn of(word: &'static str) -> Spelling {
    Spelling::of(word)
}

/// What follows 取り組み where it is a noun. Before a comma it may be a verb (…に取り組み、), so
/// that is not counted.
const NOUN: &[&str] = &[
    "を", "の", "が", "は", "も", "に", "と", "や", "で", "へ", "など", "等", "・", "」", "）",
    ")", "。", "\n", "内容", "方針", "状況", "事例", "事業",
];
const NO_NOUN: &[&str] = &["やす", "にく", "なが", "もう"];
const VERB: &[&str] = &[
    "む",
    "ん",
    "め",
    "もう",
    "みま",
    "みなが",
    "みつつ",
    "みた",
    "みやす",
];

/// 障害 in names of laws, schemes and services, and where it means an obstacle.
const LAWS: &[&str] = &[
    "者総合支援",
    "者基本",
    "者差別",
    "者虐待",
    "者自立支援",
    "者雇用",
    "者手帳",
    "者後見的支援",
    "者週間",
    "者福祉計画",
    "者計画",
    "児福祉計画",
    "福祉計画",
    "福祉サービス",
    "支援区分",
    "基礎年金",
    "年金",
    "物",
    "となる",
    "とな",
    "を取り除",
    "を除",
];
const OBSTACLES: &[&str] = &["通信", "システム", "機能", "発達", "高次脳", "認知機能"];

/// こども in names of offices, laws and schemes.
const OFFICES: &[&str] = &[
    "家庭",
    "園",
    "基本法",
    "大綱",
    "まんなか",
    "計画",
    "未来",
    "１１０",
    "110",
    "誰でも",
    "政策",
    "課",
    "部",
    "局",
];
/// 子ども in the names of laws and of neighbourhood groups.
const CHILDREN: &[&str] = &[
    "・子育て支援",
    "会",
    "の権利条約",
    "・若者",
    "の貧困対策",
    "家庭",
];

/// Two nouns and verbs from the trade, each in the spellings that stand side by side in real
/// plans. The first is the one that official texts use or most councils prefer.
pub(super) const FAMILIES: &[&[Spelling]] = &[
    &[
        of("障がい"),
        of("障害").not_before(LAWS).not_after(OBSTACLES),
    ],
    &[
        of("こども").not_before(OFFICES).not_after(&["認定"]),
        of("子ども").not_before(CHILDREN),
        of("子供").not_before(&["会", "服"]),
    ],
    &[
        of("取組").not_before(&["み", "む", "ん", "めば", "める", "もう"]),
        of("取り組み").followed_by(NOUN).not_before(NO_NOUN),
        of("取組み").followed_by(NOUN).not_before(NO_NOUN),
    ],
    &[
        of("取り組").shown("取り組む").followed_by(VERB),
        of("取組").shown("取組む").followed_by(VERB),
    ],
    &[
        of("支え合").shown("支え合い"),
        of("支えあ").shown("支えあい"),
    ],
    &[
        of("助け合").shown("助け合い"),
        of("助けあ").shown("助けあい"),
        of("たすけあ")
            .shown("たすけあい")
            .not_after(&["歳末", "年末", "海外"]),
        of("たすけ合").shown("たすけ合い"),
    ],
    &[of("寄附"), of("寄付")],
    &[of("困りごと"), of("困り事")],
    &[of("つなが").shown("つながる"), of("繋が").shown("繋がる")],
    &[of("つなげ").shown("つなげる"), of("繋げ").shown("繋げる")],
    &[of("つなぐ"), of("繋ぐ")],
    &[of("できる"), of("出来る")],
    &[
        of("一人ひとり"),
        of("一人一人"),
        of("ひとりひとり"),
        of("ひとり一人"),
    ],
    &[of("一人暮らし"), of("ひとり暮らし"), of("独り暮らし")],
    &[
        of("民生委員児童委員").not_before(&["協議会", "連盟"]),
        of("民生委員・児童委員").not_before(&["協議会", "連盟", "の日"]),
    ],
    &[of("様々"), of("さまざま")],
    &[of("みなさん"), of("皆さん")],
    &[of("人たち"), of("人達")],
    &[of("通して"), of("とおして")],
    &[of("話し合い"), of("話合い")],
    &[of("ひきこもり"), of("引きこもり"), of("引き籠もり")],
    &[of("まちづくり"), of("街づくり"), of("町づくり")],
    &[of("および"), of("及び")],
    &[of("または"), of("又は")],
    &[of("ふれあい"), of("触れ合い"), of("ふれ合い")],
    &[of("声かけ"), of("声掛け")],
    &[of("働きかけ"), of("働き掛け")],
    &[of("広報紙"), of("広報誌")],
];
