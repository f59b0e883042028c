//! What a query may not do, and when it is stopped.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::{Connection, Result};

/// Instructions of SQLite's machine between two looks at the clock.
const BETWEEN_LOOKS: i32 = 20_000;
/// The longest text or row, in bytes.
const LONGEST: i32 = 64 << 20;

/// The tables that are read, by name.
pub(super) type Asked = BTreeSet<String>;

/// Lets nothing run longer than `time` from now.
pub(super) fn stop_after(database: &mut Connection, time: Duration) -> Result<()> {
    let start = Instant::now();
    database.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST)?;
    database.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    database.progress_handler(BETWEEN_LOOKS, Some(move || start.elapsed() > time))
}

/// Lets nothing but reading through.
pub(super) fn only_read(database: &mut Connection) -> Result<()> {
    database.authorizer(Some(|asked: AuthContext<'_>| verdict(&asked.action)))
}

/// Prepares a query, which must only read, and tells which tables it reads.
pub(super) fn tables_asked(database: &mut Connection, query: &str) -> Result<Asked> {
    let asked = Arc::new(Mutex::new(Asked::new()));
    let noted = Arc::clone(&asked);
    database.authorizer(Some(move |asked: AuthContext<'_>| {
        if let AuthAction::Read { table_name, .. } = asked.action {
            noted.lock().unwrap_or_else(PoisonError::into_inner).insert(table_name.to_owned());
        }
        verdict(&asked.action)
    }))?;
    database.prepare(query)?;
    database.authorizer(None::<fn(AuthContext<'_>) -> Authorization>)?;
    let asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(asked.clone())
}

fn verdict(action: &AuthAction<'_>) -> Authorization {
    match action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => Authorization::Allow,
        AuthAction::Function { function_name } if *function_name != "load_extension" => Authorization::Allow,
        _ => Authorization::Deny,
    }
}
