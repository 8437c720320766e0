//! `cargo xtask serve`: from a fresh clone to the app in a browser.

use std::net::{Ipv4Addr, TcpListener};
use std::process::{ExitCode, Stdio};

use anyhow::{Context, Result, bail};

use crate::place::program;
use crate::relay::Profile;
use crate::shell::Shell;
use crate::{relay, setup, web};

/// What the command line says.
pub(crate) struct Options {
    port: u16,
    browser: Browser,
}

#[derive(PartialEq, Eq)]
enum Browser {
    Open,
    Leave,
}

impl Options {
    pub(crate) fn parse(args: &[String]) -> Result<Self> {
        let mut options = Self {
            port: 8787,
            browser: Browser::Open,
        };
        let mut args = args.iter().map(String::as_str);
        while let Some(arg) = args.next() {
            let port = match arg {
                "--no-open" => {
                    options.browser = Browser::Leave;
                    continue;
                }
                "--port" => args.next(),
                other => other.strip_prefix("--port="),
            };
            let Some(port) = port else {
                bail!("`{arg}` is not understood")
            };
            options.port = port
                .parse()
                .with_context(|| format!("`{port}` is not a port"))?;
        }
        Ok(options)
    }
}

pub(crate) fn serve(shell: &Shell, options: Options) -> Result<ExitCode> {
    let listen = (Ipv4Addr::LOCALHOST, options.port);
    // Said now, and not after some minutes of building.
    drop(
        TcpListener::bind(listen)
            .with_context(|| format!("port {} is taken; `--port` names another", options.port))?,
    );
    setup::build_tools(shell)?;
    web::build(shell)?;
    let binary = relay::build(shell, Profile::Release)?;
    let (child, address) = relay::start(shell, &binary, &format!("{}:{}", listen.0, options.port))?;
    let port = address.rsplit(':').next().unwrap_or_default();
    let url = format!("http://localhost:{port}");
    println!("\n  Yoriai is at {url}    (Ctrl-C ends it)\n");
    if options.browser == Browser::Open {
        open(shell, &url);
    }
    let status = shell.wait(child)?;
    let code = status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .unwrap_or(1);
    Ok(ExitCode::from(code))
}

/// Opens the browser that the person uses. Where there is none, the printed address is enough.
fn open(shell: &Shell, url: &str) {
    let opener = ["xdg-open", "open", "wslview"]
        .iter()
        .find_map(|name| program(name));
    if let Some(opener) = opener {
        let mut command = shell.command(opener);
        command
            .arg(url)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        if let Ok(mut child) = command.spawn() {
            // Waited for on the side, so that it doesn't stay as a zombie.
            std::thread::spawn(move || child.wait());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(args: &[&str]) -> Result<Options> {
        Options::parse(&args.iter().map(|arg| (*arg).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn the_port_may_be_given_both_ways() {
        assert_eq!(parse(&["--port", "9000"]).unwrap().port, 9000);
        assert_eq!(parse(&["--port=9001", "--no-open"]).unwrap().port, 9001);
        assert_eq!(parse(&[]).unwrap().port, 8787);
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        assert!(parse(&["--prot", "9000"]).is_err());
        assert!(parse(&["--port", "many"]).is_err());
        assert!(parse(&["--port"]).is_err());
    }
}
