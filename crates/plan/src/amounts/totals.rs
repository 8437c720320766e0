//! Stated totals beside the amounts that they could sum up.

use super::units::same_unit;
use super::{Amount, Part};

/// A stated total and what it could be the total of. The numbers are places in the parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// The part that is called a total.
    pub total: usize,
    /// The amounts of the same unit before it in its list, at least two.
    pub parts: Vec<usize>,
    /// Those of the same unit that no sum can count: 週1回, 約30名, 各2回, うち5名.
    pub left_out: Vec<usize>,
    /// The total as stated.
    pub stated: Amount,
    /// The sum of [`Total::parts`].
    pub sum: Amount,
}

impl Total {
    /// Whether the stated total is the sum of its parts.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.stated == self.sum
    }

    /// Whether the total is certainly another than the sum: with amounts left out it may well be
    /// more, but never less.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.sum > self.stated || (self.sum < self.stated && self.left_out.is_empty())
    }
}

/// How far back a total is looked for and summed up; no list that people write is longer.
const REACH: usize = 500;

/// Every stated total that has at least two amounts to sum up.
#[must_use]
pub fn totals_of(parts: &[Part]) -> Vec<Total> {
    let totals = parts.iter().enumerate().filter(|(_, part)| part.total);
    totals
        .filter_map(|(at, part)| {
            // A list may go on after a subtotal, and a grand total may count all or only the rest.
            let before = parts.get(at.saturating_sub(REACH)..at)?;
            let after_total = before
                .iter()
                .rposition(|other| other.total && other.list == part.list)
                .map(|place| at - before.len() + place + 1);
            let all = || (at <= REACH).then(|| gather(parts, at, part, 0)).flatten();
            let Some(since) = after_total else {
                return all();
            };
            let rest = gather(parts, at, part, since).filter(Total::agrees);
            let all = all().filter(Total::agrees);
            rest.or(all).or_else(|| gather(parts, at, part, since))
        })
        .collect()
}

fn gather(parts: &[Part], at: usize, stated: &Part, since: usize) -> Option<Total> {
    let mut total = Total {
        total: at,
        parts: Vec::new(),
        left_out: Vec::new(),
        stated: stated.number,
        sum: Amount::default(),
    };
    for (other, part) in parts.iter().enumerate().take(at).skip(since) {
        if !same_unit(part.unit.as_deref(), stated.unit.as_deref()) {
            continue;
        }
        let here = part.list == stated.list && !part.total;
        // The total of a list within stands for that list; a list without one explains.
        let within = part.list > stated.list && part.total;
        if !here && !within {
            continue;
        }
        if countable(part) {
            total.parts.push(other);
            total.sum = total.sum.plus(part.number)?;
        } else {
            total.left_out.push(other);
        }
    }
    (total.parts.len() >= 2 && stated.extent.is_none() && !stated.about).then_some(total)
}

fn countable(part: &Part) -> bool {
    let within = part.label.as_deref().is_some_and(|label| {
        label.starts_with("うち") || label.starts_with('内') || label.starts_with('各')
    });
    part.per.is_none() && part.extent.is_none() && !part.about && !within
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amounts::read;

    /// The first stated total that differs from its parts; if there is none, the first one.
    fn total_of(parts: &[Part]) -> Option<Total> {
        let totals = totals_of(parts);
        let at = totals.iter().position(Total::differs).unwrap_or_default();
        totals.into_iter().nth(at)
    }

    /// The sum, the stated total, how many were left out, whether they certainly differ.
    fn total(text: &str) -> Option<(String, String, usize, bool)> {
        let total = total_of(&read(text))?;
        Some((
            total.sum.to_string(),
            total.stated.to_string(),
            total.left_out.len(),
            total.differs(),
        ))
    }

    fn sums(text: &str, sum: &str, stated: &str, left_out: usize, differs: bool) {
        let expected = Some((sum.to_owned(), stated.to_owned(), left_out, differs));
        assert_eq!(total(text), expected, "{text}");
    }

    #[test]
    fn a_total_that_is_the_sum_of_its_parts() {
        sums("男性12名 女性20名 計32名", "32", "32", 0, false);
        sums("小学校3校、中学校2校（計5校）", "5", "5", 0, false);
        sums("第1回:30名、第2回:25人、計55名", "55", "55", 0, false);
        sums("・講座(2回) ・相談会(4回) 合計:6回", "6", "6", 0, false);
        sums(
            "講演会:1回(120名) 研修会:3回(延べ45名) 計4回",
            "4",
            "4",
            0,
            false,
        );
        sums(
            "会費300千円、寄附 20万円、合計500千円",
            "500000",
            "500000",
            0,
            false,
        );
        sums("A 1.5時間、B 2.5時間、計4時間", "4", "4", 0, false);
    }

    #[test]
    fn a_total_that_differs() {
        sums("男性12名 女性21名 計32名", "33", "32", 0, true);
        sums(
            "・研修(2回) ・居場所(昼4回、夜3回、計8回)",
            "7",
            "8",
            0,
            true,
        );
    }

    #[test]
    fn a_list_over_several_lines() {
        let text = "・研修(2回)\n・居場所(広場24回、\n女子会6回、計30回)";
        sums(text, "30", "30", 0, false);
        sums("男性\n12名\n女性\n20名\n計\n32名", "32", "32", 0, false);
    }

    #[test]
    fn what_recurs_is_left_out_and_said() {
        let text = "・居場所(畑週1回、広場24回、女子会6回、限定2回、計32回) ・親の会(6回)";
        sums(text, "32", "32", 1, false);
        // With the weekly one it may be more, but less it cannot be.
        sums("畑週1回、広場24回、女子会6回、計80回", "30", "80", 1, false);
        sums("畑週1回、広場24回、女子会6回、計20回", "30", "20", 1, true);
        sums(
            "広場24回、女子会6回、うち夜2回、計30回",
            "30",
            "30",
            1,
            false,
        );
    }

    #[test]
    fn totals_of_totals() {
        let text = "・講座2回 ・居場所(昼4回、夜3回、計7回) ・合計9回";
        let totals = totals_of(&read(text));
        let sums: Vec<_> = totals.iter().map(|total| total.sum.to_string()).collect();
        assert_eq!(sums, ["7", "9"]);
        assert_eq!(
            total_of(&read("A 1回 B 2回 小計3回 C 4回 D 5回 小計9回 総計12回"))
                .map(|t| t.differs()),
            Some(false)
        );
    }

    #[test]
    fn nothing_to_sum_up() {
        for text in [
            "計32回",
            "新規5件、計20件",
            "講座2回、計30名",
            "週1回、計48回",
            "9地区18回",
            "",
        ] {
            assert_eq!(total(text), None, "{text}");
        }
    }
}
