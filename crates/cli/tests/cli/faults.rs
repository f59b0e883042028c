//! What goes wrong is named, with what would do, and ends with the code that stands for it.

use crate::support::{archive, darkwake, oil_open, on, said, say, scratch};

#[test]
fn a_wrong_word_is_named_with_what_was_wanted() {
    let case = oil_open().to_str().unwrap();
    let wrong: [(&[&str], &str, &str); 18] = [
        (&["events", case, "--kind", "transfer"], "'transfer'", "wanted one of encounter, loitering, gap"),
        (
            &["events", case, "--since", "yesterday"],
            "'yesterday'",
            "wanted a time such as 2024-03-01T06:00:00Z",
        ),
        (&["events", case, "--bbox", "1,2,3"], "'1,2,3'", "wanted west,south,east,north in degrees"),
        (&["leads", case, "--min-probability", "2"], "'2'", "wanted a number from 0 to 1"),
        (&["leads", case, "--cargo", "tea"], "'tea'", "possible values: oil, coal"),
        (&["decode", "x", "--types", "99"], "'99'", "1..=63"),
        (&["simulate", "--out", "x", "--days", "0"], "'0'", "1.."),
        (&["run", "x", "--out", "y", "--threads", "0"], "'0'", "1.."),
        (&["simulate", "--out", "x", "--days", "3661"], "'3661'", "1..=3660"),
        (&["simulate", "--out", "x", "--vessels", "4000000000"], "'4000000000'", "1..=1000000"),
        (&["simulate", "--out", "x", "--illicit", "0.9"], "'0.9'", "wanted a share from 0 to 0.5"),
        (&["run", "x", "--out", "y", "--threads", "100000"], "'100000'", "1..=1024"),
        (&["run", "x", "--out", "y", "--memory", "64M"], "'64M'", "wanted at least 104M"),
        (
            &["run", "x", "--out", "y", "--memory", "128M", "--threads", "2"],
            "--memory has no room for 2 threads but for 1",
            "name more, or fewer threads",
        ),
        (&["run", "x", "--out", "y", "--date", "soon"], "'soon'", "wanted a day such as 2024-03-01"),
        (&["run", "x", "--out", "y", "--mmsi", "boat"], "'boat'", "wanted nine digits"),
        (&["run", "x", "--out", "y", "--mmsi", "41299"], "'41299'", "wanted nine digits"),
        (
            &["run", "x", "--out", "y", "--tz", "KST"],
            "'KST'",
            "wanted one from -12:00 to +14:00, such as +09:00",
        ),
    ];
    for (words, named, wanted) in wrong {
        let said = say(words);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{words:?}: {}", said.err);
        assert!(said.err.contains(named) && said.err.contains(wanted), "{words:?}: {}", said.err);
    }
}

#[test]
fn a_lead_that_is_not_there_and_a_folder_that_is_no_case_say_what_would_do() {
    let lead = on("explain", oil_open(), &["7"]);
    assert!(lead.code == 2 && lead.err.contains("no lead \"7\": wanted a rank from 1 to 1"), "{}", lead.err);
    let home = scratch();
    for command in ["leads", "events", "rejects", "verify"] {
        let said = on(command, home.path(), &[]);
        assert!(said.code == 2 && said.err.contains("make one with `darkwake run"), "{}", said.err);
    }
    let truth = said(darkwake().arg("evaluate").arg(oil_open()).arg(home.path()));
    assert!(
        truth.code == 2 && truth.err.contains("the folder `truth` of `darkwake simulate`"),
        "{}",
        truth.err
    );
}

#[test]
fn a_case_with_a_torn_table_is_refused_by_name() {
    let home = scratch();
    let case = home.path().join("case");
    assert_eq!(said(darkwake().arg("run").arg(archive("oil-open")).arg("--out").arg(&case)).code, 0);
    std::fs::write(case.join("leads.parquet"), "half a tab").unwrap();
    let said = on("leads", &case, &[]);
    assert!(said.code == 2 && said.err.contains("leads.parquet"), "{} {}", said.code, said.err);
    assert!(said.err.contains("rebuild the case with `darkwake run"), "{}", said.err);
}

#[test]
fn weights_that_cannot_be_read_or_name_no_indicator_are_refused_before_any_work() {
    let home = scratch();
    let (file, case) = (home.path().join("w.toml"), home.path().join("case"));
    std::fs::write(&file, "[indicators.ZZ]\nlr = 2.0\n").unwrap();
    let run = |weights: &std::path::Path| {
        said(
            darkwake()
                .arg("run")
                .arg(archive("oil-open"))
                .arg("--out")
                .arg(&case)
                .arg("--weights")
                .arg(weights),
        )
    };
    let wrong = run(&file);
    assert!(
        wrong.code == 2 && wrong.err.contains("holds no weights") && wrong.err.contains("ZZ"),
        "{}",
        wrong.err
    );
    assert_eq!(run(&home.path().join("none.toml")).code, 2);
    assert!(!case.exists());
}

/// Where every write fails as on a full disk.
#[cfg(target_os = "linux")]
#[test]
fn an_output_that_takes_nothing_ends_with_5_whatever_is_printed() {
    use std::process::{Command, Stdio};
    let (case, log) =
        (oil_open().to_str().unwrap().to_owned(), archive("oil-open").to_str().unwrap().to_owned());
    let commands: [&[&str]; 12] = [
        &["leads", &case],
        &["leads", &case, "--format", "csv"],
        &["events", &case, "--format", "json"],
        &["explain", &case, "1"],
        &["explain", &case, "1", "--format", "json"],
        &["decode", &log],
        &["decode", &log, "--format", "csv"],
        &["vessel", &case, "445091230"],
        &["rejects", &case],
        &["verify", &case],
        &["sniff", &log],
        &["formats"],
    ];
    for words in commands {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_darkwake"));
        let output = command.args(words).stdout(full).stderr(Stdio::piped()).output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(5), "{words:?}: {err}");
        assert!(err.contains("No space left"), "{words:?}: {err}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_fault() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let log = std::fs::read(archive("dark-partner")).unwrap();
    for options in [&["--format", "csv"][..], &["--format", "ndjson"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_darkwake"));
        let command = command.arg("decode").args(options).arg("-").stdin(Stdio::piped());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        // It gets its first line when nobody reads any more. What it does not take it does not need.
        let _ = child.stdin.take().unwrap().write_all(&log);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[cfg(unix)]
#[test]
fn a_file_larger_than_the_limit_of_the_shell_is_a_fault_of_the_output() {
    let home = scratch();
    let words = format!(
        "ulimit -f 1; exec {} run {} --out {}",
        env!("CARGO_BIN_EXE_darkwake"),
        archive("oil-open").display(),
        home.path().join("case").display()
    );
    let output = std::process::Command::new("sh").args(["-c", &words]).output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(5), "{err}");
    assert!(err.contains("File too large"), "{err}");
}
