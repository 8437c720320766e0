//! A relay that asks for tokens: who has one opens rooms and puts blobs; who has a link joins.

use yoriai_relay::{Limits, Relay, Settings, StartError};
use yoriai_wire::{BlobId, BlobRefusal, Code, RelayMessage, Vector};

use crate::folder::Folder;
use crate::http::{ask, get};
use crate::party::{Client, Running, Writer, settings, start};

async fn start_with_tokens(folder: &Folder) -> Running {
    let file = folder.put("tokens", b"# for the council's own plans\nopen-sesame\n");
    start(Settings {
        tokens: Some(file),
        ..settings(Limits::default())
    })
    .await
}

async fn opens(relay: &Running, writer: &Writer, token: &str) -> Client {
    let mut client = Client::connect(relay.address).await;
    client.say(&writer.hello_with(token)).await;
    let answer = client.hear().await;
    assert!(matches!(answer, RelayMessage::Welcome { .. }), "{answer:?}");
    assert_eq!(client.hear().await, RelayMessage::CaughtUp);
    client
}

#[tokio::test]
async fn only_who_has_a_token_opens_a_room_and_who_has_the_link_joins_it() {
    let folder = Folder::new("tokens-rooms");
    let relay = start_with_tokens(&folder).await;
    let mut writer = Writer::new(1, 1);
    for hello in [
        writer.hello(Vector::new()),
        writer.hello_with(""),
        writer.hello_with("open-sesam"),
        writer.hello_with("# for the council's own plans"),
    ] {
        let mut client = Client::connect(relay.address).await;
        client.say(&hello).await;
        client.hear_bye(Code::TokenNeeded).await;
    }
    let mut opener = opens(&relay, &writer, "open-sesame").await;
    let frame = opener.post_new(&mut writer, b"words").await;
    drop(opener);

    let mut guest = Client::connect(relay.address).await;
    assert_eq!(guest.hello(&writer, Vector::new()).await.1, [frame]);
    let mut other = Writer::new(1, 2);
    guest.post_new(&mut other, b"a guest's words").await;
}

#[tokio::test]
async fn only_who_has_a_token_puts_a_blob_and_everybody_fetches_it() {
    let folder = Folder::new("tokens-blobs");
    let relay = start_with_tokens(&folder).await;
    let path = format!("/blobs/{}", BlobId([1; 16]));
    let size = "Content-Length: 6\r\n";
    for token in [
        "",
        "Authorization: Bearer no\r\n",
        "Authorization: Basic open-sesame\r\n",
    ] {
        let answer = ask(
            relay.address,
            "PUT",
            &path,
            &format!("{size}{token}"),
            b"sealed",
        )
        .await;
        assert_eq!(answer.status(), 401, "{token}");
        assert_eq!(answer.text(), BlobRefusal::TokenNeeded.word());
        assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    }
    let token = format!("{size}Authorization: Bearer open-sesame\r\n");
    let answer = ask(relay.address, "PUT", &path, &token, b"sealed").await;
    assert_eq!(answer.status(), 201);
    assert_eq!(get(relay.address, &path, "").await.body, b"sealed");
}

#[tokio::test]
async fn a_token_file_that_is_not_there_is_an_error_at_the_start() {
    let folder = Folder::new("tokens-none");
    let settings = Settings {
        tokens: Some(folder.path().join("tokens")),
        ..settings(Limits::default())
    };
    let error = Relay::bind(settings).await.err().unwrap();
    assert!(matches!(error, StartError::File(_)), "{error}");
}
