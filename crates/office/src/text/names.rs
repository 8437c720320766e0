//! The words by which councils' plans name their levels, sections and parts.

use super::fold::key;

/// Names of levels with a rank: what is smaller stands higher. Where a chart gives an order, the
/// chart is right; the rank decides the rest.
const LEVELS: &[(&str, u8)] = &[
    ("計画の柱", 10),
    ("計画柱", 10),
    ("基本計画", 10),
    ("大目標", 10),
    ("基本方針", 12),
    ("基本目標", 20),
    ("重点目標", 30),
    ("推進目標", 30),
    ("行動目標", 30),
    ("施策目標", 30),
    ("中目標", 30),
    ("基本施策", 40),
    ("活動方針", 40),
    ("推進方針", 40),
    ("施策の方向", 40),
    ("小目標", 40),
    ("推進項目", 50),
    ("実施項目", 50),
    ("活動項目", 50),
    ("具体的な取組", LEAF),
    ("具体的取組", LEAF),
    ("主な取組", LEAF),
    ("取組内容", LEAF),
    ("実施内容", LEAF),
    ("活動内容", LEAF),
    ("取組", LEAF),
];

/// The rank of the lowest level; its names are taken for one level.
pub(crate) const LEAF: u8 = 60;

/// A name with the spellings of 取組 made one. The text must be folded.
pub(crate) fn one_spelling(folded: &str) -> String {
    folded.replace("取り組み", "取組").replace("取組み", "取組")
}

/// A name by which spellings, leading years and whose it is do not matter: 令和4年度の具体的な取組
/// and 区社協の具体的な取り組み are 具体的な取組.
pub(crate) fn canonical(name: &str) -> String {
    let name = one_spelling(&key(name)).replace("取り組む", "取組む");
    let name = name.trim_end_matches([':', '.']);
    let name = match name.find("年度の") {
        Some(at) if name.starts_with(['令', '平', 'R', 'H', '2']) => &name[at + "年度の".len()..],
        _ => name,
    };
    let name = match name.find("社協の") {
        Some(at) if at <= "地区".len() => &name[at + "社協の".len()..],
        _ => name.strip_prefix("本会の").unwrap_or(name),
    };
    name.to_owned()
}

/// A name, folded, without a year in front of it.
pub(crate) fn undated(name: &str) -> String {
    let name = one_spelling(&key(name));
    match name.find("年度の") {
        Some(at) => name[at + "年度の".len()..].to_owned(),
        None => name,
    }
}

/// What a document calls a level, without the year before it: the year is in the items, and next
/// year's are of the same level.
pub(crate) fn without_year(name: &str) -> &str {
    name.split_once("年度の")
        .map_or(name, |(_, name)| name)
        .trim()
}

/// The level name that a folded text begins with: its canonical form, its rank, and the bytes
/// of `folded` that it takes.
pub(crate) fn level_prefix(folded: &str) -> Option<(&'static str, u8, usize)> {
    LEVELS
        .iter()
        .filter_map(|(name, rank)| {
            let (before, after) = match name.split_once("取組") {
                None => {
                    return folded
                        .starts_with(name)
                        .then_some((*name, *rank, name.len()));
                }
                Some(parts) => parts,
            };
            let rest = folded.strip_prefix(before)?;
            let rest = ["取り組み", "取組み", "取組"]
                .iter()
                .find_map(|s| rest.strip_prefix(s))?;
            let rest = rest.strip_prefix(after)?;
            Some((*name, *rank, folded.len() - rest.len()))
        })
        .max_by_key(|(_, _, taken)| *taken)
}

/// The rank of a whole name, if it is one of a level.
pub(crate) fn level_rank(canonical: &str) -> Option<u8> {
    LEVELS
        .iter()
        .find(|(name, _)| *name == canonical)
        .map(|(_, rank)| *rank)
}

/// Whether a head of a table says what its rows are about, by a word that is no level elsewhere.
pub(crate) fn is_row_name(folded: &str) -> bool {
    ["施策", "施策名", "事業", "事業名"].contains(&folded)
}

/// The rank of the level whose items the rows under a head are.
pub(crate) fn row_rank(folded: &str) -> Option<u8> {
    level_rank(&canonical(folded)).or_else(|| is_row_name(folded).then_some(LEAF))
}

/// The column that says what each row is about, by the heads: the first that is called 取組 or the
/// like; else the last that names a level or is a 施策 or 事業. 施策 | 事業名 | 実施状況 is about 事業.
pub(crate) fn item_column(heads: &[String]) -> Option<usize> {
    let leaf = |head: &String| level_rank(&canonical(head)) == Some(LEAF);
    let leaf = heads.iter().position(leaf);
    leaf.or_else(|| heads.iter().rposition(|head| row_rank(head).is_some()))
}

/// What a line that is nothing but a name introduces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    Situation,
    Direction,
    Residents,
    Philosophy,
    Slogan,
    /// The initiatives of the item above.
    Leaf,
    /// The same by whose they are: 社協がすること.
    Council,
}

/// Longer lines are sentences.
const LONGEST_NAME: usize = 32;

/// Recognises a line, folded and without brackets, that is nothing but a name.
pub(crate) fn whole_line(folded: &str) -> Option<Named> {
    if folded.chars().count() > LONGEST_NAME || folded.contains('。') {
        return None;
    }
    let name = canonical(folded);
    let named = match name.as_str() {
        "現状と課題"
        | "現状・課題"
        | "課題と現状"
        | "現状及び課題"
        | "現状および課題"
        | "現状"
        | "課題" => Named::Situation,
        "取組の方向性" | "取組方針" | "施策の方向性" | "方向性" => {
            Named::Direction
        }
        "基本理念" | "理念" => Named::Philosophy,
        "スローガン" | "基本理念(スローガン)" | "キャッチフレーズ" => {
            Named::Slogan
        }
        _ if level_rank(&name) == Some(LEAF) => Named::Leaf,
        _ if is_residents(&name) => Named::Residents,
        _ if is_councils(&name) => Named::Council,
        _ => return None,
    };
    Some(named)
}

/// 社協がすること, 社会福祉協議会が取り組むこと; 地区社協 are the residents' own.
fn is_councils(name: &str) -> bool {
    const ENDS: [&str; 4] = ["がすること", "が行うこと", "が取組むこと", "が取組ます"];
    const RESIDENTS: [&str; 3] = ["地区", "校区", "学区"];
    let who = ENDS.iter().find_map(|end| name.strip_suffix(end));
    let whose = who.and_then(|who| {
        let mut councils = ["社会福祉協議会", "社協"].iter();
        councils.find_map(|council| who.strip_suffix(council))
    });
    whose.is_some_and(|whose| !RESIDENTS.iter().any(|of| whose.ends_with(of)))
}

/// 地域住民のみなさんや団体は, 住民一人ひとりができること …
fn is_residents(name: &str) -> bool {
    const WHO: [&str; 8] = [
        "住民",
        "市民",
        "区民",
        "町民",
        "村民",
        "みなさん",
        "皆さん",
        "一人ひとり",
    ];
    const ENDS: [&str; 8] = [
        "は",
        "は…",
        "が取組",
        "の取組",
        "ができること",
        "にできること",
        "の役割",
        "が取組むこと",
    ];
    WHO.iter().any(|who| name.contains(who)) && ENDS.iter().any(|end| name.ends_with(end))
}

/// A heading that opens a part of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// 実施事業一覧
    Programmes,
    /// 重点取組事業について
    Priorities,
    /// 事業推進方針
    Policy,
    /// 事業計画, 実施計画, 体系図
    Plan,
}

/// Recognises a heading, folded, that opens a part of the document.
pub(crate) fn part(folded: &str) -> Option<Part> {
    if folded.chars().count() > 40 || folded.contains('。') || folded.contains("略称") {
        return None;
    }
    let name = one_spelling(folded);
    let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    if ends(&["事業一覧", "事業一覧表"]) {
        Some(Part::Programmes)
    } else if ends(&[
        "重点取組事業について",
        "重点取組について",
        "重点取組事業",
        "重点取組",
        "重点取組一覧",
        "重点事業",
    ]) {
        Some(Part::Priorities)
    } else if ends(&[
        "事業推進方針",
        "事業方針",
        "運営方針",
        "組織の方針",
        "計画推進方針",
    ]) {
        Some(Part::Policy)
    } else if ends(&["事業計画", "実施計画", "体系図", "計画の体系", "活動計画"])
    {
        Some(Part::Plan)
    } else {
        None
    }
}

/// Whether a folded text is the name of one who reports in a progress table.
pub(crate) fn is_party(folded: &str) -> bool {
    is_plain_party(folded) || is_office(folded)
}

/// Whether it is one of those that report everywhere, and nothing else is called so.
pub(crate) fn is_plain_party(folded: &str) -> bool {
    const PARTIES: [&str; 16] = [
        "市",
        "町",
        "村",
        "区",
        "県",
        "行政",
        "社協",
        "市社協",
        "町社協",
        "村社協",
        "区社協",
        "地区社協",
        "地域",
        "住民",
        "市民",
        "地域住民",
    ];
    PARTIES.contains(&folded)
}

/// みどり市, みどり市社会福祉協議会: the name of a town or of a council.
fn is_office(folded: &str) -> bool {
    const TOWNS: [char; 4] = ['市', '町', '村', '区'];
    const PARTS_OF_TOWNS: [&str; 3] = ["地区", "学区", "校区"];
    const COUNCILS: [&str; 2] = ["社協", "協議会"];
    let length = folded.chars().count();
    let a_name = !folded.contains(|c: char| {
        c.is_numeric() || c.is_whitespace() || matches!(c, '、' | '。' | '・' | 'を' | '(')
    });
    let town = length <= LONGEST_TOWN
        && folded.ends_with(TOWNS)
        && !PARTS_OF_TOWNS.iter().any(|part| folded.ends_with(part));
    let council = length <= LONGEST_PARTY && COUNCILS.iter().any(|end| folded.ends_with(end));
    a_name && length > 1 && (town || council)
}

/// Characters of the longest name of a town.
const LONGEST_TOWN: usize = 8;
/// Characters of the longest name of one who reports.
pub(crate) const LONGEST_PARTY: usize = 24;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_level_name_wins() {
        assert_eq!(
            level_prefix("施策の方向1").map(|found| found.0),
            Some("施策の方向")
        );
        assert_eq!(
            level_prefix("具体的な取り組み").map(|found| found.0),
            Some("具体的な取組")
        );
        assert_eq!(level_prefix("目標"), None);
    }

    #[test]
    fn names_are_known_in_their_spellings() {
        assert_eq!(whole_line("令和4年度の具体的な取組"), Some(Named::Leaf));
        assert_eq!(whole_line("区社協の具体的な取り組み"), Some(Named::Leaf));
        assert_eq!(
            whole_line("地域住民のみなさんや団体は"),
            Some(Named::Residents)
        );
        assert_eq!(
            whole_line("市民一人ひとりができること"),
            Some(Named::Residents)
        );
        assert_eq!(whole_line("基本理念(スローガン)"), Some(Named::Slogan));
        assert_eq!(whole_line("市民は"), Some(Named::Residents));
        assert_eq!(whole_line("市民に広げます"), None);
    }

    #[test]
    fn parts_of_an_annual_plan() {
        assert_eq!(
            part("令和4年度みどり野市社会福祉協議会事業推進方針"),
            Some(Part::Policy)
        );
        assert_eq!(
            part("みどり野市社会福祉協議会実施事業一覧"),
            Some(Part::Programmes)
        );
        assert_eq!(part("重点取組事業について"), Some(Part::Priorities));
        assert_eq!(part("事業一覧に出てくる略称について"), None);
    }
}
