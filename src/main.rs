//! Starts the app.

fn main() {
    yoriai::app::start();
}
