//! How much memory a run may take where nobody says: a share of what the machine has and its control group allows.
//!
//! Linux alone tells, in `/proc/meminfo` and in the files of control groups of version 1 or 2. A container or a batch
//! system limits its programs by such a group, and stops one that takes more: what the machine has says little there.

use std::fs;
use std::path::{Component, Path, PathBuf};

const MIB: u64 = 1 << 20;
/// The rest is for what the system keeps of files, and for other programs.
const SHARE: u64 = 4;
/// Less makes runs slow and spares no machine of today.
const LEAST: u64 = 128 * MIB;
/// Where the system does not tell.
const UNKNOWN: u64 = 1024 * MIB;

/// Bytes of memory that the machine has.
pub fn machine_memory() -> Option<u64> {
    total(Path::new("/"))
}

/// Bytes of memory that the control group of this process allows, where it allows less than any number.
pub fn memory_limit() -> Option<u64> {
    limit(Path::new("/"))
}

/// The smaller of [`machine_memory`] and [`memory_limit`].
pub fn available_memory() -> Option<u64> {
    machine_memory().into_iter().chain(memory_limit()).min()
}

/// Bytes of memory that a run may take unless told otherwise: a quarter of the smaller of [`machine_memory`] and
/// [`memory_limit`], at least 128 MiB, and 1 GiB where neither is known.
pub fn default_budget() -> u64 {
    budget(machine_memory(), memory_limit())
}

fn budget(total: Option<u64>, limit: Option<u64>) -> u64 {
    total.into_iter().chain(limit).min().map_or(UNKNOWN, |bytes| (bytes / SHARE).max(LEAST))
}

/// `MemTotal` of `/proc/meminfo`, which counts in KiB.
fn total(root: &Path) -> Option<u64> {
    let text = fs::read_to_string(root.join("proc/meminfo")).ok()?;
    let figure = text.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    figure.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()?.checked_mul(1024)
}

/// The smallest limit of the groups that this process is in and of those above them.
fn limit(root: &Path) -> Option<u64> {
    let groups = fs::read_to_string(root.join("proc/self/cgroup")).ok()?;
    let files = groups.lines().filter_map(Hierarchy::of).flat_map(|hierarchy| hierarchy.files(root));
    files.filter_map(|file| bytes(&fs::read_to_string(file).ok()?)).min()
}

/// A number of bytes; `max` in version 2 and the greatest number of pages in version 1 are no limit.
fn bytes(text: &str) -> Option<u64> {
    /// Pages are of at most 64 KiB.
    const NO_LIMIT: u64 = i64::MAX as u64 & !0xffff;
    text.trim().parse().ok().filter(|&bytes| bytes < NO_LIMIT)
}

/// A tree of groups that may limit memory, and the group of this process in it.
struct Hierarchy<'a> {
    /// Where the tree may be, below the root.
    trees: &'static [&'static str],
    /// The files of a group that hold its limits.
    limits: &'static [&'static str],
    group: &'a Path,
}

impl<'a> Hierarchy<'a> {
    /// What a line of `/proc/self/cgroup`, `number:controllers:group`, names; none for other controllers.
    fn of(line: &'a str) -> Option<Self> {
        let mut parts = line.splitn(3, ':').skip(1);
        let (controllers, group) = (parts.next()?, Path::new(parts.next()?));
        if controllers.is_empty() {
            // A process that takes more than `high` is slowed down until it is of no use.
            let (trees, limits) =
                (&["sys/fs/cgroup", "sys/fs/cgroup/unified"], &["memory.max", "memory.high"]);
            return Some(Self { trees, limits, group });
        }
        let (trees, limits) = (&["sys/fs/cgroup/memory"], &["memory.limit_in_bytes"]);
        controllers.split(',').any(|name| name == "memory").then_some(Self { trees, limits, group })
    }

    /// The limits of the group and of those above it. In a container the tree begins with its own group, whatever
    /// the group is called outside.
    fn files(self, root: &Path) -> Vec<PathBuf> {
        let is_inside = self.group.components().all(|part| part != Component::ParentDir);
        let groups = self.group.ancestors().filter(|_| is_inside).chain([Path::new("/")]);
        let below = groups.map(|group| group.strip_prefix("/").unwrap_or(group));
        let folders = below.flat_map(|group| self.trees.iter().map(move |tree| root.join(tree).join(group)));
        folders.flat_map(|folder| self.limits.iter().map(move |name| folder.join(name))).collect()
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    const MEMINFO: (&str, &str) = (
        "proc/meminfo",
        "MemTotal:       24602548 kB\nMemFree:          812352 kB\nMemAvailable:   19183420 kB\n",
    );
    const TOTAL: u64 = 24_602_548 * 1024;

    /// A system of these files.
    fn system(files: &[(&str, &str)]) -> TempDir {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        root
    }

    fn limit_of(files: &[(&str, &str)]) -> Option<u64> {
        limit(system(files).path())
    }

    #[test]
    fn a_laptop_has_what_meminfo_says_and_no_limit() {
        let laptop = system(&[
            MEMINFO,
            ("proc/self/cgroup", "0::/user.slice/session.scope\n"),
            ("sys/fs/cgroup/user.slice/memory.max", "max\n"),
            ("sys/fs/cgroup/user.slice/session.scope/memory.max", "max\n"),
        ]);
        assert_eq!((total(laptop.path()), limit(laptop.path())), (Some(TOTAL), None));
    }

    #[test]
    fn a_group_of_version_2_is_bound_by_the_smallest_limit_above_it() {
        let files = [
            ("proc/self/cgroup", "0::/batch.slice/job\n"),
            ("sys/fs/cgroup/batch.slice/memory.max", "2147483648\n"),
            ("sys/fs/cgroup/batch.slice/memory.high", "max\n"),
            ("sys/fs/cgroup/batch.slice/job/memory.max", "4294967296\n"),
        ];
        assert_eq!(limit_of(&files), Some(2 << 30));
        let slowed = [&files[..], &[("sys/fs/cgroup/batch.slice/job/memory.high", "1073741824\n")]].concat();
        assert_eq!(limit_of(&slowed), Some(1 << 30));
    }

    #[test]
    fn a_container_sees_its_own_group_as_the_root_of_the_tree() {
        let limits = [("sys/fs/cgroup/memory.max", "536870912\n")];
        for group in ["0::/\n", "0::/../../system.slice\n", "0::/docker/0f3a\n"] {
            assert_eq!(limit_of(&[("proc/self/cgroup", group), limits[0]]), Some(512 << 20), "{group}");
        }
    }

    #[test]
    fn a_group_of_version_1_is_found_among_other_controllers() {
        let groups =
            "12:cpuset:/\n7:hugetlb,memory:/docker/0f3a\n1:name=systemd:/docker/0f3a\n0::/init.scope\n";
        let files =
            |limit| [("proc/self/cgroup", groups), ("sys/fs/cgroup/memory/memory.limit_in_bytes", limit)];
        assert_eq!(limit_of(&files("1073741824\n")), Some(1 << 30));
        assert_eq!(limit_of(&files("9223372036854771712\n")), None);
        assert_eq!(limit_of(&files("9223372036854710272\n")), None);
    }

    #[test]
    fn a_system_that_tells_nothing_or_something_else_is_unknown() {
        assert_eq!((total(system(&[]).path()), limit_of(&[])), (None, None));
        for text in ["", "MemTotal: many kB\n", "MemTotal: 18446744073709551615 kB\n", "MemTotal: 12\n"] {
            assert_eq!(total(system(&[("proc/meminfo", text)]).path()), None, "{text}");
        }
        assert_eq!(limit_of(&[("proc/self/cgroup", "0\n::\nmemory\n")]), None);
    }

    #[test]
    fn the_budget_is_a_quarter_of_the_smaller_and_never_tiny() {
        assert_eq!(budget(Some(16 << 30), None), 4 << 30);
        assert_eq!(budget(Some(16 << 30), Some(2 << 30)), 512 << 20);
        assert_eq!(budget(Some(16 << 30), Some(64 << 30)), 4 << 30);
        assert_eq!(budget(None, Some(2 << 30)), 512 << 20);
        assert_eq!(budget(Some(256 << 20), None), 128 << 20);
        assert_eq!(budget(None, None), 1 << 30);
    }
}
