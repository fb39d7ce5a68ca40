//! What a codebase shows from outside: figures worth a consultant's minute, each with its place and reason.
//!
//! Read from a repository's history, or from a folder alone, where the signals that need a history are absent
//! rather than zero. Every figure is an integer; its unit belongs to its code. Sentences are the presentation's:
//! a signal carries a code and the words that belong into it.

mod activity;
mod dependencies;
mod dockerfile;
mod languages;
mod licences;
mod manifests;
mod noise;
mod radar;
mod rules;
mod shipping;
mod signal;
mod source;
mod truck_factor;

#[cfg(any(test, feature = "fuzzing"))]
pub(crate) mod every_reader;

use std::path::Path;

use crate::history::{History, Losses, Overview, Person, Stopped, Watch};
use activity::Activity;
use languages::Count;
pub use languages::{LanguageCount, Lines};
use radar::Radar;
pub use radar::{Decision, DecisionKind};
pub use signal::{Place, Signal, SignalCode, Unit};
use source::Source;
pub use truck_factor::{FileAuthorship, TruckFactor, truck_factor};

const DAY: i64 = 86_400;
/// Who counts as active.
const ACTIVE_DAYS: i64 = 90;
/// Hotspots listed.
const HOTSPOTS: usize = 20;

/// A file that is both large and often changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hotspot {
    /// Its path.
    pub path: String,
    /// Commits of people that changed it.
    pub changes: u64,
    /// Its lines.
    pub lines: u64,
}

impl Hotspot {
    /// Changes times lines.
    #[must_use]
    pub fn score(&self) -> u64 {
        self.changes.saturating_mul(self.lines)
    }
}

/// Somebody without whom files would be nobody's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keeper {
    /// Who.
    pub person: Person,
    /// Files that this person is an author of.
    pub files: u64,
}

/// All that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeSignals {
    /// Of the history, where there is one.
    pub overview: Option<Overview>,
    /// Languages, the one with the most code first.
    pub languages: Vec<LanguageCount>,
    /// The people that the truck factor counts, in the order in which their leaving is thought of.
    pub keepers: Vec<Keeper>,
    /// The first twenty, the highest score first.
    pub hotspots: Vec<Hotspot>,
    /// Figures with place and reason.
    pub signals: Vec<Signal>,
    /// What was decided in passing, the oldest first.
    pub decisions: Vec<Decision>,
    /// What was not read.
    pub losses: Losses,
    /// It was called off: what is here is a part.
    pub stopped: bool,
}

/// Looks at what is checked out and at how it came about. `now` is in seconds since 1970.
pub fn of_history(history: &mut History<'_>, now: i64, watch: &mut Watch<'_>) -> CodeSignals {
    let mut found = CodeSignals {
        overview: Some(history.overview()),
        losses: history.losses().clone(),
        ..CodeSignals::default()
    };
    found.stopped = history.overview().stopped || found.read_history(history, now, watch).is_err();
    found
}

/// Looks at a folder alone.
pub fn of_folder(folder: &Path, watch: &mut Watch<'_>) -> CodeSignals {
    let mut found = CodeSignals::default();
    let read =
        Source::of_folder(folder, watch).and_then(|source| found.read_files(&source, watch).map(|_| source));
    found.stopped = match read {
        Ok(source) => dependencies::look(&source, None, &mut found.signals, watch).is_err(),
        Err(Stopped) => true,
    };
    found
}

impl CodeSignals {
    fn read_history(
        &mut self,
        history: &mut History<'_>,
        now: i64,
        watch: &mut Watch<'_>,
    ) -> Result<(), Stopped> {
        let repository = history.repository();
        let mut activity = Activity::new(&history.graph);
        let mut radar = Radar::default();
        history.each_change(&mut self.losses, watch, &mut |at, graph, changes, paths| {
            activity.take(graph, at, changes);
            radar.take(repository, graph, at, changes, paths);
        })?;
        let source = Source::of_history(history, &mut self.losses, watch)?;
        let lines = self.read_files(&source, watch)?;
        let times = dependencies::Times {
            now,
            files: &activity.files,
            radar: &radar,
        };
        dependencies::look(&source, Some(&times), &mut self.signals, watch)?;
        self.people(history, &activity, &source, now);
        self.hotspots(&activity, &source, &lines);
        self.decisions = radar.into_decisions();
        Ok(())
    }

    /// What the files themselves show. Gives back the lines of each file of the team's own programs.
    fn read_files(
        &mut self,
        source: &Source<'_>,
        watch: &mut Watch<'_>,
    ) -> Result<Vec<Option<u64>>, Stopped> {
        let mut count = Count::default();
        let mut own = Vec::with_capacity(source.files.len());
        let mut buffer = Vec::new();
        let (mut tests, mut test_code, mut code) = (0_u64, 0_u64, 0_u64);
        for file in &source.files {
            watch.step()?;
            let language = languages::language_of(&file.path).filter(|_| noise::is_own(&file.path));
            let counted = match language {
                Some(language) if source.read(file, &mut buffer) => {
                    languages::count(&buffer, language).map(|lines| (language, lines))
                }
                _ => None,
            };
            let Some((language, lines)) = counted else {
                own.push(None);
                continue;
            };
            count.add(language, lines);
            if language.program && noise::is_test(&file.path) {
                tests += 1;
                test_code += lines.code;
            } else if language.program {
                code += lines.code;
            }
            own.push(language.program.then(|| lines.all()));
        }
        self.languages = count.into_list();
        for language in &self.languages {
            self.signals.push(
                Signal::new(SignalCode::Language, language.lines.code)
                    .because([language.language.clone(), language.files.to_string()]),
            );
        }
        // Without a program there is nothing to test.
        if let Some(permille) = test_code.saturating_mul(1000).checked_div(code) {
            self.signals.push(match tests {
                0 => Signal::new(SignalCode::TestsMissing, 1),
                _ => Signal::new(SignalCode::TestRatio, permille).because([tests.to_string()]),
            });
        }
        licences::look(source, &mut self.signals, watch)?;
        shipping::look(source, &mut self.signals, watch)?;
        Ok(own)
    }

    fn people(&mut self, history: &History<'_>, activity: &Activity, source: &Source<'_>, now: i64) {
        let graph = &history.graph;
        let name = |number: u32| graph.people[number as usize].name.clone();
        let (active, latest) = activity.since(graph, now - ACTIVE_DAYS * DAY);
        if let Some((when, who)) = latest {
            let age = dependencies::days(now - when);
            self.signals
                .push(Signal::new(SignalCode::LastCommitAge, age).because([name(who)]));
            self.signals
                .push(Signal::new(SignalCode::ActivePeople, active.len() as u64));
        }
        if let [(who, commits)] = active.iter().collect::<Vec<_>>()[..] {
            self.signals
                .push(Signal::new(SignalCode::SingleCommitter, *commits).because([name(*who)]));
        }
        let overview = history.overview();
        self.signals.push(
            Signal::new(
                SignalCode::Branches,
                overview.local_branches.max(overview.remote_branches),
            )
            .because([
                overview.local_branches.to_string(),
                overview.remote_branches.to_string(),
            ]),
        );
        let files: Vec<FileAuthorship> = source
            .files
            .iter()
            .filter(|file| is_program(&file.path))
            .map(|file| {
                file.id
                    .and_then(|id| activity.files.get(&id))
                    .map(|life| life.authorship.clone())
                    .unwrap_or_default()
            })
            .collect();
        if let Some(found) = truck_factor(&files) {
            self.keepers = found
                .people
                .iter()
                .map(|(who, files)| Keeper {
                    person: graph.people[*who as usize].clone(),
                    files: *files,
                })
                .collect();
            self.signals.push(
                Signal::new(SignalCode::TruckFactor, found.factor)
                    .because(found.people.iter().map(|(who, _)| name(*who))),
            );
        }
    }

    fn hotspots(&mut self, activity: &Activity, source: &Source<'_>, lines: &[Option<u64>]) {
        let mut hotspots: Vec<Hotspot> = source
            .files
            .iter()
            .zip(lines)
            .filter_map(|(file, lines)| {
                let life = activity.files.get(&file.id?)?;
                Some(Hotspot {
                    path: file.path.clone(),
                    changes: life.changes,
                    lines: (*lines)?,
                })
            })
            .filter(|hotspot| hotspot.changes > 1 && hotspot.lines > 0)
            .collect();
        hotspots.sort_by(|a, b| b.score().cmp(&a.score()).then_with(|| a.path.cmp(&b.path)));
        hotspots.truncate(HOTSPOTS);
        for hotspot in &hotspots {
            self.signals.push(
                Signal::new(SignalCode::Hotspot, hotspot.score())
                    .at(&hotspot.path, None)
                    .because([hotspot.changes.to_string(), hotspot.lines.to_string()]),
            );
        }
        self.hotspots = hotspots;
    }
}

/// A program that the team itself writes.
fn is_program(path: &str) -> bool {
    noise::is_own(path) && languages::language_of(path).is_some_and(|language| language.program)
}
