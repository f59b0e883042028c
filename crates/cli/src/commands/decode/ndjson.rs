//! Messages as JSON lines on standard output, with gpsd's field names.

use std::io::{self, StdoutLock, Write};

use ais::{Message, Scale};
use model::Timestamp;

use super::clock::Clock;

/// Objects on lines, put out some dozens of kilobytes at a time.
pub(super) struct Ndjson {
    out: StdoutLock<'static>,
    lines: Vec<u8>,
    clock: Clock,
    scale: Scale,
}

impl Ndjson {
    const FULL: usize = 1 << 16;

    pub(super) fn new(scale: Scale) -> Self {
        Self { out: io::stdout().lock(), lines: Vec::new(), clock: Clock::default(), scale }
    }

    /// gpsd's object on a line, with the receive time put in front where the log has one.
    pub(super) fn message(&mut self, message: &Message, time: Option<Timestamp>) -> io::Result<()> {
        let Some(time) = time else {
            ais::write_json(message, self.scale, &mut self.lines);
            return self.end_line();
        };
        self.lines.extend_from_slice(b"{\"received\":\"");
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

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.put_out()?;
        self.out.flush()
    }
}
