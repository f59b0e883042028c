//! SIGKILL at moments that have nothing to do with what the run is doing.

use std::process::Stdio;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::scene::{Before, Story, for_each};

/// Kills of each story; 200 in all.
const KILLS: [(Before, usize); 3] = [(Before::Nothing, 80), (Before::Part, 60), (Before::Whole, 60)];

#[test]
fn a_run_killed_at_any_of_200_moments_leaves_a_whole_case_or_none_and_ends_the_same_when_run_again() {
    let killed = AtomicUsize::new(0);
    for (before, kills) in KILLS {
        let story = Story::new("run", before);
        // Of the last run that ended: under the load of this moment a run takes about as long.
        let whole = Mutex::new(Duration::from_millis(300));
        for_each(kills, |number| {
            let place = story.place();
            let share = (number as f64 + dice(number as u64)) / kills as f64;
            let delay = whole.lock().unwrap().mul_f64(share * 1.1);
            let when = format!("{before:?}, killed after {delay:?}");
            let mut run = story.command(&place).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            thread::sleep(delay);
            run.kill().unwrap();
            killed.fetch_add(usize::from(!run.wait().unwrap().success()), Ordering::Relaxed);
            story.assert_whole(&place, &when);
            let start = Instant::now();
            story.assert_ends(&place, &when);
            *whole.lock().unwrap() = start.elapsed();
        });
    }
    let killed = killed.into_inner();
    assert!(killed >= 100, "only {killed} of 200 runs were killed before they ended");
}

/// A number from 0 to 1 that is the same every time (splitmix64).
fn dice(number: u64) -> f64 {
    let mut bits = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (bits ^ (bits >> 31)) as f64 / u64::MAX as f64
}
