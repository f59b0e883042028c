//! The desk as browsers and programs meet it.

#![cfg(test)]

mod api;
mod browser;
mod doors;
mod hostile;
mod korean;
mod pages;
mod tls;
mod world;
