//! City files as text.

use std::fmt::{Display, Write};
use std::path::Path;

use lifecircle_core::units::{mm_to_m, ms_to_s};

use super::{AreaEntry, CityFile, PopulationEntry, TableEntry};
use crate::report::Words;

/// A part of a city file that may carry remarks above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The whole.
    Head,
    /// `extract` or `network`.
    Source,
    /// `homes`.
    Homes,
    /// `categories`.
    Categories,
    /// `area`.
    Area,
    /// One of the lists of facilities.
    Facilities(usize),
    /// `[residences]`.
    Residences,
    /// `[population]`.
    Population,
    /// One of the boundaries.
    Boundaries(usize),
    /// Behind everything.
    Tail,
}

impl CityFile {
    /// The city file as text, with remarks; files are named as seen from the folder it will lie in.
    ///
    /// # Example
    /// What was read is written and read again unchanged, remarks aside.
    pub fn to_toml(&self, folder: &Path, remarks: impl Fn(Section) -> Vec<String>) -> String {
        let mut out = Writer {
            text: String::new(),
            folder,
        };
        let remark =
            |out: &mut Writer, section| remarks(section).iter().for_each(|line| out.remark(line));
        remark(&mut out, Section::Head);
        out.name(self.name.as_ref());
        remark(&mut out, Section::Source);
        let is_network = self
            .source
            .extension()
            .is_some_and(|ending| ending == "lcn");
        let key = if is_network { "network" } else { "extract" };
        out.text_of(key, &out.beside(&self.source));
        out.maybe("extent", self.extent.as_ref());
        remark(&mut out, Section::Area);
        match &self.area {
            None => {}
            Some(AreaEntry::Name(name)) => out.text_of("area", name),
            Some(AreaEntry::File(given)) => {
                let part = given.part.as_ref().map(|part| format!("#{part}"));
                let system = given
                    .coordinates
                    .as_ref()
                    .map(|system| format!("@{system}"));
                let file = out.beside(&given.file);
                let whole = [Some(file), part, system].into_iter().flatten();
                out.text_of("area", &whole.collect::<String>());
            }
        }
        remark(&mut out, Section::Homes);
        let homes = self.homes.map(|homes| homes.word().to_owned());
        out.maybe("homes", homes.as_ref());
        remark(&mut out, Section::Categories);
        if !self.categories.is_empty() {
            let names = self
                .categories
                .iter()
                .map(|name| quoted(&out.beside(Path::new(name))));
            let names: Vec<String> = names.collect();
            out.value("categories", format!("[{}]", names.join(", ")));
        }
        out.maybe(
            "rules",
            self.rules
                .as_ref()
                .map(|rules| out.beside(Path::new(rules)))
                .as_ref(),
        );
        let share = self.max_rejects.map(|share| format!("{}%", share * 100.0));
        out.maybe("max_rejects", share.as_ref());
        out.maybe(
            "policy",
            self.policy.map(|policy| policy.word().to_owned()).as_ref(),
        );
        let country = self.country.map(|country| country.code().to_owned());
        out.maybe("country", country.as_ref());
        if !self.hours.is_empty() {
            out.header("[hours]");
            for (category, text) in &self.hours {
                out.text_of(category, text);
            }
        }
        self.walk(&mut out);
        for (i, list) in self.facilities.iter().enumerate() {
            out.header("[[facilities]]");
            remark(&mut out, Section::Facilities(i));
            out.table(list);
        }
        if let Some(list) = &self.residences {
            out.header("[residences]");
            remark(&mut out, Section::Residences);
            out.table(list);
        }
        if let Some(population) = &self.population {
            out.header("[population]");
            remark(&mut out, Section::Population);
            match population {
                PopulationEntry::Total(total) => out.value("total", total),
                PopulationEntry::Zones { table, level } => {
                    out.maybe("level", level.as_ref());
                    out.table(table);
                }
            }
        }
        for (i, entry) in self.boundaries.iter().enumerate() {
            out.header("[[boundaries]]");
            remark(&mut out, Section::Boundaries(i));
            out.text_of("level", &entry.level);
            out.text_of("file", &out.beside(&entry.file));
            out.maybe("coordinates", entry.coordinates.as_ref());
        }
        for table in &self.strata {
            out.header("[[strata]]");
            out.table(table);
        }
        remark(&mut out, Section::Tail);
        out.text
    }

    fn walk(&self, out: &mut Writer) {
        let walk = &self.walk;
        if *walk == super::WalkEntry::default() {
            return;
        }
        out.header("[walk]");
        out.maybe(
            "profile",
            walk.profile.map(|profile| profile.name.to_owned()).as_ref(),
        );
        out.maybe(
            "speed",
            walk.speed
                .map(|speed| format!("{:.3}km/h", f64::from(speed.mm_per_h()) / 1e6))
                .as_ref(),
        );
        if let Some(ms) = walk.crossing_delay_ms {
            out.value("crossing_delay_s", format!("{:?}", ms_to_s(ms)));
        }
        out.maybe(
            "gates",
            walk.gates.map(|gates| gates.word().to_owned()).as_ref(),
        );
        out.maybe(
            "legs",
            walk.legs.map(|legs| legs.word().to_owned()).as_ref(),
        );
        out.maybe(
            "plazas",
            walk.plazas.map(|plazas| plazas.word().to_owned()).as_ref(),
        );
        if let Some(mm) = walk.max_snap_mm {
            out.value("max_snap_m", format!("{:?}", mm_to_m(mm)));
        }
        for (key, value) in [("trunk", walk.trunk), ("ferries", walk.ferries)] {
            if let Some(value) = value {
                out.value(key, value);
            }
        }
    }
}

struct Writer<'a> {
    text: String,
    folder: &'a Path,
}

impl Writer<'_> {
    /// What the city is called: by one key where it has the same name in each language.
    fn name(&mut self, name: Option<&Words>) {
        match name {
            Some(name) if name.en != name.zh => {
                self.text_of("name_en", &name.en);
                self.text_of("name_zh", &name.zh);
            }
            name => self.maybe("name", name.map(|name| &name.en)),
        }
    }

    fn remark(&mut self, line: &str) {
        for line in line.lines() {
            let _ = writeln!(self.text, "# {line}");
        }
    }

    fn header(&mut self, header: &str) {
        let _ = write!(self.text, "\n{header}\n");
    }

    fn value(&mut self, key: &str, value: impl Display) {
        let _ = writeln!(self.text, "{key} = {value}");
    }

    fn text_of(&mut self, key: &str, text: &str) {
        self.value(key, quoted(text));
    }

    fn maybe(&mut self, key: &str, text: Option<&String>) {
        if let Some(text) = text {
            self.text_of(key, text);
        }
    }

    /// A file as seen from the folder, with `/` on every system; what is no file is left as it is.
    fn beside(&self, file: &Path) -> String {
        let whole = || file.to_string_lossy().into_owned();
        let (Ok(folder), Ok(file)) = (self.folder_path(), file.canonicalize()) else {
            return whole();
        };
        let (from, to): (Vec<_>, Vec<_>) = (folder.iter().collect(), file.iter().collect());
        let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
        let up = from[shared..].iter().map(|_| "..".into());
        let down = to[shared..].iter().map(|part| part.to_string_lossy());
        let parts: Vec<std::borrow::Cow<str>> = up.chain(down).collect();
        parts.join("/")
    }

    fn folder_path(&self) -> std::io::Result<std::path::PathBuf> {
        if self.folder.as_os_str().is_empty() {
            return Path::new(".").canonicalize();
        }
        self.folder.canonicalize()
    }

    fn table(&mut self, table: &TableEntry) {
        self.text_of("file", &self.beside(&table.file));
        self.maybe("sheet", table.sheet.as_ref());
        self.maybe("encoding", table.encoding.as_ref());
        self.maybe("coordinates", table.coordinates.as_ref());
        if table.decimal_comma {
            self.value("decimal_comma", true);
        }
        if !table.columns.is_empty() {
            let pair =
                |(role, name): (&String, &String)| format!("{} = {}", quoted(role), quoted(name));
            let pairs: Vec<String> = table.columns.iter().map(pair).collect();
            self.value("columns", format!("{{ {} }}", pairs.join(", ")));
        }
    }
}

/// A text as TOML has it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
