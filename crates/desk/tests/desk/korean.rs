//! Pages for whoever asks for Korean say nothing in English but what ships broadcast and raw lines hold.

use std::collections::BTreeSet;

use darkwake_desk::Server;

use crate::world::{World, csrf, get, post};

/// Short for things that have no Korean letters: numbers of ships, times, units, the program and the tools that it names.
const KEPT: [&str; 17] = [
    "MMSI", "IMO", "UTC", "API", "SHA", "AIS", "NMEA", "DPRK", "English", "darkwake", "npm", "log", "Shift",
    "Space", "Enter", "km", "nmea",
];

#[test]
fn every_page_that_a_link_leads_to_is_korean_but_for_what_ships_broadcast() {
    let world = World::story();
    let server = world.server();
    let mut asked = BTreeSet::new();
    let mut wanted: BTreeSet<String> =
        ["/", "/vessels", "/watch", "/enter", "/vessels?q=2"].map(str::to_owned).into();
    while let Some(address) = wanted.pop_first() {
        let page = korean(&server, &address);
        wanted.extend(links(&page).filter(|link| !asked.contains(link)));
        assert_eq!(english(&page), Vec::<String>::new(), "{address}");
        asked.insert(address);
    }
    let kinds = ["/lead/", "/vessel/", "/changes"];
    assert!(kinds.iter().all(|kind| asked.iter().any(|address| address.contains(kind))), "{asked:?}");
}

#[test]
fn what_is_refused_is_refused_in_korean() {
    let world = World::story();
    let server = world.server();
    for address in [
        "/nothing",
        "/lead/0",
        "/?list=x",
        "/?p=2",
        "/?name=x",
        "/watch?x=1",
        "/?p=1&p=1",
        "/?since=2025-03-08T00:00&until=2025-03-01T00:00",
    ] {
        let page = korean(&server, address);
        assert!(page.contains("<h1>"), "{address}: {page}");
        // The words of an address and their choices are code.
        let names = ["list", "cargo", "kind", "status", "since", "until", "bbox", "after", "limit", "name"];
        let choices = ["dprk", "evasive"];
        let names = [&names[..], &choices].concat();
        let told: Vec<String> =
            english(&page).into_iter().filter(|word| !names.contains(&word.as_str())).collect();
        assert_eq!(told, Vec::<String>::new(), "{address}");
    }
    let secret = csrf(&server);
    let said = post(
        &server,
        "/watch?lang=ko",
        &[("csrf", &secret), ("wanted", "1"), ("list", "x"), ("reviewer", "")],
    );
    assert_eq!(english(&said.text), Vec::<String>::new());
}

fn korean(server: &Server, address: &str) -> String {
    let joint = if address.contains('?') { '&' } else { '?' };
    get(server, &format!("{address}{joint}lang=ko")).text
}

/// Pages that others lead to.
fn links(page: &str) -> impl Iterator<Item = String> {
    let targets = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let is_page = |target: &&str| ["/lead/", "/vessel/", "/?"].iter().any(|page| target.starts_with(page));
    targets.filter(is_page).map(|target| target.replace("&amp;", "&"))
}

/// Words in small letters that a reader or a mouse would find; ships broadcast in capitals.
fn english(page: &str) -> Vec<String> {
    let texts = texts(page);
    let words = texts.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let is_latin = |word: &&str| word.len() > 2 && word.chars().all(|c| c.is_ascii_alphabetic());
    let is_small = |word: &&str| word.chars().any(|c| c.is_ascii_lowercase());
    words.filter(is_latin).filter(is_small).filter(|word| !KEPT.contains(word)).map(str::to_owned).collect()
}

/// What stands between the tags of a page and in what a mouse finds, but for code, keys and the names of files and of the case.
fn texts(page: &str) -> Vec<String> {
    const LEFT_OUT: [(&str, &str); 3] =
        [("<code", "</code>"), ("<kbd", "</kbd>"), ("<span class=\"case-name\"", "</span>")];
    const OF_MOUSE: [&str; 3] = ["title=\"", "aria-label=\"", "placeholder=\""];
    let shown = LEFT_OUT.iter().fold(page.to_owned(), |text, (from, to)| without(&text, from, to));
    let between = shown.split('<').filter_map(|tag| tag.split_once('>').map(|(_, text)| text));
    let of_mouse = |name| shown.split(name).skip(1).filter_map(|rest| rest.split('"').next());
    let texts = between.chain(OF_MOUSE.into_iter().flat_map(of_mouse));
    texts.filter(|text| !text.contains(".nmea")).map(unescaped).collect()
}

/// A text with what stands between two marks left out.
fn without(text: &str, from: &str, to: &str) -> String {
    let mut parts = text.split(from);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once(to).map_or("", |(_, rest)| rest))
}

/// A text as a reader sees it.
fn unescaped(text: &str) -> String {
    ["&quot;", "&lt;", "&gt;", "&amp;"].iter().fold(text.to_owned(), |text, name| text.replace(name, " "))
}
