//! Finding out who is at the other end of a connection.

use std::net::IpAddr;

use axum::http::HeaderMap;

/// How to find out who is at the other end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Proxy {
    /// Whoever connects is the visitor.
    #[default]
    None,
    /// A proxy connects, and names the visitor at the end of `X-Forwarded-For`. Only right when
    /// nobody can reach the relay but through the proxy.
    ForwardedFor,
}

/// Who connected: the visitor, or the proxy in front.
#[derive(Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

impl Proxy {
    /// Who is at the other end.
    pub(crate) fn visitor(self, Peer(peer): Peer, headers: &HeaderMap) -> IpAddr {
        match self {
            Proxy::None => peer,
            Proxy::ForwardedFor => forwarded_for(headers).unwrap_or(peer),
        }
    }
}

/// The last address that was added: by the proxy in front of us. What stands before it may have
/// been made up by the visitor.
fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_proxy_itself_added_is_believed() {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "203.0.113.7".parse().unwrap());
        headers.append("x-forwarded-for", "203.0.113.8, 192.0.2.1".parse().unwrap());
        assert_eq!(forwarded_for(&headers), Some("192.0.2.1".parse().unwrap()));
        headers.append("x-forwarded-for", "nobody".parse().unwrap());
        assert_eq!(forwarded_for(&headers), None);
    }
}
