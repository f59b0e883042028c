//! The same records in other files: all that is stored and found is the same but for places.

use std::sync::OnceLock;

use darkwake::Options;

use crate::archive::{Folder, gz, messages, odd_log, rows, run, tar, world, zip, zst};
use crate::same_bytes::cramped;
use crate::tables::{Tables, account, assert_same, tables};

/// Two days of a log and its odd messages behind them, a file each.
fn log() -> &'static (Vec<String>, Tables) {
    static LOG: OnceLock<(Vec<String>, Tables)> = OnceLock::new();
    LOG.get_or_init(|| {
        let texts = vec![world().sentences[0].clone(), world().sentences[1].clone(), odd_log()];
        let folder = Folder::new();
        for (number, text) in texts.iter().enumerate() {
            folder.put(&format!("{number}.nmea"), text);
        }
        let told = run(&[folder.path()], &Options::default());
        assert!(told.outcome.leads > 0, "{:?}", told.outcome);
        (texts, tables(&told.case()))
    })
}

fn assert_log(folder: &Folder, options: &Options, what: &str) {
    let told = run(&[folder.path()], options);
    assert_same(&log().1, &tables(&told.case()), what);
}

#[test]
fn a_log_in_one_file_is_the_log_in_many() {
    let folder = Folder::new();
    folder.put("all.nmea", log().0.concat());
    assert_log(&folder, &Options::default(), "merged");
}

#[test]
fn a_log_in_many_small_files_is_the_log_in_few() {
    for (parts, options) in [(9, Options::default()), (200, cramped(50_000))] {
        let folder = Folder::new();
        for (number, text) in log().0.iter().enumerate() {
            let messages = messages(text);
            for (part, messages) in messages.chunks(messages.len().div_ceil(parts)).enumerate() {
                // The later parts of a day come before the earlier ones.
                folder.put(&format!("{:03}/{number}-{part}.nmea", 999 - part), messages.concat());
            }
        }
        assert_log(&folder, &options, &format!("in {parts} parts"));
    }
}

#[test]
fn a_packed_log_is_the_log() {
    let text = log().0.concat();
    let messages = messages(&text);
    let (front, back) = messages.split_at(messages.len() / 3);
    let (front, back) = (front.concat(), back.concat());
    let members = [("front.nmea", front.as_bytes()), ("back.nmea", back.as_bytes())];
    let packed_members = [("front.nmea.gz", &gz(&front)[..]), ("back.nmea.zst", &zst(&back)[..])];
    for (name, bytes) in [
        ("log.nmea.gz", [gz(&front), gz(&back)].concat()),
        ("log.nmea.zst", zst(&text)),
        ("log.zip", zip(&members)),
        ("log.tar", tar(&members)),
        ("packed.zip", zip(&packed_members)),
        ("packed.tar", tar(&packed_members)),
    ] {
        let folder = Folder::new();
        folder.put(name, bytes);
        assert_log(&folder, &Options::default(), name);
    }
}

#[test]
fn a_table_cut_merged_or_packed_is_the_table() {
    let [one, other] = [0, 1].map(|day| rows(&world().rows[day]));
    let header = one.0;
    let all = [one.1, other.1].concat();
    let table = |rows: &[&str]| format!("{header}\n{}", rows.concat());
    let whole = Folder::new();
    whole.put("all.csv", table(&all));
    let whole = run(&[whole.path()], &Options::default());
    let (expected, lines) = (tables(&whole.case()), account(&whole.case()));
    for parts in [2, 50] {
        let folder = Folder::new();
        for (part, rows) in all.chunks(all.len().div_ceil(parts)).enumerate() {
            match part % 3 {
                0 => folder.put(&format!("{part}.csv"), table(rows)),
                1 => folder.put(&format!("{part}.csv.gz"), gz(&table(rows))),
                _ => folder.put(&format!("{part}.zip"), zip(&[("part.csv", table(rows).as_bytes())])),
            };
        }
        let told = run(&[folder.path()], &Options::default());
        assert_same(&expected, &tables(&told.case()), &format!("in {parts} parts"));
        assert_eq!(account(&told.case())["accepted"], lines["accepted"]);
    }
    let joined = Folder::new();
    joined.put("joined.csv.gz", [gz(&table(&all[..1000])), gz(&table(&all[1000..]))].concat());
    let told = run(&[joined.path()], &Options::default());
    assert_same(&expected, &tables(&told.case()), "with a header inside");
}
