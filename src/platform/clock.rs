//! What time the device says it is. Nothing in a plan depends on it being right.

use yoriai_plan::FiscalYear;

/// Wall-clock time in milliseconds since 1970-01-01 UTC.
pub fn now_ms() -> u64 {
    js_sys::Date::now().max(0.0) as u64
}

/// Wall-clock time in whole seconds since 1970-01-01 UTC.
pub fn now_seconds() -> i64 {
    (now_ms() / 1000) as i64
}

/// Today on the device's own calendar: year, month (1–12), day (1–31).
pub fn today() -> (i32, u32, u32) {
    let now = js_sys::Date::new_0();
    (
        now.get_full_year() as i32,
        now.get_month() + 1,
        now.get_date(),
    )
}

/// The fiscal year that today lies in.
pub fn fiscal_year() -> FiscalYear {
    let (year, month, _) = today();
    FiscalYear::of_month(year, month).unwrap_or(FiscalYear::EARLIEST)
}

/// The local year, month, day, hour and minute of a moment given in milliseconds since 1970.
pub fn local_moment(ms: u64) -> (i32, u32, u32, u32, u32) {
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(ms as f64));
    (
        date.get_full_year() as i32,
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes(),
    )
}
