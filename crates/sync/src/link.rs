//! Links: what stands after `#`, which a browser never sends to any server.
//!
//! | link | fragment |
//! | --- | --- |
//! | 編集リンク | `#/e/` seed, 32 bytes |
//! | 閲覧リンク | `#/v/` view seed and verifying key, 64 bytes |
//! | 版リンク | `#/s/` payload of [`crate::snapshot`] |
//! | 版リンク, short | `#/b/` blob id and key, 48 bytes |
//!
//! Bytes are base64url without padding. All but the self-contained one may end in `?r=` and a relay's
//! address, percent-encoded, when the relay isn't the one that serves the app.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use yoriai_wire::VerifyingKey;

use crate::keys::{CipherKey, EditSeed, Keys, ViewSeed};
use crate::snapshot;

/// Longest address of a relay, in bytes: longer ones are no address but an attack on the screen.
pub const RELAY_BYTES: usize = 256;

/// A link, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// Read, write, make every other link.
    Edit {
        /// Makes all keys.
        seed: EditSeed,
        /// The relay's address (`wss://…`), if it isn't the one that serves the app.
        relay: Option<String>,
    },
    /// Follow the plan live, not write.
    View {
        /// Makes the cipher key.
        seed: ViewSeed,
        /// Checks the frames.
        verifying: VerifyingKey,
        /// As in [`Link::Edit`].
        relay: Option<String>,
    },
    /// One version, for ever, without a server: the payload of [`crate::snapshot`], not yet unpacked.
    Snapshot(String),
    /// One version in a relay's blob box, until its date.
    Blob {
        /// The blob's name in the box.
        id: [u8; 16],
        /// Opens the blob.
        key: CipherKey,
        /// As in [`Link::Edit`].
        relay: Option<String>,
    },
}

/// Why a fragment is no link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// None of the four kinds.
    #[error("the address is not a link to a plan")]
    UnknownKind,
    /// Too short, too long, or with characters that a link doesn't have; mostly cut by a mail program.
    #[error("the link is damaged; perhaps its end is missing")]
    Damaged,
    /// What follows `?r=` is no relay's address.
    #[error("the relay's address in the link can't be used")]
    BadRelay,
}

impl Link {
    /// Reads a fragment, with or without the leading `#`.
    ///
    /// # Errors
    /// See [`LinkError`].
    pub fn parse(fragment: &str) -> Result<Link, LinkError> {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        let rest = fragment.strip_prefix('/').ok_or(LinkError::UnknownKind)?;
        let (kind, rest) = rest.split_once('/').ok_or(LinkError::UnknownKind)?;
        if kind == "s" {
            let right = rest.len() <= snapshot::PAYLOAD_CHARACTERS
                && !rest.is_empty()
                && rest
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
            return if right {
                Ok(Link::Snapshot(rest.to_owned()))
            } else {
                Err(LinkError::Damaged)
            };
        }
        let (data, query) = match rest.split_once('?') {
            Some((data, query)) => (data, Some(query)),
            None => (rest, None),
        };
        match kind {
            "e" => {
                let seed = EditSeed(bytes(data)?);
                Ok(Link::Edit {
                    seed,
                    relay: relay(query)?,
                })
            }
            "v" => {
                let (seed, key) = halves::<64, 32, 32>(data)?;
                let verifying = VerifyingKey::parse(&key).ok_or(LinkError::Damaged)?;
                Ok(Link::View {
                    seed: ViewSeed(seed),
                    verifying,
                    relay: relay(query)?,
                })
            }
            "b" => {
                let (id, key) = halves::<48, 16, 32>(data)?;
                Ok(Link::Blob {
                    id,
                    key: CipherKey(key),
                    relay: relay(query)?,
                })
            }
            _ => Err(LinkError::UnknownKind),
        }
    }

    /// The fragment with its leading `#`, to be set behind the app's address.
    pub fn fragment(&self) -> String {
        let encode = |data: &[u8]| URL_SAFE_NO_PAD.encode(data);
        match self {
            Link::Edit { seed, relay } => format!("#/e/{}{}", encode(&seed.0), query(relay)),
            Link::View {
                seed,
                verifying,
                relay,
            } => {
                let data = [seed.0, *verifying.as_bytes()].concat();
                format!("#/v/{}{}", encode(&data), query(relay))
            }
            Link::Snapshot(payload) => format!("#/s/{payload}"),
            Link::Blob { id, key, relay } => {
                let data = [&id[..], &key.0].concat();
                format!("#/b/{}{}", encode(&data), query(relay))
            }
        }
    }

    /// The keys of the room that the link leads to; `None` for a version, which has no room. With
    /// those of a viewing link a session follows and never writes.
    pub fn keys(&self) -> Option<Keys> {
        match self {
            Link::Edit { seed, .. } => Some(seed.keys()),
            Link::View {
                seed, verifying, ..
            } => Some(seed.keys(*verifying)),
            Link::Snapshot(_) | Link::Blob { .. } => None,
        }
    }

    /// The relay that the link names, if it isn't the one that serves the app.
    pub fn relay(&self) -> Option<&str> {
        match self {
            Link::Edit { relay, .. } | Link::View { relay, .. } | Link::Blob { relay, .. } => {
                relay.as_deref()
            }
            Link::Snapshot(_) => None,
        }
    }

    /// The viewing link that belongs to an editing link; `None` for every other kind.
    pub fn view(&self) -> Option<Link> {
        let Link::Edit { seed, relay } = self else {
            return None;
        };
        let verifying = seed.signing().verifying_key();
        Some(Link::View {
            seed: seed.view(),
            verifying,
            relay: relay.clone(),
        })
    }
}

/// Whether `address` is one that a session may connect to: `ws://` or `wss://` and a host, in
/// printable ASCII, at most [`RELAY_BYTES`] long.
pub fn is_relay_address(address: &str) -> bool {
    let host = address
        .strip_prefix("wss://")
        .or_else(|| address.strip_prefix("ws://"));
    address.len() <= RELAY_BYTES
        && address.bytes().all(|byte| byte.is_ascii_graphic())
        && host
            .is_some_and(|host| host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '['))
}

fn bytes<const N: usize>(data: &str) -> Result<[u8; N], LinkError> {
    let bytes = URL_SAFE_NO_PAD
        .decode(data)
        .map_err(|_| LinkError::Damaged)?;
    bytes.try_into().map_err(|_| LinkError::Damaged)
}

fn halves<const N: usize, const A: usize, const B: usize>(
    data: &str,
) -> Result<([u8; A], [u8; B]), LinkError> {
    let bytes: [u8; N] = bytes(data)?;
    let (first, second) = bytes.split_first_chunk::<A>().ok_or(LinkError::Damaged)?;
    Ok((*first, second.try_into().map_err(|_| LinkError::Damaged)?))
}

fn relay(query: Option<&str>) -> Result<Option<String>, LinkError> {
    let Some(query) = query else { return Ok(None) };
    let encoded = query.strip_prefix("r=").ok_or(LinkError::BadRelay)?;
    let address = percent_decode(encoded).ok_or(LinkError::BadRelay)?;
    is_relay_address(&address)
        .then_some(Some(address))
        .ok_or(LinkError::BadRelay)
}

fn query(relay: &Option<String>) -> String {
    relay
        .as_ref()
        .map(|address| format!("?r={}", percent_encode(address)))
        .unwrap_or_default()
}

/// Leaves what an address is made of readable, and escapes what mail programs and chats trip over.
fn percent_encode(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/".contains(&byte);
    text.bytes()
        .map(|b| {
            if plain(b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}

fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        if *first == b'%' {
            let (code, tail) = rest.split_first_chunk::<2>()?;
            if !code.iter().all(u8::is_ascii_hexdigit) {
                return None;
            }
            bytes.push(u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok()?);
            rest = tail;
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edit(relay: Option<&str>) -> Link {
        Link::Edit {
            seed: EditSeed([7; 32]),
            relay: relay.map(str::to_owned),
        }
    }

    fn all() -> Vec<Link> {
        let relay = Some("wss://relay.example.jp:8443/sync".to_owned());
        let blob = Link::Blob {
            id: [1; 16],
            key: CipherKey([2; 32]),
            relay,
        };
        let hall = edit(Some("ws://192.168.0.7:8080/sync"));
        let view = hall.view().unwrap();
        let snapshot = Link::Snapshot(snapshot::pack("計画").unwrap());
        vec![
            edit(None),
            edit(None).view().unwrap(),
            hall,
            view,
            snapshot,
            blob,
        ]
    }

    #[test]
    fn every_link_is_read_as_it_was_written() {
        for link in all() {
            let fragment = link.fragment();
            assert_eq!(Link::parse(&fragment), Ok(link.clone()), "{fragment}");
            assert_eq!(Link::parse(&fragment[1..]), Ok(link));
        }
    }

    #[test]
    fn an_address_stays_readable() {
        let fragment = edit(Some("ws://192.168.0.7:8080/sync")).fragment();
        assert!(
            fragment.ends_with("?r=ws://192.168.0.7:8080/sync"),
            "{fragment}"
        );
    }

    #[test]
    fn a_view_link_holds_no_edit_seed_and_makes_the_same_room() {
        let Link::View {
            seed, verifying, ..
        } = edit(None).view().unwrap()
        else {
            panic!()
        };
        assert_ne!(seed.0, [7; 32]);
        assert_eq!(seed.keys(verifying).room, EditSeed([7; 32]).keys().room);
        assert_eq!(edit(None).view().unwrap().view(), None);
    }

    #[test]
    fn the_links_of_a_room_have_its_keys_and_only_one_can_write() {
        let hall = edit(Some("ws://192.168.0.7:8080/sync"));
        let view = hall.view().unwrap();
        let keys = [hall.keys().unwrap(), view.keys().unwrap()];
        assert_eq!(keys[0].room, keys[1].room);
        assert!(keys[0].signing.is_some() && keys[1].signing.is_none());
        assert_eq!(view.relay(), Some("ws://192.168.0.7:8080/sync"));
        let version = Link::Snapshot("x".to_owned());
        assert!(version.keys().is_none() && version.relay().is_none());
    }

    #[test]
    fn a_cut_link_is_damaged() {
        for link in all()
            .into_iter()
            .filter(|link| !matches!(link, Link::Snapshot(_)))
        {
            let fragment = link.fragment();
            let end = fragment.find('?').unwrap_or(fragment.len());
            for cut in 4..end {
                assert_eq!(
                    Link::parse(&fragment[..cut]),
                    Err(LinkError::Damaged),
                    "{fragment}"
                );
            }
        }
        assert_eq!(Link::parse("#/s/"), Err(LinkError::Damaged));
    }

    #[test]
    fn what_is_no_link_says_so() {
        for fragment in ["", "#", "#/", "#/e", "#e/abc", "#/x/abc", "#/plans/12"] {
            assert_eq!(
                Link::parse(fragment),
                Err(LinkError::UnknownKind),
                "{fragment}"
            );
        }
    }

    #[test]
    fn only_sockets_are_relays() {
        let plain = edit(None).fragment();
        for query in [
            "?",
            "?r=",
            "?r=https://a.example",
            "?r=javascript:alert(1)",
            "?r=wss://",
            "?r=wss:///x",
            "?r=wss://a%2",
            "?r=wss://a%zz",
            "?r=wss://a%00",
            "?r=wss://%FF",
            "?x=wss://a",
            "?r=wss://a%20b",
            "?r=wss://あ",
        ] {
            assert_eq!(
                Link::parse(&format!("{plain}{query}")),
                Err(LinkError::BadRelay),
                "{query}"
            );
        }
    }

    proptest! {
        #[test]
        fn whatever_the_fragment_parsing_returns(fragment in "#?/?[evsbx]?/?\\PC{0,120}") {
            if let Ok(link) = Link::parse(&fragment) {
                prop_assert_eq!(Link::parse(&link.fragment()), Ok(link));
            }
        }
    }
}
