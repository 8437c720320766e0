//! `PUT`, `GET` and `HEAD /blobs/{id}`. Any page may ask, because a link may name another relay than
//! the one that the app came from. No name of a blob reaches the log.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Extension, Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::StreamExt;
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout};
use tower_http::cors::{Any, CorsLayer};
use yoriai_wire::blob::KEPT_UNTIL;
use yoriai_wire::{BlobId, BlobRefusal, limits};

use crate::blobs::{Blob, Blobs, Put};
use crate::clock::{UnixSeconds, unix_now};
use crate::metrics::Metrics;
use crate::proxy::{Peer, Proxy};
use crate::tokens::{self, Tokens};
use crate::visitors::{Network, Visitors};

/// Blobs on their way at once: few enough that their bytes don't matter beside the rest.
const UPLOADS: usize = 64;
const DAY: UnixSeconds = 24 * 60 * 60;
/// How long a browser may remember what it was told about other pages.
const PREFLIGHT_AGE: Duration = Duration::from_secs(24 * 60 * 60);

#[derive(Clone)]
pub(crate) struct Counter {
    pub(crate) blobs: Arc<Blobs>,
    pub(crate) visitors: Arc<Visitors>,
    pub(crate) proxy: Proxy,
    pub(crate) tokens: Tokens,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) most_days: u32,
    pub(crate) body_timeout: Duration,
}

#[derive(Clone)]
struct Shared {
    counter: Counter,
    uploads: Arc<Semaphore>,
}

/// The routes.
pub(crate) fn router(counter: Counter) -> Router {
    let cors = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD, Method::PUT])
        .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE])
        .expose_headers([HeaderName::from_static(KEPT_UNTIL), header::RETRY_AFTER])
        .max_age(PREFLIGHT_AGE);
    Router::new()
        .route("/blobs/{id}", get(fetch).put(put))
        .layer(cors)
        .with_state(Shared {
            counter,
            uploads: Arc::new(Semaphore::new(UPLOADS)),
        })
}

/// An answer other than a blob.
struct Refused(BlobRefusal);

impl From<BlobRefusal> for Refused {
    fn from(refusal: BlobRefusal) -> Self {
        Self(refusal)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        tracing::debug!(word = self.0.word(), "a blob was refused");
        let status = StatusCode::from_u16(self.0.status()).unwrap_or(StatusCode::BAD_REQUEST);
        let mut response = (status, format!("{}\n", self.0.word())).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, NOT_KEPT);
        if let Some(seconds) = self.0.retry_after_seconds() {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if self.0 == BlobRefusal::TokenNeeded {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// Nobody in between keeps a copy: after its date a blob is gone.
const NOT_KEPT: HeaderValue = HeaderValue::from_static("no-store");

async fn fetch(State(shared): State<Shared>, Path(id): Path<String>) -> Response {
    let answer = find(&shared, &id).await;
    match &answer {
        Ok(_) => shared.counter.metrics.blob_fetched(),
        Err(Refused(refusal)) => shared.counter.metrics.blob_refused(*refusal),
    }
    answer.into_response()
}

async fn find(shared: &Shared, id: &str) -> Result<impl IntoResponse + use<>, Refused> {
    let id = BlobId::parse(id).ok_or(BlobRefusal::NotHere)?;
    let blob = shared.counter.blobs.get(id, unix_now()).await?;
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/octet-stream"),
        ),
        (header::CACHE_CONTROL, NOT_KEPT),
        (HeaderName::from_static(KEPT_UNTIL), blob.until.into()),
    ];
    Ok((headers, blob.bytes))
}

async fn put(
    State(shared): State<Shared>,
    Extension(peer): Extension<Peer>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let answer = take(&shared, peer, &id, query.as_deref(), &headers, body).await;
    match &answer {
        Ok(_) => shared.counter.metrics.blob_put(),
        Err(Refused(refusal)) => shared.counter.metrics.blob_refused(*refusal),
    }
    answer.into_response()
}

async fn take(
    shared: &Shared,
    peer: Peer,
    id: &str,
    query: Option<&str>,
    headers: &HeaderMap,
    body: Body,
) -> Result<impl IntoResponse + use<>, Refused> {
    let counter = &shared.counter;
    let size = announced(headers);
    let admit = || {
        let id = BlobId::parse(id).ok_or(BlobRefusal::Malformed)?;
        let days = days(query).ok_or(BlobRefusal::Malformed)?;
        let size = size.ok_or(BlobRefusal::Malformed)?;
        if !counter.tokens.allow(tokens::bearer(headers)) {
            return Err(BlobRefusal::TokenNeeded);
        }
        let network = Network::of(counter.proxy.visitor(peer, headers));
        let place = counter.blobs.reserve(size)?;
        counter.visitors.put_blob(network, id, Instant::now())?;
        let on_its_way = shared
            .uploads
            .try_acquire()
            .map_err(|_| BlobRefusal::Busy)?;
        Ok((id, days, place, on_its_way))
    };
    let (id, days, place, _on_its_way) = match admit() {
        Ok(admitted) => admitted,
        Err(refusal) => {
            // Who is still sending doesn't hear why it is refused: a little is read for its sake.
            if size.is_some_and(|size| size <= 2 * limits::DEFAULT_BLOB_BYTES) {
                let _ = timeout(counter.body_timeout, pour_away(body)).await;
            }
            return Err(Refused(refusal));
        }
    };
    let bytes = timeout(counter.body_timeout, read(body, size.unwrap_or_default()))
        .await
        .map_err(|_| BlobRefusal::TooSlow)?
        .ok_or(BlobRefusal::Malformed)?;
    let now = unix_now();
    let until = now + DAY * UnixSeconds::from(days.min(counter.most_days));
    let (status, until) = match place.put(id, Blob { bytes, until }, now).await? {
        Put::New(until) => (StatusCode::CREATED, until),
        Put::Again(until) => (StatusCode::OK, until),
    };
    let headers = [
        (header::CACHE_CONTROL, NOT_KEPT),
        (HeaderName::from_static(KEPT_UNTIL), until.into()),
    ];
    Ok((status, headers))
}

/// The length that the body will have. It must be said: places are given by it.
fn announced(headers: &HeaderMap) -> Option<usize> {
    let length = headers.get(header::CONTENT_LENGTH)?.to_str().ok()?;
    length.parse().ok().filter(|length| *length > 0)
}

/// Reads `days` of a query; without one, the usual number. Nothing else may be asked for.
fn days(query: Option<&str>) -> Option<u32> {
    match query {
        None | Some("") => Some(limits::BLOB_DAYS),
        Some(query) => query
            .strip_prefix("days=")?
            .parse()
            .ok()
            .filter(|days| *days > 0),
    }
}

/// The whole body, if it has `size` bytes.
async fn read(body: Body, size: usize) -> Option<Bytes> {
    let bytes = axum::body::to_bytes(body, size).await.ok()?;
    (bytes.len() == size).then_some(bytes)
}

async fn pour_away(body: Body) {
    let mut body = body.into_data_stream();
    while let Some(Ok(_)) = body.next().await {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_a_number_or_nothing_is_said() {
        assert_eq!(days(None), Some(30));
        assert_eq!(days(Some("days=7")), Some(7));
        for query in [
            "days=0",
            "days=-1",
            "days=",
            "days=7&x=1",
            "day=7",
            "days=4294967296",
        ] {
            assert_eq!(days(Some(query)), None, "{query}");
        }
    }
}
