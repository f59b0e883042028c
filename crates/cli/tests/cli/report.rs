//! `report`: a page that names nobody unless somebody stands behind it.

use std::fs;

use crate::support::{darkwake, oil_open, said, scratch};

fn page(options: &[&str]) -> (String, String) {
    let home = scratch();
    let file = home.path().join("lead.html");
    let told = said(darkwake().arg("report").arg(oil_open()).arg("1").arg("--out").arg(&file).args(options));
    assert_eq!(told.code, 0, "{}", told.err);
    (fs::read_to_string(&file).expect("a page"), told.out)
}

#[test]
fn without_a_reviewer_the_page_holds_no_number_no_name_and_no_raw_line() {
    let (page, told) = page(&[]);
    assert!(told.contains("anonymised"), "{told}");
    for naming in ["445091230", "620091410", "!AIVDM", "archive.nmea"] {
        assert!(!page.contains(naming), "{naming}");
    }
    assert!(page.contains("<dd>unseen</dd>"), "{page}");
    assert!(page.contains("ship A and ship B") && page.contains("SHA-256 of the line"));
}

#[test]
fn whoever_asks_for_no_names_is_not_told_to_review() {
    let (page, told) = page(&["--anonymous"]);
    assert!(told.contains("anonymised, as was asked for") && !told.contains("--reviewed-by"), "{told}");
    assert!(page.contains("Anonymised, as was asked for") && !page.contains("445091230"));
}

#[test]
fn on_the_word_of_a_reviewer_the_page_names_the_ships_and_quotes_their_lines() {
    let (page, told) = page(&["--reviewed-by", "J. <b>Park"]);
    assert!(told.contains("reviewed by J. <b>Park"), "{told}");
    assert!(page.contains("Reviewed by J. &lt;b&gt;Park") && !page.contains("<b>Park"));
    assert!(page.contains("<dd>unseen on the desk</dd>"), "{page}");
    for held in ["445091230", "!AIVDM", "Chain of custody", "Other explanations", "<svg"] {
        assert!(page.contains(held), "{held}");
    }
}

#[test]
fn a_page_runs_nothing_fetches_nothing_and_is_the_same_every_time() {
    let (page, _) = page(&["--reviewed-by", "J. Park"]);
    assert!(page.contains("default-src 'none'"));
    for active in ["<script", "<img", "<iframe", "<link", "<form", "@import", "url(http", "onload="] {
        assert!(!page.contains(active), "{active}");
    }
    assert_eq!(self::page(&["--reviewed-by", "J. Park"]).0, page);
}

#[test]
fn a_lead_that_is_not_there_and_a_reviewer_without_a_name_are_wrong_words() {
    let home = scratch();
    let file = home.path().join("lead.html");
    for words in [["4711", "--out"], ["1", "--reviewed-by= "], ["1", "--reviewed-by=\u{200b}"]] {
        let mut command = darkwake();
        command.arg("report").arg(oil_open()).args(words);
        if words[1] != "--out" {
            command.arg("--out");
        }
        assert_eq!(said(command.arg(&file)).code, 2, "{words:?}");
    }
    assert!(!file.exists());
}
