//! How many threads a run may use; the result does not depend on it.

/// Does `work` with its own pool of `threads` workers (at least one).
///
/// # Errors
/// When the system does not give that many threads.
pub fn with_threads<T: Send>(
    threads: usize,
    work: impl FnOnce() -> T + Send,
) -> Result<T, rayon::ThreadPoolBuildError> {
    Ok(rayon::ThreadPoolBuilder::new().num_threads(threads.max(1)).build()?.install(work))
}
