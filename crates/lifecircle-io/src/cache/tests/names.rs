//! Names under a right checksum: none is taken for what it is not.

use super::{World, at, error, seal, sections, world};
use crate::cache::CityCache;

/// The bytes of a city with some of a section overwritten.
fn with(whole: &[u8], section: &str, place: usize, value: &[u8]) -> Vec<u8> {
    let (_, offset, length) = *sections(whole).iter().find(|s| s.0 == section).unwrap();
    assert!(
        place + value.len() <= length,
        "{section} has {length} bytes"
    );
    let mut bytes = whole.to_vec();
    bytes[offset + place..][..value.len()].copy_from_slice(value);
    seal(&mut bytes);
    bytes
}

#[test]
fn names_come_out_as_they_went_in() {
    let World { network: whole, .. } = world(false);
    let cache = CityCache::from_bytes(at(), world(false).bytes()).unwrap();
    let read = cache.network().unwrap();
    for network in [&whole, &read] {
        assert_eq!(network.way_names.get(1), Some("解放路"));
        assert_eq!(network.way_names.get(2), Some("Calle Mayor"));
        assert_eq!(network.way_names.get(50), None);
        let near = network.localities.nearest(network.lon_lat(0)).unwrap();
        assert_eq!((near.node, near.name), (104, "Vegueta"));
    }
    assert_eq!(read.way_names, whole.way_names);
    assert_eq!(read.localities, whole.localities);
}

#[test]
fn what_is_no_name_is_an_error_under_a_right_checksum() {
    let whole = world(false).bytes();
    let cases: [(&str, usize, &[u8], &str); 12] = [
        (
            "net.name.way",
            0,
            &3i64.to_le_bytes(),
            "order of the numbers",
        ),
        (
            "net.name.way",
            8,
            &1i64.to_le_bytes(),
            "order of the numbers",
        ),
        ("net.name.of", 4, &2u32.to_le_bytes(), "not below 2"),
        ("net.name.text", 0, &[0xff], "not UTF-8"),
        ("net.name.first", 0, &1u32.to_le_bytes(), "row starts"),
        ("net.name.first", 4, &1u32.to_le_bytes(), "cuts a character"),
        ("net.name.first", 4, &u32::MAX.to_le_bytes(), "row starts"),
        (
            "net.place.node",
            0,
            &104i64.to_le_bytes(),
            "order of the numbers",
        ),
        ("net.place.kind", 1, &[8], "means nothing"),
        (
            "net.place.lon",
            4,
            &1_800_000_001i32.to_le_bytes(),
            "on the earth",
        ),
        (
            "net.place.lat",
            0,
            &(-900_000_001i32).to_le_bytes(),
            "on the earth",
        ),
        ("net.place.text", 2, b"a", "not UTF-8"),
    ];
    for (section, place, value, needle) in cases {
        let message = error(&with(&whole, section, place, value));
        assert!(message.contains(needle), "{section}: {message}");
        assert!(message.contains("section net."), "{section}: {message}");
    }
}

#[test]
fn columns_of_names_that_differ_in_length_are_errors() {
    let whole = world(false).bytes();
    let lengths = 40 + 24..;
    for name in [
        "net.name.way",
        "net.name.of",
        "net.name.first",
        "net.name.text",
        "net.place.node",
        "net.place.lon",
        "net.place.lat",
        "net.place.kind",
        "net.place.of",
        "net.place.first",
        "net.place.text",
    ] {
        let all = sections(&whole);
        let (row, length) = (0..)
            .zip(&all)
            .find(|(_, s)| s.0 == name)
            .map(|(i, s)| (i, s.2))
            .unwrap();
        let mut shorter = Vec::from([0, 1, length - 1]);
        shorter.extend(length.checked_sub(8));
        for shorter in shorter {
            let mut bytes = whole.clone();
            let field: usize = lengths.start + 32 * row;
            bytes[field..field + 8].copy_from_slice(&(shorter as u64).to_le_bytes());
            seal(&mut bytes);
            let message = error(&bytes);
            assert!(
                message.contains("section net."),
                "{name} {shorter}: {message}"
            );
        }
    }
}
