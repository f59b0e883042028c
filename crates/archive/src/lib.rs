//! Archive files to reports, with a ledger of every line
