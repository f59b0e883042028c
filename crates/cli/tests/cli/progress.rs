//! How far a run is, as a program hears it.

use crate::support::{Said, archive, darkwake, json, said, scratch};

fn run(options: &[&str]) -> Said {
    let home = scratch();
    let mut command = darkwake();
    let command = command.arg("run").arg(archive("oil-open")).arg("--out").arg(home.path().join("case"));
    said(command.args(options))
}

/// The lines that are JSON objects.
fn objects(err: &str) -> Vec<serde_json::Value> {
    err.lines().filter(|line| line.starts_with('{')).map(json).collect()
}

#[test]
fn every_stage_begins_and_ends_under_its_stable_name() {
    let said = run(&["--progress", "json"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let told = objects(&said.err);
    let stages = |event: &str| -> Vec<String> {
        let of_event = told.iter().filter(|line| line["event"] == event);
        of_event.map(|line| line["stage"].as_str().unwrap().to_owned()).collect()
    };
    let flow = ["read", "store", "track", "reception", "detect", "score", "cite", "write"];
    assert_eq!(
        (stages("begin"), stages("end")),
        (flow.map(str::to_owned).into(), flow.map(str::to_owned).into())
    );
    let bytes = std::fs::metadata(archive("oil-open")).unwrap().len();
    assert_eq!((&told[0]["bytes"], &told[0]["event"]), (&bytes.into(), &"begin".into()));
    let end = told.iter().find(|line| line["event"] == "end").unwrap();
    assert!(end["bytes"] == bytes && end["seconds"].as_f64().is_some(), "{end}");
}

#[test]
fn nothing_is_told_where_nobody_watches_or_nobody_asked() {
    for options in [&[][..], &["--progress", "auto"], &["--progress", "none"]] {
        let said = run(options);
        assert!(said.code == 0 && said.err.lines().count() == 2, "{options:?}: {}", said.err);
    }
}

#[test]
fn help_has_colours_only_where_they_are_wanted() {
    let help = |no_color: &str| {
        let mut command = darkwake();
        said(command.args(["run", "--help"]).env("CLICOLOR_FORCE", "1").env("NO_COLOR", no_color)).out
    };
    assert!(help("").contains('\u{1b}') && !help("1").contains('\u{1b}'));
}
