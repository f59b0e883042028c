//! `/api/openapi.json`: the API as OpenAPI 3.1, its rows from the same declarations as the tables of a case.

use axum::response::Response;
use case::{ColumnKind, EventRow, EvidenceRow, ReviewedLead, Row, Schema as Table, VesselRow};
use utoipa::openapi::path::{HttpMethod, OperationBuilder, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{
    Components, ComponentsBuilder, ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder, PathItem,
    PathsBuilder, Ref, RefOr, Required, ResponseBuilder,
};

use super::json;
use crate::refusal::Refusal;

/// One address: where, what it gives, which words narrow it, and the schema of the answer.
struct Address {
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    words: &'static [(&'static str, &'static str)],
    answer: &'static str,
}

const PAGING: [(&str, &str); 2] =
    [("after", "nextAfter of the part before"), ("limit", "rows of the answer, 1 to 1000")];

const ADDRESSES: [Address; 9] = [
    Address {
        path: "/api/v1/leads",
        id: "leads",
        summary: "The ranked leads, best first",
        words: &[
            ("list", "dprk or evasive"),
            ("cargo", "oil, coal, other or unknown"),
            ("kind", "chain or a kind of event"),
            ("status", "unseen, reviewing, dismissed or confirmed"),
            ("p", "probability at least, 0 to 1"),
            ("since", "ends at or after this time (RFC 3339)"),
            ("until", "starts at or before this time (RFC 3339)"),
            ("bbox", "W,S,E,N in degrees"),
            PAGING[0],
            PAGING[1],
        ],
        answer: "LeadPart",
    },
    Address {
        path: "/api/v1/leads/{id}",
        id: "lead",
        summary: "A lead with its events, its evidence and the raw lines",
        words: &[("id", "lead_id")],
        answer: "Lead",
    },
    Address {
        path: "/api/v1/leads/{id}/track",
        id: "leadTrack",
        summary: "Tracks and silences around a lead, for a map",
        words: &[("id", "lead_id")],
        answer: "Track",
    },
    Address {
        path: "/api/v1/events",
        id: "events",
        summary: "What hulls did",
        words: &[
            ("kind", "a kind of event"),
            ("vessel", "MMSI"),
            ("since", "ends at or after this time (RFC 3339)"),
            ("until", "starts at or before this time (RFC 3339)"),
            ("bbox", "W,S,E,N in degrees"),
            PAGING[0],
            PAGING[1],
        ],
        answer: "EventPart",
    },
    Address {
        path: "/api/v1/events/{id}",
        id: "event",
        summary: "An event",
        words: &[("id", "event_id")],
        answer: "Event",
    },
    Address {
        path: "/api/v1/vessels",
        id: "vessels",
        summary: "The hulls that were heard, by number or by what their names are like",
        words: &[("q", "MMSI, IMO number, call sign or name"), PAGING[0], PAGING[1]],
        answer: "VesselPart",
    },
    Address {
        path: "/api/v1/vessels/{id}",
        id: "vessel",
        summary: "A vessel",
        words: &[("id", "MMSI, with -2 and so on for a second hull under it")],
        answer: "Vessel",
    },
    Address {
        path: "/api/v1/vessels/{id}/track",
        id: "vesselTrack",
        summary: "Where a vessel was heard, for a map",
        words: &[
            ("id", "MMSI, with -2 and so on for a second hull under it"),
            ("since", "RFC 3339"),
            ("until", "RFC 3339"),
        ],
        answer: "Track",
    },
    Address {
        path: "/api/v1/reception",
        id: "reception",
        summary: "How well ships are heard, by quarters of a degree",
        words: &[],
        answer: "Reception",
    },
];

pub(crate) async fn show() -> Result<Response, Refusal> {
    json(&document())
}

fn document() -> OpenApi {
    let info = InfoBuilder::new()
        .title("darkwake desk")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Read-only. A vessel is what broadcasts a number; a lead is consistent with a transfer and no finding. \
             Answers carry an ETag. Texts that ships broadcast are untrusted.",
        ))
        .build();
    let paths = ADDRESSES.iter().fold(PathsBuilder::new(), |paths, address| {
        paths.path(address.path, PathItem::new(HttpMethod::Get, address.operation()))
    });
    OpenApiBuilder::new().info(info).paths(paths).components(Some(components())).build()
}

impl Address {
    fn operation(&self) -> OperationBuilder {
        let schema = Ref::from_schema_name(self.answer);
        let content = ContentBuilder::new().schema(Some(schema)).build();
        let answer = ResponseBuilder::new().description(self.summary).content("application/json", content);
        let refusal = ResponseBuilder::new().description("a word of the address means nothing");
        let operation = OperationBuilder::new()
            .operation_id(Some(self.id))
            .summary(Some(self.summary))
            .response("200", answer)
            .response("400", refusal);
        self.words.iter().fold(operation, |operation, word| operation.parameter(self.parameter(word)))
    }

    fn parameter(&self, (name, meaning): &(&str, &str)) -> Parameter {
        let is_path = self.path.contains(&format!("{{{name}}}"));
        ParameterBuilder::new()
            .name(*name)
            .description(Some(*meaning))
            .parameter_in(if is_path { ParameterIn::Path } else { ParameterIn::Query })
            .required(if is_path { Required::True } else { Required::False })
            .schema(Some(text()))
            .build()
    }
}

fn components() -> Components {
    let finding = |table: &Table| {
        let vessels = ArrayBuilder::new().items(Ref::from_schema_name("Party"));
        object(table)
            .property("id", text())
            .property("type", text())
            .property("position", Ref::from_schema_name("Position"))
            .property("vessels", vessels)
    };
    let rows = |table: &Table| ArrayBuilder::new().items(object(table).build());
    let lead = finding(&ReviewedLead::SCHEMA)
        .property("events", ArrayBuilder::new().items(Ref::from_schema_name("Event")))
        .property("evidence", rows(&EvidenceRow::SCHEMA))
        .property("raw_lines", ArrayBuilder::new().items(Ref::from_schema_name("RawLine")));
    let vessel = object(&VesselRow::SCHEMA).property("id", text()).property("ssvid", text());
    ComponentsBuilder::new()
        .schema("Lead", lead.build())
        .schema("Event", finding(&EventRow::SCHEMA).build())
        .schema("Vessel", vessel.build())
        .schema("LeadPart", part("Lead"))
        .schema("EventPart", part("Event"))
        .schema("VesselPart", part("Vessel"))
        .schema("Position", of(&[("lat", Type::Number), ("lon", Type::Number)]))
        .schema(
            "Party",
            of(&[
                ("id", Type::String),
                ("ssvid", Type::String),
                ("name", Type::String),
                ("flag", Type::String),
            ]),
        )
        .schema(
            "RawLine",
            of(&[
                ("file", Type::String),
                ("sha256", Type::String),
                ("line", Type::Integer),
                ("offset", Type::Integer),
                ("text", Type::String),
            ]),
        )
        .schema(
            "Track",
            of(&[
                ("from", Type::Integer),
                ("to", Type::Integer),
                ("top_speed_kn", Type::Number),
                ("hulls", Type::Array),
                ("silences", Type::Array),
                ("places", Type::Array),
            ]),
        )
        .schema(
            "Reception",
            of(&[
                ("cell_deg", Type::Number),
                ("south", Type::Array),
                ("west", Type::Array),
                ("heard", Type::Array),
                ("hours", Type::Array),
            ]),
        )
        .build()
}

/// The columns of a table, with their units in words.
fn object(table: &Table) -> ObjectBuilder {
    let object = ObjectBuilder::new().description(Some(table.doc));
    table.columns.iter().fold(object, |object, column| {
        let unit = column.unit.as_str();
        let meaning =
            if unit.is_empty() { column.doc.to_owned() } else { format!("{} ({unit})", column.doc) };
        let kind = match column.kind {
            ColumnKind::Boolean => Type::Boolean,
            ColumnKind::Integer => Type::Integer,
            ColumnKind::Number => Type::Number,
            ColumnKind::Time | ColumnKind::Text => Type::String,
        };
        let kind =
            if column.nullable { SchemaType::from_iter([kind, Type::Null]) } else { SchemaType::new(kind) };
        object.property(column.name, ObjectBuilder::new().schema_type(kind).description(Some(meaning)))
    })
}

fn part(of: &str) -> Schema {
    let number = || ObjectBuilder::new().schema_type(SchemaType::new(Type::Integer));
    ObjectBuilder::new()
        .property("total", number())
        .property("limit", number())
        .property(
            "nextAfter",
            ObjectBuilder::new().schema_type(SchemaType::from_iter([Type::Integer, Type::Null])),
        )
        .property("entries", ArrayBuilder::new().items(Ref::from_schema_name(of)))
        .build()
        .into()
}

fn of(fields: &[(&str, Type)]) -> Schema {
    let object = fields.iter().fold(ObjectBuilder::new(), |object, (name, kind)| {
        object.property(*name, ObjectBuilder::new().schema_type(SchemaType::new(kind.clone())))
    });
    object.build().into()
}

fn text() -> RefOr<Schema> {
    RefOr::T(ObjectBuilder::new().schema_type(SchemaType::new(Type::String)).build().into())
}
