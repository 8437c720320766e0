//! The two programs that the stories run: the relay, and the reader under Node.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

/// Long enough for a busy machine; only a story that fails waits for it.
const PATIENCE: Duration = Duration::from_secs(60);

fn path_from(variable: &str) -> PathBuf {
    let path = std::env::var_os(variable);
    PathBuf::from(path.unwrap_or_else(|| panic!("{variable} is not set: run `cargo xtask test`")))
}

/// A relay that ends with its story.
pub(crate) struct Relay {
    _child: Child,
    address: String,
}

impl Relay {
    pub(crate) async fn start() -> Self {
        let mut child = Command::new(path_from("YORIAI_RELAY_BIN"))
            .args(["--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the relay starts");
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = timeout(PATIENCE, lines.next_line()).await.unwrap();
        let first = first.unwrap().expect("the relay says where it listens");
        let host = first.strip_prefix("listening on http://").unwrap();
        Self {
            address: format!("ws://{}/sync", host.trim_end_matches('/')),
            _child: child,
        }
    }

    pub(crate) fn address(&self) -> String {
        self.address.clone()
    }
}

/// The reader, with its packages.
pub(crate) struct Reader(PathBuf);

impl Reader {
    pub(crate) fn find() -> Self {
        Self(path_from("YORIAI_READER"))
    }

    /// Runs one of its programs and reads the JSON that it prints.
    pub(crate) async fn run(&self, program: &str, args: &[&str]) -> serde_json::Value {
        let child = Command::new("node")
            .arg(self.0.join(program))
            .args(args)
            .stderr(Stdio::inherit())
            .kill_on_drop(true)
            .output();
        let output = timeout(PATIENCE, child).await.unwrap().unwrap();
        assert!(output.status.success(), "{program} failed");
        serde_json::from_slice(&output.stdout).unwrap()
    }
}
