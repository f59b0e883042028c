//! What binary messages say: one known answer a content, and the same content in each message that can carry it.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its data fails")]

use ais::application::{
    AidMonitoring, AreaNotice, Circle, DayTime, Description, Environmental, InlandShip, Meteorology31,
    MonthTime, PersonsOnBoard, Reading, Route, RouteHead, SensorHead, SensorReport, SubArea, TargetId,
    VtsTarget, VtsTargets, WaterLevels, Waypoint, WeatherWarning, Wind,
};
use ais::{
    AddressedBinary, ApplicationId, BroadcastBinary, Content, Leniency, Message, MultipleSlotBinary, Payload,
    Scale, SingleSlotBinary, SlotHead, Text, write_json,
};
use serde_json::{Value, json};

fn shown(message: &Message, scale: Scale) -> Value {
    let mut out = Vec::new();
    write_json(message, scale, &mut out);
    serde_json::from_slice(&out).unwrap()
}

/// A type 8 that says this, after a way through bits.
fn broadcast(dac: u16, fid: u8, content: Content) -> Message {
    let data = content.encode();
    let message = BroadcastBinary { repeat: 0, mmsi: 440_000_001, spare: 0, dac, fid, data };
    let message = Message::decode(&Message::BroadcastBinary(message).encode(), Leniency::Strict).unwrap();
    assert_eq!(message.content(), Some(content));
    message
}

/// The members of an object, one by one, so that others may be there.
fn assert_members(object: &Value, expected: &Value) {
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(&object[name], value, "{name}");
    }
}

fn read(armour: &str, fill: u8) -> Message {
    Message::decode(&Payload::from_armour(armour.as_bytes(), fill).unwrap(), Leniency::Strict).unwrap()
}

/// The example of libais for 8:1:22, off Boston: a circle of 5 nautical miles.
#[test]
fn whales_off_boston_are_in_a_circle_of_five_miles() {
    let message = read("803Ovrh0EP:024`@02PN04da=3V<>N0000", 4);
    assert_members(
        &shown(&message, Scale::Scaled),
        &json!({
            "linkage": 10, "notice": 0, "start": "01-01T05:02Z", "duration": 20,
            "areas": [{"shape": 0, "shape_text": "circle", "scale": 1, "lon": -69.864983, "lat": 42.08295, "precision": 4, "radius": 9260}],
        }),
    );
}

/// A message of the Japanese coast guard's Osaka centre, as pyais and AIS-catcher read it.
#[test]
fn free_text_is_read_up_to_its_end() {
    let text = ais::application::FreeText {
        ack_required: true,
        sequence: 5,
        text: ais::LongText::new("1012HPA AT OSAKA MARTIS"),
    };
    let message = broadcast(1, 0, Content::FreeText(text));
    let expected = json!({"ack_required": true, "text_sequence": 5, "text": "1012HPA AT OSAKA MARTIS"});
    assert_members(&shown(&message, Scale::Raw), &expected);
}

#[test]
fn weather_is_shown_in_its_units_and_what_the_station_does_not_measure_is_null() {
    let silent =
        Content::read(ApplicationId { dac: 1, fid: 31 }, &Content::encode(&Content::Meteorology31(quiet())));
    assert_eq!(silent, Some(Content::Meteorology31(quiet())));
    let measured =
        Meteorology31 { wspeed: 30, wdir: 359, airtemp: -52, pressure: 214, waterlevel: 1_234, ..quiet() };
    let message = broadcast(1, 31, Content::Meteorology31(measured));
    assert_members(
        &shown(&message, Scale::Scaled),
        &json!({
            "timestamp": "05T12:30Z", "wspeed": 30, "wdir": 359, "airtemp": -5.2, "pressure": 1013, "waterlevel": 2.34,
            "wgust": null, "humidity": null, "dewpoint": null, "cspeed3": null, "seastate": null, "lon": null,
            "pressuretend": "N/A",
        }),
    );
    assert_members(&shown(&message, Scale::Raw), &json!({"airtemp": -52, "waterlevel": 1234, "wgust": 127}));
}

/// A station that measures nothing.
fn quiet() -> Meteorology31 {
    Meteorology31 {
        longitude: 181 * 60_000,
        latitude: 91 * 60_000,
        accuracy: false,
        time: DayTime { day: 5, hour: 12, minute: 30 },
        wspeed: 127,
        wgust: 127,
        wdir: 360,
        wgustdir: 360,
        airtemp: -1024,
        humidity: 101,
        dewpoint: 501,
        pressure: 511,
        pressuretend: 3,
        visgreater: false,
        visibility: 127,
        waterlevel: 4001,
        leveltrend: 3,
        cspeed: 255,
        cdir: 360,
        cspeed2: 255,
        cdir2: 360,
        cdepth2: 31,
        cspeed3: 255,
        cdir3: 360,
        cdepth3: 31,
        waveheight: 255,
        waveperiod: 63,
        wavedir: 360,
        swellheight: 255,
        swellperiod: 63,
        swelldir: 360,
        seastate: 13,
        watertemp: 501,
        preciptype: 7,
        salinity: 510,
        ice: 3,
    }
}

#[test]
fn a_route_shows_as_many_points_as_it_announces() {
    let head = RouteHead {
        linkage: 7,
        sender: 1,
        route_type: 2,
        start: MonthTime { month: 5, day: 15, hour: 14, minute: 0 },
        duration: 262_143,
    };
    let point = |longitude, latitude| Waypoint { longitude, latitude };
    let waypoints = [point(77_000_000, 21_000_000), point(77_600_000, 21_300_000)].into_iter().collect();
    let route = Route { head, waypoints };
    let message = broadcast(1, 27, Content::Route(route));
    assert_members(
        &shown(&message, Scale::Scaled),
        &json!({
            "rtype": 2, "rtype_text": "Recommended", "start": "05-15T14:00Z", "duration": null,
            "waypoints": [{"lon": 128.333_333_3, "lat": 35.0}, {"lon": 129.333_333_3, "lat": 35.5}],
        }),
    );
    let mut data = Content::Route(route).encode();
    assert_eq!(data.bits(), 61 + 112);
    let armour = data.to_armour();
    data = Payload::from_armour(&armour.0[..20], 0).unwrap();
    let Some(Content::Route(cut)) = Content::read(ApplicationId { dac: 1, fid: 27 }, &data) else { panic!() };
    assert_eq!(cut.waypoints.len(), 1, "half a point is none");
}

#[test]
fn targets_of_a_vessel_traffic_service_are_named_as_they_are_known() {
    let target = |id| VtsTarget {
        id,
        spare: 0,
        latitude: 2_100_000,
        longitude: 7_700_000,
        course: 90,
        second: 60,
        speed: 255,
    };
    let targets = [target(TargetId::Mmsi(440_123_456)), target(TargetId::CallSign(Text::new("DSAB1")))];
    let message =
        broadcast(1, 17, Content::VtsTargets(VtsTargets { targets: targets.into_iter().collect() }));
    let shown = shown(&message, Scale::Scaled);
    assert_members(
        &shown["targets"][0],
        &json!({"idtype_text": "mmsi", "mmsi": "440123456", "course": 90, "speed": null}),
    );
    assert_members(&shown["targets"][1], &json!({"idtype": 2, "callsign": "DSAB1", "lat": 35.0}));
}

#[test]
fn a_sensor_report_shows_which_sensor_it_is_and_what_it_measured() {
    let wind = Wind {
        wspeed: 12,
        wgust: 122,
        wdir: 200,
        wgustdir: 360,
        sensortype: 1,
        fwspeed: 122,
        fwgust: 122,
        fwdir: 360,
        forecast_day: 0,
        forecast_hour: 24,
        forecast_minute: 60,
        duration: 255,
        spare: 0,
    };
    let head = SensorHead { day: 5, hour: 12, minute: 30, site: 9 };
    let reports = [SensorReport { head, reading: Reading::Wind(wind) }].into_iter().collect();
    let message = broadcast(1, 26, Content::Environmental(Environmental { reports }));
    assert_members(
        &shown(&message, Scale::Scaled)["reports"][0],
        &json!({"sensor": 2, "sensor_text": "Wind", "site": 9, "wspeed": 12, "wgust": null, "sensortype_text": "Raw real time"}),
    );
}

/// gpsd's sample: a motor freighter of 39 m.
#[test]
fn an_inland_ship_is_measured_in_metres_and_raw_in_what_was_sent() {
    let ship = InlandShip {
        vin: Text::new("02103547"),
        length: 390,
        beam: 50,
        shiptype: 8010,
        hazard: 0,
        draught: 204,
        loaded: 1,
        speed_q: false,
        course_q: false,
        heading_q: false,
        spare: 0,
    };
    let message = broadcast(200, 10, Content::InlandShip(ship));
    let scaled = json!({"vin": "02103547", "length": 39.0, "beam": 5.0, "draught": 2.04, "shiptype_text": "Motor freighter"});
    assert_members(&shown(&message, Scale::Scaled), &scaled);
    assert_members(&shown(&message, Scale::Raw), &json!({"length": 390, "beam": 50, "draught": 204}));
}

/// VTT 1.2, tables 2.11 and 2.12: a sign bit stands before the magnitude.
#[test]
fn water_below_its_mark_and_frost_have_a_minus() {
    let bits = |text: &str| {
        let mut armour = String::new();
        for six in text.as_bytes().chunks(6) {
            let six = format!("{:0<6}", std::str::from_utf8(six).unwrap());
            let value = u8::from_str_radix(&six, 2).unwrap();
            armour.push(char::from(if value < 40 { value + 48 } else { value + 56 }));
        }
        Payload::from_armour(armour.as_bytes(), (armour.len() * 6 - text.len()) as u8).unwrap()
    };
    let gauge = |sign: char| format!("00000000101{sign}0000001100100");
    let levels = format!("000100000101{}{}{}{}", gauge('0'), gauge('1'), gauge('0'), gauge('0'));
    let Some(Content::WaterLevels(WaterLevels { gauges, .. })) =
        Content::read(ApplicationId { dac: 200, fid: 24 }, &bits(&levels))
    else {
        panic!("no water levels")
    };
    assert_eq!((gauges[0].level.0, gauges[1].level.0), (-100, 100));
    let warning = format!("{}{}{}{}", "0".repeat(166), "0110", "100001010", "000000101") + &"0".repeat(12);
    let Some(Content::WeatherWarning(WeatherWarning { kind, min, max, .. })) =
        Content::read(ApplicationId { dac: 200, fid: 23 }, &bits(&warning))
    else {
        panic!("no warning")
    };
    assert_eq!((kind, min.0, max.0), (6, -10, 5), "low temperature, from -10 to 5");
}

/// gpsd's sample: a buoy with a supply of 13.7 V.
#[test]
fn an_aid_tells_its_voltage() {
    let message = Message::AddressedBinary(AddressedBinary {
        repeat: 0,
        mmsi: 992_509_976,
        seqno: 0,
        dest_mmsi: 2_500_912,
        retransmit: false,
        spare: false,
        dac: 235,
        fid: 10,
        data: Content::AidMonitoring(AidMonitoring {
            ana_int: 274,
            ana_ext1: 1,
            ana_ext2: 0,
            racon: 2,
            light: 2,
            alarm: false,
            stat_ext: 0,
            off_pos: false,
            spare: 0,
        })
        .encode(),
    });
    let expected = json!({"ana_int": 13.7, "ana_ext1": 0.05, "ana_ext2": null, "light_text": "Light OFF"});
    assert_members(&shown(&message, Scale::Scaled), &expected);
}

#[test]
fn one_content_is_read_in_each_of_the_four_messages() {
    let persons = Content::PersonsOnBoard(PersonsOnBoard { persons: 23 });
    let id = ApplicationId { dac: 1, fid: 16 };
    let data = persons.encode();
    let head = |addressee| SlotHead { repeat: 0, mmsi: 1, addressee, application: Some(id) };
    let to = Some(ais::Addressee { mmsi: 2, spare: 0 });
    let addressed = AddressedBinary {
        repeat: 0,
        mmsi: 1,
        seqno: 0,
        dest_mmsi: 2,
        retransmit: false,
        spare: false,
        dac: 1,
        fid: 16,
        data,
    };
    for message in [
        Message::AddressedBinary(addressed),
        Message::BroadcastBinary(BroadcastBinary { repeat: 0, mmsi: 1, spare: 0, dac: 1, fid: 16, data }),
        Message::SingleSlotBinary(SingleSlotBinary { head: head(None), data }),
        Message::SingleSlotBinary(SingleSlotBinary { head: head(to), data }),
        Message::MultipleSlotBinary(MultipleSlotBinary { head: head(to), data, spare: 0, radio: 0 }),
    ] {
        let read = Message::decode(&message.encode(), Leniency::Strict).unwrap();
        assert_eq!((read, read.content()), (message, Some(persons)));
        assert_eq!(shown(&read, Scale::Raw)["persons"], 23);
    }
}

#[test]
fn a_content_that_is_cut_or_unknown_stays_bits_and_loses_none() {
    let text = Content::Description(Description { linkage: 3, text: ais::LongText::new("FOG") });
    let whole = text.encode();
    for (dac, fid, data) in [(1, 31, whole), (440, 51, whole), (1, 63, whole)] {
        let message = BroadcastBinary { repeat: 0, mmsi: 1, spare: 0, dac, fid, data };
        let message = Message::decode(&Message::BroadcastBinary(message).encode(), Leniency::Strict).unwrap();
        assert_eq!(message.content(), None);
        assert_eq!(shown(&message, Scale::Scaled)["data"], format!("{}:{}", data.bits(), data.to_hex()));
    }
}

#[test]
fn a_notice_of_all_shapes_survives_its_bits() {
    let circle =
        Circle { scale: 0, longitude: 7_700_000, latitude: 2_100_000, precision: 4, radius: 500, spare: 0 };
    let areas = [
        SubArea::Circle(circle),
        SubArea::Text(ais::application::AreaText { text: Text::new("STAY CLEAR") }),
        SubArea::Polygon(ais::application::Legs {
            scale: 2,
            legs: [ais::application::Leg { bearing: 90, distance: 12 }; 4].into_iter().collect(),
        }),
    ];
    let notice = AreaNotice {
        linkage: 1,
        notice: 35,
        start: MonthTime { month: 0, day: 0, hour: 24, minute: 60 },
        duration: 0,
        areas: areas.into_iter().collect(),
    };
    let message = broadcast(1, 22, Content::AreaNotice(notice));
    let shown = shown(&message, Scale::Scaled);
    assert_eq!(shown["notice_text"], "Restricted area: entry prohibited");
    assert_eq!(shown["areas"][1]["text"], "STAY CLEAR");
    assert_eq!(shown["areas"][2]["waypoints"][3], json!({"bearing": 45.0, "distance": 1200}));
}
