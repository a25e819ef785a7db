//! Where maps are published in shifted degrees, so that a list must say which it has.

use crate::geodesy::LonLat;
use crate::osm::{Side, side_of_ring};

/// A coarse ring round the mainland, Hong Kong and Macau, longitude and latitude in tenths of a degree, clockwise from
/// the north-east. It is no border: it runs some 10 to 50 km outside and leaves out whatever large town lies there. To
/// ask beyond it where nobody needs to be asked costs a word; not to ask within costs the truth.
const RING: [(i32, i32); 96] = [
    (1353, 486),
    (1349, 475),
    (1342, 466),
    (1337, 458),
    (1333, 450),
    (1320, 452),
    (1314, 447),
    (1316, 441),
    (1314, 434),
    (1311, 427),
    (1307, 422),
    (1300, 429),
    (1292, 418),
    (1284, 413),
    (1271, 414),
    (1264, 410),
    (1252, 404),
    (1245, 399),
    (1240, 395),
    (1222, 385),
    (1229, 375),
    (1228, 366),
    (1212, 352),
    (1220, 338),
    (1226, 325),
    (1232, 310),
    (1232, 297),
    (1225, 280),
    (1205, 262),
    (1198, 249),
    (1189, 239),
    (1173, 228),
    (1149, 217),
    (1130, 160),
    (1110, 178),
    (1095, 176),
    (1084, 184),
    (1082, 200),
    (1078, 214),
    (1068, 217),
    (1063, 223),
    (1054, 229),
    (1046, 224),
    (1027, 222),
    (1018, 222),
    (1020, 210),
    (1011, 209),
    (999, 213),
    (990, 219),
    (990, 226),
    (975, 237),
    (974, 248),
    (984, 261),
    (984, 274),
    (971, 279),
    (950, 289),
    (921, 272),
    (899, 279),
    (892, 271),
    (886, 272),
    (878, 278),
    (858, 280),
    (820, 297),
    (785, 311),
    (784, 342),
    (796, 353),
    (759, 358),
    (734, 385),
    (733, 397),
    (747, 407),
    (785, 415),
    (799, 424),
    (800, 448),
    (822, 455),
    (828, 474),
    (853, 474),
    (855, 483),
    (872, 494),
    (909, 470),
    (912, 455),
    (952, 444),
    (966, 430),
    (1045, 418),
    (1110, 440),
    (1118, 456),
    (1154, 460),
    (1148, 482),
    (1158, 500),
    (1179, 498),
    (1190, 505),
    (1196, 530),
    (1234, 537),
    (1262, 532),
    (1278, 508),
    (1310, 493),
    (1328, 486),
];
/// Units of 1e-7 degrees in a tenth of a degree.
const TENTH: i32 = 1_000_000;

/// Whether maps of a place are commonly published in shifted degrees: on the mainland, in Hong Kong and in Macau. In
/// Taiwan and everywhere else the publishers of shifted maps do not shift.
///
/// # Example
/// ```
/// use lifecircle_core::LonLat;
/// use lifecircle_core::evidence::maps_are_shifted_at;
///
/// assert!(maps_are_shifted_at(LonLat { lon: 119.02, lat: 33.6 }));
/// assert!(!maps_are_shifted_at(LonLat { lon: -15.43, lat: 28.12 }));
/// ```
pub fn maps_are_shifted_at(place: LonLat) -> bool {
    if !place.lon.is_finite() || !place.lat.is_finite() {
        return false;
    }
    let [lon, lat] = place.to_decimicro();
    let points = RING.iter().chain(&RING[..1]);
    let ring: Vec<(i32, i32)> = points.map(|&(x, y)| (x * TENTH, y * TENTH)).collect();
    side_of_ring((lon, lat), &ring) != Side::Outside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_city_of_the_mainland_is_inside_and_others_are_not() {
        let inside = [
            ("Beijing", 116.40, 39.90),
            ("Shanghai", 121.47, 31.23),
            ("Huai'an", 119.02, 33.60),
            ("Harbin", 126.63, 45.75),
            ("Changchun", 125.32, 43.88),
            ("Shenyang", 123.43, 41.80),
            ("Hohhot", 111.75, 40.84),
            ("Ürümqi", 87.62, 43.82),
            ("Lhasa", 91.11, 29.65),
            ("Kunming", 102.71, 25.04),
            ("Nanning", 108.37, 22.82),
            ("Haikou", 110.35, 20.02),
            ("Sanya", 109.51, 18.25),
            ("Fuzhou", 119.30, 26.08),
            ("Xiamen", 118.09, 24.48),
            ("Hong Kong", 114.17, 22.32),
            ("Macau", 113.54, 22.19),
            ("Shenzhen", 114.06, 22.54),
            ("Zhoushan", 122.11, 30.02),
            ("Shengsi", 122.45, 30.73),
            ("Weihai", 122.12, 37.51),
            ("Dalian", 121.61, 38.91),
            ("Dandong", 124.38, 40.13),
            ("Ji'an", 126.19, 41.13),
            ("Hunchun", 130.37, 42.86),
            ("Suifenhe", 131.15, 44.40),
            ("Mishan", 131.87, 45.55),
            ("Hulin", 132.97, 45.77),
            ("Raohe", 134.02, 46.80),
            ("Fuyuan", 134.31, 48.36),
            ("Heihe", 127.53, 50.24),
            ("Mohe", 122.54, 52.97),
            ("Manzhouli", 117.38, 49.60),
            ("Arxan", 119.94, 47.18),
            ("Erenhot", 111.98, 43.65),
            ("Ejin", 101.07, 41.95),
            ("Hami", 93.51, 42.83),
            ("Qinghe", 90.38, 46.67),
            ("Altay", 88.14, 47.85),
            ("Tacheng", 82.98, 46.75),
            ("Bole", 82.07, 44.90),
            ("Khorgos", 80.42, 44.21),
            ("Wushi", 79.22, 41.21),
            ("Kashgar", 75.99, 39.47),
            ("Taxkorgan", 75.23, 37.77),
            ("Ngari", 80.10, 32.50),
            ("Burang", 81.18, 30.29),
            ("Gyirong", 85.30, 28.85),
            ("Yadong", 88.91, 27.49),
            ("Zayü", 97.47, 28.66),
            ("Gongshan", 98.67, 27.74),
            ("Tengchong", 98.49, 25.02),
            ("Ruili", 97.85, 24.01),
            ("Menglian", 99.59, 22.33),
            ("Jinghong", 100.80, 22.01),
            ("Mengla", 101.56, 21.46),
            ("Hekou", 103.94, 22.53),
            ("Pingxiang", 106.76, 22.10),
            ("Dongxing", 107.97, 21.54),
            ("Sansha", 112.34, 16.83),
        ];
        for (name, lon, lat) in inside {
            assert!(maps_are_shifted_at(LonLat { lon, lat }), "{name}");
        }
        let outside = [
            ("Taipei", 121.56, 25.03),
            ("Taichung", 120.68, 24.15),
            ("Kaohsiung", 120.31, 22.63),
            ("Hanoi", 105.85, 21.03),
            ("Vientiane", 102.61, 17.97),
            ("Mandalay", 96.09, 21.97),
            ("Chiang Mai", 98.98, 18.79),
            ("Kathmandu", 85.32, 27.71),
            ("Delhi", 77.21, 28.61),
            ("Thimphu", 89.64, 27.47),
            ("Guwahati", 91.75, 26.14),
            ("Almaty", 76.93, 43.25),
            ("Bishkek", 74.59, 42.87),
            ("Dushanbe", 68.78, 38.56),
            ("Ulaanbaatar", 106.91, 47.91),
            ("Chita", 113.50, 52.03),
            ("Vladivostok", 131.89, 43.12),
            ("Khabarovsk", 135.07, 48.70),
            ("Pyongyang", 125.75, 39.03),
            ("Seoul", 126.98, 37.57),
            ("Jeju", 126.53, 33.50),
            ("Tokyo", 139.69, 35.69),
            ("Manila", 120.98, 14.60),
            ("Da Nang", 108.22, 16.05),
        ];
        for (name, lon, lat) in outside {
            assert!(!maps_are_shifted_at(LonLat { lon, lat }), "{name}");
        }
        assert!(!maps_are_shifted_at(LonLat {
            lon: f64::NAN,
            lat: 30.0
        }));
    }
}
