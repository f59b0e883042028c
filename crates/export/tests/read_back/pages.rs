//! Pages for people: who is named on them, and on whose word.

use std::fs;
use std::path::Path;

use case::notes::{NewNote, Notes, Reviewer, Triage};
use case::{Case, LeadRow};
use darkwake_export::report::{self, Listed, Naming, ReportError, Word};
use darkwake_export::{korean, words};
use model::Timestamp;
use tempfile::TempDir;

use crate::scene;

/// A case of one's own, on which Kim set the first lead to these states.
fn reviewed(states: &[Triage]) -> (TempDir, Case, LeadRow) {
    let home = tempfile::tempdir().expect("a scratch folder");
    copy(&scene::dir(), home.path());
    let case = Case::open(home.path()).expect("the case was written");
    let lead = case.leads().expect("it is whole").swap_remove(0);
    for (hour, state) in states.iter().enumerate() {
        let kim = Reviewer::new("Kim").expect("a name");
        let note = NewNote::triage(&lead.lead_id, kim, *state, None);
        let time = Timestamp::from_ms(1_760_000_000_000 + hour as i64).expect("a moment");
        Notes::of(case.dir()).add(&note, time).expect("notes can be written");
    }
    (home, case, lead)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a scratch folder");
    for entry in fs::read_dir(from).expect("the case is there") {
        let entry = entry.expect("the case is there");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("it can be copied");
        }
    }
}

/// The report on a lead, and whether it names its ships.
fn report_on(case: &Case, lead: &LeadRow, word: &Word) -> Result<(Naming, String), ReportError> {
    let file = case.dir().join("lead.html");
    let naming = report::report(case, (&lead.lead_id, word), &file, true)?;
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
    assert!(naming == Naming::Anonymous && !page.contains(&number));
}

#[test]
fn a_lead_that_nobody_confirmed_or_somebody_doubted_since_names_no_ship() {
    for states in [&[][..], &[Triage::Reviewing], &[Triage::Confirmed, Triage::Reviewing]] {
        let (_home, case, lead) = reviewed(states);
        let (naming, page) = report_on(&case, &lead, &Word::Notes).unwrap();
        assert!(naming == Naming::Anonymous && !page.contains(&format!("{:09}", lead.mmsi_a)), "{states:?}");
    }
}

#[test]
fn a_lead_that_was_dismissed_is_named_on_no_other_word() {
    let (_home, case, lead) = reviewed(&[Triage::Confirmed, Triage::Dismissed]);
    let refused = report_on(&case, &lead, &Word::Of("Lee".to_owned())).unwrap_err();
    assert!(refused.to_string().contains("was dismissed by Kim"), "{refused}");
    assert_eq!(report_on(&case, &lead, &Word::Notes).unwrap().0, Naming::Anonymous);
    assert!(report_on(&reviewed(&[]).1, &lead, &Word::Of("Lee".to_owned())).is_ok());
}

#[test]
fn a_page_of_all_leads_names_the_ships_of_those_alone_that_were_confirmed() {
    for (states, named) in [(&[][..], 0), (&[Triage::Confirmed], 1)] {
        let (_home, case, lead) = reviewed(states);
        let (file, leads) = (case.dir().join("leads.html"), case.leads().unwrap());
        assert_eq!(report::leads(&case, &file, false).unwrap(), Listed { leads: leads.len(), named });
        let page = fs::read_to_string(&file).unwrap();
        assert_eq!(page.contains(&format!("{:09}", lead.mmsi_a)), named == 1);
        assert_eq!(page.matches("<article").count(), leads.len());
        for active in ["<script", "<img", "<link", "url(http", "violat"] {
            assert!(!page.contains(active), "{active}");
        }
    }
}

#[test]
fn every_sentence_of_a_case_has_its_korean() {
    let findings = scene::findings();
    let facts = findings.evidence.iter().map(|fact| fact.text.clone());
    for english in facts.chain(findings.events.iter().map(words::sentence)) {
        assert!(korean::sentence(&english).is_some(), "{english}");
    }
}
