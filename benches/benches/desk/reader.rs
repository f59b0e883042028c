//! A reader: one connection that is kept, one question after the other, and how long each answer took.

use std::fmt;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

/// A connection to the desk.
pub(crate) struct Reader {
    stream: BufReader<TcpStream>,
}

/// An answer: how long it took, and its bytes.
pub(crate) struct Answer {
    took: Duration,
    bytes: usize,
}

/// How long answers took, and how many questions had none.
#[derive(Default)]
pub(crate) struct Times {
    took: Vec<Duration>,
    bytes: usize,
    faults: usize,
    whole: Duration,
    cpu_s: f64,
}

impl Reader {
    pub(crate) fn connect(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream) })
    }

    /// Asks for a page or data and reads the whole answer; anything but success is a fault.
    pub(crate) fn ask(&mut self, path: &str) -> Result<Answer> {
        let clock = Instant::now();
        write!(self.stream.get_mut(), "GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n")?;
        let head = self.head()?;
        let status = head.first().context("no status")?;
        ensure!(status.contains(" 200 "), "{path}: {status}");
        let length = head.iter().find_map(|line| line.strip_prefix("content-length: "));
        let mut body = vec![0; length.context("no length")?.parse()?];
        self.stream.read_exact(&mut body)?;
        Ok(Answer { took: clock.elapsed(), bytes: body.len() })
    }

    /// The lines before the body.
    fn head(&mut self) -> Result<Vec<String>> {
        let mut head = Vec::new();
        loop {
            let mut line = String::new();
            ensure!(self.stream.read_line(&mut line)? > 0, "the connection was closed");
            if line.trim().is_empty() {
                return Ok(head);
            }
            head.push(line.trim().to_owned());
        }
    }
}

impl Times {
    #[expect(clippy::print_stderr, reason = "a fault is told at once")]
    pub(crate) fn add(&mut self, answer: Result<Answer>) {
        match answer {
            Ok(answer) => {
                self.took.push(answer.took);
                self.bytes += answer.bytes;
            }
            Err(fault) => {
                eprintln!("{fault:#}");
                self.faults += 1;
            }
        }
    }

    pub(crate) fn and(mut self, other: Self) -> Self {
        self.took.extend(other.took);
        Self { bytes: self.bytes + other.bytes, faults: self.faults + other.faults, ..self }
    }

    /// With the time that all of them took together, and the CPU seconds of server and readers.
    pub(crate) fn within(mut self, whole: Duration, cpu_s: f64) -> Self {
        self.took.sort_unstable();
        Self { whole, cpu_s, ..self }
    }

    /// Milliseconds below which this share of the answers stayed.
    fn quantile(&self, share: f64) -> f64 {
        let at = (self.took.len() as f64 * share) as usize;
        let took = self.took.get(at.min(self.took.len().saturating_sub(1)));
        took.map_or(f64::NAN, |took| took.as_secs_f64() * 1e3)
    }
}

/// `answers,faults,kib,cpu_ms,median_ms,p95_ms,max_ms,answers_per_s`; size and CPU time are those of the mean answer.
impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let answers = self.took.len();
        let kib = self.bytes as f64 / answers.max(1) as f64 / 1024.0;
        let [median, p95, most] = [0.5, 0.95, 1.0].map(|share| self.quantile(share));
        let (rate, cpu_ms) =
            (answers as f64 / self.whole.as_secs_f64(), self.cpu_s * 1e3 / answers.max(1) as f64);
        write!(f, "{answers},{},{kib:.0},{cpu_ms:.1},{median:.1},{p95:.1},{most:.1},{rate:.0}", self.faults)
    }
}
