//! What two cases are compared by: every byte, or every value of every table but for where records stand.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use case::{Case, FixFilter, Row, Value};

/// Every file of a case by its path.
pub(crate) fn bytes_of(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a case can be listed") {
            let path = entry.expect("a case can be listed").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(dir).expect("it is below").display().to_string();
            files.insert(name, fs::read(&path).expect("a file of a case can be read"));
        }
    }
    files
}

/// Fails with the names of the files that differ.
pub(crate) fn assert_same_bytes(one: &Path, other: &Path, what: &str) {
    let (one, other) = (bytes_of(one), bytes_of(other));
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&one), names(&other), "{what}");
    let differ: Vec<&String> = one.keys().filter(|name| one[*name] != other[*name]).collect();
    assert!(differ.is_empty(), "{what}: {differ:?} differ");
}

/// The rows of tables, less columns that say where a record stands, sorted.
pub(crate) type Tables = BTreeMap<&'static str, Vec<String>>;

const PLACES: [&str; 5] = ["file_id", "line", "offset", "length", "cites"];

/// All that was stored and found.
pub(crate) fn tables(case: &Case) -> Tables {
    let fixes = case.fixes(&FixFilter::default()).expect("its fixes");
    let marks = fixes.iter().map(|marked| (marked.part, marked.doubt));
    let fixes = texts(fixes.iter().map(|marked| &marked.fix)).zip(marks);
    let learned = case.learned().expect("what was learned");
    BTreeMap::from([
        ("fixes", fixes.map(|(fix, marks)| format!("{fix} {marks:?}")).collect()),
        ("statics", texts(&case.statics().expect("its static reports")).collect()),
        ("vessels", texts(&case.vessels().expect("its vessels")).collect()),
        ("events", texts(&case.events().expect("its events")).collect()),
        ("leads", texts(&case.leads().expect("its leads")).collect()),
        ("evidence", texts(&case.evidence().expect("its evidence")).collect()),
        ("learned", vec![format!("{learned:?}")]),
    ])
    .into_iter()
    .map(|(table, rows): (_, Vec<String>)| (table, sorted(rows)))
    .collect()
}

fn sorted(mut rows: Vec<String>) -> Vec<String> {
    rows.sort();
    rows
}

fn texts<'r, R: Row + 'r>(rows: impl IntoIterator<Item = &'r R>) -> impl Iterator<Item = String> {
    rows.into_iter().map(|row| text(row, &PLACES))
}

/// A row in words, less some columns.
pub(crate) fn text<R: Row>(row: &R, without: &[&str]) -> String {
    let mut columns = R::SCHEMA.columns.iter();
    let mut text = String::new();
    row.visit(&mut |value| {
        let column = columns.next().expect("a row has as many values as columns");
        if !without.contains(&column.name) && value != Value::Null {
            text.push_str(&format!("{}={value:?} ", column.name));
        }
    });
    text
}

/// Fails with the first rows that one of them lacks.
pub(crate) fn assert_same(one: &Tables, other: &Tables, what: &str) {
    for (table, rows) in one {
        let lacks = |from: &[String], in_it: &[String]| -> Vec<String> {
            let mut left = in_it.to_vec();
            from.iter()
                .filter(|row| match left.binary_search(row) {
                    Ok(at) => {
                        left.remove(at);
                        false
                    }
                    Err(_) => true,
                })
                .take(3)
                .cloned()
                .collect()
        };
        let others = &other[table];
        if rows != others {
            panic!(
                "{what}: {table} has {} and {} rows; only in one: {:#?}; only in the other: {:#?}",
                rows.len(),
                others.len(),
                lacks(rows, others),
                lacks(others, rows)
            );
        }
    }
}

/// How many lines of all files met each fate, with the sums of the sources.
pub(crate) fn account(case: &Case) -> BTreeMap<String, i64> {
    let mut account: BTreeMap<String, i64> = BTreeMap::new();
    for row in case.ledger().expect("its ledger") {
        *account.entry(format!("{} {}", row.outcome.as_str(), row.reason)).or_default() += row.lines;
    }
    for source in case.sources().expect("its sources") {
        let sums = [
            ("lines", source.lines),
            ("accepted", source.accepted),
            ("skipped", source.skipped),
            ("rejected", source.rejected),
        ];
        sums.into_iter().for_each(|(what, lines)| *account.entry(what.to_owned()).or_default() += lines);
    }
    account
}
