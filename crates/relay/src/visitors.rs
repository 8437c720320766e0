//! How many sockets a network address has open, and how many rooms it opened within the hour.
//! Nothing of it is logged.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;
use yoriai_wire::{Code, RoomId};

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
    sockets: usize,
    /// A room counts once in an hour, however often somebody returns to it.
    rooms: HashMap<RoomId, Instant>,
}

/// All network addresses that matter at the moment.
pub(crate) struct Visitors {
    counts: Mutex<HashMap<Network, Counts>>,
    sockets: usize,
    rooms: usize,
}

/// A socket's place; it is free again when this is dropped.
pub(crate) struct Visit {
    visitors: Arc<Visitors>,
    network: Network,
}

impl Visitors {
    pub(crate) fn new(limits: &Limits) -> Arc<Self> {
        Arc::new(Self {
            counts: Mutex::default(),
            sockets: limits.sockets_per_address,
            rooms: limits.rooms_per_address,
        })
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

    /// Forgets who is gone for an hour.
    pub(crate) fn sweep(&self, now: Instant) {
        let mut all = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        for counts in all.values_mut() {
            counts
                .rooms
                .retain(|_, opened| now.duration_since(*opened) < HOUR);
        }
        all.retain(|_, counts| counts.sockets > 0 || !counts.rooms.is_empty());
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
        counts
            .rooms
            .retain(|_, opened| now.duration_since(*opened) < HOUR);
        if !counts.rooms.contains_key(&room) {
            if counts.rooms.len() >= self.visitors.rooms {
                return Err(Code::TooManyRooms);
            }
            counts.rooms.insert(room, now);
        }
        Ok(())
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        let mut all = self
            .visitors
            .counts
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(counts) = all.get_mut(&self.network) {
            counts.sockets = counts.sockets.saturating_sub(1);
            if counts.sockets == 0 && counts.rooms.is_empty() {
                all.remove(&self.network);
            }
        }
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
