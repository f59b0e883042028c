//! Where in the archive a report stands, so that every finding opens to the bytes that made it.

/// A source file of a case, numbered from 0 in the order in which the case first saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// The place of a report in a source file: a run of bytes of the uncompressed text, or a row of a table.
///
/// A message of several sentences spans from the first byte of the first line that carried it (or that gave its
/// time) to the last byte of the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    // Their order is that of locations: by file, then as they stand in it.
    file: FileId,
    line: u64,
    offset: u64,
    /// 0 for a row of a table: a line of text is never empty.
    len: u32,
}

impl Location {
    /// `len` bytes (line ends left out) from `offset` of the uncompressed text, starting on `line`, counted from 1.
    #[inline]
    pub const fn text(file: FileId, line: u64, offset: u64, len: u32) -> Self {
        Self { file, len, line, offset }
    }

    /// Row `row` of a table, counted from 1.
    #[inline]
    pub const fn row(file: FileId, row: u64) -> Self {
        Self { file, len: 0, line: row, offset: 0 }
    }

    /// The source file.
    #[inline]
    pub const fn file(self) -> FileId {
        self.file
    }

    /// The line of text or row of a table, counted from 1.
    #[inline]
    pub const fn line(self) -> u64 {
        self.line
    }

    /// Offset and length in bytes of the uncompressed text; `None` for a row of a table.
    #[inline]
    pub const fn bytes(self) -> Option<(u64, u32)> {
        if self.len == 0 { None } else { Some((self.offset, self.len)) }
    }
}
