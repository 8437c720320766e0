//! How many sockets a network address has open, and how many rooms it opened and blobs it put within
//! the hour. Nothing of it is logged.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;
use yoriai_wire::{BlobId, BlobRefusal, Code, RoomId};

use crate::limits::Limits;

const HOUR: Duration = Duration::from_secs(60 * 60);

/// Who counts as one: an IPv4 address, or an IPv6 network of 64 bits, which is what one
/// household or office gets.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Network(IpAddr);

impl Network {
    pub(crate) fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self(IpAddr::V4(address)),
            IpAddr::V6(address) => {
                let bits = address.to_bits() >> 64 << 64;
                Self(IpAddr::V6(Ipv6Addr::from_bits(bits)))
            }
        }
    }
}

#[derive(Default)]
struct Counts {
    connections: usize,
    sockets: usize,
    rooms: InAnHour<RoomId>,
    blobs: InAnHour<BlobId>,
}

/// What was counted within the last hour. A name counts once, however often somebody returns to it.
struct InAnHour<Name>(HashMap<Name, Instant>);

impl<Name> Default for InAnHour<Name> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<Name: Eq + Hash> InAnHour<Name> {
    /// Counts `name`, unless that would be more than `most`.
    fn count(&mut self, name: Name, most: usize, now: Instant) -> bool {
        self.forget(now);
        if self.0.contains_key(&name) {
            return true;
        }
        let fits = self.0.len() < most;
        if fits {
            self.0.insert(name, now);
        }
        fits
    }

    fn forget(&mut self, now: Instant) {
        self.0
            .retain(|_, counted| now.duration_since(*counted) < HOUR);
    }
}

impl Counts {
    fn is_empty(&self) -> bool {
        self.connections == 0
            && self.sockets == 0
            && self.rooms.0.is_empty()
            && self.blobs.0.is_empty()
    }
}

/// All network addresses that matter at the moment.
pub(crate) struct Visitors {
    counts: Mutex<HashMap<Network, Counts>>,
    connections: usize,
    sockets: usize,
    rooms: usize,
    blobs: usize,
}

/// A socket's place; it is free again when this is dropped.
pub(crate) struct Visit {
    visitors: Arc<Visitors>,
    network: Network,
}

/// A connection's place; it is free again when this is dropped.
pub(crate) struct Connected {
    visitors: Arc<Visitors>,
    network: Network,
}

impl Visitors {
    pub(crate) fn new(limits: &Limits) -> Arc<Self> {
        Arc::new(Self {
            counts: Mutex::default(),
            connections: limits.connections_per_address,
            sockets: limits.sockets_per_address,
            rooms: limits.rooms_per_address,
            blobs: limits.blobs_per_address,
        })
    }

    /// A place for one more connection, if there is one.
    pub(crate) fn connect(self: &Arc<Self>, network: Network) -> Option<Connected> {
        let mut all = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let counts = all.entry(network).or_default();
        if counts.connections >= self.connections {
            return None;
        }
        counts.connections += 1;
        Some(Connected {
            visitors: Arc::clone(self),
            network,
        })
    }

    /// Takes back what was counted, and forgets who is nobody any more.
    fn leave(&self, network: Network, take_back: impl FnOnce(&mut Counts)) {
        let mut all = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(counts) = all.get_mut(&network) {
            take_back(counts);
            if counts.is_empty() {
                all.remove(&network);
            }
        }
    }

    /// A place for one more socket.
    ///
    /// # Errors
    /// [`Code::TooManySockets`].
    pub(crate) fn enter(self: &Arc<Self>, network: Network) -> Result<Visit, Code> {
        let mut all = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let counts = all.entry(network).or_default();
        if counts.sockets >= self.sockets {
            return Err(Code::TooManySockets);
        }
        counts.sockets += 1;
        Ok(Visit {
            visitors: Arc::clone(self),
            network,
        })
    }

    /// Counts a blob that is about to come.
    ///
    /// # Errors
    /// [`BlobRefusal::TooMany`].
    pub(crate) fn put_blob(
        &self,
        network: Network,
        blob: BlobId,
        now: Instant,
    ) -> Result<(), BlobRefusal> {
        let mut all = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let counts = all.entry(network).or_default();
        if counts.blobs.count(blob, self.blobs, now) {
            Ok(())
        } else {
            Err(BlobRefusal::TooMany)
        }
    }

    /// Forgets who is gone for an hour.
    pub(crate) fn sweep(&self, now: Instant) {
        let mut all = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, counts| {
            counts.rooms.forget(now);
            counts.blobs.forget(now);
            !counts.is_empty()
        });
    }
}

impl Visit {
    /// Counts a room that didn't exist before.
    ///
    /// # Errors
    /// [`Code::TooManyRooms`].
    pub(crate) fn open_room(&self, room: RoomId, now: Instant) -> Result<(), Code> {
        let mut all = self
            .visitors
            .counts
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let counts = all.entry(self.network).or_default();
        if counts.rooms.count(room, self.visitors.rooms, now) {
            Ok(())
        } else {
            Err(Code::TooManyRooms)
        }
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        self.visitors
            .leave(self.network, |counts| counts.sockets -= 1);
    }
}

impl Drop for Connected {
    fn drop(&mut self) {
        self.visitors
            .leave(self.network, |counts| counts.connections -= 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(text: &str) -> Network {
        Network::of(text.parse().unwrap())
    }

    #[test]
    fn a_place_is_free_again_when_its_socket_is_gone() {
        let visitors = Visitors::new(&Limits {
            sockets_per_address: 1,
            ..Limits::default()
        });
        let first = visitors.enter(network("192.0.2.1")).ok().unwrap();
        assert_eq!(
            visitors.enter(network("192.0.2.1")).err(),
            Some(Code::TooManySockets)
        );
        assert!(visitors.enter(network("192.0.2.2")).is_ok());
        drop(first);
        assert!(visitors.enter(network("192.0.2.1")).is_ok());
        assert!(visitors.counts.lock().unwrap().is_empty());
    }

    #[test]
    fn an_office_counts_as_one() {
        assert!(network("2001:db8:1:2::1") == network("2001:db8:1:2:ffff::9"));
        assert!(network("2001:db8:1:2::1") != network("2001:db8:1:3::1"));
        assert!(network("::ffff:192.0.2.1") == network("192.0.2.1"));
    }

    #[test]
    fn a_blob_counts_once_an_hour_and_for_its_own_address_only() {
        let visitors = Visitors::new(&Limits {
            blobs_per_address: 1,
            ..Limits::default()
        });
        let (here, now) = (network("192.0.2.1"), Instant::now());
        let put = |network, name, now| visitors.put_blob(network, BlobId([name; 16]), now);
        assert_eq!(put(here, 1, now), Ok(()));
        assert_eq!(put(here, 1, now), Ok(()));
        assert_eq!(put(here, 2, now), Err(BlobRefusal::TooMany));
        assert_eq!(put(network("192.0.2.2"), 2, now), Ok(()));
        assert_eq!(put(here, 2, now + HOUR), Ok(()));
        visitors.sweep(now + 2 * HOUR);
        assert!(visitors.counts.lock().unwrap().is_empty());
    }

    #[test]
    fn a_room_counts_once_an_hour() {
        let visitors = Visitors::new(&Limits {
            rooms_per_address: 1,
            ..Limits::default()
        });
        let visit = visitors.enter(network("192.0.2.1")).ok().unwrap();
        let now = Instant::now();
        assert_eq!(visit.open_room(RoomId([1; 16]), now), Ok(()));
        assert_eq!(visit.open_room(RoomId([1; 16]), now), Ok(()));
        assert_eq!(
            visit.open_room(RoomId([2; 16]), now),
            Err(Code::TooManyRooms)
        );
        assert_eq!(visit.open_room(RoomId([2; 16]), now + HOUR), Ok(()));
    }
}
