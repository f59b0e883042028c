//! The case folder as its readers meet it.

#![cfg(test)]

mod columns;
mod folder;
mod notes;
mod round_trip;
mod story;
