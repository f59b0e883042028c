//! The whole flow over the committed story cases: each story comes up for what it is, its near misses do not.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;

use case::{Case, EventRow, EvidenceRow, HeldRows, LeadRow};
use darkwake::{Options, Silent};
use model::{Cargo, EventKind, EvidenceState, LeadKind, List};

/// A case that was run, and the folder that holds it.
struct Told {
    case: Case,
    leads: Vec<LeadRow>,
    events: Vec<EventRow>,
    _home: tempfile::TempDir,
}

impl Told {
    fn of(name: &str) -> Self {
        Self::of_all(name, &[])
    }

    /// With tables of further ships, as NOAA published them.
    fn of_all(name: &str, tables: &[String]) -> Self {
        let home = tempfile::tempdir().expect("a scratch folder");
        let dir = home.path().join("case");
        let further = tables.iter().enumerate().map(|(at, table)| {
            let path = home.path().join(format!("{at}.csv"));
            std::fs::write(&path, table).expect("it can be written");
            path
        });
        let inputs: Vec<PathBuf> = std::iter::once(fixtures::archive(name)).chain(further).collect();
        darkwake::run(&inputs, &dir, &Options::default(), &Silent).expect("the archive is read");
        let case = Case::open(&dir).expect("the case was just written");
        let (leads, events) = (case.leads().expect("its leads"), case.events().expect("its events"));
        Self { case, leads, events, _home: home }
    }

    /// The one lead of the archive: every case tells one story.
    fn only_lead(&self) -> &LeadRow {
        assert_eq!(self.leads.len(), 1, "{:#?}", self.leads);
        &self.leads[0]
    }

    fn events_of(&self, mmsi: i64) -> impl Iterator<Item = &EventRow> {
        self.events.iter().filter(move |event| event.mmsi_a == mmsi || event.mmsi_b == Some(mmsi))
    }

    fn legs(&self, lead: &LeadRow) -> Vec<&EventRow> {
        let ids: BTreeSet<&str> = lead.legs.split(' ').collect();
        self.events.iter().filter(|event| ids.contains(event.event_id.as_str())).collect()
    }

    /// What was seen and counts for a lead, by indicator.
    fn reasons(&self, lead: &LeadRow) -> BTreeSet<String> {
        let facts = self.case.evidence().expect("its evidence").into_iter();
        facts
            .filter(|fact| fact.lead_id == lead.lead_id && fact.counted > 0.0)
            .map(|fact| fact.indicator)
            .collect()
    }
}

/// A coaster that sails north off Busan at ten knots, heard twice an hour for a day from noon of the ninth of June 2019: it tells one IMO
/// number for so many hours and then another.
fn coaster(hours: u32, [imo, then]: [u32; 2]) -> String {
    let mut table =
        "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length\n"
            .to_owned();
    for half in 0..48 {
        let hour = 12 + half / 2;
        let (day, hour, minute) = (9 + hour / 24, hour % 24, half % 2 * 30);
        let (north, told) = (35.2 + f64::from(half) / 12.0, if half / 2 < hours { imo } else { then });
        let moment = format!("2019-06-{day:02}T{hour:02}:{minute:02}:00");
        writeln!(table, "440099990,{moment},{north:.4},130.0,10.0,0.0,511,HAN BIT,IMO{told},,70,0,80")
            .expect("a string takes everything");
    }
    table
}

#[test]
fn what_would_change_is_told_of_a_ship_whose_imo_number_another_tells_at_the_same_time_or_at_another() {
    let (feeder, another) = (9_999_010, 9_074_729);
    for (hours, shared) in [(24, EvidenceState::Present), (6, EvidenceState::Absent)] {
        let told = Told::of_all("oil-open", &[coaster(hours, [feeder, another])]);
        // The coaster, which is not heard on, may be a lead of its own.
        let (lead, case) = (&told.leads[0], &told.case);
        let (mut evidence, vessels) =
            (case.evidence().expect("its evidence"), case.vessels().expect("its hulls"));
        evidence.retain(|fact| fact.lead_id == lead.lead_id);
        let number = evidence.iter().find(|fact| fact.indicator == "I2").expect("it was looked at");
        assert_eq!(number.state, shared, "{}", number.text);
        let held = HeldRows { case, leads: &told.leads, events: &told.events, vessels: &vessels };
        let facts: Vec<&EvidenceRow> = evidence.iter().collect();
        let changes = darkwake::what_would_change(held, lead, &facts).expect("the case can be read");
        assert!(changes.is_some_and(|changes| !changes.is_empty()));
    }
}

fn kinds<'a>(events: impl IntoIterator<Item = &'a EventRow>) -> BTreeSet<EventKind> {
    events.into_iter().map(|event| event.kind).collect()
}

#[test]
fn a_feeder_beside_a_dprk_tanker_on_the_high_seas_is_the_lead_and_the_bunkering_off_qushan_is_none() {
    let told = Told::of("oil-open");
    let lead = told.only_lead();
    assert_eq!((lead.mmsi_a, lead.mmsi_b), (445_091_230, Some(620_091_410)));
    assert_eq!((lead.list, lead.cargo), (List::Dprk, Cargo::Oil));
    assert_eq!(lead.kind, LeadKind::Event(EventKind::Encounter));
    let hours = (lead.end.expect("they parted") - lead.start).hours();
    assert!((5.5..6.5).contains(&hours), "{hours} h");
    assert!(lead.reasons.contains("its MMSI begins with 445, the DPRK's digits"), "{}", lead.reasons);
    assert!(lead.reasons.contains("3.1 m before and 4.9 m after"), "{}", lead.reasons);

    let (barge, customer) = (413_091_630, 636_091_520);
    let bunkering = told.events_of(barge).find(|event| event.kind == EventKind::Encounter);
    let bunkering = bunkering.expect("the barge was heard alongside: the near miss is near");
    assert!(bunkering.mmsi_b == Some(customer) && bunkering.in_anchorage);
}

#[test]
fn a_pilot_alongside_for_ten_minutes_is_not_even_an_encounter() {
    let told = Told::of("oil-open");
    let (ship, pilot) = (477_091_740, 413_091_850);
    for mmsi in [ship, pilot] {
        assert!(!kinds(told.events_of(mmsi)).contains(&EventKind::Encounter));
    }
    let fixes = told.case.fixes(&case::FixFilter::default()).expect("its fixes");
    assert!(
        [ship, pilot].iter().all(|mmsi| fixes.iter().filter(|heard| heard.fix.mmsi == *mmsi).count() > 20)
    );
}

#[test]
fn a_tanker_that_waits_alone_within_reach_of_anothers_own_silence_is_the_lead() {
    let told = Told::of("dark-partner");
    let lead = told.only_lead();
    assert_eq!((lead.mmsi_a, lead.mmsi_b), (667_092_220, Some(416_092_110)));
    assert_eq!((lead.list, lead.cargo, lead.kind), (List::Dprk, Cargo::Oil, LeadKind::Chain));
    let legs = told.legs(lead);
    let deciding = legs.iter().find(|leg| leg.event_id == lead.event_id).expect("it is one of the legs");
    assert_eq!(deciding.kind, EventKind::DarkRendezvous);
    assert!(deciding.slack_minutes.is_some_and(|minutes| minutes > 8.0 * 60.0));
    assert!(deciding.p_met.is_some_and(|probability| probability > 0.5));
    assert!(
        lead.reasons.contains("was not heard for 22.0 h, while other hulls nearby were heard in 100 %"),
        "{}",
        lead.reasons
    );
    assert!(told.reasons(lead).is_superset(&["D1", "V4", "E3", "E6"].map(str::to_owned).into()));
}

#[test]
fn a_tanker_that_waits_for_orders_among_anchored_ships_is_no_lead() {
    let told = Told::of("dark-partner");
    let waits = 563_092_330;
    assert_eq!(kinds(told.events_of(waits)), BTreeSet::from([EventKind::Loitering]));
    assert!(told.leads.iter().all(|lead| lead.mmsi_a != waits));
}

#[test]
fn a_silence_that_every_ship_of_the_area_shared_is_no_lead_though_a_tanker_waits_nearby() {
    let told = Told::of("dark-partner");
    let (waits, unheard) = (477_092_660, 538_092_770);
    assert!(kinds(told.events_of(waits)).contains(&EventKind::Loitering));
    let mut possible = told.events_of(unheard).filter(|event| event.kind == EventKind::DarkRendezvous);
    assert!(possible.all(|meeting| meeting.p_met.is_some_and(|probability| probability < 0.2)));
    let gap = told.events_of(unheard).find(|event| event.kind == EventKind::Gap).expect("it was silent");
    let (heard, expected) = (gap.hulls_heard.unwrap_or(0), gap.hulls_expected.unwrap_or(0));
    assert!(expected >= 3 && heard * 10 < expected * 9, "{heard} of {expected}");
    assert!(told.leads.iter().all(|lead| ![lead.mmsi_a, lead.mmsi_b.unwrap_or(0)].contains(&unheard)));
}

#[test]
fn coal_from_nampo_handed_over_off_zhoushan_is_the_lead_and_the_same_meeting_of_a_ship_from_qingdao_has_no_link()
 {
    let told = Told::of("coal-voyage");
    let [lead, unlinked] = &told.leads[..] else { panic!("{:#?}", told.leads) };
    let (collier, buyer) = (671_093_110, 413_093_120);
    assert_eq!((lead.mmsi_a, lead.mmsi_b), (buyer, Some(collier)));
    assert_eq!((lead.list, lead.cargo, lead.kind), (List::Dprk, Cargo::Coal, LeadKind::Chain));
    let hours = (lead.end.expect("they parted") - lead.start).hours();
    assert!((19.0..21.0).contains(&hours), "{hours} h");
    let legs = told.legs(lead);
    assert!(legs.iter().any(|leg| leg.mmsi_a == collier && leg.port.as_deref() == Some("Nampo")));
    assert!(lead.reasons.contains("6.6 m before and 3.5 m after"), "{}", lead.reasons);

    let (coaster, lawful) = (477_093_230, 413_093_340);
    let met = told.events_of(coaster).find(|event| event.kind == EventKind::Encounter);
    assert_eq!(met.expect("they lay alongside as long").mmsi_a, lawful);
    assert!(kinds(told.events_of(coaster)).contains(&EventKind::DraughtChange));
    assert!(told.events_of(coaster).any(|event| event.port.as_deref() == Some("Qingdao Gang")));
    assert_eq!((unlinked.mmsi_a, unlinked.mmsi_b), (lawful, Some(coaster)));
    assert_eq!(unlinked.list, List::Evasive);
    assert!(unlinked.score < lead.score - 1.0, "{} {}", unlinked.score, lead.score);
}

#[test]
fn a_case_names_the_lists_that_its_ships_were_matched_against() {
    let told = Told::of("oil-open");
    let lists = &told.case.manifest().provenance.lists;
    let named: Vec<(&str, &str, i64)> =
        lists.iter().map(|list| (list.name.as_str(), list.as_of.as_deref().unwrap(), list.entries)).collect();
    assert_eq!(
        named,
        [
            ("un_1718", "2018-10-16", 59),
            ("ofac_dprk", "2023-11-01", 106),
            ("eu", "2022-12-12", 2),
            ("us_annex", "2019-03-21", 26),
        ]
    );
    let hashes: BTreeSet<&str> = lists.iter().map(|list| list.sha256.as_str()).collect();
    assert!(hashes.len() == 4 && hashes.iter().all(|hash| hash.len() == 64));
}
