//! `darkwake vessel`: what a case knows of one hull, found by number or name.

use crate::support::{dark_partner, fits, json, oil_open, on, scratch};

#[test]
fn a_dossier_says_who_when_how_often_what_and_in_which_lead() {
    let said = on("vessel", oil_open(), &["445091230"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.starts_with("MMSI 445091230  TAE SONG 7\n"), "{}", said.out);
    for fact in [
        "flag         KP, by the digits 445 of its MMSI",
        "heard        from 2019-06-",
        "fixes believed",
        "by day       ",
        "a mark is a day from 2019-06-",
        "encounter: ",
        "445091230 and 620091410 lay together",
        "1 lead\n  rank 1  dprk, score +",
    ] {
        assert!(said.out.contains(fact), "{fact}: {}", said.out);
    }
    assert!(fits(&said.out, 100), "{}", said.out);
}

#[test]
fn below_how_often_it_was_heard_stand_its_silences_events_and_draught() {
    let said = on("vessel", dark_partner(), &["667092220"]);
    for line in ["\n  silences     ", "\n  draught      ", " reception explains it, "] {
        assert!(said.out.contains(line), "{line}: {}", said.out);
    }
    assert!(on("vessel", oil_open(), &["445091230"]).out.contains("\n  events       "), "{}", said.out);
    assert!(fits(&said.out, 100), "{}", said.out);
}

#[test]
fn the_track_is_drawn_where_it_is_asked_for() {
    let home = scratch();
    let file = home.path().join("track.svg");
    let said = on("vessel", oil_open(), &["445091230", "--svg", file.to_str().unwrap()]);
    assert_eq!(said.code, 0, "{}", said.err);
    let svg = std::fs::read_to_string(&file).unwrap();
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"), "{svg:.200}");
    for part in [
        "<polyline ",
        "TAE SONG 7",
        "lay together",
        ">where it was heard</text>",
        ">meeting, heard</text>",
        " UTC, ",
    ] {
        assert!(svg.contains(part), "{part}");
    }
    let korean = on("vessel", oil_open(), &["445091230", "--svg", file.to_str().unwrap(), "--lang", "ko"]);
    let svg = std::fs::read_to_string(&file).unwrap();
    assert!(korean.code == 0 && svg.contains(">만남(수신)</text>") && !svg.contains("heard"), "{svg:.900}");
    let said = on("vessel", oil_open(), &["445091230", "--svg", "no/such/folder/track.svg"]);
    assert!(said.code != 0 && said.err.contains("cannot write no/such/folder/track.svg"), "{}", said.err);
}

#[test]
fn a_picture_shows_a_guess_that_decides_a_lead_and_one_that_decides_none_only_where_all_are_wanted() {
    let home = scratch();
    let (case, file) = (home.path().join("case"), home.path().join("track.svg"));
    fixtures::copy_folder(dark_partner(), &case).unwrap();
    let guesses = |more: &[&str]| {
        let said = on("vessel", &case, &[&["667092220", "--svg", file.to_str().unwrap()], more].concat());
        assert_eq!(said.code, 0, "{}", said.err);
        std::fs::read_to_string(&file).unwrap().matches(">meeting, unheard and guessed<").count()
    };
    assert_eq!(guesses(&[]), 1);
    let leads = std::fs::File::create(case.join("leads.parquet")).unwrap();
    case::TableWriter::<case::LeadRow, _>::new(leads).unwrap().finish().unwrap();
    assert_eq!((guesses(&[]), guesses(&["--all"])), (0, 1));
}

#[test]
fn a_part_of_a_name_in_any_case_finds_the_hull_and_names_the_others_that_fit() {
    let said = on("vessel", oil_open(), &["tae  song"]);
    assert!(said.out.starts_with("MMSI 445091230  TAE SONG 7\n"), "{} {}", said.out, said.err);
    assert!(!said.out.contains("vessels fit"), "{}", said.out);
    let several = on("vessel", oil_open(), &["n"]);
    assert!(several.code == 0, "{}", several.err);
    let first = several.out.lines().next().expect("something is said");
    assert!(first.contains(" vessels fit; below is the first. Others: "), "{}", several.out);
    assert!(several.out.contains("\n\nMMSI "), "{}", several.out);
    let whole = on("vessel", oil_open(), &["Morning Heron"]);
    assert!(whole.out.starts_with("MMSI 620091410  MORNING HERON\n"), "{}", whole.out);
}

#[test]
fn guesses_that_decide_no_lead_are_counted_and_shown_when_asked_for() {
    let dossier = json(&on("vessel", dark_partner(), &["667092220", "--format", "json"]).out);
    let events = dossier["events"].as_array().unwrap();
    let all = on("vessel", dark_partner(), &["667092220", "--all"]);
    let guesses = events.iter().filter(|event| event["kind"] == "dark_rendezvous").count();
    assert!(guesses > 0);
    assert_eq!(all.out.matches("dark_rendezvous:").count(), guesses, "{}", all.out);
    assert_eq!(dossier["leads"][0]["mmsi_b"], 416_092_110);
    assert_eq!(dossier["flag"], "SL");
    assert!(dossier["days"].as_object().unwrap().values().all(|fixes| fixes.as_u64().unwrap() > 0));
}

#[test]
fn a_dossier_and_a_lead_on_one_line_are_those_on_many() {
    for (command, what) in [("vessel", "445091230"), ("explain", "1")] {
        let [many, one] =
            ["json", "ndjson"].map(|format| on(command, oil_open(), &[what, "--format", format]).out);
        assert_eq!((one.lines().count(), json(&one)), (1, json(&many)), "{command}");
        assert!(many.lines().count() > 1);
    }
}

#[test]
fn a_ship_that_is_not_in_the_case_ends_with_2_and_says_what_can_be_asked_for() {
    let said = on("vessel", oil_open(), &["FLYING DUTCHMAN"]);
    assert!(said.code == 2 && said.out.is_empty(), "{}", said.out);
    assert!(said.err.contains("no vessel \"FLYING DUTCHMAN\" among the "), "{}", said.err);
    assert!(said.err.contains("wanted an MMSI, an IMO number"), "{}", said.err);
}
