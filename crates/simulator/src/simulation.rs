//! A simulated world, ready to be written: the way from options to archive and truth.

use std::io;
use std::path::Path;

use chart::Chart;

use crate::dice::Dice;
use crate::hull::Hull;
use crate::reception::Receivers;
use crate::transmit::{self, Received};
use crate::truth::Truth;
use crate::world::World;
use crate::{Documented, Format, LeftOut, Options, deceit, oddity, story, traffic, write};

/// What was sent and heard in a simulated world, and the truth behind it.
#[derive(Debug, Clone)]
pub struct Simulation {
    pub(crate) hulls: Vec<Hull>,
    /// Names of the receivers.
    pub(crate) stations: Vec<String>,
    pub(crate) received: Vec<Received>,
    truth: Truth,
}

/// Builds a world and listens to it.
pub fn simulate(options: &Options) -> Simulation {
    let told = |world: &mut World<'_>| {
        story::tell(world, options);
        Vec::new()
    };
    built(options, told).0
}

/// Builds a world in which transfers on record are told again, and no other story; and says which could not be.
pub fn reconstruct(options: &Options, documented: &[Documented]) -> (Simulation, Vec<LeftOut>) {
    built(&Options { illicit_share: 0.0, ..*options }, |world| story::retell(world, documented))
}

fn built(options: &Options, tell: impl Fn(&mut World<'_>) -> Vec<LeftOut>) -> (Simulation, Vec<LeftOut>) {
    let chart = Chart::builtin();
    let mut world = World::new(options, &chart);
    let left_out = tell(&mut world);
    let honest = (options.vessels as usize).saturating_sub(world.hulls.len());
    traffic::populate(&mut world, honest);
    deceit::add(&mut world, options.seed, liars(options));
    traffic::single_cases(&mut world, honest);
    oddity::add(&mut world, options.seed);
    let receivers = Receivers::new(world.span, &world.climate, &mut Dice::new(options.seed, 3));
    let received = transmit::listen(&world, &receivers, options);
    let truth = Truth::compile(&world, &received);
    let stations = receivers.stations.into_iter().map(|station| station.name).collect();
    (Simulation { hulls: world.hulls, stations, received, truth }, left_out)
}

/// As many as there are stories of one kind, and none in a world without stories.
fn liars(options: &Options) -> usize {
    (f64::from(options.vessels) * options.illicit_share / 4.0).round() as usize
}

impl Simulation {
    /// What truly happened.
    pub const fn truth(&self) -> &Truth {
        &self.truth
    }

    /// How many messages were received, copies by other receivers included.
    pub fn received(&self) -> usize {
        self.received.len()
    }

    /// Writes `dir/archive` and `dir/truth`; files of the same names are replaced.
    ///
    /// # Errors
    /// When a folder or file cannot be written.
    pub fn write(&self, dir: &Path, format: Format) -> io::Result<()> {
        write::archive(self, &dir.join("archive"), format)?;
        self.truth.write(&dir.join("truth"))
    }
}
