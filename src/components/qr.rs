//! A QR code as an SVG: sharp on a projector and on paper.

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

use crate::words::{self, use_say};

/// The white border that the standard (ISO/IEC 18004) asks for, in modules.
const QUIET_ZONE: i32 = 4;

/// A QR code of a text; says so where the text is too long for one.
#[component]
pub fn Qr(
    /// What it says.
    text: String,
) -> impl IntoView {
    let say = use_say();
    match QrCode::encode_text(&text, QrCodeEcc::Low) {
        Ok(code) => {
            let side = code.size() + 2 * QUIET_ZONE;
            view! {
                <svg
                    class="qr"
                    role="img"
                    aria-label=say(words::QR_ALT)
                    viewBox=format!("0 0 {side} {side}")
                    shape-rendering="crispEdges"
                >
                    <rect width=side height=side fill="#fff" />
                    <path d=dark_modules(&code) fill="#000" />
                </svg>
            }
            .into_any()
        }
        Err(_) => view! { <p class="hint">{say(words::SHARE_NO_QR)}</p> }.into_any(),
    }
}

fn dark_modules(code: &QrCode) -> String {
    use std::fmt::Write;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in 0..code.size() {
            if code.get_module(x, y) {
                let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET_ZONE, y + QUIET_ZONE);
            }
        }
    }
    path
}
