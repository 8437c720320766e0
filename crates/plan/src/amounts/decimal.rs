//! A decimal number kept exactly, so that sums of what people typed are what people expect.

use std::cmp::Ordering;
use std::fmt;

/// A decimal number: `mantissa / 10^scale`, always in its shortest form (2.50 is 2.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Amount {
    mantissa: i64,
    scale: u32,
}

/// More digits behind the point than anyone types; keeps every power of ten within an `i64`.
const MAX_SCALE: u32 = 15;

impl Amount {
    /// `mantissa / 10^scale`; `None` with more than 15 digits behind the point.
    #[must_use]
    pub fn new(mantissa: i64, scale: u32) -> Option<Self> {
        let (mut mantissa, mut scale) = (mantissa, scale);
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        (scale <= MAX_SCALE).then_some(Self { mantissa, scale })
    }

    /// A whole number.
    #[must_use]
    pub const fn whole(number: i64) -> Self {
        Self {
            mantissa: number,
            scale: 0,
        }
    }

    /// The nearest floating-point number, for charts and JSON.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        self.mantissa as f64 / 10_i64.pow(self.scale.min(MAX_SCALE)) as f64
    }

    /// The number if it is a whole one.
    #[must_use]
    pub const fn as_whole(self) -> Option<i64> {
        if self.scale == 0 {
            Some(self.mantissa)
        } else {
            None
        }
    }

    /// The sum; `None` if it is too large to be kept.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let sum = self.at(scale)?.checked_add(other.at(scale)?)?;
        Self::new(sum, scale)
    }

    /// The product with a power of ten; `None` if it is too large to be kept.
    pub(super) fn times(self, factor: i64) -> Option<Self> {
        Self::new(self.mantissa.checked_mul(factor)?, self.scale)
    }

    pub(super) fn negative(self) -> Option<Self> {
        Self::new(self.mantissa.checked_neg()?, self.scale)
    }

    fn at(self, scale: u32) -> Option<i64> {
        let more = scale.checked_sub(self.scale)?;
        self.mantissa.checked_mul(10_i64.checked_pow(more)?)
    }
}

impl Ord for Amount {
    fn cmp(&self, other: &Self) -> Ordering {
        let wide = |one: &Self, scale: u32| {
            i128::from(one.mantissa) * 10_i128.pow(scale.saturating_sub(one.scale))
        };
        let scale = self.scale.max(other.scale);
        wide(self, scale).cmp(&wide(other, scale))
    }
}

impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Amount {
    /// `18`, `-3`, `2.5`: plain digits, no separators.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.mantissa);
        }
        let power = 10_u64.pow(self.scale.min(MAX_SCALE));
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let size = self.mantissa.unsigned_abs();
        let (whole, rest) = (size / power, size % power);
        let width = usize::try_from(self.scale).unwrap_or_default();
        write!(f, "{sign}{whole}.{rest:0width$}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_exactly_and_shown_plainly() {
        let shown = |mantissa, scale| Amount::new(mantissa, scale).unwrap().to_string();
        assert_eq!(shown(18, 0), "18");
        assert_eq!(shown(250, 2), "2.5");
        assert_eq!(shown(-5, 2), "-0.05");
        assert_eq!(shown(0, 3), "0");
        assert_eq!(Amount::new(1, 16), None);
        assert!((Amount::new(25, 1).unwrap().as_f64() - 2.5).abs() < f64::EPSILON);
    }

    #[test]
    fn sums_are_exact() {
        let tenth = Amount::new(1, 1).unwrap();
        let fifth = Amount::new(2, 1).unwrap();
        assert_eq!(tenth.plus(fifth), Amount::new(3, 1));
        assert_eq!(Amount::whole(i64::MAX).plus(Amount::whole(1)), None);
        assert!(Amount::new(25, 1).unwrap() < Amount::whole(3));
    }
}
