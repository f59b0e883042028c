//! `darkwake decode`: sentences as JSON lines or as a table, the counts on standard error.

mod clock;
mod ndjson;
mod row;
mod table;

use std::io::{self, IsTerminal};
use std::ops::ControlFlow;

use ais::{Leniency, Message, ReceiveTime, Scale};
use anyhow::Result;
use model::Timestamp;

use self::ndjson::Ndjson;
use self::table::Table;
use super::reject_share::Lines;
use crate::args::{DecodeArgs, DecodeFormat, LogForm};
use crate::exit::{Ending, Usage};
use crate::notice::Notice;

pub(crate) fn decode(args: &DecodeArgs, log: LogForm) -> Result<Ending> {
    // What is not there is told before anything is put out.
    let mut files = args.files.iter().filter(|file| file.as_os_str() != "-");
    files.try_for_each(|file| archive::look_at(file))?;
    let leniency = if args.lenient { Leniency::Lenient } else { Leniency::Strict };
    let mut printer = Printer::new(args)?;
    let (mut ending, mut lines) = (Ending::Done, Lines::default());
    for file in &args.files {
        let mut sink = |message: &Message, received: Option<ReceiveTime>| printer.message(message, received);
        let summary = if file.as_os_str() == "-" {
            archive::decode_stream(io::stdin().lock(), leniency, &mut sink)
        } else {
            archive::decode_file(file, leniency, &mut sink)?
        };
        if summary.damage.is_some() {
            ending = Ending::Damaged;
        }
        lines.all += summary.ledger.lines;
        lines.rejected += summary.ledger.rejected_total();
        printer.flush()?;
        log.tell(&Notice::decoded(file, summary))?;
    }
    printer.finish()?;
    Ok(lines.ending(&args.rejects, ending, "", log)?)
}

/// Prints messages; the first error is kept and ends the command, because a sink cannot fail.
struct Printer<'a> {
    types: &'a [u8],
    out: Output,
    failed: io::Result<()>,
}

/// Where messages go, by format.
enum Output {
    Ndjson(Box<Ndjson>),
    Table(Box<Table>),
    None,
}

impl<'a> Printer<'a> {
    fn new(args: &'a DecodeArgs) -> Result<Self> {
        Ok(Self { types: &args.types, out: Output::new(args)?, failed: Ok(()) })
    }

    fn message(&mut self, message: &Message, received: Option<ReceiveTime>) -> ControlFlow<()> {
        if self.types.is_empty() || self.types.contains(&message.kind()) {
            self.failed = self.out.message(message, received.and_then(moment));
        }
        if self.failed.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    /// Puts out what can be seen already.
    fn flush(&mut self) -> io::Result<()> {
        std::mem::replace(&mut self.failed, Ok(()))?;
        match &mut self.out {
            Output::Ndjson(ndjson) => ndjson.flush(),
            Output::Table(_) | Output::None => Ok(()),
        }
    }

    fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        match self.out {
            Output::Table(table) => table.finish(),
            Output::Ndjson(_) | Output::None => Ok(()),
        }
    }
}

impl Output {
    fn new(args: &DecodeArgs) -> Result<Self> {
        let is_table = matches!(args.format, DecodeFormat::Csv | DecodeFormat::Parquet);
        if args.raw && is_table {
            return Err(
                Usage("--raw is for --format ndjson: the columns of a table have units".into()).into()
            );
        }
        Ok(match args.format {
            DecodeFormat::Ndjson => {
                let scale = if args.raw { Scale::Raw } else { Scale::Scaled };
                Self::Ndjson(Box::new(Ndjson::new(scale)))
            }
            DecodeFormat::Csv => Self::Table(Box::new(Table::csv()?)),
            DecodeFormat::Parquet if io::stdout().is_terminal() => {
                return Err(
                    Usage("Parquet is no text: send it to a file, `> messages.parquet`".into()).into()
                );
            }
            DecodeFormat::Parquet => Self::Table(Box::new(Table::parquet()?)),
            DecodeFormat::None => Self::None,
        })
    }

    fn message(&mut self, message: &Message, time: Option<Timestamp>) -> io::Result<()> {
        match self {
            Self::Ndjson(ndjson) => ndjson.message(message, time),
            Self::Table(table) => table.push(&row::of(message, time)),
            Self::None => Ok(()),
        }
    }
}

fn moment(received: ReceiveTime) -> Option<Timestamp> {
    Timestamp::from_ms(received.epoch_ms).ok()
}
