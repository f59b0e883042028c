//! `darkwake decode`: sentences as JSON lines or CSV, the counts on standard error.

mod clock;
mod row;

use std::collections::BTreeMap;
use std::io::{self, StdoutLock, Write};
use std::path::Path;

use ais::{Leniency, Message, ReceiveTime, Scale};
use anyhow::Result;
use archive::DecodeSummary;
use case::render::visible;
use darkwake::RunError;
use model::Timestamp;

use self::clock::Clock;
use self::row::Row;
use super::rejects::Lines;
use crate::args::{DecodeArgs, DecodeFormat};
use crate::exit::Ending;

pub(crate) fn decode(args: &DecodeArgs) -> Result<Ending> {
    let leniency = if args.lenient { Leniency::Lenient } else { Leniency::Strict };
    let mut printer = Printer::new(args);
    let (mut ending, mut lines) = (Ending::Done, Lines::default());
    for file in &args.files {
        let mut sink = |message: &Message, received: Option<ReceiveTime>| printer.message(message, received);
        let summary = if file.as_os_str() == "-" {
            archive::decode_stream(io::stdin().lock(), leniency, &mut sink)
        } else {
            archive::decode_file(file, leniency, &mut sink).map_err(RunError::Read)?
        };
        if summary.damage.is_some() {
            ending = Ending::Damaged;
        }
        lines.all += summary.ledger.lines;
        lines.rejected += summary.ledger.rejected_total();
        printer.flush()?;
        report(file, &summary)?;
    }
    Ok(lines.ending(&args.rejects, ending, "")?)
}

fn report(file: &Path, summary: &DecodeSummary) -> io::Result<()> {
    let err = &mut io::stderr().lock();
    let ledger = &summary.ledger;
    let (lines, accepted) = (ledger.lines, ledger.accepted);
    let (skipped, rejected) = (ledger.skipped_total(), ledger.rejected_total());
    let name = visible(&file.display().to_string());
    writeln!(err, "{name}: {lines} lines = {accepted} accepted + {skipped} skipped + {rejected} rejected")?;
    writeln!(err, "  messages by type: {}", counts(&summary.messages))?;
    if skipped > 0 {
        writeln!(err, "  skipped: {}", counts(&ledger.skipped))?;
    }
    if rejected > 0 {
        writeln!(err, "  rejected: {}", counts(&ledger.rejected))?;
    }
    summary.damage.as_ref().map_or(Ok(()), |damage| writeln!(err, "  damaged: {damage}"))
}

fn counts<K: std::fmt::Display>(counts: &BTreeMap<K, u64>) -> String {
    if counts.is_empty() {
        return "none".to_owned();
    }
    counts.iter().map(|(key, count)| format!("{key} {count}")).collect::<Vec<_>>().join(", ")
}

/// Prints messages; the first error is kept and ends the command, because a sink cannot fail.
struct Printer<'a> {
    args: &'a DecodeArgs,
    out: Output,
    failed: Result<()>,
}

/// Where messages go, by format.
enum Output {
    Ndjson(Box<Ndjson>),
    Csv(Box<csv::Writer<StdoutLock<'static>>>),
    None,
}

/// Objects on lines, put out some dozens of kilobytes at a time.
struct Ndjson {
    out: StdoutLock<'static>,
    lines: Vec<u8>,
    clock: Clock,
    scale: Scale,
}

impl<'a> Printer<'a> {
    fn new(args: &'a DecodeArgs) -> Self {
        let stdout = io::stdout().lock();
        let out = match args.format {
            DecodeFormat::Ndjson => {
                let scale = if args.raw { Scale::Raw } else { Scale::Scaled };
                Output::Ndjson(Box::new(Ndjson {
                    out: stdout,
                    lines: Vec::new(),
                    clock: Clock::default(),
                    scale,
                }))
            }
            DecodeFormat::Csv => Output::Csv(Box::new(csv::Writer::from_writer(stdout))),
            DecodeFormat::None => Output::None,
        };
        Self { args, out, failed: Ok(()) }
    }

    fn message(&mut self, message: &Message, received: Option<ReceiveTime>) {
        let wanted = self.args.types.is_empty() || self.args.types.contains(&message.kind());
        if wanted && self.failed.is_ok() {
            self.failed = self.print(message, received.and_then(moment));
        }
    }

    fn print(&mut self, message: &Message, time: Option<Timestamp>) -> Result<()> {
        match &mut self.out {
            Output::Ndjson(ndjson) => ndjson.message(message, time)?,
            Output::Csv(writer) => writer.serialize(Row::of(message, time))?,
            Output::None => {}
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<()> {
        std::mem::replace(&mut self.failed, Ok(()))?;
        match &mut self.out {
            Output::Ndjson(ndjson) => ndjson.flush()?,
            Output::Csv(writer) => writer.flush()?,
            Output::None => {}
        }
        Ok(())
    }
}

impl Ndjson {
    const FULL: usize = 1 << 16;

    /// gpsd's object on a line, with the receive time put in front where the log has one.
    fn message(&mut self, message: &Message, time: Option<Timestamp>) -> io::Result<()> {
        let Some(time) = time else {
            ais::write_json(message, self.scale, &mut self.lines);
            return self.end_line();
        };
        self.lines.extend_from_slice(b"{\"timestamp\":\"");
        self.clock.write(time, &mut self.lines);
        self.lines.push(b'"');
        let brace = self.lines.len();
        ais::write_json(message, self.scale, &mut self.lines);
        self.lines[brace] = b',';
        self.end_line()
    }

    fn end_line(&mut self) -> io::Result<()> {
        self.lines.push(b'\n');
        if self.lines.len() < Self::FULL { Ok(()) } else { self.put_out() }
    }

    fn put_out(&mut self) -> io::Result<()> {
        self.out.write_all(&self.lines)?;
        self.lines.clear();
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.put_out()?;
        self.out.flush()
    }
}

fn moment(received: ReceiveTime) -> Option<Timestamp> {
    Timestamp::from_ms(received.epoch_ms).ok()
}
