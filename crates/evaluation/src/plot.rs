//! Plots as SVG elements, which need no script and no font of their own.

use maud::{Markup, html};

use crate::report::Reliability;

/// Something drawn in one colour, with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Series<T> {
    /// What it is.
    pub name: String,
    /// What is drawn.
    pub of: Vec<T>,
}

const INK: &str = "#1b2630";
const SOFT: &str = "#55636f";
const RULE: &str = "#dfe6ea";
/// The first series is what matters, the others are beside it.
const COLOURS: [&str; 3] = ["#1f4e79", "#a35200", "#4b6b1f"];

const SIDE: f64 = 300.0;
const LEFT: f64 = 56.0;
const TOP: f64 = 14.0;
const WIDTH: f64 = 560.0;
const HEIGHT: f64 = TOP + SIDE + 48.0;

/// How often leads of about one probability were right, beside the line where the two are equal, as a whole SVG file. A dot's
/// area grows with the leads in it.
pub fn reliability_plot(series: &[Series<Reliability>]) -> String {
    reliability(series).into_string()
}

pub(crate) fn reliability(series: &[Series<Reliability>]) -> Markup {
    square(
        ["probability told", "share that was right"],
        &html! {
            line x1=(x(0.0)) y1=(y(0.0)) x2=(x(1.0)) y2=(y(1.0)) stroke=(SOFT) stroke-dasharray="4 4" {}
            @for (series, colour) in series.iter().zip(COLOURS) {
                (line(series.of.iter().map(|bin| (bin.told, bin.right)), colour))
                @for bin in &series.of {
                    circle cx=(x(bin.told)) cy=(y(bin.right)) r=(radius(bin.leads)) fill=(colour) fill-opacity="0.75" {
                        title { (bin.leads) " leads" }
                    }
                }
            }
            (key(&series.iter().map(|series| series.name.as_str()).collect::<Vec<_>>()))
        },
    )
}

/// A curve through points of the unit square for each series.
pub(crate) fn curves(axes: [&str; 2], series: &[Series<[f64; 2]>]) -> Markup {
    square(
        axes,
        &html! {
            @for (series, colour) in series.iter().zip(COLOURS) {
                (line(series.of.iter().map(|&[across, up]| (across, up)), colour))
            }
            (key(&series.iter().map(|series| series.name.as_str()).collect::<Vec<_>>()))
        },
    )
}

/// One bar of a chart.
pub(crate) struct Bar {
    pub(crate) name: String,
    pub(crate) value: f64,
    /// What is written behind it.
    pub(crate) told: String,
}

/// Bars below each other from 0 to `most`, with a line at `limit` where there is one.
pub(crate) fn bars(bars: &[Bar], most: f64, limit: Option<f64>) -> Markup {
    const ROW: f64 = 24.0;
    const NAMES: f64 = 190.0;
    const LONGEST: f64 = 250.0;
    const ACROSS: f64 = 680.0;
    let height = ROW * bars.len() as f64 + 12.0;
    let long = |value: f64| LONGEST * (value / most).clamp(0.0, 1.0);
    html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (ACROSS) " " (round(height)) } font-family="sans-serif" font-size="12" role="img" {
            @for (at, bar) in bars.iter().enumerate() {
                @let top = 6.0 + ROW * at as f64;
                text x=(NAMES - 8.0) y=(round(top + 16.0)) text-anchor="end" fill=(INK) { (bar.name) }
                rect x=(NAMES) y=(round(top + 4.0)) width=(LONGEST) height=(ROW - 8.0) fill=(RULE) fill-opacity="0.5" {}
                rect x=(NAMES) y=(round(top + 4.0)) width=(round(long(bar.value))) height=(ROW - 8.0) fill=(COLOURS[0]) {}
                text x=(NAMES + LONGEST + 8.0) y=(round(top + 16.0)) fill=(SOFT) { (bar.told) }
            }
            @if let Some(limit) = limit {
                @let across = round(NAMES + long(limit));
                line x1=(across) y1="2" x2=(across) y2=(round(height - 2.0)) stroke=(COLOURS[1]) stroke-dasharray="4 3" {}
            }
        }
    }
}

/// Axes from 0 to 1 with their names, around what is drawn.
fn square([across, up]: [&str; 2], inside: &Markup) -> Markup {
    let ticks: Vec<f64> = (0..=5).map(|fifth| f64::from(fifth) / 5.0).collect();
    html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } font-family="sans-serif" font-size="12" role="img" {
            rect width=(WIDTH) height=(HEIGHT) fill="#ffffff" {}
            @for &tick in &ticks {
                line x1=(x(tick)) y1=(y(0.0)) x2=(x(tick)) y2=(y(1.0)) stroke=(RULE) {}
                line x1=(x(0.0)) y1=(y(tick)) x2=(x(1.0)) y2=(y(tick)) stroke=(RULE) {}
                text x=(x(tick)) y=(y(0.0) + 18.0) text-anchor="middle" fill=(SOFT) { (format!("{tick:.1}")) }
                text x=(x(0.0) - 8.0) y=(y(tick) + 4.0) text-anchor="end" fill=(SOFT) { (format!("{tick:.1}")) }
            }
            (inside)
            text x=(x(0.5)) y=(HEIGHT - 8.0) text-anchor="middle" fill=(INK) { (across) }
            text transform={ "translate(14 " (y(0.5)) ") rotate(-90)" } text-anchor="middle" fill=(INK) { (up) }
        }
    }
}

fn key(names: &[&str]) -> Markup {
    html! {
        @for (at, (name, colour)) in names.iter().zip(COLOURS).enumerate() {
            @let height = TOP + 12.0 + 20.0 * at as f64;
            rect x=(LEFT + SIDE + 18.0) y=(height - 9.0) width="12" height="12" fill=(colour) {}
            text x=(LEFT + SIDE + 36.0) y=(height + 1.0) fill=(INK) { (name) }
        }
    }
}

fn line(points: impl Iterator<Item = (f64, f64)>, colour: &str) -> Markup {
    let points: Vec<String> = points.map(|(across, up)| format!("{},{}", x(across), y(up))).collect();
    html! { polyline points=(points.join(" ")) fill="none" stroke=(colour) stroke-width="2" {} }
}

fn radius(leads: usize) -> f64 {
    round((3.0 + (leads as f64).sqrt() * 0.8).min(14.0))
}

fn x(share: f64) -> f64 {
    round(LEFT + SIDE * share)
}

fn y(share: f64) -> f64 {
    round(TOP + SIDE * (1.0 - share))
}

/// To a tenth of a pixel, so that a plot is short.
fn round(pixels: f64) -> f64 {
    (pixels * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reliability_plot_is_svg_that_draws_each_bin_where_it_was_right_and_escapes_its_key() {
        let bin = Reliability { from: 0.4, to: 0.6, leads: 16, told: 0.5, right: 0.75 };
        let svg = reliability_plot(&[Series { name: "<b>".to_owned(), of: vec![bin] }]);
        assert!(svg.starts_with("<svg xmlns") && svg.contains("&lt;b&gt;"), "{svg}");
        assert!(svg.contains(r#"<circle cx="206" cy="89" r="6.2""#), "{svg}");
    }

    #[test]
    fn a_bar_is_as_long_as_its_share_of_the_most() {
        let bar = Bar { name: "fishing".to_owned(), value: 0.5, told: "1 of 2".to_owned() };
        assert!(bars(&[bar], 1.0, Some(0.02)).into_string().contains(r#"width="125""#));
    }
}
