//! The readers of others, called as programs.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What the tool for `format` finds in a file; `None` where no tools are installed.
pub(crate) fn read(format: &str, file: &Path) -> Option<Value> {
    let python = python()?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers/read_back.py");
    let output = Command::new(python).arg(script).arg(format).arg(file).output().expect("python starts");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{format}: {told}");
    Some(serde_json::from_slice(&output.stdout).expect("the script prints JSON"))
}

/// The Python of the folder `readers` in the target folder.
fn python() -> Option<PathBuf> {
    let python = Path::new(env!("CARGO_TARGET_TMPDIR")).parent()?.join("readers/bin/python");
    if python.exists() {
        return Some(python);
    }
    let wanted = "crates/export/tests/readers/requirements.txt";
    // A test that is skipped says so.
    let _ = std::io::Write::write_fmt(
        &mut std::io::stderr(),
        format_args!("not read back: no {}; install {wanted} there\n", python.display()),
    );
    None
}
