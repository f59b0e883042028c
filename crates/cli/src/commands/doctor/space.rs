//! Free space of a file system, and whether it is one in memory; nothing where the system is not asked.

use std::path::Path;

/// Bytes that this user may still write where the path is.
#[cfg(unix)]
pub(super) fn free_bytes(path: &Path) -> Option<u64> {
    let system = rustix::fs::statvfs(path).ok()?;
    system.f_bavail.checked_mul(system.f_frsize)
}

/// Bytes that this user may still write where the path is.
#[cfg(not(unix))]
pub(super) fn free_bytes(_: &Path) -> Option<u64> {
    None
}

/// Whether what is written where the path is takes memory and no disk.
#[cfg(target_os = "linux")]
pub(super) fn is_in_memory(path: &Path) -> bool {
    /// `man 2 statfs`.
    const TMPFS: u64 = 0x0102_1994;
    rustix::fs::statfs(path).is_ok_and(|system| system.f_type as u64 == TMPFS)
}

/// Whether what is written where the path is takes memory and no disk.
#[cfg(not(target_os = "linux"))]
pub(super) fn is_in_memory(_: &Path) -> bool {
    false
}
