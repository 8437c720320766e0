//! A folder of its own for one test, and the program in it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use yoriai_plan::{Chunk, ChunkKind, PlanDoc};

/// The project's sample: a plan of an invented council.
pub(crate) const SAMPLE: &str = include_str!("../../../office/samples/activity-plan.txt");

/// A folder that goes with the test.
pub(crate) struct Desk(PathBuf);

/// What a run of the program came to.
pub(crate) struct Ran {
    pub(crate) status: Option<i32>,
    /// What was printed, as bytes and as text; an export may be in another encoding.
    pub(crate) bytes: Vec<u8>,
    pub(crate) out: String,
    pub(crate) aside: String,
}

impl Desk {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// A desk with the sample imported as `plan.yoriai`.
    pub(crate) fn with_sample() -> Self {
        let desk = Self::new();
        desk.put("sample.txt", SAMPLE.as_bytes());
        let ran = desk.run(&["import", "sample.txt", "-o", "plan.yoriai"]);
        assert_eq!((ran.status, ran.aside.as_str()), (Some(0), ""));
        desk
    }

    pub(crate) fn put(&self, name: &str, bytes: &[u8]) {
        fs::write(self.0.join(name), bytes).unwrap();
    }

    #[cfg(unix)]
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn get(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).unwrap()
    }

    /// The names of all files, hidden ones too.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, b"")
    }

    pub(crate) fn run_with(&self, args: &[&str], input: &[u8]) -> Ran {
        let mut child = Command::new(env!("CARGO_BIN_EXE_yoriai"))
            .args(args)
            .current_dir(&self.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that refuses its arguments doesn't read.
        let _ = child.stdin.take().unwrap().write_all(input);
        let Output {
            status,
            stdout,
            stderr,
        } = child.wait_with_output().unwrap();
        Ran {
            status: status.code(),
            out: String::from_utf8_lossy(&stdout).into_owned(),
            bytes: stdout,
            aside: String::from_utf8(stderr).unwrap(),
        }
    }

    /// A plan file, opened as `device`.
    pub(crate) fn open(&self, name: &str, device: u8) -> PlanDoc {
        let bytes = self.get(name);
        let chunk = Chunk {
            name,
            bytes: &bytes,
            kind: ChunkKind::Saved,
        };
        let opened = PlanDoc::open([device; 16], [chunk]).unwrap();
        assert!(opened.damaged.is_empty());
        opened.doc
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Ran {
    /// The output as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).unwrap()
    }

    /// The value of a line `name: value` of the output.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.out
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    pub(crate) fn values<const N: usize>(&self, names: [&str; N]) -> [Option<&str>; N] {
        names.map(|name| self.value(name))
    }
}
