//! The box for short snapshot links, over real HTTP.

use std::net::SocketAddr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use yoriai_relay::{Limits, Proxy, Settings};
use yoriai_wire::blob::KEPT_UNTIL;
use yoriai_wire::{BlobId, BlobRefusal};

use crate::http::{Answer, ask, get, read};
use crate::party::{settings, start, start_usual};

const DAY: u64 = 24 * 60 * 60;

fn path(name: u8) -> String {
    format!("/blobs/{}", BlobId([name; 16]))
}

async fn put(address: SocketAddr, path: &str, body: &[u8]) -> Answer {
    put_with(address, path, "", body).await
}

async fn put_with(address: SocketAddr, path: &str, more: &str, body: &[u8]) -> Answer {
    let more = format!("Content-Length: {}\r\n{more}", body.len());
    ask(address, "PUT", path, &more, body).await
}

fn is_refused(answer: &Answer, refusal: BlobRefusal) {
    assert_eq!(BlobRefusal::from_word(answer.text()), Some(refusal));
    assert_eq!(answer.status(), refusal.status());
    assert_eq!(
        answer.header("retry-after").is_some(),
        refusal.retry_after_seconds().is_some()
    );
    assert_eq!(
        answer.header("access-control-allow-origin"),
        Some("*"),
        "another relay's page can't read why"
    );
}

/// The day until which an answer says that the blob is kept, counted from today.
fn days_kept(answer: &Answer) -> u64 {
    let until: u64 = answer.header(KEPT_UNTIL).unwrap().parse().unwrap();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    // A moment has passed since the relay added the days to its own clock.
    (until - now.as_secs()).div_ceil(DAY)
}

#[tokio::test]
async fn what_is_put_is_fetched_by_who_knows_its_name() {
    let relay = start_usual().await;
    let sealed: Vec<u8> = (0..=255).cycle().take(70_000).collect();
    let answer = put(relay.address, &path(1), &sealed).await;
    assert_eq!((answer.status(), answer.body.len()), (201, 0));
    assert_eq!(days_kept(&answer), 30);

    let answer = get(relay.address, &path(1), "").await;
    assert_eq!(answer.status(), 200);
    assert!(answer.body == sealed);
    assert_eq!(
        answer.header("content-type"),
        Some("application/octet-stream")
    );
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(days_kept(&answer), 30);

    let head = ask(relay.address, "HEAD", &path(1), "", b"").await;
    assert_eq!((head.status(), head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), Some("70000"));
    assert_eq!(days_kept(&head), 30);

    is_refused(
        &get(relay.address, &path(2), "").await,
        BlobRefusal::NotHere,
    );
}

#[tokio::test]
async fn what_was_put_is_never_changed() {
    let relay = start_usual().await;
    let first = put(relay.address, &path(1), b"sealed").await;
    let again = put(relay.address, &format!("{}?days=80", path(1)), b"sealed").await;
    assert_eq!(again.status(), 200);
    assert_eq!(
        again.header(KEPT_UNTIL),
        first.header(KEPT_UNTIL),
        "who only has the link can't make it last longer"
    );
    for other in [b"forged".as_slice(), b"sealed and more", b"s"] {
        let answer = put(relay.address, &path(1), other).await;
        is_refused(&answer, BlobRefusal::Taken);
    }
    assert_eq!(get(relay.address, &path(1), "").await.body, b"sealed");
    for method in ["DELETE", "POST", "PATCH"] {
        let answer = ask(relay.address, method, &path(1), "", b"").await;
        assert_eq!(answer.status(), 405, "{method}");
    }
}

#[tokio::test]
async fn the_days_are_as_asked_for_up_to_a_cap() {
    let relay = start_usual().await;
    for (asked, kept) in [("7", 7), ("90", 90), ("91", 90), ("4000000000", 90)] {
        let path = format!("{}?days={asked}", path(kept));
        let answer = put(relay.address, &path, b"sealed").await;
        assert_eq!(days_kept(&answer), u64::from(kept), "{asked}");
    }
}

#[tokio::test]
async fn a_name_a_date_or_a_length_that_is_none_is_malformed() {
    let relay = start_usual().await;
    for path in [
        "/blobs/short".to_owned(),
        format!("{}x", path(1)),
        format!("{}?days=0", path(1)),
        format!("{}?days=soon", path(1)),
        format!("{}?until=tomorrow", path(1)),
    ] {
        let answer = put(relay.address, &path, b"sealed").await;
        is_refused(&answer, BlobRefusal::Malformed);
    }
    is_refused(
        &put(relay.address, &path(1), b"").await,
        BlobRefusal::Malformed,
    );
    let chunked = "Transfer-Encoding: chunked\r\n";
    let answer = ask(
        relay.address,
        "PUT",
        &path(1),
        chunked,
        b"1\r\nx\r\n0\r\n\r\n",
    )
    .await;
    is_refused(&answer, BlobRefusal::Malformed);
    is_refused(
        &get(relay.address, &path(1), "").await,
        BlobRefusal::NotHere,
    );
    is_refused(
        &get(relay.address, "/blobs/short", "").await,
        BlobRefusal::NotHere,
    );
}

#[tokio::test]
async fn nobody_is_given_a_list() {
    let relay = start_usual().await;
    put(relay.address, &path(1), b"sealed").await;
    for path in ["/blobs", "/blobs/"] {
        assert_eq!(get(relay.address, path, "").await.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn what_is_too_large_is_refused_before_it_is_read() {
    let limits = Limits {
        blob_bytes: 1000,
        ..Limits::default()
    };
    let relay = start(settings(limits)).await;
    let answer = put(relay.address, &path(1), &[7; 1001]).await;
    is_refused(&answer, BlobRefusal::TooLarge);
    assert_eq!(put(relay.address, &path(1), &[7; 1000]).await.status(), 201);

    // So large that even pouring it away would be work: the answer comes before its first byte.
    let huge = "Content-Length: 99000000000\r\n";
    let answer = ask(relay.address, "PUT", &path(2), huge, b"").await;
    is_refused(&answer, BlobRefusal::TooLarge);
}

#[tokio::test]
async fn a_full_box_refuses_and_keeps_what_it_has() {
    let limits = Limits {
        all_blobs_bytes: 2_500,
        ..Limits::default()
    };
    let relay = start(settings(limits)).await;
    for name in 1..=2 {
        assert_eq!(
            put(relay.address, &path(name), &[name; 1000])
                .await
                .status(),
            201
        );
    }
    let answer = put(relay.address, &path(3), &[3; 1000]).await;
    is_refused(&answer, BlobRefusal::RelayFull);
    assert_eq!(get(relay.address, &path(1), "").await.body, [1; 1000]);
}

#[tokio::test]
async fn one_address_puts_so_many_and_not_more() {
    let limits = Limits {
        blobs_per_address: 2,
        ..Limits::default()
    };
    let relay = start(Settings {
        proxy: Proxy::ForwardedFor,
        ..settings(limits)
    })
    .await;
    let from = |last: u8| format!("X-Forwarded-For: 192.0.2.{last}\r\n");
    for name in [1, 2, 1] {
        let answer = put_with(relay.address, &path(name), &from(1), b"sealed").await;
        assert!(answer.status() < 300, "{}", answer.text());
    }
    let answer = put_with(relay.address, &path(3), &from(1), b"sealed").await;
    is_refused(&answer, BlobRefusal::TooMany);
    let answer = put_with(relay.address, &path(3), &from(2), b"sealed").await;
    assert_eq!(answer.status(), 201, "somebody else's office");
    assert_eq!(get(relay.address, &path(3), &from(1)).await.status(), 200);
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for_and_holds_no_place() {
    let limits = Limits {
        all_blobs_bytes: 1_500,
        body_timeout: Duration::from_millis(100),
        ..Limits::default()
    };
    let relay = start(settings(limits)).await;
    let mut stream = TcpStream::connect(relay.address).await.unwrap();
    let head = format!(
        "PUT {} HTTP/1.1\r\nHost: here\r\nConnection: close\r\nContent-Length: 1000\r\n\r\n",
        path(1)
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(b"a little").await.unwrap();
    is_refused(&read(&mut stream).await, BlobRefusal::TooSlow);
    assert_eq!(put(relay.address, &path(1), &[1; 1000]).await.status(), 201);
}

#[tokio::test]
async fn a_page_of_another_origin_may_put_and_fetch_and_nothing_else_here() {
    let relay = start_usual().await;
    let preflight = "Origin: https://elsewhere.example\r\n\
                     Access-Control-Request-Method: PUT\r\n\
                     Access-Control-Request-Headers: authorization\r\n";
    let answer = ask(relay.address, "OPTIONS", &path(1), preflight, b"").await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    assert_eq!(
        answer.header("access-control-allow-methods"),
        Some("GET,HEAD,PUT")
    );
    let allowed = answer.header("access-control-allow-headers").unwrap();
    assert!(allowed.contains("authorization"), "{allowed}");

    let origin = "Origin: https://elsewhere.example\r\n";
    let answer = put_with(relay.address, &path(1), origin, b"sealed").await;
    assert_eq!(answer.status(), 201);
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    let exposed = answer.header("access-control-expose-headers").unwrap();
    assert!(exposed.contains(KEPT_UNTIL), "{exposed}");

    let health = get(relay.address, "/healthz", origin).await;
    assert_eq!(health.header("access-control-allow-origin"), None);
}
