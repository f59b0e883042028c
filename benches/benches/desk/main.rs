//! The desk under load: how long lists, filters, dossiers and tracks take on a case of some ten million fixes and fifty
//! thousand events, to one reader alone and to two hundred at once.
//!
//! `cargo bench -p darkwake-benches --bench desk -- DIR` prints a row a question. The case is simulated and run first,
//! which takes some minutes and is not counted; it stays in DIR and is taken from there the next time. Without DIR it is
//! thrown away. Server and readers are one process, so that the readers' own work is in the figures.

mod questions;
mod reader;
mod world;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;
use std::time::Instant;

use anyhow::Result;
use case::Case;
use darkwake_benches::cpu_seconds;
use desk::{Access, Desk, Server, Serving};

use questions::{Question, questions};
use reader::{Reader, Times};

/// Readers that ask at once.
const CROWD: usize = 200;
/// What each of them asks.
const ASKED: usize = 20;

#[expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
fn main() -> Result<()> {
    let scratch = tempfile::tempdir()?;
    let named = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let dir = world::case(&named.map_or_else(|| scratch.path().to_owned(), PathBuf::from))?;
    let (fixes, questions) = (world::count(&Case::open(&dir)?)?, questions(&Case::open(&dir)?)?);
    let clock = Instant::now();
    let desk = Desk::open(&dir)?;
    println!("# {fixes}; opened in {:.2} s", clock.elapsed().as_secs_f64());
    let address = serve(desk)?;
    println!("question,readers,answers,faults,kib,cpu_ms,median_ms,p95_ms,max_ms,answers_per_s");
    for question in &questions {
        println!("{},1,{}", question.name, alone(address, question)?);
    }
    println!("all_of_these,{CROWD},{}", crowd(address, &questions)?);
    Ok(())
}

/// Answers on a free port until the process ends.
fn serve(desk: Desk) -> Result<SocketAddr> {
    let serving = Serving { access: Access::loopback(), parts: None, tls: None };
    let server = Server::new(desk, serving)?;
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let ready = move |at| tell.send(at).expect("it is awaited");
        server.serve(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), ready)
    });
    Ok(told.recv()?)
}

/// Each address of a question, one after the other.
fn alone(address: SocketAddr, question: &Question) -> Result<Times> {
    let (mut reader, mut times) = (Reader::connect(address)?, Times::default());
    let (cpu, clock) = (cpu_seconds()?, Instant::now());
    question.addresses.iter().for_each(|path| times.add(reader.ask(path)));
    Ok(times.within(clock.elapsed(), cpu_seconds()? - cpu))
}

/// Many readers at once, each with questions of every kind and others than its neighbours have.
fn crowd(address: SocketAddr, questions: &[Question]) -> Result<Times> {
    let (cpu, clock) = (cpu_seconds()?, Instant::now());
    let times = thread::scope(|scope| {
        let readers: Vec<_> =
            (0..CROWD).map(|number| scope.spawn(move || ask_all(address, questions, number))).collect();
        let mut told = readers.into_iter().map(|reader| reader.join().expect("a reader does not panic"));
        told.try_fold(Times::default(), |all, one| anyhow::Ok(all.and(one?)))
    })?;
    Ok(times.within(clock.elapsed(), cpu_seconds()? - cpu))
}

fn ask_all(address: SocketAddr, questions: &[Question], number: usize) -> Result<Times> {
    let (mut reader, mut times) = (Reader::connect(address)?, Times::default());
    for at in 0..ASKED {
        let addresses = &questions[(number + at) % questions.len()].addresses;
        times.add(reader.ask(&addresses[(number * ASKED + at) % addresses.len()]));
    }
    Ok(times)
}
