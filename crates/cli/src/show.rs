//! Rows on the screen: tables that fit the terminal, or CSV and JSON for programs.

use std::io::{self, Write};

use case::Row;
use case::render::{self, visible};
use comfy_table::{CellAlignment, ContentArrangement, Table, TableComponent, presets};
use model::{EventKind, LeadKind};
use textwrap::core::display_width;

pub(crate) use export::words::{coordinates as place, minute};

use export::lang::Lang;

use crate::args::Format;
use crate::page::Page;

/// One column of a table for people: its heading, its alignment and how a row shows in it.
#[derive(Clone, Copy)]
pub(crate) struct Field<R> {
    pub(crate) heading: &'static str,
    pub(crate) align: CellAlignment,
    pub(crate) show: fn(&R, Lang) -> String,
}

impl<R> Field<R> {
    /// A column of words.
    pub(crate) const fn text(heading: &'static str, show: fn(&R, Lang) -> String) -> Self {
        Self { heading, align: CellAlignment::Left, show }
    }

    /// A column of figures.
    pub(crate) const fn figure(heading: &'static str, show: fn(&R, Lang) -> String) -> Self {
        Self { heading, align: CellAlignment::Right, show }
    }
}

/// Prints rows in the wanted format: for people by `for_people`, for programs with every column.
pub(crate) fn rows<R: Row>(
    rows: &[R],
    format: Format,
    for_people: impl FnOnce() -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let out = || io::stdout().lock();
    match format {
        Format::Table => return for_people(),
        Format::Csv => render::csv(rows, out()),
        Format::Json => render::json(rows, out()),
        Format::Ndjson => render::ndjson(rows, out()),
    }?;
    Ok(())
}

/// Prints rows as a table that fits the terminal.
pub(crate) fn table<R>(rows: &[R], fields: &[Field<R>], out: impl Write) -> io::Result<()> {
    let headings: Vec<_> = fields.iter().map(|field| (field.heading, field.align)).collect();
    let cells = rows.iter().map(|row| fields.iter().map(|field| (field.show)(row, Lang::En)).collect());
    grid(&headings, cells, out)
}

/// The same of rows of cells, under headings that are aligned with their columns.
pub(crate) fn grid(
    headings: &[(&str, CellAlignment)],
    rows: impl Iterator<Item = Vec<String>>,
    mut out: impl Write,
) -> io::Result<()> {
    let mut table = Table::new();
    table.load_preset(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    table.remove_style(TableComponent::HorizontalLines).remove_style(TableComponent::MiddleIntersections);
    if table.width().is_none() {
        table.set_width(WIDTH_WITHOUT_TERMINAL);
    }
    table.set_header(headings.iter().map(|(heading, _)| visible(heading)));
    for row in rows {
        table.add_row(row.iter().map(|cell| visible_lines(cell)));
    }
    for (index, (_, align)) in headings.iter().enumerate() {
        table.column_mut(index).expect("one column a heading").set_cell_alignment(*align);
    }
    writeln!(out, "{table}")
}

/// Prints rows as aligned columns, each followed by lines of its own. Columns that the page has no room for are left
/// out, the last first; their headings are given back.
pub(crate) fn blocks<R>(
    rows: &[R],
    fields: &[Field<R>],
    page: Page,
    below: impl Fn(&R) -> Vec<String>,
    out: &mut impl Write,
) -> io::Result<Vec<&'static str>> {
    let shown = |row: &R| fields.iter().map(|field| visible(&(field.show)(row, page.lang()))).collect();
    let cells: Vec<Vec<String>> = rows.iter().map(shown).collect();
    let headings: Vec<String> = fields.iter().map(|field| page.tell(field.heading).into_owned()).collect();
    let widths = page.fitting(widths(&headings, &cells));
    let aligned = |cells: &[String]| {
        let padded = widths.iter().zip(cells).zip(fields).map(|((width, cell), field)| {
            let space = " ".repeat(width - display_width(cell));
            if field.align == CellAlignment::Right { space + cell } else { cell.clone() + &space }
        });
        padded.collect::<Vec<_>>().join(" ").trim_end().to_owned()
    };
    writeln!(out, "{}", aligned(&headings))?;
    for (row, cells) in rows.iter().zip(&cells) {
        writeln!(out, "{}", aligned(cells))?;
        below(row).iter().try_for_each(|line| writeln!(out, "{line}"))?;
    }
    Ok(fields[widths.len()..].iter().map(|field| field.heading).collect())
}

/// The kind of an event: in English the word that options take.
pub(crate) const fn kind(kind: EventKind, lang: Lang) -> &'static str {
    lead_kind(LeadKind::Event(kind), lang)
}

/// The kind of a lead: in English the word that options take.
pub(crate) const fn lead_kind(kind: LeadKind, lang: Lang) -> &'static str {
    match lang {
        Lang::En => kind.as_str(),
        Lang::Ko => lang.lead(kind),
    }
}

/// What the page had no room for, and which command has it; nothing where all had.
pub(crate) fn no_room(left_out: &[&str], command: &str, page: Page) -> Option<String> {
    let columns = left_out.iter().map(|heading| page.tell(heading)).collect::<Vec<_>>().join(", ");
    let told = format!("No room for {columns}: `darkwake {command} CASE --format csv` has every column.");
    (!left_out.is_empty()).then(|| page.tell(&told).into_owned())
}

/// The width that each column needs.
fn widths(headings: &[String], cells: &[Vec<String>]) -> Vec<usize> {
    let needed = |(column, heading): (usize, &String)| {
        let widest = cells.iter().map(|cells| display_width(&cells[column])).max().unwrap_or_default();
        widest.max(display_width(heading))
    };
    headings.iter().enumerate().map(needed).collect()
}

/// Wide enough for every table of darkwake, narrow enough for a page.
const WIDTH_WITHOUT_TERMINAL: u16 = 140;

/// Text that others wrote made safe, with line breaks kept.
pub(crate) fn visible_lines(text: &str) -> String {
    text.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}

/// `1 file`, `2 files`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    many(number as u64, noun)
}

/// The same of what is more than a machine addresses.
pub(crate) fn many(number: u64, noun: &str) -> String {
    model::count(number, noun)
}

/// A figure, or a dash where there is none.
pub(crate) fn or_dash(value: Option<String>) -> String {
    value.unwrap_or_else(|| "–".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_a_narrow_page_leaves_out_are_named_and_none_where_all_have_room() {
        let page = Page::of_stdout();
        let told = no_room(&["h observed", "h bridged"], "events", page).unwrap();
        assert!(
            told.contains("room for h observed, h bridged: `darkwake events CASE --format csv`"),
            "{told}"
        );
        assert_eq!(no_room(&[], "events", page), None);
    }
}
