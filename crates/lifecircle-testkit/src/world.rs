//! The whole way from bytes to verdicts, and questions about the result.

use std::sync::Arc;

use lifecircle_core::area::{Margin, StudyArea};
use lifecircle_core::assemble::{AssembleOptions, Assembled, Tables, assemble};
use lifecircle_core::build::BuiltNetwork;
use lifecircle_core::coverage::{
    CheckInput, Coverage, EngineChoice, Found, Reason, Summary, Verdict, check, summarise,
};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::id::StreetId;
use lifecircle_core::metric::{Gates, Profile, Walking};
use lifecircle_core::network::{Extent, NetworkOptions, Plazas, StreetNetwork};
use lifecircle_core::observer::Silent;
use lifecircle_core::osm::{self, OsmData, ReadError, ReadOptions};
use lifecircle_core::place::{
    CategorySet, CategoryTable, Facilities, Facility, HomesChoice, Legs, ListPolicy, OwnFacility,
    OwnResidence, PeopleTable, ResidenceChoice, Residences,
};
use lifecircle_core::rules::RulePack;
use lifecircle_core::snap::{MAX_SNAP_MM, SnapIndex};
use lifecircle_core::units::Speed;
use lifecircle_core::walk::Walks;

const HUAIAN: &str = include_str!("../../../data/rules/huaian-2023.toml");

/// [`Silent`] stops nothing.
const GOES_ON: &str = "nobody cancels";

/// What a user may choose.
#[derive(Clone, Debug)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is an option of a command, and most tests set none"
)]
pub struct Settings {
    /// Built-in lists of categories beside the basic one.
    pub lists: Vec<&'static str>,
    /// The rule pack as TOML.
    pub pack: String,
    /// Who walks.
    pub profile: Profile,
    /// Level speed instead of the profile's.
    pub speed: Option<Speed>,
    /// What gates do.
    pub gates: Gates,
    /// Waiting at crossings.
    pub crossing_delay_ms: u32,
    /// Trunk roads closed.
    pub no_trunk: bool,
    /// Ferries walked.
    pub ferries: bool,
    /// Where the data ends.
    pub extent: Option<Extent>,
    /// Longest leg.
    pub max_snap_mm: u32,
    /// Which streets places are joined to.
    pub legs: Legs,
    /// How open squares are walked.
    pub plazas: Plazas,
    /// Homes of an own list, instead of the extract's.
    pub homes: Option<Vec<OwnResidence>>,
    /// Which buildings are homes, without an own list.
    pub which: HomesChoice,
    /// Facilities of an own list: id, name, category, place.
    pub shops: Vec<(String, Option<String>, String, LonLat)>,
    /// The own list replaces the extract's.
    pub replace: bool,
    /// Whose homes are counted.
    pub area: Option<StudyArea>,
    /// Whether no more is read than the area needs.
    pub bounded: bool,
    /// Which counts where both have a place.
    pub policy: ListPolicy,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            lists: Vec::new(),
            pack: HUAIAN.to_owned(),
            profile: Profile::default(),
            speed: None,
            gates: Gates::Tagged,
            crossing_delay_ms: 0,
            no_trunk: false,
            ferries: false,
            extent: None,
            max_snap_mm: MAX_SNAP_MM,
            legs: Legs::default(),
            plazas: Plazas::default(),
            homes: None,
            which: HomesChoice::Typed,
            shops: Vec::new(),
            replace: false,
            area: None,
            bounded: false,
            policy: ListPolicy::default(),
        }
    }
}

/// A rule pack of these `[[rule]]` entries.
pub fn pack_of(rules: &str) -> String {
    format!("id = 'test'\nen = 'test'\nzh = 'test'\n{rules}")
}

/// One `[[rule]]` whose id is its category, with a limit such as `minutes = 5`.
pub fn rule(category: &str, limit: &str) -> String {
    format!("[[rule]]\nid = '{category}'\nen = ''\nzh = ''\ncategories = ['{category}']\n{limit}\n")
}

/// Everything before the search.
#[derive(Debug)]
pub struct World {
    /// The category table.
    pub table: CategoryTable,
    /// What was read.
    pub data: OsmData,
    /// Its walkable ways.
    pub network: StreetNetwork,
    /// Graph and streets.
    pub built: Arc<BuiltNetwork>,
    /// The walks on them.
    pub walks: Walks,
    /// Facilities.
    pub facilities: Facilities,
    /// Homes.
    pub residences: Residences,
    /// Rules.
    pub pack: RulePack,
    /// How people walk; see [`Self::walk_as`].
    pub walking: Walking,
    /// Whether the own list replaces the extract's.
    pub replace: bool,
    /// Longest leg.
    pub max_snap_mm: u32,
}

impl World {
    /// Reads and builds.
    ///
    /// # Errors
    /// What the reader says.
    pub fn new(bytes: &[u8], settings: &Settings) -> Result<Self, ReadError> {
        let (table, people) = (table_of(&settings.lists), PeopleTable::built_in());
        let pack = RulePack::parse(&settings.pack, &table).expect("a rule pack");
        let walking = Walking {
            profile: settings.profile,
            speed: settings.speed.unwrap_or(settings.profile.speed),
            gates: settings.gates,
            crossing_delay_ms: settings.crossing_delay_ms,
        };
        let options = AssembleOptions {
            network: NetworkOptions {
                extent: settings.extent.clone(),
                ferries: settings.ferries,
                plazas: settings.plazas,
            },
            build: walking.build_options(settings.no_trunk),
            max_snap_mm: settings.max_snap_mm,
            facilities: settings.shops.iter().map(|s| own_shop(&table, s)).collect(),
            replace: settings.replace,
            policy: settings.policy,
            residences: match &settings.homes {
                Some(rows) => ResidenceChoice::Own(rows.clone()),
                None => ResidenceChoice::Mapped {
                    which: settings.which,
                    no_stairs: settings.profile.stairs_pct.is_none(),
                },
            },
            legs: settings.legs,
            area: settings.area.clone(),
        };
        let margin = Margin::of_reading(walking, settings.max_snap_mm);
        let read = ReadOptions {
            within: settings
                .area
                .as_ref()
                .filter(|_| settings.bounded)
                .map(|area| area.outline().box_around(margin.metres())),
            ..options.read()
        };
        let data = osm::read_with(bytes, &table, read, &Silent)?;
        let tables = Tables {
            categories: &table,
            people: &people,
        };
        let Assembled {
            network,
            built,
            facilities,
            residences,
            ..
        } = assemble(&data, tables, &options, &Silent).expect(GOES_ON);
        let residences = match &settings.area {
            Some(area) => residences.within(area).0,
            None => residences,
        };
        let built = Arc::new(built);
        let replace = settings.replace;
        Ok(Self {
            table,
            data,
            network,
            walks: Walks::new(Arc::clone(&built), walking),
            built,
            facilities,
            residences,
            pack,
            walking,
            replace,
            max_snap_mm: settings.max_snap_mm,
        })
    }

    /// Lets other people walk.
    pub fn walk_as(&mut self, walking: Walking) {
        self.walking = walking;
        self.walks = Walks::new(Arc::clone(&self.built), walking);
    }

    /// What the check looks at.
    pub fn input(&self) -> CheckInput<'_> {
        CheckInput {
            walks: &self.walks,
            residences: &self.residences,
            facilities: &self.facilities,
            pack: &self.pack,
            list_replaces: self.replace,
        }
    }

    /// What joins further places to its streets.
    pub fn index(&self) -> SnapIndex<'_> {
        let streets = &self.built.streets;
        SnapIndex::new(&self.network, streets, self.max_snap_mm, &Silent).expect(GOES_ON)
    }

    /// Runs one engine.
    pub fn check(&self, engine: EngineChoice) -> Coverage {
        check(self.input(), engine, &Silent).expect(GOES_ON)
    }

    /// Runs both engines, which must agree, and keeps the result.
    ///
    /// # Panics
    /// If they do not.
    pub fn checked(self) -> Checked {
        let coverage = self.check(EngineChoice::Reverse);
        let forward = self.check(EngineChoice::Forward);
        assert_eq!(coverage.rules, forward.rules, "the engines disagree");
        Checked {
            world: self,
            coverage,
        }
    }

    /// The ids of the homes, in order.
    pub fn home_ids(&self) -> Vec<String> {
        self.residences.id.iter().map(ToString::to_string).collect()
    }

    /// The ids of the facilities, by rank.
    pub fn facility_ids(&self) -> Vec<&str> {
        self.facilities.rows.iter().map(|f| f.id.as_str()).collect()
    }

    /// The facility of that id.
    pub fn facility(&self, id: &str) -> &Facility {
        let row = self.facilities.rows.iter().find(|f| f.id == id);
        row.unwrap_or_else(|| panic!("no facility {id} among {:?}", self.facility_ids()))
    }

    /// Categories of a facility, in table order.
    pub fn categories(&self, id: &str) -> String {
        self.table.ids(self.facility(id).categories).join(" ")
    }

    /// Real streets: passages through gates are left out.
    pub fn streets(&self) -> impl Iterator<Item = StreetId> {
        let streets = &self.built.streets;
        (0..streets.count())
            .filter(|&s| streets.way_osm[s] != 0)
            .map(StreetId::new)
    }

    /// Node numbers at offset 0 and at full length, and length in mm, of every street, sorted.
    pub fn street_ends(&self) -> Vec<(i64, i64, u32)> {
        let streets = &self.built.streets;
        let osm = |node: lifecircle_core::id::NodeId| {
            self.network.node_osm[streets.node_network[node.index()] as usize]
        };
        let row = |s: StreetId| {
            let i = s.index();
            (
                osm(streets.tail[i]),
                osm(streets.head[i]),
                streets.length_mm[i],
            )
        };
        let mut rows: Vec<_> = self.streets().map(row).collect();
        rows.sort_unstable();
        rows
    }
}

/// The basic categories, and those of built-in lists.
fn table_of(lists: &[&'static str]) -> CategoryTable {
    let names = std::iter::once("basic").chain(lists.iter().copied());
    let text = |name| CategoryTable::built_in_list(name).expect("a built-in list");
    let lists: Vec<(&str, &str)> = names.map(|name| (name, text(name))).collect();
    CategoryTable::merged(&lists).expect("lists in data/ are valid")
}

fn own_shop(table: &CategoryTable, shop: &(String, Option<String>, String, LonLat)) -> OwnFacility {
    let (id, name, category, at) = shop.clone();
    let position = table.position(&category).expect("a category of the table");
    OwnFacility {
        name,
        ..OwnFacility::new(id, CategorySet::of(position), at)
    }
}

/// A world and its verdicts.
#[derive(Debug)]
pub struct Checked {
    /// The world.
    pub world: World,
    /// The verdicts.
    pub coverage: Coverage,
}

impl Checked {
    /// The row of a home.
    pub fn home(&self, id: &str) -> usize {
        let ids = self.world.home_ids();
        ids.iter()
            .position(|h| h == id)
            .unwrap_or_else(|| panic!("no home {id} among {ids:?}"))
    }

    fn rule(&self, id: &str) -> usize {
        self.world
            .pack
            .rules
            .iter()
            .position(|r| r.id == id)
            .expect("a rule of the pack")
    }

    /// The nearest facility of a rule.
    pub fn nearest(&self, home: &str, rule: &str) -> Option<Found> {
        self.coverage.rules[self.rule(rule)].nearest[self.home(home)]
    }

    /// The facility that decides a rule: the `min_count`-th nearest.
    pub fn deciding(&self, home: &str, rule: &str) -> Option<Found> {
        self.coverage.rules[self.rule(rule)].deciding[self.home(home)]
    }

    /// Milliseconds to the nearest facility of a rule.
    pub fn walk_ms(&self, home: &str, rule: &str) -> Option<u32> {
        self.nearest(home, rule).map(|f| f.ms)
    }

    /// Milliseconds to the nearest convenience store: what most cases ask.
    pub fn ms(&self, home: &str) -> Option<u32> {
        self.walk_ms(home, "convenience")
    }

    /// The id of the nearest facility of a rule.
    pub fn facility(&self, home: &str, rule: &str) -> Option<&str> {
        let found = self.nearest(home, rule)?;
        Some(&self.world.facilities.rows[found.rank as usize].id)
    }

    /// Distinct facilities of a rule within its limit.
    pub fn count(&self, home: &str, rule: &str) -> u32 {
        self.coverage.rules[self.rule(rule)].count[self.home(home)]
    }

    /// `covered`, `not_covered`, or the reason why it is unknown, with limits at `percent`.
    pub fn verdict_at(&self, home: &str, rule: &str, percent: u32) -> &'static str {
        word(
            self.coverage
                .verdict_at(self.rule(rule), self.home(home), percent),
        )
    }

    /// `covered`, `not_covered`, or the reason why it is unknown.
    pub fn verdict(&self, home: &str, rule: &str) -> &'static str {
        self.verdict_at(home, rule, 100)
    }

    /// The verdict of all rules.
    pub fn joint(&self, home: &str) -> &'static str {
        self.coverage.joint_at(self.home(home), 100).word()
    }

    /// The legs of a home's ways in, in mm, `None` where no street is in reach.
    pub fn legs(&self, home: &str) -> Vec<Option<u32>> {
        let access = self.world.residences.ways_in_of(self.home(home));
        access.iter().map(|a| a.snap.map(|s| s.leg_mm)).collect()
    }

    /// The smallest way number of the street that a home's first way in snaps to.
    pub fn snapped_way(&self, home: &str) -> Option<i64> {
        let access = self.world.residences.ways_in_of(self.home(home))[0];
        access
            .snap
            .map(|s| self.world.built.streets.way_osm[s.street.index()])
    }

    /// Sums.
    pub fn summary(&self) -> Summary {
        summarise(self.world.input(), &self.coverage)
    }
}

fn word(verdict: (Verdict, Option<Reason>)) -> &'static str {
    match verdict {
        (Verdict::Unknown, Some(reason)) => reason.word(),
        (verdict, _) => verdict.word(),
    }
}
