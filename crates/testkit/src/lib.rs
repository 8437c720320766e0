//! Placeholder of the crate while the workspace is laid out.
