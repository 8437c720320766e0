//! Years and ranges of years as a table: what people type, and what it is taken for.

use super::*;
use crate::dates::Warning;

fn year(text: &str) -> Option<i32> {
    let parsed = FiscalYear::parse(text)?;
    assert_eq!(parsed.warning, None, "{text}");
    Some(parsed.value.year())
}

#[test]
fn years_as_people_write_them() {
    let table = [
        ("R4", 2022),
        ("r4", 2022),
        ("Ｒ４", 2022),
        ("R04", 2022),
        ("R.4", 2022),
        ("R4年", 2022),
        ("R4年度", 2022),
        ("R 4", 2022),
        ("令4", 2022),
        ("令4年度", 2022),
        ("令和4", 2022),
        ("令和4年", 2022),
        ("令和4年度", 2022),
        ("令和４年度", 2022),
        ("令 和 4 年 度", 2022),
        ("令和　4年度", 2022),
        ("令和04年度", 2022),
        ("令和四年度", 2022),
        ("㋿4年度", 2022),
        ("2022", 2022),
        ("２０２２", 2022),
        ("2022年", 2022),
        ("2022年度", 2022),
        ("西暦2022年", 2022),
        ("FY2022", 2022),
        ("二〇二二年度", 2022),
        ("令和4(2022)年度", 2022),
        ("令和4年度（2022年度）", 2022),
        ("令和4年（2022年）", 2022),
        ("2022(令和4)年度", 2022),
        ("2022年度（令和4年度）", 2022),
        ("2022（R4）", 2022),
        ("令和元年", 2019),
        ("令和元年度", 2019),
        ("令和1年度", 2019),
        ("令元", 2019),
        ("R元", 2019),
        ("R1", 2019),
        ("H31", 2019),
        ("平成31年度", 2019),
        ("平31", 2019),
        ("Ｈ３０", 2018),
        ("平成元年", 1989),
        ("平成三十年度", 2018),
        ("令和十年度", 2028),
        ("令和二十一年度", 2039),
        ("S63", 1988),
        ("昭和64年", 1989),
        ("昭50", 1975),
        ("大正15年", 1926),
        ("明治45年", 1912),
    ];
    for (text, western) in table {
        assert_eq!(year(text), Some(western), "{text}");
    }
}

#[test]
fn what_is_no_year_is_left_alone() {
    for text in [
        "",
        "R",
        "令和",
        "R0",
        "令和0年",
        "4",
        "04",
        "22",
        "R4個",
        "22022",
        "1867",
        "2200",
        "元年",
        "元年度",
        "4年",
        "4月",
        "年度",
        "第6期",
        "R3-",
        "~7",
        "令和4年5月",
        "令和4年度分",
        "令和4年前期",
        "令和4(2021)年度",
        "2022年度（令和3年度）",
        "R4（目標）",
        "令和4年度・5年度",
        "今年度",
        "R2022年",
    ] {
        assert_eq!(FiscalYear::parse(text), None, "{text}");
    }
}

#[test]
fn a_year_past_its_era_comes_with_a_question() {
    let table = [
        ("平成34年", 2022, "令和4年"),
        ("平成34年度", 2022, "令和4年"),
        ("平34", 2022, "令和4年"),
        ("H34", 2022, "令和4年"),
        ("Ｈ３４", 2022, "令和4年"),
        ("平成34（2022）年度", 2022, "令和4年"),
        ("平成32年度", 2020, "令和2年"),
        ("昭和65年", 1990, "平成2年"),
        ("大正16年", 1927, "昭和2年"),
    ];
    for (text, western, understood) in table {
        let parsed = FiscalYear::parse(text).unwrap();
        assert_eq!(parsed.value.year(), western, "{text}");
        let understood = understood.to_owned();
        assert_eq!(
            parsed.warning,
            Some(Warning::PastEra { understood }),
            "{text}"
        );
    }
}

#[test]
fn ranges() {
    let table = [
        ("令和3～7年度", 2021, 2025),
        ("令和3〜7年度", 2021, 2025),
        ("令和3~7年度", 2021, 2025),
        ("令和３～７年度", 2021, 2025),
        ("令和3年～7年", 2021, 2025),
        ("令和3年度～7年度", 2021, 2025),
        ("令和3年度～令和7年度", 2021, 2025),
        ("令和3～令和7年度", 2021, 2025),
        ("令和3年度から令和7年度", 2021, 2025),
        ("令和3年度から令和7年度まで", 2021, 2025),
        ("令和3年度より令和7年度まで", 2021, 2025),
        ("令和3年度 ～ 令和7年度", 2021, 2025),
        ("令和3年度－令和7年度", 2021, 2025),
        ("令和3年度―7年度", 2021, 2025),
        ("令和3年度～令和7年度（5年間）", 2021, 2025),
        ("令和3～7年度(5か年)", 2021, 2025),
        ("令和3年度から令和7年度までの5年間", 2021, 2025),
        ("令和3年度から5年間", 2021, 2025),
        ("令和3(2021)年度～令和7(2025)年度", 2021, 2025),
        ("令和3年度（2021年度）～令和7年度（2025年度）", 2021, 2025),
        ("R3-R7", 2021, 2025),
        ("R3～R7", 2021, 2025),
        ("R3～7", 2021, 2025),
        ("R3-7年度", 2021, 2025),
        ("令3～7", 2021, 2025),
        ("2021-2025年度", 2021, 2025),
        ("2021～2025", 2021, 2025),
        ("2021–2025", 2021, 2025),
        ("2021年度～2025年度", 2021, 2025),
        ("2021～25年度", 2021, 2025),
        ("2021年度から5か年計画", 2021, 2025),
        ("平成30年度〜令和2年度", 2018, 2020),
        ("平成31～令和5年度", 2019, 2023),
        ("H30-R4", 2018, 2022),
        ("令和元～5年度", 2019, 2023),
        ("令和元年度～令和5年度", 2019, 2023),
        ("平成29年度～33年度", 2017, 2021),
        ("R4", 2022, 2022),
    ];
    for (text, first, last) in table {
        let span = YearSpan::parse(text).map(|parsed| parsed.value);
        let span = span.map(|span| (span.first.year(), span.last.year()));
        assert_eq!(span, Some((first, last)), "{text}");
    }
    for text in [
        "令和7～3年度",
        "令和3～",
        "令和3年度～令和7年度（4年間）",
        "令和3年4月～令和8年3月",
        "3～7年度",
        "令和3(2020)～7年度",
        "令和3、4年度",
        "2021-03",
        "令和3年度から",
    ] {
        assert_eq!(YearSpan::parse(text), None, "{text}");
    }
}

#[test]
fn a_range_past_its_era_comes_with_a_question() {
    let parsed = YearSpan::parse("平成30～34年度").unwrap();
    assert_eq!(parsed.value.label_wareki(), "平成30年度～令和4年度");
    let understood = "令和4年".to_owned();
    assert_eq!(parsed.warning, Some(Warning::PastEra { understood }));
}

#[test]
fn labels() {
    let label = |year| FiscalYear::new(year).unwrap().label_wareki();
    assert_eq!(label(2022), "令和4年度");
    assert_eq!(label(2019), "令和元年度");
    assert_eq!(label(2018), "平成30年度");
    assert_eq!(label(1989), "平成元年度");
    assert_eq!(label(1988), "昭和63年度");
    assert_eq!(FiscalYear::new(2022).unwrap().short(), "R4");
    let span = YearSpan::parse("R3-R7").unwrap().value;
    assert_eq!(span.label_wareki(), "令和3～7年度");
}

#[test]
fn every_label_reads_back() {
    for number in FiscalYear::MIN..=FiscalYear::MAX {
        let fiscal = FiscalYear::new(number).unwrap();
        assert_eq!(year(&fiscal.label_wareki()), Some(number));
        assert_eq!(year(&fiscal.short()), Some(number));
    }
}

#[test]
fn january_to_march_belong_to_the_year_before() {
    assert_eq!(
        FiscalYear::of_month(2023, 3).map(FiscalYear::year),
        Some(2022)
    );
    assert_eq!(
        FiscalYear::of_month(2023, 4).map(FiscalYear::year),
        Some(2023)
    );
    assert_eq!(FiscalYear::of_month(2023, 13), None);
}
