//! Rule packs: those inside the library, and the user's own.

use std::path::Path;
use std::sync::Arc;

use lifecircle_core::place::CategoryTable;
use lifecircle_core::rules::RulePack;

use crate::Error;

/// The built-in packs, the default first.
const PACKS: [(&str, &str); 5] = [
    (
        "huaian-2023",
        include_str!("../../../data/rules/huaian-2023.toml"),
    ),
    (
        "huaian-2023-fresh",
        include_str!("../../../data/rules/huaian-2023-fresh.toml"),
    ),
    (
        "huaian-2023-substitute",
        include_str!("../../../data/rules/huaian-2023-substitute.toml"),
    ),
    ("gb50180", include_str!("../../../data/rules/gb50180.toml")),
    (
        "press-5-8-15",
        include_str!("../../../data/rules/press-5-8-15.toml"),
    ),
];

/// The pack that is taken unless another is asked for.
pub const DEFAULT_PACK: &str = PACKS[0].0;

/// The names of the built-in packs, the default first.
pub fn pack_names() -> impl ExactSizeIterator<Item = &'static str> {
    PACKS.iter().map(|pack| pack.0)
}

/// Where rules come from.
#[derive(Clone, Debug)]
pub enum Rules {
    /// A built-in pack, by name.
    BuiltIn(&'static str),
    /// A pack read before, and its file where it is the user's own.
    Pack(Arc<Pack>),
}

impl Default for Rules {
    /// Huai'an's 5/10/15 minutes.
    fn default() -> Self {
        Self::BuiltIn(DEFAULT_PACK)
    }
}

/// A rule pack and where it is from.
#[derive(Clone, Debug)]
pub struct Pack {
    /// The rules.
    pub rules: RulePack,
    /// The user's own file, `None` for one inside the library.
    pub file: Option<std::path::PathBuf>,
}

impl Pack {
    /// The pack of a built-in name or a TOML file.
    ///
    /// # Errors
    /// [`Error::NoPack`], [`Error::Rules`], or why the file cannot be read.
    pub fn open(name: &str, table: &CategoryTable) -> Result<Self, Error> {
        let (text, file) = text(name)?;
        Self::parse(name, &text, file, table)
    }

    /// The pack of a TOML file, whatever it is called.
    ///
    /// # Errors
    /// [`Error::Rules`], or why the file cannot be read.
    pub fn open_file(file: &Path, table: &CategoryTable) -> Result<Self, Error> {
        let text = lifecircle_io::read::text(file)?;
        let name = file.to_string_lossy();
        Self::parse(&name, &text, Some(file.to_owned()), table)
    }

    fn parse(
        name: &str,
        text: &str,
        file: Option<std::path::PathBuf>,
        table: &CategoryTable,
    ) -> Result<Self, Error> {
        let rules = RulePack::parse(text, table).map_err(|cause| Error::Rules {
            name: name.to_owned(),
            cause,
        })?;
        Ok(Self { rules, file })
    }
}

impl Rules {
    /// The pack itself.
    pub(crate) fn pack(&self, table: &CategoryTable) -> Result<Arc<Pack>, Error> {
        match self {
            Self::BuiltIn(name) => Ok(Arc::new(Pack::open(name, table)?)),
            Self::Pack(pack) => Ok(Arc::clone(pack)),
        }
    }
}

/// The text of a pack: one to begin an own file with, and that file unless it is built in.
///
/// # Errors
/// [`Error::NoPack`], or why the file cannot be read.
pub fn text(name: &str) -> Result<(String, Option<std::path::PathBuf>), Error> {
    if let Some((_, text)) = PACKS.iter().find(|(id, _)| *id == name) {
        return Ok(((*text).to_owned(), None));
    }
    let path = Path::new(name);
    if !name.contains(['/', '\\', '.']) && !path.exists() {
        return Err(Error::NoPack {
            name: name.to_owned(),
            known: pack_names().collect(),
        });
    }
    Ok((lifecircle_io::read::text(path)?, Some(path.to_owned())))
}
