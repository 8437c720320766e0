//! Keys that say where a thing stands among its siblings: fractional indices, as hex.
//!
//! By hand, because `fractional_index` 2.0 subtracts from a zero byte in `new_between` (a panic,
//! or the upper key itself, once something was put first 128 times over), and because things
//! added apart at one place by two devices should stay together instead of interleaving: a key
//! carries the mark of its device, and the next key after it stays within that mark.

use std::fmt::Write;

/// Where a fresh sequence of bytes begins: the middle, so that there is room on both sides.
const MIDDLE: u8 = 128;

/// The mark of a device within keys: three bytes, none of them zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run([u8; 3]);

impl Run {
    pub(crate) fn of_device(device: &[u8; 16]) -> Self {
        let mut mark = [0_u8; 3];
        for (i, byte) in device.iter().enumerate() {
            mark[i % 3] = mark[i % 3].wrapping_mul(31).wrapping_add(*byte);
        }
        Self(mark.map(|byte| byte.max(1)))
    }
}

/// A key strictly between two others, or `None` if there is none because they are equal, in the
/// wrong order, or no keys at all (another program wrote them).
pub(crate) fn between(lower: Option<&str>, upper: Option<&str>, run: Run) -> Option<String> {
    let lower = match lower {
        Some(text) => decode(text)?,
        None => Vec::new(),
    };
    let upper = match upper {
        Some(text) => Some(decode(text)?),
        None => None,
    };
    if upper.as_ref().is_some_and(|upper| lower >= *upper) {
        return None;
    }
    let fits =
        |key: &[u8]| key > lower.as_slice() && upper.as_deref().is_none_or(|upper| key < upper);
    if let Some(key) = within_run(&lower, run).filter(|key| fits(key)) {
        return Some(encode(&key));
    }
    let plain = middle(&lower, upper.as_deref());
    let mut marked = plain.clone();
    marked.extend(run.0);
    marked.push(MIDDLE);
    Some(encode(if fits(&marked) { &marked } else { &plain }))
}

/// The next key after one that carries the mark.
fn within_run(lower: &[u8], run: Run) -> Option<Vec<u8>> {
    let at = lower.windows(3).rposition(|window| window == run.0)? + 3;
    let (head, tail) = lower.split_at(at);
    let mut key = head.to_vec();
    key.extend(middle(tail, None));
    Some(key)
}

/// Bytes between two sequences; needs `lower < upper` and an upper that does not end in zero.
fn middle(mut lower: &[u8], mut upper: Option<&[u8]>) -> Vec<u8> {
    let mut key = Vec::with_capacity(lower.len() + 1);
    loop {
        let low = u16::from(lower.first().copied().unwrap_or(0));
        let high = upper.map_or(256, |upper| u16::from(upper.first().copied().unwrap_or(0)));
        if low >= high {
            key.push(low as u8);
            lower = lower.get(1..).unwrap_or(&[]);
            upper = upper
                .and_then(|upper| upper.get(1..))
                .filter(|upper| !upper.is_empty());
        } else if high - low > 1 {
            // One step, not half way, at either end: appending must not eat the room up.
            let byte = match (lower.is_empty(), upper.is_none()) {
                (true, true) => u16::from(MIDDLE),
                (false, true) => low + 1,
                (true, false) => high - 1,
                (false, false) => u16::midpoint(low, high),
            };
            key.push(byte as u8);
            return key;
        } else if let Some(longer) = upper.filter(|upper| upper.len() > 1) {
            key.push(longer[0]);
            return key;
        } else {
            key.push(low as u8);
            lower = lower.get(1..).unwrap_or(&[]);
            upper = None;
        }
    }
}

fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// `None` for what is no key: no hex, empty, or ending in a zero byte (nothing fits before it).
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let digits = text.as_bytes();
    if digits.is_empty() || !digits.len().is_multiple_of(2) {
        return None;
    }
    let bytes = digits
        .chunks_exact(2)
        .map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?))
        .collect::<Option<Vec<u8>>>()?;
    (bytes.last() != Some(&0)).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn run(n: u8) -> Run {
        Run::of_device(&[n; 16])
    }

    #[test]
    fn no_key_between_equals_or_strangers() {
        assert_eq!(between(Some("80"), Some("80"), run(1)), None);
        assert_eq!(between(Some("81"), Some("80"), run(1)), None);
        assert_eq!(between(Some("xy"), None, run(1)), None);
        assert_eq!(between(None, Some("00"), run(1)), None);
    }

    #[test]
    fn a_thousand_at_either_end_stay_short() {
        let (mut last, mut first) = (between(None, None, run(1)).unwrap(), String::new());
        first.clone_from(&last);
        for _ in 0..1000 {
            let next = between(Some(&last), None, run(1)).unwrap();
            assert!(next > last);
            last = next;
            let before = between(None, Some(&first), run(1)).unwrap();
            assert!(before < first);
            first = before;
        }
        assert!(last.len() <= 40, "{}", last.len());
        assert!(first.len() <= 40, "{}", first.len());
    }

    #[test]
    fn what_two_devices_append_apart_stays_together() {
        let start = between(None, None, run(9)).unwrap();
        let append = |run| {
            let mut keys = vec![between(Some(&start), None, run).unwrap()];
            for _ in 0..5 {
                keys.push(between(keys.last().map(String::as_str), None, run).unwrap());
            }
            keys
        };
        let (ours, theirs) = (append(run(1)), append(run(2)));
        let mut all: Vec<_> = ours.iter().chain(&theirs).collect();
        all.sort();
        let changes = all
            .windows(2)
            .filter(|pair| ours.contains(pair[0]) != ours.contains(pair[1]));
        assert_eq!(changes.count(), 1);
    }

    proptest! {
        #[test]
        fn a_key_fits_between_any_two(picks in prop::collection::vec((any::<u16>(), 0_u8..3), 1..300)) {
            let mut keys: Vec<String> = Vec::new();
            for (pick, device) in picks {
                let at = usize::from(pick) % (keys.len() + 1);
                let lower = at.checked_sub(1).map(|i| keys[i].as_str());
                let upper = keys.get(at).map(String::as_str);
                let key = between(lower, upper, run(device)).unwrap();
                prop_assert!(lower.is_none_or(|lower| lower < key.as_str()));
                prop_assert!(upper.is_none_or(|upper| key.as_str() < upper));
                keys.insert(at, key);
            }
        }
    }
}
