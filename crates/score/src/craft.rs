//! What a hull is taken for, from what it broadcasts; untrusted, so doubts are kept beside it.

use model::{Fleet, HullId, Metres, Mmsi, MmsiKind, ShipType, Transmitter};

use crate::CandidateOptions;

/// A hull as the rules see it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Craft {
    pub(crate) hull: HullId,
    pub(crate) trade: Trade,
    pub(crate) ship_type: Option<ShipType>,
    pub(crate) length: Option<Metres>,
    pub(crate) beam: Option<Metres>,
    pub(crate) transmitter: Transmitter,
}

/// What a hull is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trade {
    Tanker,
    /// Bulk carriers and general cargo ships share the codes 70 to 79.
    Dry,
    Fishing,
    /// Tugs, pilots, dredgers and other service craft, passenger ships.
    Service,
    Unknown,
}

impl Trade {
    /// Whether what the one carries the other can: not oil and dry cargo.
    pub(crate) const fn may_share_cargo(self, other: Self) -> bool {
        !matches!((self, other), (Self::Tanker, Self::Dry) | (Self::Dry, Self::Tanker))
    }
}

impl Craft {
    pub(crate) fn of(hull: HullId, fleet: &Fleet) -> Self {
        let vessel = fleet.vessel(hull);
        let identity = vessel.map(|vessel| &vessel.identity);
        let ship_type = identity.and_then(|identity| identity.ship_type);
        Self {
            hull,
            trade: ship_type.map_or(Trade::Unknown, Trade::of),
            ship_type,
            length: identity.and_then(model::Identity::length),
            beam: identity.and_then(|identity| identity.dimensions?.beam()),
            transmitter: vessel.map_or(Transmitter::Unknown, |vessel| vessel.transmitter),
        }
    }

    /// Craft whose meetings are their daily work, and things that are no ship: fishing boats (unless as long as a
    /// tanker), service and passenger craft, hulls too short for a parcel, gear buoys and unallotted numbers.
    pub(crate) fn is_everyday(self, options: &CandidateOptions) -> bool {
        let fishing = self.trade == Trade::Fishing && !self.is_doubted_fishing(options);
        let short = self.length.is_some_and(|length| length < options.least_length);
        fishing || short || self.trade == Trade::Service || !is_ship(self.hull.mmsi)
    }

    /// A tanker or dry cargo ship, or a hull of no stated trade that is long enough to be one.
    pub(crate) fn is_merchant(self, options: &CandidateOptions) -> bool {
        let long = self.length.is_some_and(|length| length >= options.unknown_length);
        let merchant = match self.trade {
            Trade::Tanker | Trade::Dry => true,
            Trade::Fishing => self.is_doubted_fishing(options),
            Trade::Service => false,
            Trade::Unknown => long,
        };
        merchant && !self.is_everyday(options)
    }

    /// A small craft with a small craft's transceiver.
    pub(crate) fn is_small_class_b(self, options: &CandidateOptions) -> bool {
        let long = self.length.is_some_and(|length| length >= options.unknown_length);
        self.transmitter == Transmitter::ClassB && !long
    }

    /// Says that it fishes but is as long as a coastal tanker.
    pub(crate) fn is_doubted_fishing(self, options: &CandidateOptions) -> bool {
        self.trade == Trade::Fishing && self.length.is_some_and(|length| length >= options.doubted_fishing)
    }
}

impl Trade {
    fn of(ship_type: ShipType) -> Self {
        match ship_type {
            code if code.is_tanker() => Self::Tanker,
            code if code.is_cargo() => Self::Dry,
            code if code.is_fishing() => Self::Fishing,
            code if code.is_service() || code.is_passenger() => Self::Service,
            _ => Self::Unknown,
        }
    }
}

/// A number of a ship station; MID 150 of the squid fleets and the numbers of gear buoys are none.
pub(crate) fn is_ship(mmsi: Mmsi) -> bool {
    mmsi.kind() == MmsiKind::Ship
}
