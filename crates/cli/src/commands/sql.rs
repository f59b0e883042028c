//! `darkwake sql`: whatever else one wants to know of a case.

use std::collections::BTreeMap;
use std::io::{self, StdoutLock, Write};
use std::time::Duration;

use anyhow::Result;
use case::render::{guarded, safe_json};
use case::sql::{self, Answer, Limits, Output, SqlError};
use case::{Case, Value};
use comfy_table::CellAlignment;
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::args::{Format, LogForm, SqlArgs};
use crate::exit::{Ending, Usage};
use crate::notice::Notice;
use crate::show;

pub(crate) fn sql(args: &SqlArgs, log: LogForm) -> Result<Ending> {
    let case = Case::open(&args.case)?;
    let limits = args.limits();
    let out = io::stdout().lock();
    let answer = match args.format {
        Format::Table => answer(&case, args, &limits, Grid { out, headings: Vec::new(), rows: Vec::new() }),
        Format::Csv => answer(&case, args, &limits, Csv(csv::Writer::from_writer(out))),
        Format::Json => answer(&case, args, &limits, Json { out, names: Vec::new(), given: 0, array: true }),
        Format::Ndjson => {
            answer(&case, args, &limits, Json { out, names: Vec::new(), given: 0, array: false })
        }
    }?;
    if answer == Answer::Cut {
        log.tell(&Notice::Cut { rows: limits.rows })?;
    }
    Ok(Ending::Done)
}

fn answer(case: &Case, args: &SqlArgs, limits: &Limits, mut to: impl Printed) -> Result<Answer> {
    let answer = sql::query(case, &args.query, limits, &mut to).map_err(|error| match error {
        SqlError::Output(error) => anyhow::Error::from(error),
        other => Usage(other.to_string()).into(),
    })?;
    to.finish()?;
    Ok(answer)
}

impl SqlArgs {
    fn limits(&self) -> Limits {
        /// More make no table that people read.
        const IN_A_TABLE: usize = 1_000;
        let most = if self.format == Format::Table { IN_A_TABLE } else { Limits::default().rows };
        Limits { rows: self.rows.unwrap_or(most), time: Duration::from_secs(self.seconds) }
    }
}

/// An answer on standard output.
trait Printed: Output {
    /// Prints what is left.
    fn finish(self) -> io::Result<()>;
}

/// A table for people.
struct Grid<'a> {
    out: StdoutLock<'a>,
    headings: Vec<(String, CellAlignment)>,
    rows: Vec<Vec<String>>,
}

impl Output for Grid<'_> {
    fn columns(&mut self, names: &[&str]) -> io::Result<()> {
        self.headings = names.iter().map(|name| ((*name).to_owned(), CellAlignment::Left)).collect();
        Ok(())
    }

    fn row(&mut self, values: &[Value<'_>]) -> io::Result<()> {
        for ((_, align), value) in self.headings.iter_mut().zip(values) {
            if matches!(value, Value::Integer(_) | Value::Number(_)) {
                *align = CellAlignment::Right;
            }
        }
        self.rows.push(values.iter().map(plain).collect());
        Ok(())
    }
}

impl Printed for Grid<'_> {
    fn finish(mut self) -> io::Result<()> {
        let headings: Vec<_> = self.headings.iter().map(|(name, align)| (name.as_str(), *align)).collect();
        show::grid(&headings, self.rows.into_iter(), &mut self.out)
    }
}

struct Csv<'a>(csv::Writer<StdoutLock<'a>>);

impl Output for Csv<'_> {
    fn columns(&mut self, names: &[&str]) -> io::Result<()> {
        self.0.write_record(names.iter().map(|name| guarded(name))).map_err(of_system)
    }

    fn row(&mut self, values: &[Value<'_>]) -> io::Result<()> {
        let cells = values.iter().map(|value| match value {
            Value::Text(text) => guarded(text),
            other => plain(other),
        });
        self.0.write_record(cells).map_err(of_system)
    }
}

/// The error of the system that the CSV writer wraps: a closed pipe must be known for one.
fn of_system(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

impl Printed for Csv<'_> {
    fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// One object a row, in an array or each on a line of its own.
struct Json<'a> {
    out: StdoutLock<'a>,
    names: Vec<String>,
    given: usize,
    array: bool,
}

impl Output for Json<'_> {
    fn columns(&mut self, names: &[&str]) -> io::Result<()> {
        self.names = apart(names);
        if self.array { self.out.write_all(b"[") } else { Ok(()) }
    }

    fn row(&mut self, values: &[Value<'_>]) -> io::Result<()> {
        let head: &[u8] = match (self.array, self.given) {
            (false, _) => b"",
            (true, 0) => b"\n",
            (true, _) => b",\n",
        };
        self.given += 1;
        self.out.write_all(head)?;
        self.out.write_all(safe_json::line(&Object { names: &self.names, values })?.as_bytes())?;
        if self.array { Ok(()) } else { self.out.write_all(b"\n") }
    }
}

impl Printed for Json<'_> {
    fn finish(mut self) -> io::Result<()> {
        if self.array { self.out.write_all(b"\n]\n") } else { Ok(()) }
    }
}

struct Object<'a> {
    names: &'a [String],
    values: &'a [Value<'a>],
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(self.names.len()))?;
        for (name, value) in self.names.iter().zip(self.values) {
            match value {
                Value::Null => object.serialize_entry(name, &()),
                Value::Boolean(value) => object.serialize_entry(name, value),
                Value::Integer(value) => object.serialize_entry(name, value),
                Value::Number(value) => object.serialize_entry(name, value),
                Value::Time(value) => object.serialize_entry(name, &value.to_string()),
                Value::Text(value) => object.serialize_entry(name, value),
            }?;
        }
        object.end()
    }
}

/// Names of which none is another's: an object has no two fields of one name.
fn apart(names: &[&str]) -> Vec<String> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();

    let mut told = Vec::with_capacity(names.len());
    for one in names {
        let times = seen.entry(one).or_default();
        *times += 1;
        told.push(if *times == 1 { (*one).to_owned() } else { format!("{one}_{times}") });
    }
    told
}

/// A value in full: what a query computes has no unit to be rounded by.
fn plain(value: &Value<'_>) -> String {
    match value {
        Value::Null => String::new(),
        Value::Boolean(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Number(value) => value.to_string(),
        Value::Time(value) => value.to_string(),
        Value::Text(text) => text.as_ref().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_that_is_closed_is_known_for_one_behind_the_csv_writer_and_a_full_disk_is_none() {
        for kind in [io::ErrorKind::BrokenPipe, io::ErrorKind::StorageFull] {
            assert_eq!(of_system(csv::Error::from(io::Error::from(kind))).kind(), kind);
        }
    }

    #[test]
    fn two_columns_of_one_name_are_two_fields() {
        assert_eq!(apart(&["mmsi", "time", "mmsi"]), ["mmsi", "time", "mmsi_2"]);
    }
}
