//! How fast archives are read on one core: `cargo run --release --example read_archives -- FILE..`
//!
//! Prints per file the uncompressed-line rate, the stored-byte rate and the account.
#![expect(clippy::print_stdout, reason = "an example speaks to whoever runs it")]

use std::path::PathBuf;
use std::time::Instant;

use darkwake_archive::{ReadOptions, read};
use model::{FileId, Report};

fn main() {
    for path in std::env::args_os().skip(1).map(PathBuf::from) {
        let mut fixes = 0u64;
        let started = Instant::now();
        let result = read(&path, FileId(0), &ReadOptions::default(), &mut |report| {
            fixes += u64::from(matches!(report, Report::Position(_)));
        });
        let seconds = started.elapsed().as_secs_f64();
        match result {
            Err(error) => println!("{error}"),
            Ok(summary) => {
                let ledger = &summary.ledger;
                println!(
                    "{}: {} in {seconds:.2} s, {:.2} M lines/s, {:.0} MB/s stored; {} lines, {fixes} fixes, {} reports, \
                     accepted {}, skipped {:?}, rejected {:?}, damage {:?}",
                    path.display(),
                    summary.profile,
                    ledger.lines as f64 / seconds / 1e6,
                    summary.bytes as f64 / seconds / 1e6,
                    ledger.lines,
                    summary.reports,
                    ledger.accepted,
                    ledger.skipped,
                    ledger.rejected,
                    summary.damage,
                );
                for reject in ledger.rejects.iter().take(5) {
                    println!("  line {} {}: {}", reject.line, reject.reason, reject.excerpt);
                }
            }
        }
    }
}
