//! TLS with a certificate that the test made for itself.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use rcgen::{CertifiedKey, KeyPair, generate_simple_self_signed};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Message;
use yoriai_relay::{Limits, Relay, Settings, StartError, TlsFiles};
use yoriai_wire::{ClientMessage, RelayMessage, Vector};

use crate::folder::Folder;
use crate::party::{PATIENCE, Running, Writer, settings, start};

const NAME: &str = "relay.example";

fn make_certificate(folder: &Folder) -> CertificateDer<'static> {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(vec![NAME.to_owned()]).unwrap();
    folder.put("key.pem", signing_key.serialize_pem().as_bytes());
    folder.put("cert.pem", cert.pem().as_bytes());
    cert.der().clone()
}

fn with_tls(folder: &Folder) -> Settings {
    Settings {
        tls: Some(TlsFiles {
            certificate: folder.path().join("cert.pem"),
            key: folder.path().join("key.pem"),
        }),
        ..settings(Limits::default())
    }
}

async fn connect(
    address: SocketAddr,
    trusted: &CertificateDer<'static>,
) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let stream = TcpStream::connect(address).await.unwrap();
    let name = ServerName::try_from(NAME).unwrap();
    TlsConnector::from(Arc::new(config))
        .connect(name, stream)
        .await
}

async fn is_healthy(mut stream: TlsStream<TcpStream>) -> bool {
    let request = b"GET /healthz HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n";
    stream.write_all(request).await.unwrap();
    let mut answer = String::new();
    let reading = stream.read_to_string(&mut answer);
    timeout(PATIENCE, reading)
        .await
        .expect("the relay says nothing")
        .unwrap();
    answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("ok\n")
}

#[tokio::test]
async fn devices_talk_over_a_secured_socket() {
    let folder = Folder::new("tls");
    let certificate = make_certificate(&folder);
    let relay: Running = start(with_tls(&folder)).await;
    let stream = connect(relay.address, &certificate).await.unwrap();
    let (mut socket, _) = client_async(format!("wss://{NAME}/sync"), stream)
        .await
        .unwrap();
    let mut writer = Writer::new(1, 1);
    let hello = writer.hello(Vector::new());
    let frame = writer.changes(&[7; 100_000]);
    for message in [hello, ClientMessage::Post(frame)] {
        socket
            .send(Message::Binary(message.encode().into()))
            .await
            .unwrap();
    }
    let mut heard = Vec::new();
    while heard.len() < 3 {
        match timeout(PATIENCE, socket.next()).await.unwrap() {
            Some(Ok(Message::Binary(bytes))) => heard.push(RelayMessage::decode(&bytes).unwrap()),
            other => panic!("{other:?}"),
        }
    }
    let welcome = RelayMessage::Welcome {
        vector: Vector::new(),
    };
    assert_eq!(heard, [welcome, RelayMessage::CaughtUp, writer.ack()]);
}

#[tokio::test]
async fn who_does_not_speak_it_gets_nothing_and_holds_nobody_up() {
    let folder = Folder::new("tls-plain");
    let certificate = make_certificate(&folder);
    let relay = start(with_tls(&folder)).await;
    let _silent = TcpStream::connect(relay.address).await.unwrap();
    let mut plain = TcpStream::connect(relay.address).await.unwrap();
    plain
        .write_all(b"GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n")
        .await
        .unwrap();
    let mut answer = Vec::new();
    let _ = timeout(PATIENCE, plain.read_to_end(&mut answer))
        .await
        .unwrap();
    assert!(!answer.starts_with(b"HTTP"), "it answered in plain");
    assert!(is_healthy(connect(relay.address, &certificate).await.unwrap()).await);
}

#[tokio::test]
async fn a_renewed_certificate_is_taken_without_a_restart() {
    let folder = Folder::new("tls-renewed");
    let old = make_certificate(&folder);
    let relay = start(with_tls(&folder)).await;
    assert!(connect(relay.address, &old).await.is_ok());
    let new = make_certificate(&folder);
    let mut tries = 0;
    while connect(relay.address, &new).await.is_err() {
        tries += 1;
        assert!(tries < 200, "the old one is still there");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(connect(relay.address, &old).await.is_err());
}

#[tokio::test]
async fn a_key_that_is_none_or_of_another_certificate_is_an_error_at_the_start() {
    let folder = Folder::new("tls-flaws");
    make_certificate(&folder);
    let other = KeyPair::generate().unwrap().serialize_pem();
    for key in [other.as_str(), "", "-----BEGIN PRIVATE KEY-----\nAAAA\n"] {
        folder.put("key.pem", key.as_bytes());
        let error = Relay::bind(with_tls(&folder)).await.err().unwrap();
        assert!(matches!(error, StartError::File(_)), "{error}");
    }
    make_certificate(&folder);
    folder.put("cert.pem", b"no certificate");
    let error = Relay::bind(with_tls(&folder)).await.err().unwrap();
    assert!(matches!(error, StartError::File(_)), "{error}");
}
