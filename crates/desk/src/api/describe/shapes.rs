//! What answers look like: every field with its type, the words that it may hold, and whether it can be null. No field
//! is left out of an answer and none is in it that does not stand here, which a test holds against real answers.

use case::notes::Triage;
use case::{Column, ColumnKind, EventRow, EvidenceRow, ReviewedLead, Row, Schema as Table, VesselRow};
use model::{
    Calibration, Cargo, EventKind, EvidenceState, FalsePattern, Group, LeadKind, List, PlaceBasis,
    Transmitter,
};
use utoipa::openapi::schema::{
    AdditionalProperties, ArrayBuilder, KnownFormat, ObjectBuilder, Schema, SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::{Components, ComponentsBuilder, Ref, RefOr};

use crate::filter::{CARGOES, LISTS, lead_kinds};

/// Every schema that answers name.
pub(super) fn components() -> Components {
    ComponentsBuilder::new()
        .schema("Lead", of(lead()))
        .schema("WholeLead", of(whole_lead()))
        .schema("Event", of(finding::<EventRow>("Event")))
        .schema("Evidence", of(columns::<EvidenceRow>("Evidence")))
        .schema("Vessel", of(vessel()))
        .schema("LeadPart", of(part("Lead")))
        .schema("EventPart", of(part("Event")))
        .schema("VesselPart", of(part("Vessel")))
        .schema("Position", of([field("lat", number()), field("lon", number())]))
        .schema("Party", of(party()))
        .schema("Note", of(note()))
        .schema("RawLine", of(raw_line()))
        .schema("Changes", of([field("changes", list_or_null("Change"))]))
        .schema("Change", of(change()))
        .schema("Track", of(track()))
        .schema("Hull", of(hull()))
        .schema("Silence", of(silence()))
        .schema("Place", of(place()))
        .schema("Reception", of(reception()))
        .schema("Error", of([field("error", text())]))
        .build()
}

/// The words that a column of this name holds, or a word of an address asks for; none where any text may stand.
pub(super) fn words_of(schema: &str, name: &str) -> Vec<&'static str> {
    let is_lead = matches!(schema, "Lead" | "WholeLead" | "LeadPart");
    match name {
        "kind" if is_lead => lead_kinds().map(LeadKind::as_str).collect(),
        "kind" => EventKind::ALL.map(EventKind::as_str).to_vec(),
        "list" => LISTS.map(List::as_str).to_vec(),
        "cargo" => CARGOES.map(Cargo::as_str).to_vec(),
        "status" => Triage::ALL.map(Triage::as_str).to_vec(),
        "place_basis" => PlaceBasis::ALL.map(PlaceBasis::as_str).to_vec(),
        "calibration" => CALIBRATIONS.map(Calibration::as_str).to_vec(),
        "group" => Group::ALL.map(Group::as_str).to_vec(),
        "state" => STATES.map(EvidenceState::as_str).to_vec(),
        "pattern" => PATTERNS.map(FalsePattern::as_str).to_vec(),
        "transmitter" => TRANSMITTERS.map(Transmitter::as_str).to_vec(),
        _ => Vec::new(),
    }
}

const CALIBRATIONS: [Calibration; 3] = [Calibration::Expert, Calibration::Simulated, Calibration::Reviewed];
const STATES: [EvidenceState; 3] =
    [EvidenceState::Present, EvidenceState::Absent, EvidenceState::NotAssessable];
const PATTERNS: [FalsePattern; 5] =
    [FalsePattern::Still, FalsePattern::Loop, FalsePattern::Shift, FalsePattern::Land, FalsePattern::Jamming];
const TRANSMITTERS: [Transmitter; 4] =
    [Transmitter::ClassA, Transmitter::ClassB, Transmitter::LongRange, Transmitter::Unknown];

/// A field of an answer.
struct Field {
    name: &'static str,
    schema: RefOr<Schema>,
}

const fn field(name: &'static str, schema: RefOr<Schema>) -> Field {
    Field { name, schema }
}

/// An object of these fields, all of them and no other.
fn of(fields: impl IntoIterator<Item = Field>) -> Schema {
    let none = Some(AdditionalProperties::FreeForm(false));
    let object = ObjectBuilder::new().additional_properties(none);
    let object = fields
        .into_iter()
        .fold(object, |object, field| object.property(field.name, field.schema).required(field.name));
    object.build().into()
}

fn typed(kind: impl Into<SchemaType>) -> RefOr<Schema> {
    RefOr::T(ObjectBuilder::new().schema_type(kind).build().into())
}

fn text() -> RefOr<Schema> {
    typed(Type::String)
}

fn integer() -> RefOr<Schema> {
    typed(Type::Integer)
}

fn number() -> RefOr<Schema> {
    typed(Type::Number)
}

fn or_null(kind: Type) -> RefOr<Schema> {
    typed(SchemaType::from_iter([kind, Type::Null]))
}

fn named(schema: &str) -> RefOr<Schema> {
    RefOr::Ref(Ref::from_schema_name(schema))
}

/// A field with what it means.
fn told(name: &'static str, schema: RefOr<Schema>, meaning: &str) -> Field {
    match schema {
        RefOr::T(Schema::Object(mut object)) => {
            object.description = Some(meaning.to_owned());
            field(name, RefOr::T(Schema::Object(object)))
        }
        other => field(name, other),
    }
}

fn list_or_null(of: &str) -> RefOr<Schema> {
    let kinds = SchemaType::from_iter([Type::Array, Type::Null]);
    RefOr::T(ArrayBuilder::new().items(named(of)).schema_type(kinds).build().into())
}

fn list(of: RefOr<Schema>) -> RefOr<Schema> {
    RefOr::T(ArrayBuilder::new().items(of).build().into())
}

/// A longitude and a latitude, in degrees.
fn lon_lat(can_be_null: bool) -> RefOr<Schema> {
    let array = ArrayBuilder::new().items(number()).min_items(Some(2)).max_items(Some(2));
    let null = SchemaType::from_iter([Type::Array, Type::Null]);
    RefOr::T(if can_be_null { array.schema_type(null) } else { array }.build().into())
}

/// The columns of a table, with their units in words.
fn columns<R: Row>(schema: &'static str) -> Vec<Field> {
    let Table { columns, .. } = R::SCHEMA;
    columns.iter().map(|column| field(column.name, RefOr::T(cell(schema, column)))).collect()
}

fn cell(schema: &str, column: &Column) -> Schema {
    let words = words_of(schema, column.name);
    let kind = match column.kind {
        ColumnKind::Boolean => Type::Boolean,
        ColumnKind::Integer => Type::Integer,
        ColumnKind::Number => Type::Number,
        ColumnKind::Time | ColumnKind::Text => Type::String,
    };
    let kind =
        if column.nullable { SchemaType::from_iter([kind, Type::Null]) } else { SchemaType::new(kind) };
    let moment =
        (column.kind == ColumnKind::Time).then_some(SchemaFormat::KnownFormat(KnownFormat::DateTime));
    let unit = column.unit.as_str();
    let meaning = if unit.is_empty() { column.doc.to_owned() } else { format!("{} ({unit})", column.doc) };
    let cell = ObjectBuilder::new().schema_type(kind).description(Some(meaning)).format(moment);
    if words.is_empty() {
        return cell.build().into();
    }
    let null = column.nullable.then_some(serde_json::Value::Null);
    cell.enum_values(Some(words.into_iter().map(serde_json::Value::from).chain(null))).build().into()
}

/// What events and leads have beside their columns.
fn finding<R: Row>(schema: &'static str) -> Vec<Field> {
    let beside = [
        field("id", text()),
        field("type", RefOr::T(chosen(words_of(schema, "kind")))),
        field("position", named("Position")),
        field("vessels", list(named("Party"))),
    ];
    beside.into_iter().chain(columns::<R>(schema)).collect()
}

fn chosen(words: Vec<&'static str>) -> Schema {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).build().into()
}

fn lead() -> Vec<Field> {
    finding::<ReviewedLead>("Lead")
}

fn whole_lead() -> Vec<Field> {
    let more = [
        field("notes", list(named("Note"))),
        field("events", list(named("Event"))),
        field("evidence", list(named("Evidence"))),
        field("raw_lines", list(named("RawLine"))),
    ];
    lead().into_iter().chain(more).collect()
}

fn vessel() -> Vec<Field> {
    let beside = [
        field("id", text()),
        field("ssvid", text()),
        field("shipname", or_null(Type::String)),
        field("callsign", or_null(Type::String)),
        field("flag", or_null(Type::String)),
        field("transmissionDateFrom", text()),
        field("transmissionDateTo", text()),
    ];
    beside.into_iter().chain(columns::<VesselRow>("Vessel")).collect()
}

fn part(schema: &str) -> [Field; 4] {
    [
        field("total", integer()),
        field("limit", integer()),
        field("nextAfter", or_null(Type::Integer)),
        field("entries", list(named(schema))),
    ]
}

fn party() -> [Field; 4] {
    [
        field("id", text()),
        field("ssvid", text()),
        field("name", or_null(Type::String)),
        field("flag", or_null(Type::String)),
    ]
}

fn note() -> [Field; 4] {
    let states = Triage::ALL.map(|state| serde_json::Value::from(state.as_str()));
    let status = ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        .enum_values(Some(states.into_iter().chain([serde_json::Value::Null])));
    [
        field("time", text()),
        field("reviewer", text()),
        field("status", RefOr::T(status.build().into())),
        field("text", or_null(Type::String)),
    ]
}

fn raw_line() -> [Field; 5] {
    [
        field("file", text()),
        field("sha256", text()),
        field("line", integer()),
        field("offset", or_null(Type::Integer)),
        field("text", text()),
    ]
}

/// As `words::ChangeRow` has them.
fn change() -> [Field; 11] {
    let null = serde_json::Value::Null;
    let lists = LISTS.map(|list| serde_json::Value::from(list.as_str()));
    let list = ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        .description(Some("the list then; null where it would be no lead"))
        .enum_values(Some(lists.into_iter().chain([null])));
    [
        told("without", or_null(Type::String), "the indicator that would not be seen; null for a threshold"),
        told("threshold", or_null(Type::String), "the keys of the threshold in the weights file"),
        told("threshold_name", or_null(Type::String), "what the threshold is"),
        told("threshold_is", or_null(Type::Number), "its value"),
        told("threshold_at", or_null(Type::Number), "the nearest value at which the lead stands otherwise"),
        told("unit", or_null(Type::String), "unit of the threshold"),
        told("decides", typed(Type::Boolean), "whether the lead would leave its list or cross one in two"),
        field("list", RefOr::T(list.build().into())),
        told("score", number(), "log10 odds then"),
        told("rank", or_null(Type::Integer), "rank then"),
        told("text", text(), "all of it in words; untrusted"),
    ]
}

/// Moments are milliseconds since 1970.
fn track() -> [Field; 5] {
    [
        field("from", integer()),
        field("to", integer()),
        field("hulls", list(named("Hull"))),
        field("silences", list(named("Silence"))),
        field("places", list(named("Place"))),
    ]
}

fn hull() -> [Field; 8] {
    [
        field("id", text()),
        field("mmsi", integer()),
        field("name", or_null(Type::String)),
        field("time", list(integer())),
        field("lon", list(number())),
        field("lat", list(number())),
        field("speed", list(or_null(Type::Number))),
        field("doubted", list(lon_lat(false))),
    ]
}

fn silence() -> [Field; 7] {
    [
        field("id", text()),
        field("start", integer()),
        field("end", or_null(Type::Integer)),
        field("from", lon_lat(false)),
        field("to", lon_lat(true)),
        field("p_intentional", or_null(Type::Number)),
        field("top_speed_kn", number()),
    ]
}

fn place() -> [Field; 9] {
    [
        field("id", text()),
        field("kind", RefOr::T(chosen(words_of("Event", "kind")))),
        field("start", integer()),
        field("end", or_null(Type::Integer)),
        field("lon", number()),
        field("lat", number()),
        field("radius_km", or_null(Type::Number)),
        field("pair_radius_km", or_null(Type::Number)),
        field("decides", typed(Type::Boolean)),
    ]
}

fn reception() -> [Field; 5] {
    [
        field("cell_deg", number()),
        field("south", list(number())),
        field("west", list(number())),
        field("heard", list(number())),
        field("hours", list(integer())),
    ]
}
