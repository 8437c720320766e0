//! Compresses the built app once, at the highest quality, beside the originals. The relay sends
//! `name.br` to browsers that take it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context, Result, anyhow};

use crate::web::assets;

/// What shrinks. Pictures and fonts are compressed already.
const SHRINKS: &[&str] = &[
    "css",
    "html",
    "js",
    "json",
    "svg",
    "txt",
    "wasm",
    "webmanifest",
    "xml",
];
/// The highest quality: this happens once per build, the download once per visitor.
const QUALITY: u32 = 11;
/// The largest window of the format, 16 MiB: the whole module fits.
const WINDOW: u32 = 24;
const THREADS: usize = 2;

pub(crate) fn compress(app: &Path) -> Result<()> {
    let mut files: Vec<PathBuf> = assets::list(app)?
        .into_iter()
        .chain(["sw.js".to_owned()])
        .map(|name| app.join(name))
        .filter(|file| {
            file.extension()
                .and_then(|e| e.to_str())
                .is_some_and(|e| SHRINKS.contains(&e))
        })
        .collect();
    // The largest first: otherwise one thread may be left alone with it at the end.
    files.sort_by_key(|file| {
        std::cmp::Reverse(
            fs::metadata(file)
                .map(|data| data.len())
                .unwrap_or_default(),
        )
    });
    let next = AtomicUsize::new(0);
    let work = || -> Result<()> {
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            compress_file(file).with_context(|| file.display().to_string())?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .try_for_each(|thread| thread.join().map_err(|_| anyhow!("brotli panicked"))?)
    })
}

fn compress_file(file: &Path) -> Result<()> {
    let original = fs::read(file)?;
    let mut small = Vec::new();
    {
        let mut writer = ::brotli::CompressorWriter::new(&mut small, 1 << 16, QUALITY, WINDOW);
        writer.write_all(&original)?;
    }
    let mut beside = file.as_os_str().to_owned();
    beside.push(".br");
    if small.len() < original.len() {
        fs::write(&beside, small)?;
    }
    Ok(())
}
