//! For programs: one JSON object a line when a stage begins, goes on and ends.

use std::io::{self, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use darkwake::{Progress, Stage};
use serde::Serialize;

/// Ten lines a second are more than anyone looks at.
const PAUSE: Duration = Duration::from_millis(100);

/// Writes on standard error. A line that it does not take is lost: the work goes on.
pub(super) struct JsonLines {
    start: Instant,
    ongoing: Mutex<Option<Ongoing>>,
}

/// A stage that has begun.
struct Ongoing {
    stage: Stage,
    of: Option<u64>,
    bytes: u64,
    began: Duration,
    told: Duration,
}

/// What is told of a stage. Bytes are those of the stage so far; where they are not counted there are none.
#[derive(Debug, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
enum Line {
    Begin {
        stage: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        bytes: Option<u64>,
    },
    Advance {
        stage: &'static str,
        bytes: u64,
        #[serde(skip_serializing_if = "Option::is_none")]
        of: Option<u64>,
    },
    End {
        stage: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        bytes: Option<u64>,
        seconds: f64,
    },
}

impl JsonLines {
    /// No stage has begun.
    pub(super) fn new() -> Self {
        Self { start: Instant::now(), ongoing: Mutex::new(None) }
    }

    fn ongoing(&self) -> MutexGuard<'_, Option<Ongoing>> {
        self.ongoing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Progress for JsonLines {
    fn begin(&self, stage: Stage, bytes: Option<u64>) {
        *self.ongoing() = Some(Ongoing::begun(stage, bytes, self.start.elapsed()));
        write(&Line::Begin { stage: stage.as_str(), bytes });
    }

    fn advance(&self, bytes: u64) {
        // Written under the lock: lines of several threads stand in the order of their counts.
        let mut ongoing = self.ongoing();
        let line = ongoing.as_mut().and_then(|ongoing| ongoing.advance(bytes, self.start.elapsed()));
        line.iter().for_each(write);
    }

    fn end(&self, _: Stage) {
        let ended = self.ongoing().take();
        ended.iter().for_each(|ended| write(&ended.end(self.start.elapsed())));
    }
}

impl Ongoing {
    const fn begun(stage: Stage, of: Option<u64>, now: Duration) -> Self {
        Self { stage, of, bytes: 0, began: now, told: now }
    }

    /// Counts the bytes; gives a line if the last was long enough ago.
    fn advance(&mut self, bytes: u64, now: Duration) -> Option<Line> {
        self.bytes += bytes;
        if now.saturating_sub(self.told) < PAUSE {
            return None;
        }
        self.told = now;
        Some(Line::Advance { stage: self.stage.as_str(), bytes: self.bytes, of: self.of })
    }

    fn end(&self, now: Duration) -> Line {
        let seconds = (now.saturating_sub(self.began).as_secs_f64() * 1e3).round() / 1e3;
        Line::End { stage: self.stage.as_str(), bytes: self.of.and(Some(self.bytes)), seconds }
    }
}

fn write(line: &Line) {
    let text = serde_json::to_string(line).expect("words and numbers are JSON");
    let _ = writeln!(io::stderr(), "{text}");
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    #[test]
    fn an_archive_of_small_files_is_told_of_ten_times_a_second_at_most_and_no_byte_is_lost() {
        let mut reading = Ongoing::begun(Stage::Read, Some(1_000), ms(40));
        let lines: Vec<Line> = (0..1_000).filter_map(|at| reading.advance(1, ms(40 + at))).collect();
        assert_eq!(lines.len(), 9);
        assert_eq!(lines[0], Line::Advance { stage: "read", bytes: 101, of: Some(1_000) });
        let end = Line::End { stage: "read", bytes: Some(1_000), seconds: 1.25 };
        assert_eq!(reading.end(ms(1_290)), end);
    }

    #[test]
    fn a_stage_that_counts_nothing_tells_no_bytes() {
        let detecting = Ongoing::begun(Stage::Detect, None, ms(0));
        let line = serde_json::to_string(&detecting.end(ms(7))).unwrap();
        assert_eq!(line, r#"{"event":"end","stage":"detect","seconds":0.007}"#);
    }
}
