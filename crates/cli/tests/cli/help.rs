//! Help: examples first, every command.

use crate::support::say;

const COMMANDS: [&str; 20] = [
    "demo",
    "run",
    "sniff",
    "formats",
    "decode",
    "leads",
    "events",
    "explain",
    "vessel",
    "export",
    "report",
    "cap",
    "sql",
    "rejects",
    "serve",
    "verify",
    "simulate",
    "evaluate",
    "calibrate",
    "doctor",
];

#[test]
fn help_opens_with_examples_and_lists_every_command() {
    let said = say(["--help"]);
    assert_eq!(said.code, 0);
    assert!(said.out.starts_with("Examples:\n  darkwake "), "{}", said.out);
    assert!(COMMANDS.iter().all(|command| said.out.contains(&format!("\n  {command} "))), "{}", said.out);
}

#[test]
fn the_help_of_every_command_opens_with_examples_of_it() {
    for command in COMMANDS {
        let said = say([command, "--help"]);
        assert_eq!(said.code, 0, "{command}");
        assert!(
            said.out.starts_with(&format!("Examples:\n  darkwake {command}"))
                || said.out.contains(&format!("| darkwake {command}")),
            "{}",
            said.out
        );
    }
}

#[test]
fn nothing_said_is_answered_with_help_and_2() {
    let said = say::<&str>([]);
    assert!(said.code == 2 && said.err.starts_with("Examples:"), "{}", said.err);
}

#[test]
fn the_version_is_that_of_the_package() {
    assert_eq!(say(["--version"]).out, format!("darkwake {}\n", env!("CARGO_PKG_VERSION")));
}
