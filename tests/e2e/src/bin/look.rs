//! Takes pictures of every screen at the three sizes, and prints the two documents, so that
//! somebody can look at them: `cargo xtask look`.
fn main() {}
