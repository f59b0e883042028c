//! Steps of the parquet crate, which panics over some damaged files, as steps that fail.

use std::cell::Cell as Flag;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use parquet::errors::ParquetError;

/// Runs a step of the parquet crate, which panics on bytes that contradict each other (seen in 59.3 with a flipped
/// bit in a page). Whatever the step was working on must not be used after an error, which tells what the panic would have
/// printed.
pub(crate) fn guarded<T>(step: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, ParquetError> {
    let panicked = |_| Err(ParquetError::General("its bytes contradict each other".to_owned()));
    let before = silently();
    let done = catch_unwind(AssertUnwindSafe(step)).unwrap_or_else(panicked);
    GUARDED.set(before);
    done
}

thread_local! {
    /// Whether a panic of this thread is damage of a file, which is told in its place.
    static GUARDED: Flag<bool> = const { Flag::new(false) };
}

/// Lets panics of this thread print nothing, and says whether they did before. Those of others go on to whoever prints
/// them.
fn silently() -> bool {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let printing = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !GUARDED.get() {
                printing(panic);
            }
        }));
    });
    GUARDED.replace(true)
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    /// Set for the process in which the panic happens, so that what it prints can be seen.
    const INSIDE: &str = "DARKWAKE_TEST_GUARDED";

    #[test]
    fn bytes_over_which_the_reader_panics_are_an_error_and_nothing_is_printed() {
        if std::env::var_os(INSIDE).is_some() {
            let step = || -> Result<(), ParquetError> { panic!("over damaged bytes") };
            assert!(guarded(|| guarded(step)).unwrap_err().to_string().contains("contradict each other"));
            assert!(catch_unwind(|| panic!("over our own fault")).is_err());
            return;
        }
        let test = "profile::parquet::guard::tests::bytes_over_which_the_reader_panics_are_an_error_and_nothing_is_printed";
        let inside = Command::new(std::env::current_exe().unwrap())
            .args([test, "--exact", "--nocapture"])
            .env(INSIDE, "1")
            .output()
            .unwrap();
        let printed = String::from_utf8_lossy(&inside.stderr);
        assert!(inside.status.success(), "{printed}");
        assert!(!printed.contains("damaged bytes") && printed.contains("our own fault"), "{printed}");
    }
}
