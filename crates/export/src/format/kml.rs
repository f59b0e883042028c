//! KML 2.2 for Google Earth: leads and events as points with time spans, their columns and their raw lines, and the circles about the
//! places of leads that are inferred.
//!
//! Google Earth shows descriptions and data as HTML, so what could be taken for markup is written out.

use std::io::{self, Write};

use case::{EventRow, LeadRow, Value, render};
use model::{Degrees, Metres, Position, Timestamp};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::lang::Lang;
use crate::sheet::{self, Sheet};
use crate::{Findings, Reviewed, words};

pub(super) fn write(reviewed: Reviewed<'_>, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let mut kml = Kml(Writer::new_with_indent(out, b' ', 1));
    kml.0.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    kml.within("kml", &[("xmlns", "http://www.opengis.net/kml/2.2")], |kml| {
        kml.within("Document", &[], |kml| {
            kml.element("name", "darkwake")?;
            kml.element("description", &lang.tell(ABOUT))?;
            styles(kml)?;
            leads(kml, reviewed, lang)?;
            events(kml, reviewed, lang)?;
            circles(kml, &reviewed.findings.leads, lang)
        })
    })?;
    kml.0.get_mut().write_all(b"\n")
}

const ABOUT: &str = "What a case of darkwake holds. A lead is no finding: the number in a radio is not a ship, and it may \
                     be another's. Times are UTC.";

/// Name and colour (alpha, blue, green, red) of each kind of mark.
const STYLES: [(&str, &str, &str); 3] =
    [("dprk", "ff2b39c0", "1.2"), ("evasive", "ff0e77b9", "1.0"), ("event", "ff794e1f", "0.5")];
const ICON: &str = "http://maps.google.com/mapfiles/kml/shapes/placemark_circle.png";

fn styles(kml: &mut Kml<'_>) -> io::Result<()> {
    STYLES.iter().try_for_each(|(id, colour, scale)| {
        kml.within("Style", &[("id", id)], |kml| {
            kml.within("IconStyle", &[], |kml| {
                kml.element("color", colour)?;
                kml.element("scale", scale)?;
                kml.within("Icon", &[], |kml| kml.element("href", ICON))
            })?;
            kml.within("LineStyle", &[], |kml| {
                kml.element("color", colour)?;
                kml.element("width", "2")
            })
        })
    })
}

fn leads(kml: &mut Kml<'_>, reviewed: Reviewed<'_>, lang: Lang) -> io::Result<()> {
    let (sheet, findings) = (sheet::leads_quoted(reviewed), reviewed.findings);
    kml.within("Folder", &[], |kml| {
        kml.element("name", &lang.tell("leads"))?;
        findings.leads.iter().zip(sheet.each()).try_for_each(|(lead, row)| {
            let mark = Mark {
                id: &lead.lead_id,
                name: format!("{} {}, {}", lang.tell("Lead"), lead.rank, lang.lead(lead.kind)),
                told: told(lead, findings, lang),
                style: lead.list.as_str(),
                from: lead.start,
                until: lead.end,
                at: (lead.lat, lead.lon),
            };
            mark.write(kml, &sheet, &row)
        })
    })
}

fn told(lead: &LeadRow, findings: &Findings, lang: Lang) -> String {
    let parties = words::parties(lang, lead, |hull| findings.name(hull));
    let cargo = words::cargo(lang, lead);
    let inferred =
        words::place_inferred(lead).map(|told| format!("; {}", lang.tell(&told))).unwrap_or_default();
    format!("{parties}{inferred}; {cargo}. {}", lang.tell(&lead.reasons))
}

/// The circle about each inferred place that holds it nine times in ten, whoever met.
fn circles(kml: &mut Kml<'_>, leads: &[LeadRow], lang: Lang) -> io::Result<()> {
    let inferred = leads.iter().filter_map(|lead| Some((lead, lead.radius_km?)));
    let inferred: Vec<(&LeadRow, f64)> = inferred.collect();
    if inferred.is_empty() {
        return Ok(());
    }
    kml.within("Folder", &[], |kml| {
        kml.element("name", &lang.tell("inferred places"))?;
        inferred.into_iter().try_for_each(|(lead, radius_km)| {
            kml.within("Placemark", &[("id", &format!("c{}", lead.lead_id))], |kml| {
                let within = words::whoever_circle(radius_km);
                kml.element("name", &format!("{} {}: {}", lang.tell("Lead"), lead.rank, lang.tell(&within)))?;
                kml.element("styleUrl", &format!("#{}", lead.list.as_str()))?;
                kml.within("LineString", &[], |kml| {
                    kml.element("tessellate", "1")?;
                    kml.element("coordinates", &around((lead.lat, lead.lon), radius_km))
                })
            })
        })
    })
}

/// A closed line so many kilometres about a place.
fn around((lat, lon): (f64, f64), radius_km: f64) -> String {
    const STEP: usize = 5;
    let Ok(middle) = Position::from_degrees(Degrees(lat), Degrees(lon)) else { return String::new() };
    let places = (0..=360).step_by(STEP).map(|bearing: u16| {
        let place = middle.towards(Degrees(f64::from(bearing)), Metres::from_km(radius_km));
        format!("{:.6},{:.6}", place.lon(), place.lat())
    });
    places.collect::<Vec<_>>().join(" ")
}

fn events(kml: &mut Kml<'_>, reviewed: Reviewed<'_>, lang: Lang) -> io::Result<()> {
    let (sheet, findings) = (sheet::events_quoted(reviewed), reviewed.findings);
    kml.within("Folder", &[], |kml| {
        kml.element("name", &lang.tell("events"))?;
        kml.element("visibility", "0")?;
        findings.events.iter().zip(sheet.each()).try_for_each(|(event, row)| {
            let EventRow { event_id, kind, start, end, lat, lon, .. } = event;
            let mark = Mark {
                id: event_id,
                name: format!("{} {:09}", lang.event(*kind), event.mmsi_a),
                told: lang.tell(&words::sentence(event)).into_owned(),
                style: "event",
                from: *start,
                until: *end,
                at: (*lat, *lon),
            };
            mark.write(kml, &sheet, &row)
        })
    })
}

/// A finding on the map.
struct Mark<'a> {
    id: &'a str,
    name: String,
    told: String,
    style: &'a str,
    from: Timestamp,
    until: Option<Timestamp>,
    at: (f64, f64),
}

impl Mark<'_> {
    fn write(&self, kml: &mut Kml<'_>, sheet: &Sheet<'_>, row: &[Value<'_>]) -> io::Result<()> {
        let (lat, lon) = self.at;
        // An id of XML begins with a letter.
        kml.within("Placemark", &[("id", &format!("f{}", self.id))], |kml| {
            kml.element("name", &self.name)?;
            kml.element("description", &no_markup(&self.told))?;
            kml.within("TimeSpan", &[], |kml| {
                kml.element("begin", &self.from.to_string())?;
                self.until.map_or(Ok(()), |until| kml.element("end", &until.to_string()))
            })?;
            kml.element("styleUrl", &format!("#{}", self.style))?;
            kml.within("ExtendedData", &[], |kml| {
                sheet.headings.iter().zip(row).filter(|(_, value)| **value != Value::Null).try_for_each(
                    |(heading, value)| {
                        kml.within("Data", &[("name", heading.name)], |kml| {
                            let text = render::plain(value, heading.unit);
                            let is_json = matches!(heading.name, "notes" | "raw_lines");
                            kml.element(
                                "value",
                                &if is_json { json_without_markup(&text) } else { no_markup(&text) },
                            )
                        })
                    },
                )
            })?;
            kml.within("Point", &[], |kml| kml.element("coordinates", &format!("{lon:.6},{lat:.6}")))
        })
    }
}

/// A text in which nothing is markup, even where a reader takes it for HTML: such characters are written out as control
/// characters are.
fn no_markup(text: &str) -> String {
    render::visible(text).replace('&', "\\u{26}").replace('<', "\\u{3c}").replace('>', "\\u{3e}")
}

/// The same JSON, in which nothing is markup.
fn json_without_markup(json: &str) -> String {
    json.replace('&', "\\u0026").replace('<', "\\u003c").replace('>', "\\u003e")
}

struct Kml<'a>(Writer<&'a mut dyn Write>);

impl Kml<'_> {
    fn element(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.0.write_event(Event::Start(BytesStart::new(name)))?;
        self.0.write_event(Event::Text(BytesText::new(text)))?;
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    fn within(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        fill: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.0.write_event(Event::Start(start))?;
        fill(self)?;
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_no_markup_even_for_a_reader_that_shows_html() {
        assert_eq!(no_markup("<SCRIPT SRC=//A.BC>&lt;"), "\\u{3c}SCRIPT SRC=//A.BC\\u{3e}\\u{26}lt;");
        assert_eq!(no_markup("CHON MA SAN 천마산"), "CHON MA SAN 천마산");
    }
}
