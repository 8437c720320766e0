//! The app's files, their headers, and what is compressed.

use std::path::Path;

use yoriai_relay::{Limits, Relay, Settings, StartError};

use crate::folder::Folder;
use crate::http::get;
use crate::party::{Running, settings, start};

const PAGE: &str = "<!doctype html><script type=\"module\">start()</script>\
                    <script src=\"/app.js\"></script>";
const MODULE: &str = "/yoriai-app-69f6d65c7cfe4e_bg.wasm";

fn with_app(folder: &Path) -> Settings {
    Settings {
        app: Some(folder.to_path_buf()),
        ..settings(Limits::default())
    }
}

async fn serve(name: &str) -> (Folder, Running) {
    let folder = Folder::new(name);
    folder.put("index.html", PAGE.as_bytes());
    folder.put(&MODULE[1..], b"\0asm, as it is");
    folder.put(&format!("{}.br", &MODULE[1..]), b"\0asm, compressed");
    for name in ["sw.js", "manifest.webmanifest", "icon-192.png"] {
        folder.put(name, b"content");
    }
    let relay = start(with_app(folder.path())).await;
    (folder, relay)
}

#[tokio::test]
async fn who_takes_brotli_gets_the_compressed_copy() {
    let (_folder, relay) = serve("brotli").await;
    let plain = get(relay.address, MODULE, "").await;
    assert_eq!(
        (plain.status(), plain.header("content-encoding")),
        (200, None)
    );
    assert_eq!(plain.body, b"\0asm, as it is");
    assert_eq!(plain.header("vary"), Some("accept-encoding"));

    let small = get(
        relay.address,
        MODULE,
        "Accept-Encoding: gzip, deflate, br\r\n",
    )
    .await;
    assert_eq!(small.header("content-encoding"), Some("br"));
    assert_eq!(small.header("content-type"), Some("application/wasm"));
    assert_eq!(small.body, b"\0asm, compressed");

    let page = get(relay.address, "/", "Accept-Encoding: br\r\n").await;
    assert_eq!(
        (page.status(), page.header("content-encoding")),
        (200, None),
        "it has no copy"
    );
}

#[tokio::test]
async fn only_what_never_changes_is_kept_for_ever() {
    let (_folder, relay) = serve("caching").await;
    let caching = async |path| {
        let answer = get(relay.address, path, "").await;
        answer.header("cache-control").unwrap().to_owned()
    };
    assert_eq!(caching(MODULE).await, "public, max-age=31536000, immutable");
    for path in [
        "/",
        "/index.html",
        "/sw.js",
        "/manifest.webmanifest",
        "/icon-192.png",
    ] {
        assert_eq!(caching(path).await, "no-cache", "{path}");
    }
    assert_eq!(
        caching("/gone-0123456789abcdef.js").await,
        "no-cache",
        "it may come yet"
    );
}

#[tokio::test]
async fn a_page_that_was_kept_is_asked_for_without_being_sent_again() {
    let (_folder, relay) = serve("etag").await;
    let first = get(relay.address, "/", "").await;
    let tag = first.header("etag").unwrap();
    let again = get(relay.address, "/", &format!("If-None-Match: {tag}\r\n")).await;
    assert_eq!((again.status(), again.body.len()), (304, 0));
    assert_eq!(again.header("cache-control"), Some("no-cache"));
}

#[tokio::test]
async fn the_page_is_allowed_what_the_app_needs_and_nothing_else() {
    let (_folder, relay) = serve("policy").await;
    let page = get(relay.address, "/", "").await;
    assert_eq!(page.body, PAGE.as_bytes());
    // The hash is of "start()", computed by openssl.
    assert_eq!(
        page.header("content-security-policy").unwrap(),
        "default-src 'none'; \
         script-src 'self' 'wasm-unsafe-eval' 'sha256-DIm7WJS6ZKDYe5qFLPy+h4JFI9Bol5QmYC57mt3Fb00='; \
         style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
         connect-src 'self' http: https: ws: wss:; manifest-src 'self'; worker-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(
        page.header("cross-origin-opener-policy"),
        Some("same-origin")
    );
    assert!(
        page.header("permissions-policy")
            .unwrap()
            .contains("camera=()")
    );
}

#[tokio::test]
async fn what_is_not_there_is_not_there() {
    let (_folder, relay) = serve("missing").await;
    for path in [
        "/plans/1",
        "/nothing.js",
        "/../Cargo.toml",
        "/%2e%2e/%2e%2e/etc/passwd",
    ] {
        let answer = get(relay.address, path, "").await;
        assert_eq!(answer.status(), 404, "{path}");
        assert_eq!(
            answer.header("x-content-type-options"),
            Some("nosniff"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_relay_is_healthy() {
    let relay = start(settings(Limits::default())).await;
    let health = get(relay.address, "/healthz", "").await;
    assert_eq!(
        (health.status(), health.body.as_slice()),
        (200, b"ok\n".as_slice())
    );
    assert_eq!(
        get(relay.address, "/", "").await.status(),
        404,
        "there is no app"
    );
}

#[tokio::test]
async fn a_folder_without_an_app_is_an_error_at_the_start() {
    let folder = Folder::new("empty");
    let error = Relay::bind(with_app(folder.path())).await.err().unwrap();
    assert!(matches!(error, StartError::App { .. }), "{error}");
}
