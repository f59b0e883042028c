//! What was read from the days of a case and may be asked for again. A desk holds one case, which does not change, so that
//! nothing kept grows old; what was asked for least goes where room is wanted.

use std::hash::Hash;
use std::sync::Arc;

use quick_cache::Weighter;
use quick_cache::sync::Cache;

/// Rows by what was asked for, of which so many bytes are kept. Whoever asks for what is being read waits for it.
pub(crate) struct Kept<K, R>(Cache<K, Arc<Vec<R>>, Bytes>);

/// Rows weigh what they take in memory, texts left aside.
#[derive(Clone)]
struct Bytes;

impl<K, R> Weighter<K, Arc<Vec<R>>> for Bytes {
    fn weight(&self, _: &K, rows: &Arc<Vec<R>>) -> u64 {
        // An answer without rows has a weight, too, or it would stay for ever.
        (size_of::<K>() + size_of_val(rows.as_slice())) as u64
    }
}

impl<K: Hash + Eq + Clone, R> Kept<K, R> {
    /// Room for so many bytes.
    pub(crate) fn new(bytes: u64) -> Self {
        Self(Cache::with_weighter(USUAL_ENTRIES, bytes, Bytes))
    }

    /// The rows of `key`, read if they are not there.
    pub(crate) fn get<E>(&self, key: &K, read: impl FnOnce() -> Result<Vec<R>, E>) -> Result<Arc<Vec<R>>, E> {
        self.0.get_or_insert_with(key, || read().map(Arc::new))
    }
}

/// Entries that are expected.
const USUAL_ENTRIES: usize = 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hull_that_was_read_is_not_read_again_and_many_hulls_take_no_more_room() {
        let kept: Kept<u32, u64> = Kept::new(1 << 20);
        let read = |rows: usize| move || Ok::<_, ()>(vec![7; rows]);
        assert_eq!(kept.get(&1, read(3)).unwrap().len(), 3);
        assert_eq!(kept.get(&1, || Err("read again")).unwrap().len(), 3);
        for hull in 2..1000 {
            kept.get(&hull, read(1024)).unwrap();
        }
        assert!(kept.0.weight() <= 1 << 20, "{}", kept.0.weight());
    }

    #[test]
    fn what_could_not_be_read_is_tried_again() {
        let kept: Kept<u32, u64> = Kept::new(1 << 20);
        assert_eq!(kept.get(&1, || Err("damaged")), Err("damaged"));
        assert_eq!(*kept.get(&1, || Ok::<_, ()>(vec![5])).unwrap(), [5]);
    }
}
