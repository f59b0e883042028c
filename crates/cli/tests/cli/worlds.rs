//! `simulate`, `evaluate` and `demo`: worlds whose truth is known.

use std::fs;
use std::path::Path;

use case::Case;
use case::notes::{NewNote, Notes, Reviewer, Triage};
use model::Timestamp;

use crate::support::{darkwake, json, said, scratch};

#[test]
fn a_simulated_day_is_run_and_graded_against_its_truth() {
    let home = scratch();
    let (world, case) = (home.path().join("world"), home.path().join("case"));
    let options = ["--days", "1", "--vessels", "60", "--seed", "3"];
    let made = said(darkwake().arg("simulate").arg("--out").arg(&world).args(options));
    assert_eq!(made.code, 0, "{}", made.err);
    assert!(made.out.starts_with("archive in ") && world.join("truth").is_dir(), "{}", made.out);
    let run = said(darkwake().arg("run").arg(world.join("archive")).arg("--out").arg(&case));
    assert_eq!(run.code, 0, "{}", run.err);

    let truth = world.join("truth");
    let graded = said(darkwake().arg("evaluate").arg(&case).arg(&truth));
    assert_eq!(graded.code, 0, "{}", graded.err);
    assert!(graded.out.starts_with("Measured on simulated traffic"), "{}", graded.out);
    let report =
        json(&said(darkwake().arg("evaluate").arg(&case).arg(&truth).args(["--format", "json"])).out);
    assert!(report["measures"].as_array().is_some_and(|measures| !measures.is_empty()));
    let honest = report["honest_hulls"].as_array().expect("roles of hulls");
    assert!(honest.iter().any(|role| role["role"] == "merchant" && role["hulls"].as_u64() > Some(0)));
    assert_eq!(report["ablation"].as_array().map(Vec::len), Some(9));

    let page = home.path().join("grades.html");
    let paged = || said(darkwake().arg("evaluate").arg(&case).arg(&truth).arg("--html").arg(&page));
    assert_eq!(paged().code, 0);
    let html = fs::read_to_string(&page).unwrap();
    assert!(html.starts_with("<!DOCTYPE html>") && html.contains("<svg") && !html.contains("<script"));
    assert!(paged().code == 2, "a page that is there is not replaced unasked");
}

#[test]
fn stories_are_told_as_often_as_is_asked_for() {
    let home = scratch();
    let told = |share: &str| {
        let world = home.path().join(share);
        let options = ["--days", "1", "--vessels", "60", "--illicit", share];
        let made = said(darkwake().arg("simulate").arg("--out").arg(&world).args(options));
        assert_eq!(made.code, 0, "{}", made.err);
        fs::read_to_string(world.join("truth/incidents.csv")).unwrap().lines().count() - 1
    };
    // Each of eleven kinds once, but a chain comes to its deliveries only after a day.
    assert_eq!(["0", "0.001", "0.1"].map(told), [0, 1, 10]);
}

#[test]
fn transfers_on_record_are_told_again_and_what_cannot_be_is_said() {
    let home = scratch();
    let (catalogue, world) = (home.path().join("incidents.csv"), home.path().join("world"));
    let simulate = |rows: &str| {
        fs::write(&catalogue, rows).unwrap();
        let words = ["--days", "3", "--vessels", "30", "-O", "--incidents"];
        said(darkwake().arg("simulate").arg("--out").arg(&world).args(words).arg(&catalogue))
    };
    let told = simulate(
        "id,type,cargo,lat,lon,pos_uncertainty_km,quantity_t\nO1,sts,oil,31.2,124.1,55,\nC1,port_load,coal,38.7,125.4,5,\n",
    );
    assert!(
        told.code == 0 && told.out.starts_with("1 of 2 incidents told again; not:\n  C1: "),
        "{}",
        told.out
    );
    let truth = fs::read_to_string(world.join("truth/incidents.csv")).unwrap();
    assert!(truth.lines().count() == 2 && truth.contains(",O1 oil_"), "{truth}");
    let head = "id,type,cargo,lat,lon,pos_uncertainty_km,quantity_t";
    let all = simulate(&format!("{head}\nO1,sts,oil,31.2,124.1,55,\n"));
    assert!(all.out.starts_with("1 of 1 incidents told again\n"), "{}", all.out);
    let wrong = simulate(&format!("{head}\nO1,sts,gold,31.2,124.1,55,\n"));
    let told = ["incidents.csv", "line 2", "gold"].iter().all(|part| wrong.err.contains(part));
    assert!(wrong.code == 2 && told, "{}", wrong.err);
    let refused = simulate("id,name\nO1,x\n");
    assert!(refused.code == 2 && refused.err.contains("incidents.csv"), "{}", refused.err);
}

#[test]
fn weights_fitted_on_one_world_are_taken_by_a_run_on_another() {
    let home = scratch();
    let (world, case, weights) =
        (home.path().join("world"), home.path().join("case"), home.path().join("silences.toml"));
    let options = ["--days", "5", "--vessels", "80", "--seed", "5"];
    assert_eq!(said(darkwake().arg("simulate").arg("--out").arg(&world).args(options)).code, 0);
    let run = |options: &[&str]| {
        let mut command = darkwake();
        said(command.arg("run").arg(world.join("archive")).arg("--out").arg(&case).args(options))
    };
    assert_eq!(run(&[]).code, 0);
    let calibrate = || {
        let mut command = darkwake();
        command.arg("calibrate").arg("--world").arg(&case).arg(world.join("truth"));
        said(command.arg("--out").arg(&weights))
    };
    let fitted = calibrate();
    assert!(fitted.code == 0 && fitted.out.starts_with("Fitted on "), "{}{}", fitted.out, fitted.err);
    assert!(fs::read_to_string(&weights).unwrap().starts_with("calibration = \"simulated\""));
    let again = calibrate();
    assert!(again.code == 2 && again.err.contains("cannot write"), "{}", again.err);

    let events = || fs::read(case.join("events.parquet")).unwrap();
    let by_experts = events();
    let run = run(&["--overwrite", "--silence-weights", weights.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(events() != by_experts);
    assert!(fs::read_to_string(case.join("manifest.json")).unwrap().contains("\"simulated\""));
}

#[test]
fn weights_of_meetings_fitted_on_a_world_are_taken_by_a_run() {
    let home = scratch();
    let path = |name: &str| home.path().join(name);
    let (world, case, weights) = (path("world"), path("case"), path("meetings.toml"));
    let options = ["--days", "10", "--vessels", "120", "--illicit", "0.2", "--seed", "5"];
    assert_eq!(said(darkwake().arg("simulate").arg("--out").arg(&world).args(options)).code, 0);
    let run = |out: &Path, options: &[&str]| {
        said(darkwake().arg("run").arg(world.join("archive")).arg("--out").arg(out).args(options))
    };
    assert_eq!(run(&case, &[]).code, 0);
    let calibrate = |options: &[&str]| {
        let mut command = darkwake();
        command.args(["calibrate", "--what", "meetings", "--out"]).arg(&weights).args(options);
        said(command.arg("--world").arg(&case).arg(world.join("truth")))
    };
    let fitted = calibrate(&[]);
    assert!(fitted.code == 0 && fitted.out.contains("possible meetings"), "{}{}", fitted.out, fitted.err);
    let written = fs::read_to_string(&weights).unwrap();
    assert!(written.starts_with("calibration = \"simulated\"") && written.contains("[courses]"), "{written}");
    assert_eq!(calibrate(&["--plot", "fit.svg", "-O"]).code, 2, "meetings are not plotted");

    let other = path("other");
    let taken = run(&other, &["--meeting-weights", weights.to_str().unwrap()]);
    assert_eq!(taken.code, 0, "{}", taken.err);
    let events = |case: &Path| fs::read(case.join("events.parquet")).unwrap();
    assert!(events(&case) != events(&other));
    fs::write(&weights, "[courses]\npower = -1.0\n").unwrap();
    let refused = run(&path("none"), &["--meeting-weights", weights.to_str().unwrap()]);
    assert!(refused.code == 2 && refused.err.contains("holds no weights of meetings"), "{}", refused.err);
}

#[test]
fn ratios_fitted_on_worlds_are_taken_by_a_run_and_label_its_leads() {
    let home = scratch();
    let path = |name: &str| home.path().join(name);
    let (world, case) = (path("world"), path("case"));
    let options = ["--days", "10", "--vessels", "120", "--seed", "5"];
    assert_eq!(said(darkwake().arg("simulate").arg("--out").arg(&world).args(options)).code, 0);
    let run = |out: &str, options: &[&str]| {
        said(darkwake().arg("run").arg(world.join("archive")).arg("--out").arg(path(out)).args(options))
    };
    assert_eq!(run("case", &[]).code, 0);
    let (weights, plot) = (path("weights.toml"), path("fit.svg"));
    let calibrate = |options: &[&str]| {
        let mut command = darkwake();
        command.args(["calibrate", "--out"]).arg(&weights).args(options);
        said(command.arg("--world").arg(&case).arg(world.join("truth")))
    };
    let plotted = ["--what", "leads", "--plot", plot.to_str().unwrap()];
    let fitted = calibrate(&plotted);
    assert!(fitted.code == 0 && fitted.out.starts_with("Fitted on "), "{}{}", fitted.out, fitted.err);
    assert!(fs::read_to_string(&weights).unwrap().starts_with("calibration = \"simulated\"\nprior_odds = "));
    assert!(fs::read_to_string(&plot).unwrap().starts_with("<svg xmlns"));
    assert_eq!(calibrate(&["--plot", plot.to_str().unwrap(), "-O"]).code, 2, "silences are not plotted");

    assert_eq!(run("again", &["--weights", weights.to_str().unwrap()]).code, 0);
    let leads = json(
        &said(darkwake().arg("leads").arg(path("again")).args(["--list", "all", "--format", "json"])).out,
    );
    let leads = leads.as_array().expect("leads");
    assert!(!leads.is_empty() && leads.iter().all(|lead| lead["calibration"] == "simulated"));
    let mixed = said(darkwake().args(["calibrate", "--what", "leads", "-O", "--out"]).arg(&weights).args([
        "--world".as_ref(),
        path("again").as_os_str(),
        world.join("truth").as_os_str(),
        "--world".as_ref(),
        case.as_os_str(),
        world.join("truth").as_os_str(),
    ]));
    assert!(mixed.code == 2 && mixed.err.contains("was made with other weights"), "{}", mixed.err);
}

#[test]
fn two_reviews_are_too_few_to_fit_ratios_on() {
    let home = scratch();
    let weights = home.path().join("weights.toml");
    let calibrate = || {
        let mut command = darkwake();
        command.args(["calibrate", "--what", "leads", "-O", "--out"]).arg(&weights);
        said(command.arg("--reviewed").arg(home.path().join("demo/case")))
    };
    let demo = said(darkwake().arg("demo").arg("--dir").arg(home.path().join("demo")));
    assert_eq!(demo.code, 0, "{}", demo.err);
    let none = calibrate();
    assert!(none.code == 2 && none.err.contains("0 of 0 reviewed leads were right"), "{}", none.err);
    let case = Case::open(home.path().join("demo/case")).unwrap();
    let leads = case.leads().unwrap();
    for (lead, triage) in leads.iter().zip([Triage::Confirmed, Triage::Dismissed, Triage::Reviewing]) {
        let note = NewNote::triage(&lead.lead_id, Reviewer::new("Kim").unwrap(), triage, None);
        Notes::of(case.dir()).add(&note, Timestamp::from_ms(1_750_000_000_000).unwrap()).unwrap();
    }
    let twice = said(
        darkwake()
            .args(["calibrate", "--what", "leads", "-O", "--out"])
            .arg(&weights)
            .arg("--reviewed")
            .arg(home.path().join("demo/case"))
            .arg("--reviewed")
            .arg(home.path().join("demo/../demo/case")),
    );
    assert!(twice.code == 2 && twice.err.contains("is given twice"), "{}", twice.err);
    let few = calibrate();
    let told =
        "1 of 2 reviewed leads were right: wanted 20 or more, 5 or more of them right and as many wrong";
    assert!(few.code == 2 && few.err.contains(told) && !weights.exists(), "{}", few.err);
}

#[test]
fn the_same_seed_gives_the_same_archive_in_either_format() {
    let home = scratch();
    let files = |name: &str, format: &str| {
        let dir = home.path().join(name);
        let options = ["--days", "1", "--vessels", "30", "--format", format];
        assert_eq!(said(darkwake().arg("simulate").arg("--out").arg(&dir).args(options)).code, 0);
        let entries = fs::read_dir(dir.join("archive")).unwrap();
        let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files.iter().map(|file| fs::read(file).unwrap()).collect::<Vec<_>>()
    };
    assert!(files("one", "nmea") == files("other", "nmea"));
    assert!(files("table", "noaa-legacy")[0].starts_with(b"MMSI,BaseDateTime,LAT,LON"));
}

#[test]
fn a_demo_never_empties_a_folder_that_no_demo_made() {
    let home = scratch();
    fs::write(home.path().join("thesis.tex"), "years of work").unwrap();
    let said = said(darkwake().arg("demo").arg("--dir").arg(home.path()));
    assert_eq!(said.code, 2);
    assert!(said.err.contains("no demo made it; name another with --dir"), "{}", said.err);
    assert_eq!(fs::read_to_string(home.path().join("thesis.tex")).unwrap(), "years of work");
}

#[test]
fn a_simulation_is_replaced_wholly_or_not_at_all_and_never_mixed_with_another() {
    let home = scratch();
    let simulate = |options: &[&str]| {
        let words = ["--days", "1", "--vessels", "30"];
        said(darkwake().arg("simulate").arg("--out").arg(home.path()).args(words).args(options))
    };
    assert_eq!(simulate(&[]).code, 0);
    let day = home.path().join("archive/2025-03-03.nmea");
    let before = fs::read(&day).unwrap();
    let refused = simulate(&["--format", "noaa-legacy"]);
    assert!(refused.code == 2 && refused.err.contains("pass --overwrite to replace"), "{}", refused.err);
    assert_eq!(fs::read(&day).unwrap(), before);
    assert!(!day.with_extension("csv").exists());
    let replaced = simulate(&["-O", "--format", "noaa-legacy"]);
    assert_eq!(replaced.code, 0, "{}", replaced.err);
    assert!(!day.exists() && day.with_extension("csv").exists());
}

#[test]
fn events_lie_off_the_coast_that_the_user_names_and_what_is_no_coast_is_refused() {
    let home = scratch();
    let path = |name: &str| home.path().join(name);
    let options = ["--days", "2", "--vessels", "40", "--seed", "11"];
    assert_eq!(said(darkwake().arg("simulate").arg("--out").arg(path("world")).args(options)).code, 0);
    let run = |coast: &str| {
        let mut command = darkwake();
        command.arg("run").arg(path("world").join("archive")).arg("--out").arg(path("case"));
        said(command.arg("--overwrite").arg("--coast").arg(path(coast)))
    };
    // One island in the south Atlantic: every event of the world lies thousands of kilometres off it.
    let ring = "[[-10, -40], [-9, -40], [-9, -39], [-10, -39], [-10, -40]]";
    fs::write(path("far.json"), format!(r#"{{"type": "Polygon", "coordinates": [{ring}]}}"#)).unwrap();
    let done = run("far.json");
    assert_eq!(done.code, 0, "{}", done.err);
    let events = json(&said(darkwake().arg("events").arg(path("case")).args(["--format", "json"])).out);
    let shores: Vec<f64> =
        events.as_array().unwrap().iter().filter_map(|event| event["shore_km"].as_f64()).collect();
    assert!(!shores.is_empty() && shores.iter().all(|&km| km > 5_000.0), "{shores:?}");
    let manifest = fs::read_to_string(path("case").join("manifest.json")).unwrap();
    assert!(manifest.contains("\"coast\"") && manifest.contains("\"points\": 4"), "{manifest}");

    fs::write(path("line.json"), r#"{"type": "LineString", "coordinates": [[1, 2], [3, 4]]}"#).unwrap();
    let refused = run("line.json");
    assert!(refused.code == 2 && refused.err.contains("LineString"), "{}", refused.err);
    assert!(run("nowhere.json").err.contains("nowhere.json"));
    fs::File::create(path("endless.json")).unwrap().set_len(1 << 40).unwrap();
    assert!(run("endless.json").err.contains("longer than a gibibyte"), "{}", run("endless.json").err);
}

#[test]
fn the_truth_of_another_world_is_refused_and_so_is_a_plot_that_is_there() {
    let home = scratch();
    let path = |name: &str| home.path().join(name);
    for (world, seed) in [("one", "3"), ("other", "4")] {
        let options = ["--days", "2", "--vessels", "40", "--seed", seed];
        assert_eq!(said(darkwake().arg("simulate").arg("--out").arg(path(world)).args(options)).code, 0);
    }
    let archive = path("one").join("archive");
    assert_eq!(said(darkwake().arg("run").arg(archive).arg("--out").arg(path("case"))).code, 0);
    let graded =
        |world: &str| said(darkwake().arg("evaluate").arg(path("case")).arg(path(world).join("truth")));
    assert_eq!(graded("one").code, 0);
    let refused = graded("other");
    assert!(refused.code == 2 && refused.err.contains("truth of another world"), "{}", refused.err);

    fs::write(path("plot.svg"), "mine").unwrap();
    let mut calibrate = darkwake();
    calibrate.args(["calibrate", "--what", "leads", "--world"]).arg(path("case"));
    calibrate.arg(path("one").join("truth")).arg("--out").arg(path("weights.toml"));
    let refused = said(calibrate.arg("--plot").arg(path("plot.svg")));
    assert!(refused.code == 2 && refused.err.contains("--overwrite"), "{}", refused.err);
    assert!(!path("weights.toml").exists());
    let zeros = said(darkwake().args(["run", "x", "--weights", "/dev/zero", "--out"]).arg(path("y")));
    assert!(zeros.code == 2 && zeros.err.contains("too long for weights"), "{}", zeros.err);
}
