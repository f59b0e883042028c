//! Notices as programs read them: `--log json`.

use std::fs;

use crate::support::{archive, darkwake, json, on, said, say, scratch};

/// The objects on standard error; a line that is none fails the test.
fn objects(err: &str) -> Vec<serde_json::Value> {
    err.lines().map(json).collect()
}

#[test]
fn a_run_tells_what_it_left_out_and_found_as_objects_and_ends_with_its_code() {
    let home = scratch();
    let logs = home.path().join("logs");
    fs::create_dir(&logs).unwrap();
    fs::copy(archive("oil-open"), logs.join("log.nmea")).unwrap();
    fs::write(logs.join("table.csv"), "mmsi,colour\n1,red\n").unwrap();
    let words = |log: &str| {
        let mut command = darkwake();
        let command = command.arg("run").arg(&logs).arg("--out").arg(home.path().join("case"));
        said(command.args(["-O", "--log", log]))
    };
    let (said, text) = (words("json"), words("text"));
    assert_eq!((said.code, &said.out), (3, &text.out), "{}", said.err);
    let told = objects(&said.err);
    let events: Vec<&str> = told.iter().map(|notice| notice["event"].as_str().unwrap()).collect();
    assert_eq!(events, ["refused", "figures", "read_as", "left_out", "exit"]);
    assert_eq!(told[0]["path"], logs.join("table.csv").to_str().unwrap());
    assert_eq!((&told[0]["level"], &told[1]["level"]), (&"warning".into(), &"info".into()));
    assert_eq!((&told[1]["lines"], &told[1]["rejected"]), (&382.into(), &0.into()));
    assert_eq!(told[2]["profiles"], serde_json::json!({"nmea": 1}));
    assert_eq!((&told[4]["level"], &told[4]["code"]), (&"error".into(), &3.into()));
    assert_eq!(text.err.lines().count(), 4, "{}", text.err);
}

#[test]
fn progress_and_notices_share_standard_error_and_can_be_told_apart() {
    let home = scratch();
    let mut command = darkwake();
    let command = command.arg("run").arg(archive("oil-open")).arg("--out").arg(home.path().join("case"));
    let said = said(command.args(["--progress", "json", "--log", "json"]));
    let (notices, progress): (Vec<_>, Vec<_>) =
        objects(&said.err).into_iter().partition(|object| object.get("level").is_some());
    assert!(notices.len() == 2 && progress.len() >= 14, "{}", said.err);
    assert!(progress.iter().all(|object| object["stage"].is_string()), "{}", said.err);
}

#[test]
fn a_decoded_log_is_accounted_for_in_figures() {
    let noise = "!AIVDM,1,1,,A,noise,0*00\n".repeat(20);
    let said = said(darkwake().args(["--log", "json", "decode", "-"]).write_stdin(noise));
    let told = objects(&said.err);
    assert_eq!((said.code, told.len()), (4, 3), "{}", said.err);
    assert_eq!(told[0]["event"], "decoded");
    assert_eq!((&told[0]["lines"], &told[0]["accepted"]), (&20.into(), &0.into()));
    assert_eq!(told[0]["rejected"].as_object().unwrap().values().next(), Some(&20.into()));
    assert_eq!((&told[1]["event"], &told[1]["share"]), (&"too_many_rejects".into(), &1.0.into()));
    assert_eq!((&told[2]["event"], &told[2]["code"]), (&"exit".into(), &4.into()));
}

#[test]
fn an_error_is_one_object_with_the_code_whether_a_command_or_the_parser_finds_it() {
    let home = scratch();
    let no_case = on("leads", home.path(), &["--log=json"]);
    let no_option = say(["leads", "case", "--colour", "--log", "json"]);
    for said in [no_case, no_option] {
        let told = objects(&said.err);
        assert_eq!((said.code, told.len()), (2, 1), "{}", said.err);
        assert_eq!((&told[0]["event"], &told[0]["code"]), (&"exit".into(), &2.into()));
        assert!(told[0]["reason"].as_str().is_some_and(|reason| reason.len() > 10), "{}", said.err);
    }
}

#[test]
fn what_goes_well_ends_without_a_word_and_help_stays_help() {
    let said = say(["formats", "--log", "json"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let help = say(["--log", "json", "--help"]);
    assert!(help.code == 0 && help.out.starts_with("Examples:"), "{}", help.out);
}
