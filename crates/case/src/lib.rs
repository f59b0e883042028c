//! The case folder: Parquet tables and a manifest
