//! The whole stage on one screen: tracks in, events out.

use chart::Chart;
use model::{Event, Fleet, Reception};

use crate::{
    OneThread, Options, archive_end, count_neighbours, dark_rendezvous, draught_changes, encounters, gaps,
    loitering, port_visits, sort,
};

/// Everything that this stage finds, in the order of [`sort`].
pub fn detect(fleet: &Fleet, reception: &Reception, chart: &Chart, options: &Options) -> Vec<Event> {
    let Some(end) = archive_end(fleet) else { return Vec::new() };
    let of_each = |find: &dyn Fn(&model::Track) -> Vec<Event>| -> Vec<Event> {
        fleet.tracks.iter().flat_map(find).collect()
    };
    let meetings = encounters(fleet, chart, options);
    let mut silences = of_each(&|track| gaps(track, end, reception, chart, options));
    let mut waits = of_each(&|track| loitering(track, chart, options));
    let visits = of_each(&|track| port_visits(track, chart, options));
    count_neighbours(&mut silences, &fleet.tracks, options);
    count_neighbours(&mut waits, &fleet.tracks, options);
    let occasions: Vec<Event> = [silences.as_slice(), &waits, &meetings, &visits].concat();
    let draughts = (fleet.vessels.iter())
        .flat_map(|vessel| draught_changes(vessel, fleet.track(vessel.hull), &occasions, chart, options));
    let draughts: Vec<Event> = draughts.collect();
    let others = [waits.as_slice(), &meetings, &draughts].concat();
    let dark = dark_rendezvous(&silences, &others, fleet, chart, options, &OneThread);

    let mut events = draughts;
    for mut found in [meetings, silences, waits, visits, dark] {
        events.append(&mut found);
    }
    sort(&mut events);
    events
}
