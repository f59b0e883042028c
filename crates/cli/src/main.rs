//! The `darkwake` command line.

fn main() {}
