//! Pages for people: who is named on them, and on whose word.

use std::fs;

use case::notes::Triage;
use case::{Case, LeadRow};
use darkwake_export::lang::Lang;
use darkwake_export::report::{self, Listed, Naming, ReportError, Unnamed, Wanted, Word};
use darkwake_export::{korean, words};
use model::EventKind;
use tempfile::TempDir;

use crate::scene;

/// A case of one's own, on which Kim set the first lead to these states.
fn reviewed(states: &[Triage]) -> (TempDir, Case, LeadRow) {
    scene::reviewed(states, None)
}

/// The report on a lead, and whether it names its ships.
fn report_on(case: &Case, lead: &LeadRow, word: &Word) -> Result<(Naming, String), ReportError> {
    let file = case.dir().join("lead.html");
    let wanted = Wanted { lead: &lead.lead_id, word, lang: Lang::En };
    let naming = report::report(case, wanted, darkwake::what_would_change, &file, true)?;
    Ok((naming, fs::read_to_string(file).expect("a page")))
}

#[test]
fn a_lead_that_a_reviewer_confirmed_on_the_desk_names_its_ships_unless_nobody_is_to_be_named() {
    let (_home, case, lead) = reviewed(&[Triage::Reviewing, Triage::Confirmed]);
    let number = format!("{:09}", lead.mmsi_a);
    let (naming, page) = report_on(&case, &lead, &Word::Notes).unwrap();
    assert_eq!(naming, Naming::Reviewed { by: "Kim".to_owned() });
    assert!(page.contains("Reviewed by Kim") && page.contains(&number));
    let (naming, page) = report_on(&case, &lead, &Word::Nobodys).unwrap();
    assert!(naming == Naming::Anonymous(Unnamed::Asked) && !page.contains(&number));
    assert!(page.contains("as was asked for") && !page.contains("no reviewer confirmed"));
}

#[test]
fn a_lead_that_nobody_confirmed_or_somebody_doubted_since_names_no_ship() {
    for states in [&[][..], &[Triage::Reviewing], &[Triage::Confirmed, Triage::Reviewing]] {
        let (_home, case, lead) = reviewed(states);
        let (naming, page) = report_on(&case, &lead, &Word::Notes).unwrap();
        assert_eq!(naming, Naming::Anonymous(Unnamed::NotConfirmed), "{states:?}");
        assert!(page.contains("no reviewer confirmed it") && !page.contains(&format!("{:09}", lead.mmsi_a)));
    }
}

#[test]
fn a_page_that_names_nobody_tells_places_to_half_a_degree_in_words_and_pictures_and_one_that_names_ships_exactly()
 {
    let (_home, case, lead) = reviewed(&[Triage::Confirmed]);
    let events = case.events().unwrap();
    let legs = || events.iter().filter(|event| lead.legs.contains(&event.event_id));
    let ports: Vec<&str> = legs().filter_map(|event| event.port.as_deref()).collect();
    let exact: Vec<String> = legs().map(|event| words::coordinates(event.lat, event.lon)).collect();
    let file = case.dir().join("leads.html");
    let (_, named) = report_on(&case, &lead, &Word::Notes).unwrap();
    let (_, page) = report_on(&case, &lead, &Word::Nobodys).unwrap();
    for place in &exact {
        assert!(named.contains(place) && !page.contains(place), "{place}");
    }
    assert!(ports.iter().all(|port| !page.contains(&format!("called at {port}"))));
    assert!(page.contains("Places are told to half a degree") && page.contains(", to half a degree"));
    assert!(named.contains("<polyline") && !page.contains("<polyline"), "a track is a row of exact places");
    assert!(
        !named.contains("Places are told to half a degree") && !named.contains("km off shore, (withheld)")
    );
    let (_home, case, lead) = reviewed(&[]);
    report::leads(&case, Lang::En, &file, false).unwrap();
    let list = fs::read_to_string(file).unwrap();
    assert!(!list.contains(&words::coordinates(lead.lat, lead.lon)) && list.contains("to half a degree"));
}

/// A case of one's own with a meeting that nobody heard, whose lead Kim confirmed.
fn unseen() -> (TempDir, Case, LeadRow) {
    let home = tempfile::tempdir().expect("a scratch folder");
    let dir = home.path().join("case");
    let archive = fixtures::archive("dark-partner");
    darkwake::run(&[archive], &dir, &darkwake::Options::default(), &darkwake::Silent).expect("it runs");
    let case = Case::open(&dir).expect("the case was written");
    let lead = case.leads().expect("it is whole").swap_remove(0);
    scene::note(&case, &lead, &[Triage::Confirmed], None);
    (home, case, lead)
}

/// What the legends of a page say, a set for each picture.
fn legends(page: &str) -> Vec<Vec<String>> {
    let legend = |part: &str| {
        let lines = part.split("</ul>").next().unwrap_or_default().split("<span>").skip(1);
        lines.map(|line| line.split('<').next().unwrap_or_default().to_owned()).collect()
    };
    page.split("<ul class=\"legend\">").skip(1).map(legend).collect()
}

#[test]
fn a_report_on_an_unseen_meeting_tells_its_circles_in_each_map_and_its_hours_unless_nobody_is_to_be_named() {
    let (_home, case, lead) = unseen();
    let events = case.events().unwrap();
    let deciding = events.iter().find(|event| event.event_id == lead.event_id).expect("its event");
    let circles = [
        words::whoever_circle(deciding.radius_km.unwrap()),
        words::pair_circle(words::pair_radius_km(deciding).unwrap()),
    ];
    let (_, page) = report_on(&case, &lead, &Word::Notes).unwrap();
    let [whole, close, hours] = &legends(&page)[..] else { panic!("{page}") };
    assert!(circles.iter().all(|circle| whole.contains(circle)), "{whole:?}");
    assert!(close.contains(&circles[1]), "{close:?}");
    assert!(hours.iter().any(|key| key == "nine times in ten between these hours, whoever met"), "{hours:?}");
    let when = words::when(&lead, Some(deciding));
    assert!(when.contains("whoever met") && page.contains(&format!("<dd>{when}</dd>")), "{when}");
    let (_, anonymous) = report_on(&case, &lead, &Word::Nobodys).unwrap();
    assert!(circles.iter().all(|circle| !anonymous.contains(circle)) && anonymous.contains(&when));
}

#[test]
fn a_legend_of_a_report_tells_every_sign_that_is_drawn_and_no_other() {
    for (_home, case, lead) in [unseen(), reviewed(&[Triage::Confirmed])] {
        let events = case.events().unwrap();
        let is_leg = |kind: EventKind| {
            events.iter().any(|event| event.kind == kind && lead.legs.contains(&event.event_id))
        };
        let (_, page) = report_on(&case, &lead, &Word::Notes).unwrap();
        let hours = legends(&page).pop().expect("the line of time has one");
        for (kind, words) in [
            (EventKind::DraughtChange, "another draught or number, at a time between these"),
            (EventKind::Gap, "silence"),
            (EventKind::Loitering, "waiting"),
            (EventKind::PortVisit, "port"),
            (EventKind::Encounter, "meeting, heard"),
        ] {
            assert_eq!(hours.iter().any(|key| key == words), is_leg(kind), "{words}: {hours:?}");
        }
        assert_eq!(page.matches("<svg class=\"swatch\"").count(), legends(&page).concat().len());
    }
}

#[test]
fn a_report_shows_no_time_beyond_the_archive_and_no_heading_over_nothing() {
    let (_home, case, lead) = reviewed(&[Triage::Confirmed]);
    let (_, page) = report_on(&case, &lead, &Word::Notes).unwrap();
    let vessels = case.vessels().unwrap();
    let first = vessels.iter().map(|vessel| vessel.first_seen).min().unwrap();
    let last = vessels.iter().map(|vessel| vessel.last_seen).max().unwrap();
    let whole = page.split("The whole time, ").nth(1).and_then(|rest| rest.split(" UTC").next()).unwrap();
    let (from, until) = whole.split_once(" to ").unwrap();
    assert!(words::minute(first).as_str() <= from && until <= words::minute(last).as_str(), "{whole}");
    let explained = page.split("Other explanations, and what would change this</h2>").nth(1);
    assert!(explained.is_some_and(|rest| rest.starts_with("<ul><li>")), "{explained:?}");
    assert!(page.contains("imagery of either ship elsewhere"));
}

#[test]
fn a_lead_that_was_dismissed_is_named_on_no_other_word() {
    let (_home, case, lead) = reviewed(&[Triage::Confirmed, Triage::Dismissed]);
    let refused = report_on(&case, &lead, &Word::Of("Lee".to_owned())).unwrap_err();
    assert!(refused.to_string().contains("was dismissed by Kim"), "{refused}");
    assert_eq!(report_on(&case, &lead, &Word::Notes).unwrap().0, Naming::Anonymous(Unnamed::NotConfirmed));
    assert!(report_on(&reviewed(&[]).1, &lead, &Word::Of("Lee".to_owned())).is_ok());
}

#[test]
fn a_page_of_all_leads_names_the_ships_of_those_alone_that_were_confirmed() {
    for (states, named) in [(&[][..], 0), (&[Triage::Confirmed], 1)] {
        let (_home, case, lead) = reviewed(states);
        let (file, leads) = (case.dir().join("leads.html"), case.leads().unwrap());
        assert_eq!(
            report::leads(&case, Lang::En, &file, false).unwrap(),
            Listed { leads: leads.len(), named }
        );
        let page = fs::read_to_string(&file).unwrap();
        assert_eq!(page.contains(&format!("{:09}", lead.mmsi_a)), named == 1);
        assert_eq!(page.matches("<article").count(), leads.len());
        for active in ["<script", "<img", "<link", "url(http", "violat"] {
            assert!(!page.contains(active), "{active}");
        }
    }
}

#[test]
fn a_page_that_names_nobody_tells_the_state_of_a_lead_and_neither_who_set_it_nor_what_was_said() {
    let (_home, case, lead) = scene::reviewed(&[Triage::Confirmed, Triage::Reviewing], Some("asked Mr Park"));
    let (_, page) = report_on(&case, &lead, &Word::Notes).unwrap();
    let file = case.dir().join("leads.html");
    report::leads(&case, Lang::En, &file, false).unwrap();
    for page in [page, fs::read_to_string(&file).unwrap()] {
        assert!(page.contains("reviewing") && !page.contains("Kim") && !page.contains("Park"));
    }
    let (_home, case, lead) = scene::reviewed(&[Triage::Confirmed], Some("asked Mr Park"));
    let (_, page) = report_on(&case, &lead, &Word::Notes).unwrap();
    assert!(["What reviewers wrote", "Kim", "asked Mr Park"].iter().all(|told| page.contains(told)));
}

#[test]
fn every_sentence_of_a_case_has_its_korean() {
    let findings = scene::findings();
    let facts = findings.evidence.iter().map(|fact| fact.text.clone());
    let leads = findings.leads.iter().flat_map(|lead| {
        lead.each_ground().map(str::to_owned).chain(words::tonnes_basis(lead)).collect::<Vec<_>>()
    });
    for english in facts.chain(findings.events.iter().map(words::sentence)).chain(leads) {
        assert!(korean::sentence(&english).is_some(), "{english}");
    }
}
