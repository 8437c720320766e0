//! How much of each device's frames one holds: for a client its documents, for a relay its mailbox,
//! for a checkpoint what is in it.

use std::collections::BTreeMap;

use minicbor::Decoder;

use crate::cbor::{self, Encoded, Flaw, Writer};
use crate::ids::{DeviceId, Seq};
use crate::limits;

/// Device → the sequence up to which everything is held, without holes. A device that isn't named
/// stands at [`Seq::NONE`]; a named one never does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vector(BTreeMap<DeviceId, Seq>);

impl Vector {
    /// Nothing of anybody.
    pub fn new() -> Vector {
        Vector::default()
    }

    /// How much of `device` is held; [`Seq::NONE`] when nothing.
    pub fn get(&self, device: &DeviceId) -> Seq {
        self.0.get(device).copied().unwrap_or_default()
    }

    /// Whether the frame (`device`, `seq`) is within this vector.
    pub fn contains(&self, device: &DeviceId, seq: Seq) -> bool {
        self.get(device) >= seq
    }

    /// Moves `device` forward to `seq`; a vector never moves back.
    pub fn raise(&mut self, device: DeviceId, seq: Seq) {
        if seq > self.get(&device) {
            self.0.insert(device, seq);
        }
    }

    /// Moves every device forward to where `other` has it.
    pub fn raise_all(&mut self, other: &Vector) {
        for (device, seq) in other.iter() {
            self.raise(device, seq);
        }
    }

    /// Takes one device out, as if nothing of it were held.
    pub fn forget(&mut self, device: &DeviceId) {
        self.0.remove(device);
    }

    /// Whether this vector holds everything that `other` holds.
    pub fn covers(&self, other: &Vector) -> bool {
        other
            .iter()
            .all(|(device, seq)| self.contains(&device, seq))
    }

    /// Devices with their sequence, in the order of the device ids.
    pub fn iter(&self) -> impl Iterator<Item = (DeviceId, Seq)> + '_ {
        self.0.iter().map(|(device, seq)| (*device, *seq))
    }

    /// How many devices are named.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is held.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many frames `self` holds beyond `other`, counted by sequence.
    pub fn count_beyond(&self, other: &Vector) -> u64 {
        self.iter().fold(0u64, |sum, (device, seq)| {
            sum.saturating_add(seq.0.saturating_sub(other.get(&device).0))
        })
    }

    /// The vector as it may be sent: with [`limits::VECTOR_DEVICES`] entries at most. What is left
    /// out is only sent again by the other side.
    pub fn for_sending(&self) -> Vector {
        Vector(
            self.0
                .iter()
                .take(limits::VECTOR_DEVICES)
                .map(|(d, s)| (*d, *s))
                .collect(),
        )
    }

    pub(crate) fn write(&self, out: &mut Writer) -> Encoded {
        out.map(self.0.len() as u64)?;
        for (device, seq) in self.iter() {
            out.bytes(&device.0)?.u64(seq.0)?;
        }
        Ok(())
    }

    pub(crate) fn read(input: &mut Decoder<'_>) -> Result<Vector, Flaw> {
        let count = input.map()?.ok_or(Flaw)?;
        if count > limits::VECTOR_DEVICES as u64 {
            return Err(Flaw);
        }
        let mut entries = BTreeMap::new();
        for _ in 0..count {
            let device = DeviceId(cbor::array(input)?);
            let seq = Seq(input.u64()?);
            // Ascending keys: one vector, one encoding; and no device twice.
            let ascending = entries
                .last_key_value()
                .is_none_or(|(last, _)| *last < device);
            if seq == Seq::NONE || !ascending {
                return Err(Flaw);
            }
            entries.insert(device, seq);
        }
        Ok(Vector(entries))
    }
}

impl FromIterator<(DeviceId, Seq)> for Vector {
    fn from_iter<I: IntoIterator<Item = (DeviceId, Seq)>>(entries: I) -> Vector {
        let mut vector = Vector::new();
        for (device, seq) in entries {
            vector.raise(device, seq);
        }
        vector
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vector(entries: &[(u8, u64)]) -> Vector {
        entries
            .iter()
            .map(|(device, seq)| (DeviceId([*device; 8]), Seq(*seq)))
            .collect()
    }

    #[test]
    fn a_vector_only_moves_forward() {
        let mut held = vector(&[(1, 5)]);
        held.raise_all(&vector(&[(1, 3), (2, 2)]));
        assert_eq!(held, vector(&[(1, 5), (2, 2)]));
    }

    #[test]
    fn covering_compares_each_device() {
        assert!(vector(&[(1, 5), (2, 2)]).covers(&vector(&[(1, 5)])));
        assert!(!vector(&[(1, 5), (2, 2)]).covers(&vector(&[(1, 6)])));
        assert!(!vector(&[(1, 5)]).covers(&vector(&[(2, 1)])));
        assert!(vector(&[]).covers(&Vector::new()));
    }

    #[test]
    fn frames_beyond_another_vector_are_counted() {
        assert_eq!(
            vector(&[(1, 5), (2, 2)]).count_beyond(&vector(&[(1, 3), (3, 9)])),
            4
        );
    }
}
