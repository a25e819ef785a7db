//! What a layer holds: its geometry, its columns, and the values of one row.

use geo_types::Geometry;

/// What kind of value a column holds. Every value may also be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A finite number of 64 bits.
    Number,
    /// A whole number of 64 bits with a sign.
    Integer,
    /// True or false.
    Flag,
    /// A list of texts.
    Texts,
    /// A list of finite numbers.
    Numbers,
    /// A list of places: longitude and latitude in degrees, whatever system the file's geometries are in.
    Places,
}

impl Kind {
    /// The kind in words, for messages.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Number => "a number",
            Self::Integer => "an integer",
            Self::Flag => "a flag",
            Self::Texts => "a list of texts",
            Self::Numbers => "a list of numbers",
            Self::Places => "a list of places",
        }
    }
}

/// One column of a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, with the unit where it has one.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether GeoJSON leaves a missing value out instead of writing null; other formats know no difference.
    pub sparse: bool,
}

/// The one type that all geometries of a layer have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One place.
    Point,
    /// One line.
    LineString,
    /// Several lines; a single one is taken as a list of one.
    MultiLineString,
    /// One area with its holes.
    Polygon,
    /// Several areas; a single one is taken as a list of one.
    MultiPolygon,
}

impl Shape {
    /// The name that GeoJSON and GeoParquet give it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Point => "Point",
            Self::LineString => "LineString",
            Self::MultiLineString => "MultiLineString",
            Self::Polygon => "Polygon",
            Self::MultiPolygon => "MultiPolygon",
        }
    }
}

/// What a layer is called and which columns it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    /// The layer's name, as programs that read it list it.
    pub name: String,
    /// A title for people.
    pub title: Option<String>,
    /// The type of every geometry.
    pub shape: Shape,
    /// The columns, in order; the geometry's own come after them.
    pub fields: Vec<Field>,
    /// Where the data came from; CSV has no place for it.
    pub attribution: String,
}

impl Schema {
    /// A layer without columns.
    pub fn new(name: impl Into<String>, shape: Shape, attribution: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            title: None,
            shape,
            fields: Vec::new(),
            attribution: attribution.into(),
        }
    }

    /// The same with a title.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// The same with one more column.
    #[must_use]
    pub fn field(mut self, name: impl Into<String>, kind: Kind) -> Self {
        let name = name.into();
        self.fields.push(Field {
            name,
            kind,
            sparse: false,
        });
        self
    }
}

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing: fits every column.
    Null,
    /// Text.
    Text(String),
    /// A number; it must be finite.
    Number(f64),
    /// A whole number.
    Integer(i64),
    /// True or false.
    Flag(bool),
    /// A list of texts.
    Texts(Vec<String>),
    /// A list of numbers; they must be finite.
    Numbers(Vec<f64>),
    /// A list of places; their degrees must be finite.
    Places(Vec<[f64; 2]>),
}

impl Value {
    /// Its kind, `None` for a missing value.
    pub(super) fn kind(&self) -> Option<Kind> {
        Some(match self {
            Self::Null => return None,
            Self::Text(_) => Kind::Text,
            Self::Number(_) => Kind::Number,
            Self::Integer(_) => Kind::Integer,
            Self::Flag(_) => Kind::Flag,
            Self::Texts(_) => Kind::Texts,
            Self::Numbers(_) => Kind::Numbers,
            Self::Places(_) => Kind::Places,
        })
    }

    /// Why it cannot stand in a column, `None` where it can.
    pub(super) fn misfit(&self, kind: Kind) -> Option<String> {
        let found = self.kind()?;
        if found != kind {
            return Some(format!("holds {}, not {}", found.word(), kind.word()));
        }
        let numbers = match self {
            Self::Number(number) => std::slice::from_ref(number),
            Self::Numbers(numbers) => numbers.as_slice(),
            Self::Places(places) => places.as_flattened(),
            _ => &[],
        };
        let odd = numbers.iter().find(|number| !number.is_finite())?;
        Some(format!("holds {odd}, which is no finite number"))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<Vec<String>> for Value {
    fn from(texts: Vec<String>) -> Self {
        Self::Texts(texts)
    }
}

impl From<Vec<f64>> for Value {
    fn from(numbers: Vec<f64>) -> Self {
        Self::Numbers(numbers)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// One feature.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Where: WGS-84 longitude and latitude in degrees, whatever the file is written in.
    pub geometry: Geometry<f64>,
    /// One value per column of the schema, in its order.
    pub values: Vec<Value>,
}
