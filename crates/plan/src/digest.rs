//! A fingerprint of what people wrote in a thing, to notice that it changed while in the bin.
//!
//! The sum over a subtree does not depend on order, and is the same on every device and in every
//! version of this program: it is stored in the document. Change it and every bin asks once.

use crate::fiscal::FiscalYear;
use crate::kinds::{Course, IndicatorKind, Lifecycle, Trend};
use crate::plan::{Item, Level, Line, Section};
use crate::records::{
    Category, District, Evaluation, Indicator, Programme, Report, Scale, Term, Value,
};

/// FNV-1a, 64 bits: short, fixed by its specification, and nobody attacks their own bin.
struct Fingerprint(u64);

impl Fingerprint {
    fn new(id: &str) -> Self {
        let mut print = Self(0xcbf2_9ce4_8422_2325);
        print.add(id);
        print
    }

    fn add(&mut self, text: &str) {
        // 0xff never occurs in UTF-8: it keeps "ab","c" apart from "a","bc".
        for byte in text.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn done(self) -> i64 {
        self.0 as i64
    }
}

pub(crate) fn level(level: &Level) -> i64 {
    let in_chart = if level.in_chart { "chart" } else { "" };
    let parts = [level.name.as_str(), level.style.word(), in_chart];
    print_of(level.id.as_str(), &parts)
}

pub(crate) fn item(item: &Item) -> i64 {
    let mut print = Fingerprint::new(item.id.as_str());
    print.add(&item.title);
    print.add(&item.chart_title);
    print.add(&item.statement);
    print.add(item.number_override.as_deref().unwrap_or_default());
    item.tags.iter().for_each(|tag| print.add(tag.word()));
    item.years
        .iter()
        .for_each(|year| print.add(&year.year().to_string()));
    if let Some(programme) = &item.programme {
        print.add(programme.as_str());
    }
    print.done()
}

pub(crate) fn section(section: &Section) -> i64 {
    let mut print = Fingerprint::new(section.id.as_str());
    print.add(section.kind.word());
    print.add(&section.heading);
    print.add(&section.text);
    print.done()
}

pub(crate) fn line(line: &Line) -> i64 {
    let mut print = Fingerprint::new(line.id.as_str());
    print.add(&line.text);
    print.add(line.party.as_ref().map_or("", |party| party.as_str()));
    line.years
        .iter()
        .for_each(|year| print.add(&year.year().to_string()));
    print.done()
}

fn print_of(id: &str, parts: &[&str]) -> i64 {
    let mut print = Fingerprint::new(id);
    parts.iter().for_each(|part| print.add(part));
    print.done()
}

fn word_of<T>(choice: Option<T>, word: impl Fn(T) -> &'static str) -> &'static str {
    choice.map_or("", word)
}

fn year_of(year: Option<FiscalYear>) -> String {
    year.map(|year| year.year().to_string()).unwrap_or_default()
}

pub(crate) fn category(category: &Category) -> i64 {
    let parts = [
        category.name.as_str(),
        &category.description,
        category.number_override.as_deref().unwrap_or_default(),
    ];
    print_of(category.id.as_str(), &parts)
}

pub(crate) fn programme(programme: &Programme) -> i64 {
    let parts = [
        programme.name.as_str(),
        &programme.aliases,
        &programme.description,
        &programme.funding,
        &programme.frequency,
        &programme.months,
        &programme.contract,
        &programme.partners,
        programme.number_override.as_deref().unwrap_or_default(),
        word_of(programme.lifecycle, Lifecycle::word),
    ];
    print_of(programme.id.as_str(), &parts)
}

pub(crate) fn indicator(indicator: &Indicator) -> i64 {
    let parts = [
        indicator.name.as_str(),
        &indicator.breakdown,
        word_of(indicator.kind, IndicatorKind::word),
        word_of(indicator.trend, Trend::word),
    ];
    print_of(indicator.id.as_str(), &parts)
}

pub(crate) fn value(value: &Value) -> i64 {
    let parts = [
        value.text.as_str(),
        &value.note,
        &year_of(value.year),
        value.role.word(),
        value.district.as_ref().map_or("", |id| id.as_str()),
        value.state.word(),
    ];
    print_of(value.id.as_str(), &parts)
}

pub(crate) fn report(report: &Report) -> i64 {
    let parts = [
        report.progress.as_str(),
        &report.issues,
        &report.reason,
        &report.next,
        report.party.as_ref().map_or("", |id| id.as_str()),
        &year_of(report.year),
        &report.period,
        report.progress_state.word(),
        report.issues_state.word(),
    ];
    print_of(report.id.as_str(), &parts)
}

pub(crate) fn evaluation(evaluation: &Evaluation) -> i64 {
    let parts = [
        evaluation.comment.as_str(),
        &year_of(evaluation.year),
        evaluation.phase.word(),
        &evaluation.grade,
        word_of(evaluation.course, Course::word),
        evaluation.by.word(),
    ];
    print_of(evaluation.id.as_str(), &parts)
}

pub(crate) fn scale(scale: &Scale) -> i64 {
    print_of(scale.id.as_str(), &[&scale.name, &scale.grades])
}

pub(crate) fn district(district: &District) -> i64 {
    print_of(district.id.as_str(), &[&district.name])
}

pub(crate) fn term(term: &Term) -> i64 {
    let parts = [term.kind.word(), &term.short, &term.full, &term.note];
    print_of(term.id.as_str(), &parts)
}
