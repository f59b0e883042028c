//! Parts of messages waiting for each other: in any order, with anything between, in bounded memory.
//!
//! Parts belong together when they share group (or station), talker, total, sequence id and channel. Two receivers may
//! send the same part: an equal part opens a second message beside the first, another one ends the wait of what
//! was there. Sequence ids come round again after ten messages, so that a part which comes before one that it follows
//! must be near it: else the end of a message whose start was lost would be taken for that of the next.
//!
//! Three bounds hold whatever an archive sends, and each gives up the oldest first: messages that wait, the bytes they
//! take, and copies of one message. The last keeps the search among copies short.

use std::collections::{HashMap, VecDeque};

use foldhash::fast::RandomState;

use crate::faults::Faults;
use crate::line::AisLine;
use crate::options::Options;
use crate::pghp::Pghp;
use crate::reason::RejectReason;
use crate::sentence::{Channel, Fields};
use crate::station::Station;
use crate::time::ReceiveTime;

/// Copies of one message that may wait beside each other: more than the receivers that hear one ship.
const MAX_COPIES: usize = 64;

/// How far apart parts in the wrong order may be where no group says that they belong together. Sorting by time and
/// merging of feeds swap lines of about the same second; in 88,471 sentences of the public archives that the benchmarks
/// read, 46 messages would take a last part that came before the first, 44 of them one that belongs to no message.
const MAX_SWAP_MS: u64 = 2_000;
/// The same where lines carry no time.
const MAX_SWAP_LINES: u64 = 100;

/// A message coming together.
#[derive(Debug)]
pub(crate) struct Assembly<T> {
    pub(crate) parts: Vec<Part<T>>,
    pub(crate) said: Said,
    pub(crate) clock: Option<(Pghp, T)>,
    opened_ms: Option<i64>,
    opened_line: u64,
    serial: u64,
}

/// What the lines of a message say about it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Said {
    pub(crate) received: Option<ReceiveTime>,
    pub(crate) station: Option<Station>,
    pub(crate) channel: Option<Channel>,
    pub(crate) own_ship: bool,
    pub(crate) faults: Faults,
}

/// One line of it.
#[derive(Debug)]
pub(crate) struct Part<T> {
    pub(crate) at: T,
    pub(crate) number: u8,
    pub(crate) armoured: Box<[u8]>,
    pub(crate) fill_bits: u8,
    pub(crate) checksum: u8,
}

/// A line that is one part of several.
pub(crate) struct Arrival<'a, T> {
    pub(crate) line: AisLine<'a>,
    pub(crate) at: T,
    pub(crate) clock: Option<(Pghp, T)>,
    pub(crate) line_number: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Key {
    /// Hash of the group's name, else of the station's, else 0.
    origin: u64,
    header: Header,
}

impl Key {
    /// Whether its lines name neither a group nor a station.
    pub(crate) const fn is_bare(self) -> bool {
        self.origin == 0
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct Header {
    talker: [u8; 2],
    total: u8,
    sequence: Option<u16>,
    channel: Option<Channel>,
}

/// All messages that wait for parts.
pub(crate) struct Assembler<T> {
    /// Hashed with a seed of its own run, which no sender of an archive knows; the order in it is never used.
    waiting: HashMap<Key, Vec<Assembly<T>>, RandomState>,
    /// Oldest first; entries of finished messages stay until swept.
    order: VecDeque<(Key, u64)>,
    load: Load,
    serial: u64,
    last: Option<Key>,
    orphans: Vec<(T, RejectReason)>,
}

/// How much waits.
#[derive(Default)]
struct Load {
    messages: usize,
    bytes: usize,
}

impl<T: Copy> Assembler<T> {
    pub(crate) fn new() -> Self {
        Self {
            waiting: HashMap::default(),
            order: VecDeque::new(),
            load: Load::default(),
            serial: 0,
            last: None,
            orphans: Vec::new(),
        }
    }

    /// Takes a part in; returns the message if it was the last one missing.
    pub(crate) fn accept(&mut self, arrival: &Arrival<'_, T>, options: &Options) -> Option<Assembly<T>> {
        let moment = arrival.moment();
        self.expire(moment, options);
        let key = self.key_of(arrival);
        let header = arrival.line.sentence.fields;
        self.drop_contradicted(key, header.number, header.armoured, moment, options);
        self.last = Some(key);
        match self.slot(key, arrival) {
            Some(slot) => {
                if self.add(key, slot, arrival) == usize::from(header.total) {
                    return self.take(key, slot);
                }
            }
            None => self.open(key, arrival, moment),
        }
        self.shrink(options);
        None
    }

    /// Gives up everything that waits.
    pub(crate) fn finish(&mut self) {
        while self.drop_oldest() {}
        self.last = None;
        debug_assert!(self.waiting.is_empty() && self.load.messages == 0 && self.load.bytes == 0);
    }

    /// The lines of all messages that wait.
    pub(crate) fn waiting(&self) -> impl Iterator<Item = T> {
        self.waiting.values().flatten().flat_map(|assembly| assembly.parts.iter().map(|part| part.at))
    }

    /// One of the lines that wait under the key of the part that came last, if any does.
    pub(crate) fn last_waiting(&self) -> Option<T> {
        let assemblies = self.waiting.get(&self.last?)?;
        assemblies.iter().flat_map(|assembly| &assembly.parts).map(|part| part.at).next()
    }

    /// The key of the part that came last.
    pub(crate) const fn last(&self) -> Option<Key> {
        self.last
    }

    /// Sets what the part that came last was of.
    pub(crate) fn set_last(&mut self, last: Option<Key>) {
        self.last = last;
    }

    /// The time lines of all messages that wait.
    pub(crate) fn waiting_clocks(&self) -> impl Iterator<Item = T> {
        self.waiting.values().flatten().filter_map(|assembly| assembly.clock.as_ref().map(|(_, at)| *at))
    }

    /// Lines given up since the last call.
    pub(crate) fn take_orphans(&mut self) -> Vec<(T, RejectReason)> {
        std::mem::take(&mut self.orphans)
    }

    /// Gives up the lines of a message that came together and turned out faulty.
    pub(crate) fn orphan(&mut self, at: T, reason: RejectReason) {
        self.orphans.push((at, reason));
    }

    /// A part without group and station belongs to the message of the part before it, if that one lacks it;
    /// a part with a station may belong to a message that has none.
    fn key_of(&self, arrival: &Arrival<'_, T>) -> Key {
        let own = arrival.key();
        if self.slot(own, arrival).is_some() {
            return own;
        }
        let bare = arrival.line.group.is_none() && arrival.line.station.is_none();
        let other = if bare { self.last } else { Some(Key { origin: 0, ..own }) };
        other
            .filter(|other| other.header == own.header && self.slot(*other, arrival).is_some())
            .unwrap_or(own)
    }

    /// The oldest waiting message under this key that lacks the part.
    fn slot(&self, key: Key, arrival: &Arrival<'_, T>) -> Option<usize> {
        self.waiting.get(&key)?.iter().position(|assembly| assembly.lacks(arrival))
    }

    /// Takes a part into a message that waits; returns how many it has now.
    fn add(&mut self, key: Key, slot: usize, arrival: &Arrival<'_, T>) -> usize {
        let Some(assembly) = self.waiting.get_mut(&key).and_then(|list| list.get_mut(slot)) else { return 0 };
        self.load.bytes += arrival.line.sentence.fields.armoured.len();
        assembly.add(arrival);
        assembly.parts.len()
    }

    fn open(&mut self, key: Key, arrival: &Arrival<'_, T>, moment: Moment) {
        let copies = self.waiting.entry(key).or_insert_with(|| Vec::with_capacity(1));
        if copies.len() == MAX_COPIES {
            let oldest = copies.remove(0);
            self.load.release(&oldest);
            oldest.give_up(&mut self.orphans);
        }
        self.serial += 1;
        let assembly = Assembly::open(arrival, moment, self.serial);
        self.load.take(&assembly);
        copies.push(assembly);
        self.order.push_back((key, self.serial));
    }

    /// Ends what the sender cannot mean any more: the same part with other bits, or parts too far apart.
    fn drop_contradicted(&mut self, key: Key, number: u8, armoured: &[u8], now: Moment, options: &Options) {
        let Some(assemblies) = self.waiting.get_mut(&key) else { return };
        let (load, orphans) = (&mut self.load, &mut self.orphans);
        assemblies.retain(|assembly| {
            let other = assembly.part(number).is_some_and(|part| *part.armoured != *armoured);
            let keep = !other && !assembly.is_older(now, options);
            if !keep {
                load.release(assembly);
                assembly.give_up(orphans);
            }
            keep
        });
        if assemblies.is_empty() {
            self.waiting.remove(&key);
        } else {
            trim(assemblies);
        }
    }

    /// Takes a whole message out, its parts in order.
    fn take(&mut self, key: Key, slot: usize) -> Option<Assembly<T>> {
        let mut assembly = self.remove(key, slot)?;
        assembly.parts.sort_by_key(|part| part.number);
        Some(assembly)
    }

    fn remove(&mut self, key: Key, slot: usize) -> Option<Assembly<T>> {
        let assemblies = self.waiting.get_mut(&key)?;
        let assembly = assemblies.remove(slot);
        self.load.release(&assembly);
        if assemblies.is_empty() {
            self.waiting.remove(&key);
        } else {
            trim(assemblies);
        }
        Some(assembly)
    }

    /// Gives up the oldest messages while they are out of date.
    fn expire(&mut self, now: Moment, options: &Options) {
        while let Some(&(key, serial)) = self.order.front() {
            let waiting = self.find(key, serial).map(|assembly| assembly.is_older(now, options));
            match waiting {
                Some(false) => break,
                Some(true) => self.drop_serial(key, serial),
                None => {}
            }
            self.order.pop_front();
        }
    }

    /// Keeps memory bounded: the waiting messages by giving up the oldest, the order by sweeping it.
    fn shrink(&mut self, options: &Options) {
        while self.load.exceeds(options) && self.drop_oldest() {}
        if self.order.len() > 2 * self.load.messages + 64 {
            let mut order = std::mem::take(&mut self.order);
            order.retain(|&(key, serial)| self.find(key, serial).is_some());
            self.order = order;
        }
    }

    fn drop_oldest(&mut self) -> bool {
        let Some((key, serial)) = self.order.pop_front() else { return false };
        self.drop_serial(key, serial);
        true
    }

    fn drop_serial(&mut self, key: Key, serial: u64) {
        let Some(assemblies) = self.waiting.get(&key) else { return };
        let slot = assemblies.iter().position(|assembly| assembly.serial == serial);
        if let Some(assembly) = slot.and_then(|slot| self.remove(key, slot)) {
            assembly.give_up(&mut self.orphans);
        }
    }

    fn find(&self, key: Key, serial: u64) -> Option<&Assembly<T>> {
        self.waiting.get(&key)?.iter().find(|assembly| assembly.serial == serial)
    }
}

impl Load {
    fn take<T>(&mut self, assembly: &Assembly<T>) {
        self.messages += 1;
        self.bytes += assembly.bytes();
    }

    fn release<T>(&mut self, assembly: &Assembly<T>) {
        self.messages -= 1;
        self.bytes -= assembly.bytes();
    }

    /// One message may always wait, however long it is.
    fn exceeds(&self, options: &Options) -> bool {
        self.messages > 1 && (self.messages > options.max_pending || self.bytes > options.max_pending_bytes)
    }
}

impl<T> Assembly<T> {
    /// What it takes, with its places in the tables of an [`Assembler`]. Parts have room from the start.
    fn bytes(&self) -> usize {
        let tables = size_of::<(Key, Vec<Self>)>() + size_of::<(Key, u64)>();
        let parts = self.parts.capacity() * size_of::<Part<T>>();
        let armoured: usize = self.parts.iter().map(|part| part.armoured.len()).sum();
        size_of::<Self>() + tables + parts + armoured
    }
}

impl<T: Copy> Assembly<T> {
    fn open(arrival: &Arrival<'_, T>, moment: Moment, serial: u64) -> Self {
        let sentence = &arrival.line.sentence;
        let mut assembly = Self {
            parts: Vec::with_capacity(usize::from(sentence.fields.total)),
            said: Said {
                received: None,
                station: None,
                channel: sentence.fields.channel,
                own_ship: sentence.own_ship,
                faults: Faults::default(),
            },
            clock: None,
            opened_ms: moment.ms,
            opened_line: moment.line,
            serial,
        };
        assembly.add(arrival);
        assembly
    }

    /// Time and station are those of the earliest part that has them.
    fn add(&mut self, arrival: &Arrival<'_, T>) {
        let AisLine { sentence, received, station, faults, .. } = arrival.line;
        let first = self.parts.iter().all(|part| part.number > sentence.fields.number);
        if first {
            self.said.received = received.or(self.said.received);
            self.said.station = station.or(self.said.station);
        } else {
            self.said.received = self.said.received.or(received);
            self.said.station = self.said.station.or(station);
        }
        self.clock = self.clock.or(arrival.clock);
        self.said.faults.add(faults);
        self.parts.push(Part {
            at: arrival.at,
            number: sentence.fields.number,
            armoured: sentence.fields.armoured.into(),
            fill_bits: sentence.fields.fill_bits,
            checksum: sentence.checksum,
        });
    }

    /// Whether the part may be its own: not there yet, and in its place or swapped with one near by.
    fn lacks(&self, arrival: &Arrival<'_, T>) -> bool {
        let number = arrival.line.sentence.fields.number;
        let swapped = self.parts.iter().any(|part| part.number > number);
        self.part(number).is_none()
            && (!swapped || arrival.line.group.is_some() || self.is_near(arrival.moment()))
    }

    fn is_near(&self, now: Moment) -> bool {
        match (self.opened_ms, now.ms) {
            (Some(opened), Some(now)) => opened.abs_diff(now) <= MAX_SWAP_MS,
            _ => now.line - self.opened_line <= MAX_SWAP_LINES,
        }
    }

    fn part(&self, number: u8) -> Option<&Part<T>> {
        self.parts.iter().find(|part| part.number == number)
    }

    fn is_older(&self, now: Moment, options: &Options) -> bool {
        match (self.opened_ms, now.ms) {
            (Some(opened), Some(now)) => opened.abs_diff(now) > options.max_part_gap_ms.unsigned_abs(),
            _ => now.line - self.opened_line > options.max_part_gap_lines,
        }
    }

    fn give_up(&self, orphans: &mut Vec<(T, RejectReason)>) {
        orphans.extend(self.parts.iter().map(|part| (part.at, RejectReason::IncompleteMessage)));
    }
}

/// Where in the archive a line stands.
#[derive(Clone, Copy)]
struct Moment {
    ms: Option<i64>,
    line: u64,
}

impl<T> Arrival<'_, T> {
    fn moment(&self) -> Moment {
        let clock = self.clock.as_ref().map(|(clock, _)| clock.epoch_ms);
        Moment { ms: self.line.received.map(|time| time.epoch_ms).or(clock), line: self.line_number }
    }

    fn key(&self) -> Key {
        let station = self.line.station.as_ref().map(Station::as_str);
        let origin = self.line.group.or(station).map_or(0, hash);
        let Fields { total, sequence, channel, .. } = self.line.sentence.fields;
        let header = Header { talker: self.line.sentence.talker, total, sequence, channel };
        Key { origin, header }
    }
}

/// Keeps no room for copies that are gone.
fn trim<T>(copies: &mut Vec<Assembly<T>>) {
    if copies.capacity() > 4 * copies.len() {
        copies.shrink_to(2 * copies.len());
    }
}

/// FNV-1a, never 0.
fn hash(name: &str) -> u64 {
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    hash.max(1)
}
