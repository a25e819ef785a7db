//! The home that is meant by what was typed: an id, a place, or words of an address.

use lifecircle::{City, Error, may_be_address};
use lifecircle_texts::text;

use super::origins::lon_lat;
use crate::lang::Lang;
use crate::show;

/// Whether a city must be opened with what its homes are called, to find the one that was typed.
pub(super) fn needs_addresses(typed: &str, lang: Lang) -> bool {
    may_be_address(typed) && lon_lat(typed, lang).is_err()
}

/// The home of an id, else the one nearest to `lon,lat`, else the one of an address; says which, where it is not by its id.
pub(super) fn find(city: &City, typed: &str, lang: Lang) -> Result<usize, Error> {
    let by_id = city.find_home(typed);
    if by_id.is_ok() {
        return by_id;
    }
    let id = |home: usize| city.residences().id[home].to_string();
    if let Ok(at) = lon_lat(typed, lang) {
        let (home, away_mm) = city.nearest_home(at)?;
        let away = show::metres_text(away_mm, lang);
        let nearest = text!(lang, "explain-nearest", home = id(home), away = away);
        eprintln!("{nearest}");
        return Ok(home);
    }
    if !needs_addresses(typed, lang) {
        return by_id;
    }
    let called = city.home_called(typed)?;
    let (home, label) = (id(called.home), called.label.as_str());
    let told = match called.away_mm {
        None => text!(lang, "explain-called", home = home, address = label),
        Some(away_mm) => text!(
            lang,
            "explain-called-beside",
            home = home,
            address = label,
            away = show::metres_text(away_mm, lang)
        ),
    };
    eprintln!("{told}");
    Ok(called.home)
}
