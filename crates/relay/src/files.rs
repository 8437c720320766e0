//! The app's files: compressed copies where the browser takes them, long caching of what never
//! changes under its name, and headers that leave a page no more than the app needs.

use std::path::Path;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

mod policy;

/// For names that hold a mark of their content.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// For names that stay while their content changes: kept, but asked for every time.
const ASK_FIRST: HeaderValue = HeaderValue::from_static("no-cache");

/// What a page of the app never uses, so that nothing that slips into one can.
const NO_PERMISSIONS: &str = "accelerometer=(), autoplay=(), bluetooth=(), camera=(), \
    display-capture=(), encrypted-media=(), geolocation=(), gyroscope=(), hid=(), \
    magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()";

/// Serves the files of `app`, at whose root index.html lies.
///
/// # Errors
/// When index.html can't be read: the policy is computed from it.
pub(crate) fn router(app: &Path) -> std::io::Result<Router> {
    let page = std::fs::read_to_string(app.join("index.html"))?;
    let policy = policy::for_page(&page);
    let policy = HeaderValue::try_from(policy).map_err(std::io::Error::other)?;
    Ok(Router::new()
        .fallback_service(ServeDir::new(app).precompressed_br())
        .layer(middleware::from_fn(caching))
        .layer(fixed(header::CONTENT_SECURITY_POLICY, policy)))
}

/// Headers for everything that the relay answers.
pub(crate) fn harden(router: Router) -> Router {
    let text = HeaderValue::from_static;
    router
        .layer(fixed(header::REFERRER_POLICY, text("no-referrer")))
        .layer(fixed(header::X_CONTENT_TYPE_OPTIONS, text("nosniff")))
        .layer(fixed(
            HeaderName::from_static("permissions-policy"),
            text(NO_PERMISSIONS),
        ))
        .layer(fixed(
            HeaderName::from_static("cross-origin-opener-policy"),
            text("same-origin"),
        ))
        .layer(fixed(
            HeaderName::from_static("cross-origin-resource-policy"),
            text("same-origin"),
        ))
}

fn fixed(name: HeaderName, value: HeaderValue) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, value)
}

async fn caching(request: Request, next: Next) -> Response {
    let hashed = is_hashed(request.uri().path());
    let mut response = next.run(request).await;
    // That a file isn't there is true only now: nobody should remember it for a year.
    let there = response.status().is_success() || response.status().is_redirection();
    let value = if hashed && there { FOR_EVER } else { ASK_FIRST };
    response.headers_mut().insert(header::CACHE_CONTROL, value);
    response
}

/// Whether a path holds the build's mark of its content, `-` and a number of 64 bits in hex
/// without leading zeros: `/yoriai-0123456789abcdef_bg.wasm`. xtask has the same rule, in its
/// own words.
fn is_hashed(path: &str) -> bool {
    path.split('-').skip(1).any(|rest| {
        let digits = rest.bytes().take_while(u8::is_ascii_hexdigit).count();
        (12..=16).contains(&digits) && rest[digits..].starts_with(['.', '_', '/'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_with_the_mark_of_its_content_is_kept_for_ever() {
        assert!(is_hashed("/yoriai-app-69f6d65c7cfe4e_bg.wasm"));
        assert!(is_hashed("/tokens-c5ee9c8dd383f86d.css"));
        assert!(is_hashed("/snippets/yoriai-c9f03796ce55428a/inline0.js"));
        assert!(!is_hashed("/"));
        assert!(!is_hashed("/index.html"));
        assert!(!is_hashed("/sw.js"));
        assert!(!is_hashed("/manifest.webmanifest"));
        assert!(!is_hashed("/icon-192.png"));
    }
}
