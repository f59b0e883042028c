//! aisstream's names (those of the Go package it is made with) as gpsd's.

use serde_json::Value;

use super::Object;

/// The message inside the line, or the line itself if it is bare.
pub(super) fn message(line: &Object) -> Option<&Object> {
    if line.contains_key("MessageID") {
        return Some(line);
    }
    let kind = line.get("MessageType")?.as_str()?;
    line.get("Message")?.get(kind)?.as_object()
}

/// The same fields under gpsd's names, scaled.
pub(super) fn renamed(message: &Object) -> Object {
    let mut fields = Object::new();
    fields.insert("scaled".into(), true.into());
    flatten(message, &mut fields);
    if let Some(turn) = message.get("RateOfTurn") {
        fields.insert("turn_unscaled".into(), turn.clone());
    }
    if let Some(radio) = message.get("CommunicationState").and_then(Value::as_u64) {
        let selector = message.get("CommunicationStateIsItdma") == Some(&Value::Bool(true));
        fields.insert("radio".into(), (radio | u64::from(selector) << 19).into());
    }
    fields
}

/// Members of inner objects become members of the outer.
fn flatten(object: &Object, fields: &mut Object) {
    for (name, value) in object {
        match value {
            Value::Object(inner) if inner.get("Valid") != Some(&Value::Bool(false)) => flatten(inner, fields),
            Value::Object(_) => {}
            value => {
                if let Some((_, ours)) = NAMES.iter().find(|(theirs, _)| theirs == name) {
                    fields.insert((*ours).into(), value.clone());
                }
            }
        }
    }
}

const NAMES: [(&str, &str); 60] = [
    ("MessageID", "type"),
    ("RepeatIndicator", "repeat"),
    ("UserID", "mmsi"),
    ("NavigationalStatus", "status"),
    ("Sog", "speed"),
    ("PositionAccuracy", "accuracy"),
    ("Longitude", "lon"),
    ("Latitude", "lat"),
    ("Cog", "course"),
    ("TrueHeading", "heading"),
    ("Timestamp", "second"),
    ("SpecialManoeuvreIndicator", "maneuver"),
    ("Raim", "raim"),
    ("UtcYear", "year"),
    ("UtcMonth", "month"),
    ("UtcDay", "day"),
    ("UtcHour", "hour"),
    ("UtcMinute", "minute"),
    ("UtcSecond", "second"),
    ("FixType", "epfd"),
    ("Fixtype", "epfd"),
    ("LongRangeEnable", "long_range_control"),
    ("AisVersion", "ais_version"),
    ("ImoNumber", "imo"),
    ("CallSign", "callsign"),
    ("Name", "shipname"),
    ("A", "to_bow"),
    ("B", "to_stern"),
    ("C", "to_port"),
    ("D", "to_starboard"),
    ("Month", "month"),
    ("Day", "day"),
    ("Hour", "hour"),
    ("Minute", "minute"),
    ("MaximumStaticDraught", "draught"),
    ("Destination", "destination"),
    ("Dte", "dte"),
    ("Altitude", "alt"),
    ("AssignedMode", "assigned"),
    ("ClassBUnit", "cs"),
    ("ClassBDisplay", "display"),
    ("ClassBDsc", "dsc"),
    ("ClassBBand", "band"),
    ("ClassBMsg22", "msg22"),
    ("Spare1", "reserved"),
    ("Spare2", "regional"),
    ("Type", "shiptype"),
    ("ShipType", "shiptype"),
    ("PartNumber", "partno"),
    ("VendorIDName", "vendor"),
    ("VenderIDModel", "model"),
    ("VenderIDSerial", "serial"),
    ("DestinationID", "dest_mmsi"),
    ("Text", "text"),
    ("NameExtension", "name_end"),
    ("OffPosition", "off_position"),
    ("AtoN", "regional"),
    ("VirtualAtoN", "virtual_aid"),
    ("PositionLatency", "gnss"),
    ("Sequenceinteger", "seqno"),
];
