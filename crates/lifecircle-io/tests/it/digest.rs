//! SHA-256, against the examples of FIPS 180-4.

use lifecircle_io::write::{Sha256Hex, sha256};

use crate::Desk;

const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const MILLION_A: &str = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

#[test]
fn known_digests_of_bytes_and_files() {
    let desk = Desk::new();
    // The last one is longer than any buffer.
    for (bytes, expected) in [
        (vec![], EMPTY),
        (b"abc".to_vec(), ABC),
        (vec![b'a'; 1_000_000], MILLION_A),
    ] {
        assert_eq!(Sha256Hex::of(&bytes).to_string(), expected);
        let file = desk.file("input", &bytes);
        assert_eq!(sha256(&file).unwrap(), Sha256Hex::of(&bytes));
    }
}

#[test]
fn a_file_that_is_not_there_has_no_digest() {
    let desk = Desk::new();
    assert!(sha256(&desk.0.path().join("absent")).is_err());
}
