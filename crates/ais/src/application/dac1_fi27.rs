//! 1/27 and 1/28: a route, for all or for one ship (IMO SN.1/Circ.289, annex, Route information).

use crate::application::moment::MonthTime;
use crate::application::words;
use crate::few::Few;
use crate::field::{Field, Meaning, Storage};
use crate::layout::{Record, Rest, Table, Visit, bit_table, records};
use crate::payload::Payload;
use crate::scale::{LATITUDE, LONGITUDE, whole};

/// A route: what it is, and up to 16 points. 61 bits and 55 for each point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Route {
    /// What it is.
    pub head: RouteHead,
    /// Its points, in their order.
    pub waypoints: Few<Waypoint, 16>,
}

/// Where the number of points stands, and where they begin.
const COUNT: usize = 56;
const POINTS: usize = 61;

impl Table for Route {
    /// Takes as many points as are announced, if they are there.
    fn read(data: &Payload) -> Self {
        let count = data.read(COUNT, 5) as usize;
        let points = data.slice(POINTS, data.bits().saturating_sub(POINTS).min(count * Waypoint::BITS));
        Self { head: RouteHead::read(data), waypoints: Few::read_from(&points, 0) }
    }

    fn write(&self, data: &mut Payload) {
        self.head.write(data);
        data.write(COUNT, 5, self.waypoints.len() as u64);
        self.waypoints.write_at(data, POINTS);
    }

    fn bits(&self) -> usize {
        POINTS + Rest::bits(&self.waypoints)
    }

    fn show(&self, visitor: &mut impl Visit) {
        self.head.show(visitor);
        visitor.records(&WAYPOINTS, &self.waypoints, 16);
    }
}

const WAYPOINTS: Field = Field {
    name: "waypoints",
    first_bit: POINTS,
    bits: None,
    storage: Storage::Record,
    meaning: Meaning::Plain,
};

bit_table! {
    /// What a route is. 56 bits.
    pub struct RouteHead {
        /// Links it to a text; 0 for none.
        0..10 linkage: u16,
        /// Who sends it: 0 a ship, 1 an authority.
        10..13 sender: u8,
        /// Kind of route; 31 cancels one.
        13..18 route_type "rtype": u8 => Meaning::Code(words::route_type),
        /// From when (UTC).
        18..38 start: MonthTime,
        /// For how long, minute; 0 cancels, 262143 not available.
        38..56 duration: u32 => whole(0, 262142, 262143),
    }
}

bit_table! {
    /// A point of a route. 55 bits.
    pub struct Waypoint {
        /// 1/10 000 minute east; 181 degrees not available.
        0..28 longitude "lon": i32 => LONGITUDE,
        /// 1/10 000 minute north; 91 degrees not available.
        28..55 latitude "lat": i32 => LATITUDE,
    }
}

records!(Waypoint: 55);
