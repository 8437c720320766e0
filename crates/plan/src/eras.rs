//! The eras (元号), by hand: a new one is a line here.

/// An era (元号).
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Era {
    pub(crate) name: &'static str,
    pub(crate) letter: char,
    /// Its first day: year, month, day.
    pub(crate) begins: (i32, u32, u32),
}

/// The five eras with a calendar of today's kind, newest first. A new one is a line here.
pub(crate) const ERAS: [Era; 5] = [
    Era {
        name: "令和",
        letter: 'R',
        begins: (2019, 5, 1),
    },
    Era {
        name: "平成",
        letter: 'H',
        begins: (1989, 1, 8),
    },
    Era {
        name: "昭和",
        letter: 'S',
        begins: (1926, 12, 25),
    },
    Era {
        name: "大正",
        letter: 'T',
        begins: (1912, 7, 30),
    },
    Era {
        name: "明治",
        letter: 'M',
        begins: (1868, 1, 25),
    },
];

impl Era {
    /// The last year that this era can name: the one in which the next begins.
    pub(crate) fn last_year(&self) -> Option<i32> {
        let index = ERAS.iter().position(|era| era == self)?;
        index.checked_sub(1).map(|newer| ERAS[newer].begins.0)
    }

    pub(crate) fn western(&self, year: i32) -> i32 {
        self.begins.0 + year - 1
    }
}

/// The era and its year by which a fiscal year goes. The era of 1 April counts, but 2019 is
/// 令和元年度: the cabinet decided on 2 April 2019 that its budget is called so all year.
pub(crate) fn era_of_fiscal_year(year: i32) -> (&'static Era, i32) {
    let day = if year == 2019 {
        (2019, 5, 1)
    } else {
        (year, 4, 1)
    };
    era_of_day(day)
}

pub(crate) fn era_of_day(day: (i32, u32, u32)) -> (&'static Era, i32) {
    let era = ERAS
        .iter()
        .find(|era| era.begins <= day)
        .unwrap_or(&ERAS[4]);
    (era, day.0 - era.begins.0 + 1)
}

/// The words for a western year, by the era in which it ends: 2019 → 令和元年.
pub(crate) fn words_of_year(year: i32) -> String {
    let (era, number) = era_of_day((year, 12, 31));
    format!("{}{}年", era.name, year_in_era(number))
}

/// The first year of an era is 元年.
pub(crate) fn year_in_era(number: i32) -> String {
    match number {
        1 => "元".to_owned(),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_has_its_era() {
        let table = [
            ((1868, 1, 25), "明治", 1),
            ((1912, 7, 29), "明治", 45),
            ((1912, 7, 30), "大正", 1),
            ((1926, 12, 24), "大正", 15),
            ((1926, 12, 25), "昭和", 1),
            ((1989, 1, 7), "昭和", 64),
            ((1989, 1, 8), "平成", 1),
            ((2019, 4, 30), "平成", 31),
            ((2019, 5, 1), "令和", 1),
            ((2022, 5, 23), "令和", 4),
        ];
        for (day, name, year) in table {
            let (era, number) = era_of_day(day);
            assert_eq!((era.name, number), (name, year), "{day:?}");
        }
    }

    #[test]
    fn an_era_names_the_year_in_which_the_next_begins() {
        assert_eq!(ERAS[0].last_year(), None);
        assert_eq!(ERAS[1].last_year(), Some(2019));
        assert_eq!(ERAS[1].western(31), 2019);
        assert_eq!(words_of_year(2019), "令和元年");
        assert_eq!(words_of_year(2018), "平成30年");
    }
}
