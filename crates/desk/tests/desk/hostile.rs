//! Whatever ships, archives and analysts wrote is shown as text, on every page and in every answer.

use case::LeadRow;

use crate::world::{HOSTILE, World, csrf, get, post};

/// Every page of the case, after analysts wrote hostile notes and watch-lists, too.
fn pages(world: &World) -> Vec<(String, String)> {
    let (server, case) = (world.server(), world.case());
    let csrf = csrf(&server);
    let (leads, vessels) = (case.leads().unwrap(), case.vessels().unwrap());
    let lead = format!("/lead/{}", leads[0].lead_id);
    for text in [HOSTILE[0], HOSTILE[1], HOSTILE[2], HOSTILE[3], HOSTILE[5]] {
        let form = [("csrf", csrf.as_str()), ("state", "reviewing"), ("text", text), ("reviewer", text)];
        assert!(post(&server, &format!("{lead}/notes"), &form).status.is_redirection(), "{text}");
        let form = [("csrf", csrf.as_str()), ("list", text), ("wanted", text), ("reviewer", text)];
        assert!(post(&server, "/watch", &form).status.is_redirection(), "{text}");
    }
    let addresses =
        ["/", "/vessels", "/watch", "/vessels?q=%3Cscript%3Exss()%3C/script%3E", "/?kind=%3Cscript%3E"];
    let of_lead = |lead: &LeadRow| ["", "/changes"].map(|part| format!("/lead/{}{part}", lead.lead_id));
    let leads = leads.iter().flat_map(of_lead);
    let vessels = vessels.iter().map(|vessel| format!("/vessel/{:09}", vessel.mmsi));
    let all = addresses.map(str::to_owned).into_iter().chain(leads).chain(vessels);
    all.map(|address| (get(&server, &address).text, address)).map(|(text, address)| (address, text)).collect()
}

#[test]
fn nothing_that_was_broadcast_is_markup_on_any_page() {
    let pages = pages(&World::hostile());
    for (address, page) in &pages {
        for wrong in ["<SCRIPT", "<img", "<script>", "<svg onload", "onerror=xss()>\"", "\u{202e}", "\u{1b}"]
        {
            assert!(!page.contains(wrong), "{address} holds {wrong:?}");
        }
        let scripts = page.matches("<script").count();
        assert_eq!(scripts, 1, "{address}: our own module alone");
    }
    let all: String = pages.into_iter().map(|(_, page)| page).collect();
    for shown in ["&lt;SCRIPT SRC=//A.BC&gt;", "SAFE\\u{202e}EVIL\\u{1b}[2J", "onerror=xss()&gt;.csv"] {
        assert!(all.contains(shown), "{shown} is shown somewhere");
    }
}

#[test]
fn an_answer_of_the_api_cannot_steer_a_terminal_and_is_no_page() {
    let world = World::hostile();
    let server = world.server();
    let lead = world.case().leads().unwrap().swap_remove(0).lead_id;
    let addresses = ["/api/v1/leads", "/api/v1/events", "/api/v1/vessels"].map(str::to_owned);
    let of_lead = [format!("/api/v1/leads/{lead}"), format!("/api/v1/leads/{lead}/track")];
    for address in addresses.into_iter().chain(of_lead) {
        let said = get(&server, &address);
        assert_eq!(said.header("content-type"), "application/json", "{address}");
        let wild = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}');
        assert_eq!(said.text.chars().find(|c| wild(*c)), None, "{address}");
        said.json();
    }
}
