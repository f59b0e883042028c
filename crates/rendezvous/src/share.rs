//! How work on many things is shared among threads: whoever has the threads says it. What comes out never depends on that.

/// Work that is done for each of some things, in any order.
pub trait Share: Sync {
    /// What the work gives for each number below `count`, in order.
    fn each<T: Send>(&self, count: usize, work: impl Fn(usize) -> T + Sync + Send) -> Vec<T>;
}

/// All work by the thread that asks.
#[derive(Debug, Clone, Copy, Default)]
pub struct OneThread;

impl Share for OneThread {
    fn each<T: Send>(&self, count: usize, work: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
        (0..count).map(work).collect()
    }
}

/// What the work gives of each thing, many or none, one thing after the other; of so many things at a time that little waits.
pub(crate) fn many<'w, T: Send + 'w>(
    share: &'w impl Share,
    count: usize,
    work: impl Fn(usize) -> Vec<T> + Sync + Send + 'w,
) -> impl Iterator<Item = T> + 'w {
    const AT_ONCE: usize = 1024;
    (0..count).step_by(AT_ONCE).flat_map(move |from| {
        let of_part = share.each(AT_ONCE.min(count - from), |at| work(from + at));
        of_part.into_iter().flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_of_each_thing_comes_in_the_order_of_the_things() {
        let found: Vec<usize> = many(&OneThread, 3000, |at| vec![at; at % 3]).collect();
        let expected: Vec<usize> = (0..3000).flat_map(|at| vec![at; at % 3]).collect();
        assert_eq!(found, expected);
    }
}
