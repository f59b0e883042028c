//! `/api/openapi.json`: the API as OpenAPI 3.1, its rows from the same declarations as the tables of a case.

mod shapes;

use axum::response::Response;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::openapi::{
    ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder, PathItem, PathsBuilder, Ref, Required,
    ResponseBuilder,
};

use self::shapes::{components, words_of};
use super::{MOST, json};
use crate::ask::{Asked, NoWords};

use crate::refusal::Refusal;

/// One address: where, what it gives, which words narrow it, and the schema of the answer.
struct Address {
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    words: &'static [Word],
    answer: &'static str,
}

/// A word of an address.
struct Word {
    name: &'static str,
    meaning: &'static str,
    takes: Takes,
}

/// What a word takes.
#[derive(Clone, Copy)]
enum Takes {
    Text,
    /// One of these, as `words_of` knows them by the word's name.
    Choice,
    Moment,
    Share,
    /// An integer, at least so much and at most so much.
    Count(usize, Option<usize>),
}

const fn word(name: &'static str, meaning: &'static str, takes: Takes) -> Word {
    Word { name, meaning, takes }
}

const AFTER: Word = word("after", "nextAfter of the part before", Takes::Count(0, None));
const LIMIT: Word = word("limit", "rows of the answer", Takes::Count(1, Some(MOST)));
const SINCE: Word = word("since", "ends at or after this time", Takes::Moment);
const UNTIL: Word = word("until", "starts at or before this time", Takes::Moment);
const BOX: Word = word("bbox", "W,S,E,N in degrees", Takes::Text);
const HULL: Word =
    word("id", "MMSI of nine digits, with -2 and so on for a second hull under it", Takes::Text);
const LEAD: Word = word("id", "lead_id", Takes::Text);

const ADDRESSES: [Address; 10] = [
    Address {
        path: "/api/v1/leads",
        id: "leads",
        summary: "The ranked leads, best first",
        words: &[
            word("list", "a list", Takes::Choice),
            word("cargo", "the most likely cargo", Takes::Choice),
            word("kind", "chain or a kind of event", Takes::Choice),
            word("status", "how far reviewers are with it", Takes::Choice),
            word("p", "probability at least, by the label `calibration` of the leads", Takes::Share),
            SINCE,
            UNTIL,
            BOX,
            AFTER,
            LIMIT,
        ],
        answer: "LeadPart",
    },
    Address {
        path: "/api/v1/leads/{id}",
        id: "lead",
        summary: "A lead with what reviewers wrote, its events, its evidence and the raw lines",
        words: &[LEAD],
        answer: "WholeLead",
    },
    Address {
        path: "/api/v1/leads/{id}/changes",
        id: "leadChanges",
        summary: "What would change a lead: without which fact, or by which threshold, it would stand otherwise; null where the \
            case does not give the same lead once more",
        words: &[LEAD],
        answer: "Changes",
    },
    Address {
        path: "/api/v1/leads/{id}/track",
        id: "leadTrack",
        summary: "Tracks and silences around a lead, for a map",
        words: &[LEAD],
        answer: "Track",
    },
    Address {
        path: "/api/v1/events",
        id: "events",
        summary: "What hulls did",
        words: &[
            word("kind", "a kind of event", Takes::Choice),
            word("vessel", "MMSI", Takes::Text),
            SINCE,
            UNTIL,
            BOX,
            AFTER,
            LIMIT,
        ],
        answer: "EventPart",
    },
    Address {
        path: "/api/v1/events/{id}",
        id: "event",
        summary: "An event",
        words: &[word("id", "event_id", Takes::Text)],
        answer: "Event",
    },
    Address {
        path: "/api/v1/vessels",
        id: "vessels",
        summary: "The hulls that were heard, by number or by what their names are like",
        words: &[word("q", "MMSI, IMO number, call sign or name", Takes::Text), AFTER, LIMIT],
        answer: "VesselPart",
    },
    Address {
        path: "/api/v1/vessels/{id}",
        id: "vessel",
        summary: "A vessel",
        words: &[HULL],
        answer: "Vessel",
    },
    Address {
        path: "/api/v1/vessels/{id}/track",
        id: "vesselTrack",
        summary: "Where a vessel was heard, for a map, and what of its events lies in these hours or reaches into them",
        words: &[
            HULL,
            word("since", "from this time", Takes::Moment),
            word("until", "to this time", Takes::Moment),
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

/// Why an address does not answer, by status.
const REFUSALS: [(&str, &str); 8] = [
    ("400", "a word of the address is unknown or means nothing, or the request names several hosts"),
    ("401", "the token is wanted"),
    ("404", "there is nothing at this address"),
    ("405", "the address is not asked so"),
    ("410", "a later run withdrew the lead"),
    ("421", "the server does not go by that name"),
    ("500", "the case cannot be read"),
    ("503", "too much is asked for at once, or the case is being replaced"),
];

pub(crate) async fn show(_: Asked<NoWords>) -> Result<Response, Refusal> {
    json(&document())
}

fn document() -> OpenApi {
    let info = InfoBuilder::new()
        .title("darkwake desk")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Read-only. A vessel is what broadcasts a number; a lead is consistent with a transfer and no finding. \
             Answers carry an ETag. Every refusal is an `Error`. Texts that ships broadcast and reviewers wrote are \
             untrusted.",
        ))
        .build();
    let paths = ADDRESSES.iter().fold(PathsBuilder::new(), |paths, address| {
        paths.path(address.path, PathItem::new(HttpMethod::Get, address.operation()))
    });
    OpenApiBuilder::new().info(info).paths(paths).components(Some(components())).build()
}

impl Address {
    fn operation(&self) -> OperationBuilder {
        let said = |schema: &str, meaning: &str| {
            let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(schema))).build();
            ResponseBuilder::new().description(meaning).content("application/json", content)
        };
        let operation = OperationBuilder::new()
            .operation_id(Some(self.id))
            .summary(Some(self.summary))
            .response("200", said(self.answer, self.summary))
            .response(
                "304",
                ResponseBuilder::new().description("what the asker has by its ETag still holds"),
            );
        let moved =
            ResponseBuilder::new().description("a later run calls the lead otherwise: where it stands now");
        let operation = if self.id == "lead" { operation.response("307", moved) } else { operation };
        let operation = REFUSALS
            .iter()
            .fold(operation, |operation, (status, why)| operation.response(*status, said("Error", why)));
        self.words.iter().fold(operation, |operation, word| operation.parameter(self.parameter(word)))
    }

    fn parameter(&self, word: &Word) -> Parameter {
        let is_path = self.path.contains(&format!("{{{}}}", word.name));
        ParameterBuilder::new()
            .name(word.name)
            .description(Some(word.meaning))
            .parameter_in(if is_path { ParameterIn::Path } else { ParameterIn::Query })
            .required(if is_path { Required::True } else { Required::False })
            .schema(Some(self.taken(word)))
            .build()
    }

    fn taken(&self, word: &Word) -> Schema {
        let of = |kind| ObjectBuilder::new().schema_type(kind);
        let schema = match word.takes {
            Takes::Text => of(Type::String),
            Takes::Choice => of(Type::String).enum_values(Some(words_of(self.answer, word.name))),
            Takes::Moment => of(Type::String).format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))),
            Takes::Share => of(Type::Number).minimum(Some(0.0)).maximum(Some(1.0)),
            Takes::Count(least, most) => of(Type::Integer).minimum(Some(least)).maximum(most),
        };
        schema.build().into()
    }
}
