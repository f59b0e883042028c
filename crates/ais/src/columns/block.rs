//! Rows on their way into columns: 64 at a time, because a whole block is moved and judged in a few vector steps, where
//! a row would ask each column for room and for the place of its bit.

/// Rows of a block: one word of validity.
pub(super) const ROWS: usize = 64;

/// One bit for each row of a block.
#[inline(always)]
pub(super) fn bits(is_valid: impl Fn(usize) -> bool) -> u64 {
    let mut flags = [0; ROWS];
    for (row, flag) in flags.iter_mut().enumerate() {
        *flag = u8::from(is_valid(row));
    }
    let (eights, _) = flags.as_chunks::<8>();
    eights.iter().rev().fold(0, |bits, eight| bits << 8 | eight_bits(*eight))
}

/// Eight flags of 0 or 1 as eight bits, first lowest: the product gathers them in its highest byte.
#[inline(always)]
fn eight_bits(flags: [u8; 8]) -> u64 {
    u64::from_le_bytes(flags).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// Of a row whose receive time the archive does not say.
pub(super) const NO_TIME: i64 = i64::MIN;

/// Which line a row stands for, and when it was received.
#[derive(Clone, Copy)]
pub(super) struct Origin {
    pub(super) line: u64,
    pub(super) received_ms: Option<i64>,
}

/// Declares a family of columns: the columns, those that all families have before them; a row of them; and the block that
/// gathers rows.
///
/// A column reads `name: type where rule`, where the rule takes the block and the number of a row, and says whether the
/// value is a reading.
macro_rules! columns {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$doc:meta])* $column:ident: $kind:ty where $rule:expr ),* $(,)?
        }
    ) => {
        crate::columns::block::columns! {
            @whole
            $(#[$meta])*
            pub struct $name {
                /// Message type.
                kind: u8 where |_, _| true,
                /// Which line made the message whole, counted from 1.
                line: u64 where |_, _| true,
                /// Milliseconds since 1970 (UTC), if the archive says when it was received; else the raw value is the least
                /// of all.
                received_ms: i64 where |block, row| block.received_ms[row] != crate::columns::block::NO_TIME,
                /// How often repeated, 0 to 3.
                repeat: u8 where |_, _| true,
                /// Identity, 30 bits as sent.
                mmsi: u32 where |_, _| true,
                $( $(#[$doc])* $column: $kind where $rule, )*
            }
        }

        /// One message on the scales of the columns.
        #[derive(Clone, Copy)]
        pub(super) struct Row {
            pub(super) kind: u8,
            pub(super) repeat: u8,
            pub(super) mmsi: u32,
            $( pub(super) $column: $kind, )*
        }

        impl $name {
            /// Adds a row, which stands in the columns after [`Self::settle`].
            #[inline(always)]
            pub(super) fn push(&mut self, row: Row, origin: crate::columns::block::Origin) {
                let block = &mut self.block;
                let at = block.rows % crate::columns::block::ROWS;
                block.line[at] = origin.line;
                block.received_ms[at] = origin.received_ms.unwrap_or(crate::columns::block::NO_TIME);
                block.kind[at] = row.kind;
                block.repeat[at] = row.repeat;
                block.mmsi[at] = row.mmsi;
                $( block.$column[at] = row.$column; )*
                block.rows = at + 1;
                if block.rows == crate::columns::block::ROWS {
                    self.settle();
                }
            }
        }
    };
    (
        @whole
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$doc:meta])* $column:ident: $kind:ty where $rule:expr ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct $name {
            $( $(#[$doc])* pub $column: crate::columns::Column<$kind>, )*
            block: Block,
        }

        /// The last rows.
        #[derive(Clone, Debug, PartialEq, Eq)]
        struct Block {
            rows: usize,
            $( $column: [$kind; crate::columns::block::ROWS], )*
        }

        impl Default for Block {
            fn default() -> Self {
                Self { rows: 0, $( $column: [Default::default(); crate::columns::block::ROWS], )* }
            }
        }

        impl $name {
            /// Number of rows.
            pub fn len(&self) -> usize {
                self.kind.len()
            }

            /// Whether there is no row.
            pub fn is_empty(&self) -> bool {
                self.kind.is_empty()
            }

            /// Moves all rows into the columns.
            #[inline(never)]
            pub(super) fn settle(&mut self) {
                crate::vector::run(Settle(self));
            }

            pub(super) fn clear(&mut self) {
                self.block.rows = 0;
                $( self.$column.clear(); )*
            }
        }

        struct Settle<'a>(&'a mut $name);

        impl crate::vector::Job for Settle<'_> {
            type Output = ();

            #[inline(always)]
            fn run(self, _: impl crate::vector::Lanes) {
                let $name { block, $( $column, )* } = self.0;
                let rows = block.rows;
                $(
                    let valid = crate::columns::block::bits(|row| crate::columns::block::judge($rule, block, row));
                    $column.extend(&block.$column[..rows], valid);
                )*
                block.rows = 0;
            }
        }
    };
}
pub(super) use columns;

/// Lets a rule be written without types.
#[inline(always)]
pub(super) fn judge<B>(rule: impl Fn(&B, usize) -> bool, block: &B, row: usize) -> bool {
    rule(block, row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_flag_has_its_bit() {
        for row in 0..ROWS {
            assert_eq!(bits(|other| other == row), 1 << row);
            assert_eq!(bits(|other| other != row), !(1 << row));
        }
    }
}
