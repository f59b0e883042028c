//! The grades as one page that holds all it needs: no script, nothing loaded.

use std::collections::BTreeMap;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::plot::{self, Bar, Series};
use crate::report::{Ablation, HonestHulls, Measure, Report};

const STYLE: &str = "
body { font: 15px/1.5 sans-serif; color: #1b2630; max-width: 62rem; margin: 2rem auto 4rem; padding: 0 1.2rem; }
h1 { font-size: 1.6rem; margin: 0 0 .4rem; }
h2 { font-size: 1.1rem; margin: 2.2rem 0 .6rem; padding-top: .5rem; border-top: 2px solid #1b2630; }
.ground, .beware { padding: .5rem .8rem; border-left: 4px solid #1f4e79; background: #eef3f7; }
.beware { border-color: #a35200; background: #fdf3e7; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(24rem, 1fr)); gap: 1rem; }
figure { margin: 0; } .bars { max-width: 44rem; } figure svg { width: 100%; height: auto; border: 1px solid #cfd8de; }
figcaption, .soft { color: #55636f; font-size: .85rem; }
table { border-collapse: collapse; width: 100%; font-size: .88rem; }
th { text-align: left; font-size: .78rem; color: #55636f; border-bottom: 1px solid #1b2630; }
th, td { padding: .25rem .6rem .25rem 0; } td { border-bottom: 1px solid #dfe6ea; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
@media print { h2 { break-after: avoid; } figure { break-inside: avoid; } }
";

/// As a share of the hulls of a kind, what an honest kind may have among the first fifty (aim: 2 %).
const MOST_ACCUSED: f64 = 0.02;

impl Report {
    /// The report as a page; `title` says of which case, and is escaped.
    pub fn page(&self, title: &str) -> String {
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                    title { "How right: " (title) }
                    style { (PreEscaped(STYLE)) }
                }
                body { (self.body(title)) }
            }
        }
        .into_string()
    }

    fn body(&self, title: &str) -> Markup {
        html! {
            h1 { "How right: " (title) }
            p.ground { "Measured on simulated traffic; says nothing about real archives." }
            @for warning in &self.warnings { p.beware { "Beware: " (warning) "." } }
            h2 { "The ranked list" }
            div.plots { (self.precision_recall()) (self.reliability_figure()) }
            h2 { "Honest hulls among the first fifty" }
            (pass_rates(&self.honest_hulls))
            h2 { "What each group of indicators brings" }
            (ablation(&self.ablation))
            h2 { "Incidents by story" }
            (self.stories())
            h2 { "All measures" }
            (measures(&self.measures))
            h2 { "Incidents" }
            (self.incidents())
        }
    }

    fn precision_recall(&self) -> Markup {
        let series = [("darkwake", &self.curves.darkwake), ("baseline", &self.curves.baseline)]
            .map(|(name, of)| Series { name: name.to_owned(), of: of.clone() });
        html! {
            figure {
                (plot::curves(["incidents met (recall)", "leads that meet a new one (precision)"], &series))
                figcaption { "Down the list, a point for each incident met. A second lead on an incident is a miss." }
            }
        }
    }

    fn reliability_figure(&self) -> Markup {
        let series = [Series { name: "darkwake".to_owned(), of: self.reliability.clone() }];
        html! {
            figure {
                (plot::reliability(&series))
                figcaption { "On the dashed line probabilities are what they say. A dot's size grows with its leads." }
            }
        }
    }

    fn stories(&self) -> Markup {
        let mut stories: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
        for incident in &self.incidents {
            let [all, first, any] = stories.entry(&incident.story).or_default();
            *all += 1;
            *first += usize::from(incident.rank.is_some_and(|rank| rank <= 100));
            *any += usize::from(incident.rank.is_some());
        }
        html! {
            table {
                tr { th { "story" } th.n { "incidents" } th.n { "in the first 100" } th.n { "at any rank" } }
                @for (story, counts) in &stories {
                    tr { td { (words(story)) } @for count in counts { td.n { (count) } } }
                }
            }
        }
    }

    fn incidents(&self) -> Markup {
        let told = |rank: Option<usize>| rank.map_or_else(|| "not found".to_owned(), |rank| rank.to_string());
        html! {
            table {
                tr { th { "incident" } th { "story" } th.n { "rank" } th.n { "baseline's rank" } }
                @for incident in &self.incidents {
                    tr {
                        td { (incident.incident) }
                        td { (words(&incident.story)) }
                        td.n { (told(incident.rank)) }
                        td.n { (told(incident.baseline_rank)) }
                    }
                }
            }
        }
    }
}

fn pass_rates(roles: &[HonestHulls]) -> Markup {
    let most = roles.iter().map(|role| role.pass_rate).fold(2.5 * MOST_ACCUSED, f64::max);
    let bar = |role: &HonestHulls| Bar {
        name: words(&role.role),
        value: role.pass_rate,
        told: format!("{} of {}", role.in_first_50, role.hulls),
    };
    html! {
        figure.bars {
            (plot::bars(&roles.iter().map(bar).collect::<Vec<_>>(), most, Some(MOST_ACCUSED)))
            figcaption {
                "Share of the hulls of each kind that one of the first fifty leads names for nothing that they did; "
                "the dashed line is at 2 %. Conspirators are counted for leads on other times than theirs."
            }
        }
    }
}

fn ablation(groups: &[Ablation]) -> Markup {
    let lost = |group: &Ablation| group.with_it - group.average_precision;
    let most = groups.iter().map(lost).fold(0.05, f64::max);
    let bar = |group: &Ablation| Bar {
        name: group.group.to_owned(),
        value: lost(group),
        told: format!("{:.3} without it; counts in {} leads", group.average_precision, group.leads),
    };
    html! {
        figure.bars {
            (plot::bars(&groups.iter().map(bar).collect::<Vec<_>>(), most, None))
            figcaption {
                "Average precision lost where a group's ratios are 1 (bars to " (format!("{most:.3}")) "), and what is left. "
                "The same leads in another order: links that make a lead one are not taken away."
            }
        }
    }
}

fn measures(measures: &[Measure]) -> Markup {
    let told = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"));
    html! {
        table {
            tr { th { "subject" } th { "measure" } th.n { "darkwake" } th.n { "baseline" } th.n { "of" } }
            @for measure in measures {
                tr {
                    td { (measure.subject) }
                    td { (measure.name) }
                    td.n { (told(measure.value)) }
                    td.n { (told(measure.baseline)) }
                    td.n { (measure.of) }
                }
            }
        }
    }
}

fn words(name: &str) -> String {
    name.replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Curves, Ground};

    #[test]
    fn a_page_loads_nothing_runs_nothing_and_escapes_its_title() {
        let report = Report {
            ground: Ground::Simulated,
            measures: Vec::new(),
            incidents: Vec::new(),
            reliability: Vec::new(),
            honest_hulls: Vec::new(),
            ablation: Vec::new(),
            curves: Curves::default(),
            warnings: Vec::new(),
        };
        let page = report.page("<script>alert(1)</script>");
        assert!(page.contains("&lt;script&gt;") && !page.contains("<script"), "{page}");
        assert!(!page.contains("src=") && !page.contains("href="));
    }
}
