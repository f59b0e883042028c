//! What a picture shows, and that it says so of nothing else.

use case::EventRow;
use model::{EventKind, Span};

use super::sign::Sign;
use super::*;
use crate::words::tests::meeting_between;

fn meetings() -> [EventRow; 3] {
    [10, 30, 50].map(|hour| EventRow {
        event_id: hour.to_string(),
        ..meeting_between(445_000_001, 620_000_002, [hour, hour + 9])
    })
}

fn unseen(radius_km: f64, pair_radius_km: f64) -> EventRow {
    let [met, ..] = meetings();
    EventRow {
        kind: EventKind::DarkRendezvous,
        radius_km: Some(radius_km),
        pair_radius_km: Some(pair_radius_km),
        start_earliest: Some(met.start.saturating_add(Span::from_hours(-3))),
        end_latest: met.end,
        ..met
    }
}

fn picture<'a>(events: &'a [&'a EventRow], around: &'a [(f64, f64)]) -> Picture<'a> {
    Picture {
        title: "",
        frame: None,
        size: (300.0, 300.0),
        tracks: &[],
        events,
        deciding: events.first().copied(),
        around,
        square: None,
        lang: Lang::En,
        told,
    }
}

fn words(picture: &Picture<'_>) -> Vec<String> {
    legend(picture).into_iter().map(|key| key.words).collect()
}

#[test]
fn the_square_that_decides_lies_above_its_neighbours_and_a_legend_tells_only_what_is_drawn() {
    let meetings = meetings();
    let events: Vec<&EventRow> = meetings.iter().collect();
    let coarse = Picture { square: Some(0.5), ..picture(&events, &[]) };
    let (mut svg, map) = (String::new(), coarse.map());
    marks::squares(&mut svg, &coarse, &map, 0.5).unwrap();
    assert!(svg.lines().last().unwrap().contains("fill=\"#f4d35e\" fill-opacity=\"1\""), "{svg}");
    assert_eq!((svg.lines().count(), svg.matches("#f4d35e").count()), (3, 1));
    assert_eq!(legend::signs(&coarse), [Sign::DecidingSquare, Sign::Square]);
    let alone = Picture { events: &events[..1], ..coarse };
    assert_eq!(legend::signs(&alone), [Sign::DecidingSquare]);
    assert_eq!(words(&picture(&events, &[])), ["the event that decides place and time", "meeting, heard"]);
}

#[test]
fn the_circles_about_an_unseen_meeting_are_in_the_picture_and_each_says_what_it_holds() {
    let event = unseen(98.6, 6.0);
    let events = [&event];
    let told = words(&picture(&events, &[]));
    for circle in [
        "nine times in ten within 98.6 km, whoever met",
        "nine times in ten within 6.0 km, if it was these two",
    ] {
        assert!(told.iter().any(|key| key == circle), "{told:?}");
        let svg = draw(&picture(&events, &[]), &Chart::builtin());
        assert!(svg.contains(&format!("<title>{circle}</title>")), "{svg}");
    }
    let map = picture(&events, &[]).map();
    let [edge, _] = square((event.lat, event.lon), 98.6);
    assert!(map.holds(map.at(edge)), "the larger circle is in the picture as a whole");
}

#[test]
fn a_circle_of_half_a_sea_pushes_nothing_aside_and_is_told_where_it_is_seen() {
    let (far, near) = (unseen(798.7, 6.0), unseen(98.6, 6.0));
    let (far, near) = ([&far], [&near]);
    assert!(picture(&far, &[]).map().scale > picture(&near, &[]).map().scale);
    assert!(
        !words(&picture(&far, &[])).iter().any(|key| key.contains("798.7")),
        "all that is seen lies within it"
    );
}

#[test]
fn a_ship_that_perhaps_met_one_never_heard_has_one_circle() {
    let event = EventRow { mmsi_b: None, ..unseen(98.6, 6.0) };
    let events = [&event];
    let svg = draw(&picture(&events, &[]), &Chart::builtin());
    let circles = ["km, whoever met</title></circle>", "these two"].map(|told| svg.matches(told).count());
    assert_eq!(circles, [1, 0], "{svg}");
}

#[test]
fn what_lies_beyond_the_edge_is_not_in_the_legend() {
    let meetings = meetings();
    let waited = EventRow { kind: EventKind::Loitering, lat: 20.0, ..meetings[1].clone() };
    let events = [&meetings[0], &waited];
    let (lat, lon) = (meetings[0].lat, meetings[0].lon);
    let around = square((lat, lon), 8.0);
    assert!(words(&picture(&events, &[])).contains(&"waiting".to_owned()));
    assert!(!words(&picture(&events, &around)).contains(&"waiting".to_owned()));
}

#[test]
fn every_kind_of_event_has_a_shape_of_its_own_and_korean_words() {
    let signs: std::collections::BTreeSet<EventSign> =
        EventKind::ALL.into_iter().map(EventSign::of).collect();
    let bare = |sign: &EventSign| sign.shape((0.0, 0.0)).replace(sign.colour(), "");
    let shapes: std::collections::BTreeSet<String> = signs.iter().map(bare).collect();
    assert_eq!(shapes.len(), signs.len(), "{shapes:?}");
    for sign in signs {
        assert_ne!(Lang::Ko.tell(sign.words()), sign.words());
    }
}

/// Names that would end an attribute, a text or the file, or that no XML may hold.
const HOSTILE: [&str; 5] = [
    "</title></svg><script>x()</script>",
    "\"><g onload=\"x()\">&undefined;&#0;",
    "'&;]]>--><!DOCTYPE svg [<!ENTITY a \"b\">]>&a;",
    "A\u{202e}B\u{1b}[2J\u{0}\u{ffff}\u{1fffe}",
    "A NAME THAT IS LONGER THAN ANY SHIP CAN BROADCAST IN STATIC DATA OF CLASS A, AS A TABLE OF SOMEBODY MAY HOLD IT",
];

#[test]
fn a_strict_reader_of_xml_takes_a_picture_whatever_its_ships_are_called() {
    let meetings = meetings();
    let events: Vec<&EventRow> = meetings.iter().collect();
    for (name, lang) in HOSTILE.into_iter().flat_map(|name| Lang::ALL.map(|lang| (name, lang))) {
        let tracks = [0, 1].map(|_| Track { name: name.to_owned(), fixes: Vec::new() });
        let told: fn(Lang, &EventRow) -> String = |_, _| HOSTILE.join(" ");
        let frame = Some(Frame { time: name });
        let framed = Picture { title: name, frame, tracks: &tracks, lang, told, ..picture(&events, &[]) };
        let svg = draw(&framed, &Chart::builtin());
        let read = roxmltree::Document::parse(&svg).unwrap_or_else(|fault| panic!("{fault}: {svg}"));
        let names = read.descendants().filter(roxmltree::Node::is_element).map(|node| node.tag_name().name());
        let known = ["svg", "rect", "path", "g", "text", "circle", "title"];
        assert!(names.clone().all(|name| known.contains(&name)), "{:?}", names.collect::<Vec<_>>());
        let title = read.root_element().children().find(|node| node.has_tag_name((SVG, "text"))).unwrap();
        assert!(title.text().unwrap().chars().count() <= LONGEST_TITLE, "{title:?}");
    }
}

const SVG: &str = "http://www.w3.org/2000/svg";

#[test]
fn a_name_cannot_write_markup() {
    assert_eq!(escaped("<script>\"&\u{202e}"), "&lt;script&gt;&quot;&amp;\\u{202e}");
}
