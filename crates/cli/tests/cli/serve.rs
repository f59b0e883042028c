//! `serve`: what it refuses before it takes an address.

use crate::support::{oil_open, on, scratch};

#[test]
fn a_folder_without_the_parts_of_the_map_is_a_wrong_word() {
    let home = scratch();
    let dir = home.path().to_str().unwrap();
    let said = on("serve", oil_open(), &["--bind", "127.0.0.1:0", "--map", dir]);
    assert_eq!(said.code, 2, "{}", said.err);
    assert!(said.err.contains(&format!("{dir} does not hold the parts of the map")), "{}", said.err);
}
