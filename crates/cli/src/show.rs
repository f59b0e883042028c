//! Rows on the screen: tables that fit the terminal, or CSV and JSON for programs.

use std::io::{self, Write};

use case::{Row, render};
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use crate::args::Format;
use crate::text::visible;

/// One column of a table for people: its heading, its alignment and how a row shows in it.
pub(crate) struct Field<R> {
    pub(crate) heading: &'static str,
    pub(crate) align: CellAlignment,
    pub(crate) show: fn(&R) -> String,
}

impl<R> Field<R> {
    /// A column of words.
    pub(crate) const fn text(heading: &'static str, show: fn(&R) -> String) -> Self {
        Self { heading, align: CellAlignment::Left, show }
    }

    /// A column of figures.
    pub(crate) const fn figure(heading: &'static str, show: fn(&R) -> String) -> Self {
        Self { heading, align: CellAlignment::Right, show }
    }
}

/// Prints rows in the wanted format; a table shows `fields`, the other formats every column.
pub(crate) fn rows<R: Row>(rows: &[R], fields: &[Field<R>], format: Format) -> io::Result<()> {
    let out = io::stdout().lock();
    match format {
        Format::Table => table(rows, fields, out),
        Format::Csv => render::csv(rows, out),
        Format::Json => render::json(rows, out),
        Format::Ndjson => render::ndjson(rows, out),
    }
}

/// Prints rows as a table that fits the terminal.
pub(crate) fn table<R>(rows: &[R], fields: &[Field<R>], mut out: impl Write) -> io::Result<()> {
    let mut table = Table::new();
    table.load_preset(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    if table.width().is_none() {
        table.set_width(WIDTH_WITHOUT_TERMINAL);
    }
    table.set_header(fields.iter().map(|field| field.heading));
    for row in rows {
        table.add_row(fields.iter().map(|field| visible_lines(&(field.show)(row))));
    }
    for (index, field) in fields.iter().enumerate() {
        table.column_mut(index).expect("one column a field").set_cell_alignment(field.align);
    }
    writeln!(out, "{table}")
}

/// Wide enough for every table of darkwake, narrow enough for a page.
const WIDTH_WITHOUT_TERMINAL: u16 = 140;

/// Broadcast text made safe, with our own line breaks kept.
fn visible_lines(text: &str) -> String {
    text.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}

/// A figure, or a dash where there is none.
pub(crate) fn or_dash(value: Option<String>) -> String {
    value.unwrap_or_else(|| "–".to_owned())
}

/// A moment to the minute, as people write it.
pub(crate) fn minute(time: model::Timestamp) -> String {
    time.to_string().replace('T', " ").chars().take(16).collect()
}
