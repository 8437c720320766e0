//! A relay in a community hall, on a network of its own without the internet: which addresses the
//! others find it under, and that address as a picture to point a tablet at.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use qrcodegen::{DataTooLong, QrCode, QrCodeEcc};

/// Light around the code, in modules: without it cameras don't see where it begins.
const QUIET: i32 = 4;

/// The addresses under which others in the room find `listening`, the likeliest first. All of the
/// machine's own when it listens on all of them, else the one.
///
/// # Errors
/// When the system doesn't say which addresses it has.
pub fn addresses(listening: SocketAddr) -> std::io::Result<Vec<SocketAddr>> {
    if !listening.ip().is_unspecified() {
        return Ok(vec![listening]);
    }
    let mut found: Vec<(u8, Ipv4Addr)> = if_addrs::get_if_addrs()?
        .into_iter()
        .filter_map(|interface| match interface.ip() {
            IpAddr::V4(address) => Some((rank(&interface.name, address)?, address)),
            // Nobody types one of these, and a hall's router gives out the others too.
            IpAddr::V6(_) => None,
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    let with_port = |(_, address)| SocketAddr::from((address, listening.port()));
    Ok(found.into_iter().map(with_port).collect())
}

/// How unlikely it is that a tablet reaches this address; `None` when it can't.
fn rank(interface: &str, address: Ipv4Addr) -> Option<u8> {
    // Networks between this machine and what runs on it.
    const INNER: [&str; 6] = ["docker", "br-", "veth", "virbr", "vmnet", "tun"];
    if address.is_loopback() || address.is_link_local() || address.is_unspecified() {
        return None;
    }
    if INNER.iter().any(|inner| interface.starts_with(inner)) {
        return Some(3);
    }
    Some(match address.octets() {
        [192, 168, ..] => 0,
        [10, ..] | [172, 16..=31, ..] => 1,
        _ => 2,
    })
}

/// A QR code of `text` for a terminal, two rows of modules in each line.
///
/// `colours` paints dark on light whatever the terminal's own colours are; without them a dark module
/// is a printed one, as on paper.
///
/// # Errors
/// When the text is too long for any code.
pub fn picture(text: &str, colours: Colours) -> Result<String, DataTooLong> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium)?;
    let all = -QUIET..code.size() + QUIET;
    let mut picture = String::new();
    for y in all.clone().step_by(2) {
        if colours == Colours::OfATerminal {
            picture.push_str("\x1b[30;107m");
        }
        picture.extend(all.clone().map(|x| {
            match (code.get_module(x, y), code.get_module(x, y + 1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            }
        }));
        if colours == Colours::OfATerminal {
            picture.push_str("\x1b[0m");
        }
        picture.push('\n');
    }
    Ok(picture)
}

/// Whether a picture may use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// It goes to a terminal.
    OfATerminal,
    /// It goes somewhere else.
    None,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_home_network_comes_first_and_what_only_this_machine_reaches_does_not_come() {
        let rank = |name, address: [u8; 4]| rank(name, address.into());
        assert_eq!(rank("lo", [127, 0, 0, 1]), None);
        assert_eq!(rank("eth0", [169, 254, 3, 4]), None);
        let order = [
            rank("wlan0", [192, 168, 1, 7]),
            rank("eth0", [10, 0, 0, 7]),
            rank("eth0", [203, 0, 113, 7]),
            rank("docker0", [172, 17, 0, 1]),
        ];
        assert!(order.is_sorted() && order[0].is_some(), "{order:?}");
    }

    #[test]
    fn one_address_is_itself() {
        let address = SocketAddr::from(([127, 0, 0, 1], 8787));
        assert_eq!(addresses(address).unwrap(), [address]);
    }

    #[test]
    fn all_addresses_are_those_that_others_can_reach() {
        let everywhere = SocketAddr::from(([0, 0, 0, 0], 8787));
        for address in addresses(everywhere).unwrap() {
            let ip = address.ip();
            assert!(!ip.is_loopback() && !ip.is_unspecified(), "{address}");
            assert_eq!(address.port(), 8787);
        }
    }

    /// What a camera sees: rows of modules, dark or not.
    fn modules(picture: &str) -> Vec<Vec<bool>> {
        let row =
            |line: &str, dark: [char; 2]| line.chars().map(|half| dark.contains(&half)).collect();
        picture
            .lines()
            .flat_map(|line| [row(line, ['█', '▀']), row(line, ['█', '▄'])])
            .collect()
    }

    #[test]
    fn the_picture_is_the_code_with_light_around_it() {
        let text = "http://192.168.11.5:8787/";
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
        let modules = modules(&picture(text, Colours::None).unwrap());
        let side = usize::try_from(code.size() + 2 * QUIET).unwrap();
        // An odd number of rows ends in half a line, which is light.
        assert_eq!(modules.len(), side.next_multiple_of(2));
        for (y, row) in modules.iter().enumerate() {
            assert_eq!(row.len(), side);
            for (x, dark) in row.iter().enumerate() {
                let [x, y] = [x, y].map(|at| i32::try_from(at).unwrap() - QUIET);
                assert_eq!(*dark, code.get_module(x, y), "at {x}, {y}");
            }
        }
    }

    #[test]
    fn a_terminal_is_left_as_it_was() {
        let picture = picture("http://192.168.11.5:8787/", Colours::OfATerminal).unwrap();
        for line in picture.lines() {
            assert!(line.starts_with("\x1b[30;107m") && line.ends_with("\x1b[0m"));
        }
    }
}
