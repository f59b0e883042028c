//! A figure over time, with the limits that it is held against.

use std::fmt::{self, Write};

use model::Timestamp;

/// Readable on light and on dark pages: the picture brings its own ground, and follows the reader's choice.
pub(crate) const STYLE: &str = "<style>\
     .g{fill:#fbfbf8}.t{fill:#222}.s{fill:#666}.l{stroke:#999}.a{stroke:#1f5f99}.b{stroke:#b35c00}.h{fill:#b35c00}\
     .e{fill:#1f5f99;fill-opacity:.13}.p{fill:#8e44ad;fill-opacity:.09;stroke:#8e44ad}.w{fill:#1f5f99}\
     @media(prefers-color-scheme:dark){.g{fill:#1b1e22}.t{fill:#eee}.s{fill:#aaa}.l{stroke:#777}.a{stroke:#7db8ee}\
     .b{stroke:#f0a050}.h{fill:#f0a050}.e{fill:#7db8ee;fill-opacity:.18}.p{fill:#c78be6;fill-opacity:.12;stroke:#c78be6}\
     .w{fill:#7db8ee}}</style>";

pub(crate) const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 344.0;
const LEFT: f64 = 52.0;
/// Limits are named to the right of it.
const RIGHT: f64 = WIDTH - 84.0;
const ABOVE: f64 = 44.0;
const BELOW: f64 = 236.0;

/// A limit.
pub(crate) struct Level {
    pub(crate) at: f64,
    pub(crate) told: &'static str,
}

pub(crate) struct Chart {
    pub(crate) title: String,
    pub(crate) axis: &'static str,
    pub(crate) span: (Timestamp, Timestamp),
    /// The greatest figure that is shown; what is above lies on the upper edge.
    pub(crate) top: f64,
    /// The figure at moments, and whether it was observed then.
    pub(crate) points: Vec<(Timestamp, f64, bool)>,
    /// What an observed figure is, and any other.
    pub(crate) told: [&'static str; 2],
    pub(crate) levels: Vec<Level>,
    /// From its start to its end.
    pub(crate) event: (Timestamp, Timestamp),
    /// When each hull was heard.
    pub(crate) heard: Vec<(&'static str, Vec<Timestamp>)>,
}

impl Chart {
    pub(crate) fn draw(&self) -> String {
        let mut svg = open(&self.title, HEIGHT);
        self.write(&mut svg).expect("a string takes all that is written to it");
        svg + "</svg>\n"
    }

    fn write(&self, svg: &mut String) -> fmt::Result {
        let (start, end) = (self.x(self.event.0), self.x(self.event.1));
        writeln!(
            svg,
            r#"<rect class="e" x="{start:.1}" y="{ABOVE}" width="{:.1}" height="{:.1}"/>"#,
            end - start,
            BELOW - ABOVE
        )?;
        writeln!(svg, r#"<text class="s" x="{LEFT}" y="38">{}</text>"#, self.axis)?;
        self.levels.iter().try_for_each(|level| self.level(svg, level))?;
        for (is_observed, class) in [(true, "a"), (false, "b")] {
            self.line(svg, is_observed, class)?;
        }
        self.hours(svg)?;
        self.heard.iter().zip(0..).try_for_each(|((told, times), row)| self.ticks(svg, told, times, row))?;
        self.legend(svg)
    }

    fn level(&self, svg: &mut String, level: &Level) -> fmt::Result {
        let y = self.y(level.at);
        let x = RIGHT + 6.0;
        writeln!(svg, r#"<path class="l" stroke-dasharray="5 4" d="M{LEFT} {y:.1}H{RIGHT}"/>"#)?;
        writeln!(svg, r#"<text class="s" x="{x}" y="{:.1}">{}</text>"#, y + 4.0, level.told)
    }

    /// The runs of moments that were observed, or were not, each with the moment before it so that the line is whole.
    fn line(&self, svg: &mut String, is_observed: bool, class: &str) -> fmt::Result {
        write!(svg, r#"<path class="{class}" fill="none" stroke-width="2" d=""#)?;
        for pair in self.points.windows(2).filter(|pair| pair[1].2 == is_observed) {
            let [from, to] = [0, 1].map(|at| (self.x(pair[at].0), self.y(pair[at].1)));
            write!(svg, "M{:.1} {:.1}L{:.1} {:.1}", from.0, from.1, to.0, to.1)?;
        }
        writeln!(svg, r#""/>"#)
    }

    fn hours(&self, svg: &mut String) -> fmt::Result {
        writeln!(svg, r#"<path class="l" fill="none" d="M{LEFT} {ABOVE}V{BELOW}H{RIGHT}"/>"#)?;
        let hours = (self.span.1 - self.span.0).hours();
        let step = [1.0, 2.0, 3.0, 6.0, 12.0].into_iter().find(|step| hours / step <= 12.0).unwrap_or(24.0);
        for hour in (0..=(hours / step) as u32).map(|count| f64::from(count) * step) {
            let x = LEFT + hour / hours * (RIGHT - LEFT);
            writeln!(svg, r#"<text class="s" x="{x:.1}" y="252" text-anchor="middle">{hour:.0} h</text>"#)?;
        }
        for share in [0.0, 0.5, 1.0] {
            let figure = self.top * share;
            let y = self.y(figure) + 4.0;
            writeln!(
                svg,
                r#"<text class="s" x="{}" y="{y:.1}" text-anchor="end">{figure:.0}</text>"#,
                LEFT - 6.0
            )?;
        }
        Ok(())
    }

    fn ticks(&self, svg: &mut String, told: &str, times: &[Timestamp], row: u32) -> fmt::Result {
        let y = 270.0 + 26.0 * f64::from(row);
        write!(svg, r#"<path class="a" d=""#)?;
        times.iter().try_for_each(|time| write!(svg, "M{:.1} {:.1}v8", self.x(*time), y + 4.0))?;
        writeln!(svg, r#""/><text class="s" x="{LEFT}" y="{y}" font-size="10">{told}</text>"#)
    }

    fn legend(&self, svg: &mut String) -> fmt::Result {
        let y = HEIGHT - 8.0;
        for (told, (class, x)) in self.told.iter().zip([("a", LEFT), ("b", LEFT + 270.0)]) {
            let text = x + 28.0;
            writeln!(
                svg,
                r#"<path class="{class}" stroke-width="2" d="M{x} {:.1}h22"/><text class="t" x="{text}" y="{y}">{told}</text>"#,
                y - 4.0
            )?;
        }
        let (x, told) = (LEFT + 500.0, LEFT + 528.0);
        writeln!(
            svg,
            r#"<rect class="e" x="{x}" y="{:.1}" width="22" height="12"/><text class="t" x="{told}" y="{y}">the event</text>"#,
            y - 10.0
        )
    }

    fn x(&self, at: Timestamp) -> f64 {
        let (from, to) = self.span;
        LEFT + ((at - from).secs() / (to - from).secs()).clamp(0.0, 1.0) * (RIGHT - LEFT)
    }

    fn y(&self, figure: f64) -> f64 {
        BELOW - (figure / self.top).clamp(0.0, 1.0) * (BELOW - ABOVE)
    }
}

/// The beginning of a picture of that height.
pub(crate) fn open(title: &str, height: f64) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" font-family=\"sans-serif\" font-size=\"12\" \
         role=\"img\" aria-label=\"{title}\">{STYLE}<rect class=\"g\" width=\"{WIDTH}\" height=\"{height}\" rx=\"6\"/>\n\
         <text class=\"t\" x=\"16\" y=\"22\" font-size=\"15\">{title}</text>\n"
    )
}
