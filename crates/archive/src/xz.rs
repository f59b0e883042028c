//! Xz streams, decoded as far as their bytes go: a file that is cut short gives what stands before the cut.

use std::io::{self, BufRead, Read};

use lzma_rust2::{Action, Status, XzStream};

/// Most memory that a block may ask for: a little more than the 65 MiB that `xz -9`, its largest preset, needs.
const MEMORY_KIB: u32 = 72 << 10;
/// Bytes decoded at a time, which are lost where the next ones are damaged.
const STEP: usize = 16 << 10;

/// Steps without any progress that may follow each other.
const MOST_IDLE: u32 = 2;

/// The content of one stream.
pub(crate) struct Xz<R> {
    stream: XzStream,
    stored: R,
    /// Whether the stream is at its end.
    ended: bool,
    /// Steps since anything was taken or came out.
    idle: u32,
}

impl<R: BufRead> Xz<R> {
    pub(crate) fn new(stored: R) -> Self {
        Self { stream: XzStream::new_mem_limit(false, MEMORY_KIB), stored, ended: false, idle: 0 }
    }

    /// The stored bytes behind it, once it was read to its end.
    pub(crate) fn into_inner(self) -> R {
        self.stored
    }

    /// Decodes what it can of the stored bytes at hand; says how many came out and whether none are left.
    fn step(&mut self, buffer: &mut [u8]) -> io::Result<(usize, bool)> {
        let stored = self.stored.fill_buf()?;
        let is_last = stored.is_empty();
        let step = self.stream.process(stored, buffer, Action::Run)?;
        self.stored.consume(step.bytes_consumed);
        self.ended = step.status == Status::StreamEnd;
        let stands_still = step.bytes_consumed == 0 && step.bytes_produced == 0;
        self.idle = if stands_still { self.idle + 1 } else { 0 };
        if self.idle > MOST_IDLE && !is_last && !self.ended {
            // Seen where a flipped bit lets a chunk end before what it promises.
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a chunk ends early"));
        }
        Ok((step.bytes_produced, is_last))
    }

    /// Says that no more will come: an error where more was promised.
    fn finish(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let last = self.stream.process(&[], buffer, Action::Finish)?;
        self.ended = last.status == Status::StreamEnd;
        match last.bytes_produced {
            0 if !self.ended => Err(io::ErrorKind::UnexpectedEof.into()),
            produced => Ok(produced),
        }
    }
}

impl<R: BufRead> Read for Xz<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = buffer.len().min(STEP);
        let buffer = &mut buffer[..len];
        if buffer.is_empty() {
            return Ok(0);
        }
        while !self.ended {
            match self.step(buffer)? {
                (0, true) if !self.ended => return self.finish(buffer),
                (0, _) => {}
                (produced, _) => return Ok(produced),
            }
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Write};

    use lzma_rust2::{XzOptions, XzWriter};

    use super::*;

    fn xz(text: &[u8]) -> Vec<u8> {
        let mut writer = XzWriter::new(Vec::new(), XzOptions::with_preset(6)).unwrap();
        writer.write_all(text).unwrap();
        writer.finish().unwrap()
    }

    /// A log whose bytes do not shrink to nothing.
    fn log() -> Vec<u8> {
        let line = |number: u64| format!("{:x}\n", number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        (0..20_000).map(line).collect::<String>().into_bytes()
    }

    fn read(stored: &[u8], step: usize) -> (Vec<u8>, io::Result<usize>) {
        let mut text = Vec::new();
        let read = Xz::new(BufReader::with_capacity(step, stored)).read_to_end(&mut text);
        (text, read)
    }

    #[test]
    fn a_stream_with_a_flipped_byte_ends_with_an_error_wherever_it_is() {
        let log = log();
        let stored = xz(&log);
        for place in (16..stored.len() - 40).step_by(stored.len() / 200) {
            let mut flipped = stored.clone();
            flipped[place] ^= 0x55;
            let (text, read) = read(&flipped, 1 << 16);
            assert!(read.is_err() && text.len() <= log.len() + (1 << 21), "{place}");
        }
    }

    #[test]
    fn a_stream_that_is_cut_anywhere_gives_what_stands_before_the_cut_and_says_so() {
        let log = log();
        let stored = xz(&log);
        for tenths in 1..10 {
            let cut = stored.len() * tenths / 10;
            let (text, read) = read(&stored[..cut], 1 << 16);
            assert_eq!(read.unwrap_err().kind(), io::ErrorKind::UnexpectedEof, "{tenths}");
            assert!(log.starts_with(&text));
            // Random digits shrink by half, and alike everywhere.
            let least = log.len() * tenths / 10 - 2 * STEP;
            assert!(text.len() >= least, "{tenths}: {} of {least}", text.len());
        }
    }
}
