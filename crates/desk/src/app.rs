//! What every request needs: the desk as the case is now, who may ask, and the parts that the pages are made of.

use std::convert::Infallible;
use std::fmt::Write;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use tokio::sync::{Mutex, Semaphore};

use crate::refusal::Refusal;
use crate::{Access, Desk};

/// What outlives every request: the desk, opened anew when a run replaces the case, and what never changes.
#[derive(Clone)]
pub(crate) struct Hub {
    fixed: Arc<Fixed>,
    held: Arc<RwLock<Arc<Desk>>>,
    /// Whose turn it is to open the case anew; the others wait for what is found.
    turn: Arc<Mutex<()>>,
}

/// What one request sees: one desk from its beginning to its end.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) desk: Arc<Desk>,
    fixed: Arc<Fixed>,
}

/// Behind [`Hub`] and [`App`].
pub(crate) struct Fixed {
    pub(crate) access: Access,
    /// Where the parts of the map are, if they were installed.
    pub(crate) parts: Option<PathBuf>,
    /// Stands in every form of this server: another site cannot know it.
    pub(crate) csrf: String,
    /// Readers of files at a time, one a core: more would make each slower. The others wait in order.
    readers: Arc<Semaphore>,
}

impl Hub {
    pub(crate) fn new(desk: Desk, access: Access, parts: Option<PathBuf>, secret: &[u8; 32]) -> Self {
        let cores = std::thread::available_parallelism().map_or(2, NonZero::get);
        let (csrf, readers) = (hex(secret), Arc::new(Semaphore::new(cores.max(2))));
        let fixed = Arc::new(Fixed { access, parts, csrf, readers });
        Self { fixed, held: Arc::new(RwLock::new(Arc::new(desk))), turn: Arc::default() }
    }

    /// What a request sees, of the case as it is now.
    pub(crate) async fn now(&self) -> Result<App, Refusal> {
        let held = self.held();
        if held.desk.is_current() {
            return Ok(held);
        }
        let _turn = self.turn.lock().await;
        let held = self.held();
        if held.desk.is_current() {
            return Ok(held);
        }
        let opened = tokio::task::spawn_blocking(move || held.desk.reopen()).await;
        let desk = opened.map_err(|_| Refusal::busy())?.map_err(|why| Refusal::replaced(&why))?;
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(desk);
        Ok(self.held())
    }

    /// What a request sees, of the case as it was when it was opened last.
    fn held(&self) -> App {
        let desk = Arc::clone(&self.held.read().unwrap_or_else(PoisonError::into_inner));
        App { desk, fixed: Arc::clone(&self.fixed) }
    }
}

/// That of the request, which was looked for before any handler ran; where none was, as it was opened last.
impl FromRequestParts<Hub> for App {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, hub: &Hub) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_else(|| hub.held()))
    }
}

impl App {
    /// Does work that reads or writes files away from the threads that answer, a few at a time. Whoever stops waiting gives
    /// up a place in the queue; work that was begun keeps its place until it is done.
    pub(crate) async fn during<T: Send + 'static>(
        self,
        work: impl FnOnce(&Self) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let readers = Arc::clone(&self.readers);
        let place = readers.acquire_owned().await.map_err(|_| Refusal::busy())?;
        let work = move || {
            let _place = place;
            work(&self)
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| Refusal::busy())?
    }

    /// Whether a form is of this server.
    pub(crate) fn check(&self, csrf: &str) -> Result<(), Refusal> {
        if csrf == self.csrf { Ok(()) } else { Err(Refusal::foreign()) }
    }
}

impl std::ops::Deref for App {
    type Target = Fixed;

    fn deref(&self) -> &Fixed {
        &self.fixed
    }
}

impl std::ops::Deref for Hub {
    type Target = Fixed;

    fn deref(&self) -> &Fixed {
        &self.fixed
    }
}

/// Bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
