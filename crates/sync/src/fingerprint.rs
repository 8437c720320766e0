//! Eight digits by which two people on the telephone find out whether they look at the same plan.

use sha2::{Digest, Sha256};

/// The fingerprint of a plan's heads (any bytes that are the same where the plan is the same), as
/// two groups of four digits. Two different plans share one once in a hundred million.
pub fn fingerprint(heads: &[u8]) -> String {
    let digest = Sha256::new()
        .chain_update(b"yoriai heads v1\0")
        .chain_update(heads)
        .finalize();
    let number = digest
        .iter()
        .take(8)
        .fold(0u64, |number, byte| number << 8 | u64::from(*byte));
    format!("{:04} {:04}", number / 10_000 % 10_000, number % 10_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_heads_have_the_same_eight_digits() {
        let print = fingerprint(b"heads");
        assert_eq!(print, fingerprint(b"heads"));
        assert_ne!(print, fingerprint(b"other heads"));
        assert_eq!(print.chars().filter(char::is_ascii_digit).count(), 8);
    }
}
