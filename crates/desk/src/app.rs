//! What every request needs: the desk, who may ask, and the parts that the pages are made of.

use std::fmt::Write;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::refusal::Refusal;
use crate::{Access, Desk};

/// Shared by all requests.
#[derive(Clone)]
pub(crate) struct App(Arc<Inner>);

/// Behind [`App`].
pub(crate) struct Inner {
    pub(crate) desk: Desk,
    pub(crate) access: Access,
    /// Where the parts of the map are, if they were installed.
    pub(crate) parts: Option<PathBuf>,
    /// Stands in every form of this server: another site cannot know it.
    pub(crate) csrf: String,
    /// Readers of files at a time, one a core: more would make each slower. The others wait in order.
    readers: Arc<Semaphore>,
}

impl App {
    pub(crate) fn new(desk: Desk, access: Access, parts: Option<PathBuf>, secret: &[u8; 32]) -> Self {
        let cores = std::thread::available_parallelism().map_or(2, NonZero::get);
        let (csrf, readers) = (hex(secret), Arc::new(Semaphore::new(cores.max(2))));
        Self(Arc::new(Inner { desk, access, parts, csrf, readers }))
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
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// Bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
