//! What the methods of a message say is within what the world allows.

use ais::application::{AreaNotice, ShipWeather, WeatherWarning};
use ais::{
    AidToNavigation, Area, BaseStation, ChannelManagement, Content, Dimensions, ExtendedClassB, FixSecond,
    GnssCorrections, GroupAssignment, Interrogation, LongRange, MAX_BITS, Message, MultipleSlotBinary,
    OutOfRange, Position, PositionReport, SarAircraft, Scope, StandardClassB, StaticAndVoyage, StaticDataA,
    StaticDataB, Text, Turn,
};

/// Calls every method of the message and of its content.
pub(crate) fn holds(message: &Message) {
    assert!(message.mmsi() < 1 << 30 && message.repeat() < 4 && (1..64).contains(&message.kind()));
    place(message.position());
    let odd = OutOfRange::of(message);
    assert_eq!(odd.is_empty(), odd.names().next().is_none());
    assert!(!(odd.contains(OutOfRange::POSITION) && message.position().is_some()));
    methods(message, odd);
    message.content().iter().for_each(content);
}

/// The methods of each message, as a table.
fn methods(message: &Message, odd: OutOfRange) {
    match message {
        Message::PositionReport(m) => position_report(m, odd),
        Message::BaseStation(m) => base_station(m),
        Message::StaticAndVoyage(m) => static_and_voyage(m),
        Message::SarAircraft(m) => sar_aircraft(m, odd),
        Message::Interrogation(m) => interrogation(m),
        Message::GnssCorrections(m) => gnss_corrections(m),
        Message::StandardClassB(m) => standard_class_b(m, odd),
        Message::ExtendedClassB(m) => extended_class_b(m, odd),
        Message::AidToNavigation(m) => aid_to_navigation(m),
        Message::ChannelManagement(m) => channel_management(m),
        Message::GroupAssignment(m) => group_assignment(m),
        Message::StaticDataA(m) => static_data_a(m),
        Message::StaticDataB(m) => static_data_b(m),
        Message::MultipleSlotBinary(m) => multiple_slot_binary(m),
        Message::LongRange(m) => long_range(m, odd),
        Message::AddressedBinary(_)
        | Message::Acknowledge(_)
        | Message::BroadcastBinary(_)
        | Message::UtcInquiry(_)
        | Message::AddressedSafety(_)
        | Message::BroadcastSafety(_)
        | Message::AssignmentCommand(_)
        | Message::DataLinkManagement(_)
        | Message::SingleSlotBinary(_)
        | Message::Unknown(_) => {}
    }
}

fn position_report(m: &PositionReport, odd: OutOfRange) {
    speed(m.speed_knots(), 102.2);
    course(m.course_degrees(), odd);
    heading(m.heading_degrees(), odd);
    second(m.fix_second());
    assert!(m.navigation_status().is_none_or(|status| status < 15));
    if let Some(Turn::DegreesPerMinute(rate)) = m.rate_of_turn() {
        assert!(rate.abs() < 709.0);
    }
    m.communication_state();
}

fn base_station(m: &BaseStation) {
    assert!(m.epoch_ms().is_none_or(|ms| (0..253_402_300_800_000).contains(&ms)));
    m.communication_state();
}

fn static_and_voyage(m: &StaticAndVoyage) {
    assert!(m.imo_number().is_none_or(|imo| (1..1 << 30).contains(&imo)));
    assert!(m.draught_metres().is_none_or(|draught| (0.1..=25.5).contains(&draught)));
    assert!(m.ship_type() != Some(0));
    dimensions(m.dimensions());
    let eta = m.arrival();
    assert!(eta.month.is_none_or(|month| (1..=12).contains(&month)));
    assert!(eta.day.is_none_or(|day| (1..=31).contains(&day)));
    assert!(eta.hour.is_none_or(|hour| hour < 24) && eta.minute.is_none_or(|minute| minute < 60));
    text(&m.callsign);
    text(&m.shipname);
    text(&m.destination);
}

fn sar_aircraft(m: &SarAircraft, odd: OutOfRange) {
    speed(m.speed_knots(), 1022.0);
    course(m.course_degrees(), odd);
    second(m.fix_second());
    assert!(m.altitude_metres().is_none_or(|metres| (0.0..=4094.0).contains(&metres)));
    m.altitude_is_barometric();
    m.communication_state();
}

fn interrogation(m: &Interrogation) {
    assert!(m.requests().all(|(mmsi, kind, offset)| mmsi < 1 << 30 && kind < 64 && offset < 1 << 12));
}

fn gnss_corrections(m: &GnssCorrections) {
    assert_eq!(m.header().is_some(), m.data.bits() >= 40);
}

fn standard_class_b(m: &StandardClassB, odd: OutOfRange) {
    speed(m.speed_knots(), 102.2);
    course(m.course_degrees(), odd);
    heading(m.heading_degrees(), odd);
    second(m.fix_second());
    assert_eq!(m.communication_state().is_none(), m.cs);
}

fn extended_class_b(m: &ExtendedClassB, odd: OutOfRange) {
    speed(m.speed_knots(), 102.2);
    course(m.course_degrees(), odd);
    heading(m.heading_degrees(), odd);
    second(m.fix_second());
    assert!(m.ship_type() != Some(0));
    dimensions(m.dimensions());
    text(&m.shipname);
}

fn aid_to_navigation(m: &AidToNavigation) {
    second(m.fix_second());
    dimensions(m.dimensions());
    assert!(m.name().len() <= 20 + MAX_BITS / 6 && m.name().trim_end_matches(' ') == m.name());
    assert_eq!(m.is_off_position().is_some(), m.second < 60);
}

fn channel_management(m: &ChannelManagement) {
    if let Scope::Area(corners) = &m.scope {
        area(corners);
    }
}

fn group_assignment(m: &GroupAssignment) {
    area(&m.area);
}

fn static_data_a(m: &StaticDataA) {
    text(&m.shipname);
}

fn static_data_b(m: &StaticDataB) {
    assert_eq!(m.is_auxiliary_craft(), m.dimensions().is_none());
    assert!(m.mothership_mmsi().is_none_or(|mmsi| m.is_auxiliary_craft() && mmsi < 1 << 30));
    assert!(m.ship_type() != Some(0));
    m.dimensions().into_iter().for_each(dimensions);
    text(&m.vendor);
    text(&m.vendor_seven());
    text(&m.callsign);
}

fn multiple_slot_binary(m: &MultipleSlotBinary) {
    m.communication_state();
}

fn long_range(m: &LongRange, odd: OutOfRange) {
    speed(m.speed_knots(), 62.0);
    course(m.course_degrees(), odd);
    assert!(m.position().is_none_or(Position::is_coarse));
    assert!(m.navigation_status().is_none_or(|status| status < 15));
}

fn content(content: &Content) {
    match content {
        Content::AreaNotice(notice) => area_notice(notice),
        Content::WeatherWarning(warning) => weather_warning(warning),
        Content::ShipWeather(ShipWeather::Wmo(weather)) => {
            assert!(weather.visibility_metres().is_none_or(|metres| metres >= 0.0));
            assert!(weather.cloud_base_metres().is_none_or(|metres| metres >= 0.0));
        }
        _ => {}
    }
}

fn area_notice(notice: &AreaNotice) {
    assert!(notice.areas.iter().all(|area| area.shape() < 8));
}

fn weather_warning(warning: &WeatherWarning) {
    assert!(!warning.start().is_empty() && !warning.end().is_empty());
}

fn place(position: Option<Position>) {
    let Some(position) = position else { return };
    assert!(position.longitude_degrees().abs() <= 180.0 && position.latitude_degrees().abs() <= 90.0);
    assert!(position.longitude_ten_thousandths().abs() <= 108_000_000);
    assert!(position.latitude_ten_thousandths().abs() <= 54_000_000);
}

fn area(area: &Area) {
    place(area.north_east());
    place(area.south_west());
}

fn speed(knots: Option<f64>, most: f64) {
    assert!(knots.is_none_or(|knots| (0.0..=most).contains(&knots)), "{knots:?} knots");
}

fn course(degrees: Option<f64>, odd: OutOfRange) {
    assert!(degrees.is_none_or(|degrees| (0.0..360.0).contains(&degrees)), "{degrees:?} degrees");
    assert!(!(odd.contains(OutOfRange::COURSE) && degrees.is_some()));
}

fn heading(degrees: Option<u16>, odd: OutOfRange) {
    assert!(degrees.is_none_or(|degrees| degrees < 360), "{degrees:?} degrees");
    assert!(!(odd.contains(OutOfRange::HEADING) && degrees.is_some()));
}

fn second(second: FixSecond) {
    assert!(!matches!(second, FixSecond::At(60..)));
}

fn dimensions(size: Dimensions) {
    assert!(size.length_metres().is_none_or(|metres| (1..=1022).contains(&metres)));
    assert!(size.width_metres().is_none_or(|metres| (1..=126).contains(&metres)));
    size.gives_reference_point();
}

fn text<const N: usize>(text: &Text<N>) {
    assert!(text.as_str().len() <= N && !text.as_str().contains('@') && !text.as_str().ends_with(' '));
    assert_eq!(text.to_option().is_none(), text.as_str().trim_start().is_empty());
    assert!(text.raw().starts_with(text.as_str()));
}
