//! What a manifest says, word by word, and the inputs that it names where they are now.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use lifecircle_io::GivenFile;
use lifecircle_io::city_file::CityFile;
use lifecircle_io::report::Words;
use lifecircle_io::results::{Manifest, ManifestFile};
use lifecircle_io::write::sha256;
use lifecircle_tables::{AgeBand, Role};
use serde_json::{Map, Value};

use super::{Inputs, RerunFault};
use crate::Error;
use crate::lists::ListFile;
use crate::source::Source;

/// Why a request cannot be read.
pub(super) enum Stop {
    Fault(RerunFault),
    Error(Box<Error>),
}

impl From<RerunFault> for Stop {
    fn from(fault: RerunFault) -> Self {
        Self::Fault(fault)
    }
}

impl<E> From<E> for Stop
where
    Error: From<E>,
{
    fn from(error: E) -> Self {
        Self::Error(Box::new(error.into()))
    }
}

/// A value that means nothing to this version.
pub(super) fn unknown(value: &Value) -> Stop {
    RerunFault::Unknown(value.to_string()).into()
}

/// A value as a word of a vocabulary; `None` where it is not said.
pub(super) fn word<T>(value: &Value, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Stop> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => parse(text).map(Some).ok_or_else(|| unknown(value)),
        other => Err(unknown(other)),
    }
}

pub(super) fn texts(value: &Value) -> impl Iterator<Item = &str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

pub(super) fn number(value: &Value) -> Result<Option<u32>, Stop> {
    let number = value.as_u64().and_then(|n| u32::try_from(n).ok());
    match value {
        Value::Null => Ok(None),
        other => number.map(Some).ok_or_else(|| unknown(other)),
    }
}

/// A manifest, and where its inputs are looked for.
pub(super) struct Reader<'a> {
    manifest: &'a Manifest,
    pub(super) asked: &'a Value,
    city: &'a Map<String, Value>,
    folders: Vec<PathBuf>,
    /// The files that a city file names, wherever they are, in the order in which they are asked for here.
    named: Vec<PathBuf>,
    /// Files that were found to be an input already.
    taken: RefCell<Vec<PathBuf>>,
    source: Option<PathBuf>,
    pub(super) files: Vec<ManifestFile>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(manifest: &'a Manifest, inputs: &Inputs) -> Result<Self, Stop> {
        let asked = manifest.asked().ok_or(RerunFault::NotTold)?;
        let city = asked["city"].as_object().ok_or(RerunFault::NotTold)?;
        let mut folders = inputs.folders.clone();
        let mut source = inputs.source.clone();
        folders.extend(
            source
                .iter()
                .filter_map(|file| file.parent())
                .map(Path::to_owned),
        );
        let mut named = Vec::new();
        // A city file stands for the source that it names, and says where everything else is.
        if let Some(file) = source.take_if(|file| CityFile::is_one(file)) {
            let city = CityFile::read(&file)?;
            folders.extend(city.source.parent().map(Path::to_owned));
            named = city.files();
            source = Some(city.source);
        }
        Ok(Self {
            manifest,
            asked,
            city,
            folders,
            named,
            taken: RefCell::default(),
            source,
            files: manifest.inputs(),
        })
    }

    pub(super) fn city(&self, name: &str) -> &Value {
        self.city.get(name).unwrap_or(&Value::Null)
    }

    /// What the city was called.
    pub(super) fn name(&self) -> Option<Words> {
        self.manifest.city()
    }

    pub(super) fn option(&self, name: &str) -> &Value {
        self.manifest.option(name)
    }

    /// The input of a name, as it was. Of several such files it is one that is no other input, while there is one.
    pub(super) fn find(&self, name: &str) -> Result<PathBuf, Stop> {
        let inputs: Vec<&ManifestFile> =
            self.files.iter().filter(|file| file.name == name).collect();
        let mut changed = None;
        let mut again = None;
        for file in self.namesakes(name) {
            let now = sha256(&file).map_err(|cause| Error::Open {
                file: file.clone(),
                cause,
            })?;
            let now = now.to_string();
            if !inputs.is_empty() && inputs.iter().all(|own| own.sha256 != now) {
                changed = Some(now);
            } else if self.taken.borrow().contains(&file) {
                again.get_or_insert(file);
            } else {
                self.taken.borrow_mut().push(file.clone());
                return Ok(file);
            }
        }
        let role = inputs.first().map_or("input", |file| file.role.as_str());
        let (role, name) = (role.to_owned(), name.to_owned());
        match (again, changed) {
            (Some(file), _) => Ok(file),
            (None, Some(now)) => Err(RerunFault::Changed {
                was: inputs
                    .first()
                    .map_or_else(String::new, |own| own.sha256.clone()),
                role,
                name,
                now,
            }
            .into()),
            (None, None) => Err(RerunFault::Missing { role, name }.into()),
        }
    }

    /// The files of a name: those that the city file names, then those in the folders.
    fn namesakes<'f>(&'f self, name: &'f str) -> impl Iterator<Item = PathBuf> + 'f {
        let named = self.named.iter();
        let named = named.filter(move |file| file.file_name().is_some_and(|own| own == name));
        let beside = self.folders.iter().map(move |folder| folder.join(name));
        named.cloned().chain(beside).filter(|file| file.is_file())
    }

    /// A file where an input has that name, else the word itself.
    pub(super) fn file_or_word(&self, given: &str) -> Result<String, Stop> {
        if self.files.iter().any(|file| file.name == given) {
            return Ok(self.find(given)?.to_string_lossy().into_owned());
        }
        Ok(given.to_owned())
    }

    pub(super) fn source(&self) -> Result<Source, Stop> {
        if self.asked["source"] == "demo" {
            return Ok(Source::Demo);
        }
        let extract = self.files.iter().find(|file| file.role == "extract");
        let extract = extract.ok_or(RerunFault::NotTold)?;
        let Some(file) = &self.source else {
            return Ok(Source::File(self.find(&extract.name)?));
        };
        // A network tells by itself which extract it was made of: that is looked at when it is open.
        let source = Source::File(file.clone());
        if source.cache()?.is_none() {
            let now = sha256(file).map_err(|cause| Error::Open {
                file: file.clone(),
                cause,
            })?;
            if now.to_string() != extract.sha256 {
                return Err(RerunFault::Changed {
                    role: extract.role.clone(),
                    name: extract.name.clone(),
                    was: extract.sha256.clone(),
                    now: now.to_string(),
                }
                .into());
            }
        }
        Ok(source)
    }

    fn file(&self, value: &Value) -> Result<PathBuf, Stop> {
        let name = value["file"].as_str().ok_or_else(|| unknown(value))?;
        self.find(name)
    }

    pub(super) fn given(&self, value: &Value) -> Result<GivenFile, Stop> {
        let text = |name: &str| value[name].as_str().map(str::to_owned);
        Ok(GivenFile {
            file: self.file(value)?,
            part: text("part"),
            coordinates: text("coordinates"),
        })
    }

    pub(super) fn list(&self, value: &Value) -> Result<ListFile, Stop> {
        let mut list = ListFile::from(&*self.file(value)?);
        let text = |name: &str| value[name].as_str().map(str::to_owned);
        list.coordinates = word(&value["coordinates"], |word| word.parse().ok())?;
        if let Some(pct) = number(&value["most_rejects_pct"])? {
            list.options.most_rejects_pct = pct;
        }
        let table = &mut list.options.table;
        table.sheet = text("sheet");
        table.encoding = text("encoding");
        table.delimiter = text("delimiter").and_then(|own| own.bytes().next());
        table.decimal_comma = value["decimal_comma"] == true;
        table.header_row = number(&value["header_row"])?;
        for (role, column) in pairs(&value["columns"]) {
            let role = Role::named(&role).ok_or_else(|| unknown(&value["columns"]))?;
            table.columns.push((role, column));
        }
        for (band, column) in pairs(&value["ages"]) {
            let band = AgeBand::of(&band).ok_or_else(|| unknown(&value["ages"]))?;
            table.ages.push((band, column));
        }
        Ok(list)
    }
}

/// Pairs of texts.
pub(super) fn pairs(value: &Value) -> impl Iterator<Item = (String, String)> {
    let pairs = value.as_array().into_iter().flatten();
    pairs.filter_map(|pair| {
        let text = |at: usize| pair[at].as_str().map(str::to_owned);
        Some((text(0)?, text(1)?))
    })
}
