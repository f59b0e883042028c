//! What people see without any script.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use case::notes::{Notes, Triage};

use crate::world::{World, ask, csrf, get, post};

#[test]
fn the_first_page_lists_every_lead_with_its_vessels_and_why() {
    let world = World::story();
    let (page, leads) = (get(&world.server(), "/").text, world.case().leads().unwrap());
    assert!(!leads.is_empty());
    for lead in leads {
        assert!(page.contains(&format!("/lead/{}", lead.lead_id)));
        assert!(page.contains(&format!("{:09}", lead.mmsi_a)));
    }
    assert!(page.contains("A lead is no finding"));
}

#[test]
fn a_filter_shows_what_fits_and_a_word_that_means_nothing_is_refused() {
    let world = World::story();
    let (server, leads) = (world.server(), world.case().leads().unwrap());
    let rows = |address: &str| get(&server, address).text.matches("class=\"row\"").count();
    assert_eq!(rows("/"), leads.len());
    let on_list = leads.iter().filter(|lead| lead.list.as_str() == "dprk").count();
    assert_eq!(rows("/?list=dprk&kind=&p="), on_list);
    assert_eq!(rows("/?bbox=-10,-10,-5,-5"), 0);
    assert_eq!(rows("/?status=confirmed"), 0);
    assert_eq!(rows("/?since=2099-01-01"), 0);
    assert_eq!(get(&server, "/?kind=treason").status, StatusCode::BAD_REQUEST);
}

#[test]
fn a_lead_shows_what_speaks_for_and_against_it_down_to_the_raw_lines() {
    let world = World::story();
    let lead = world.case().leads().unwrap().swap_remove(0);
    let page = get(&world.server(), &format!("/lead/{}", lead.lead_id)).text;
    for shown in ["Speaks for it", "Speaks against it", "!AIVDM", "SHA-256", "a vessel broadcasting MMSI"] {
        assert!(page.contains(shown), "{shown}");
    }
    assert!(!page.to_lowercase().contains("violat"));
}

#[test]
fn a_lead_says_why_it_stands_on_its_list_and_on_what_its_tonnes_rest_in_both_languages() {
    let world = World::story();
    let server = world.server();
    let lead = world.case().leads().unwrap().swap_remove(0);
    let ground = lead.each_ground().next().expect("each lead has a ground").to_owned();
    let shown = |lang: &str| get(&server, &format!("/lead/{}?lang={lang}", lead.lead_id)).text;
    let escaped = |text: &str| text.replace('"', "&quot;");
    let page = shown("en");
    for told in [
        "On this list because",
        &escaped(&ground),
        "What the tonnes rest on",
        "one draw in twenty lies below",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let page = shown("ko");
    let korean = export::korean::sentence(&ground).expect("each ground has its Korean");
    assert!(page.contains("이 목록에 오른 까닭") && page.contains(&escaped(&korean)), "{page}");
}

#[test]
fn a_lead_says_what_would_change_its_place_and_a_case_of_other_settings_that_it_cannot_be_told() {
    let world = World::story();
    let server = world.server();
    let lead = world.case().leads().unwrap().swap_remove(0);
    let page = get(&server, &format!("/lead/{}", lead.lead_id)).text;
    let address = format!("/lead/{}/changes", lead.lead_id);
    assert!(page.contains(&format!("href=\"{address}\"")), "{}", seen(&page));
    let page = get(&server, &address).text;
    assert!(page.contains("What would change its place") && page.contains("without "), "{}", seen(&page));
    let korean = get(&server, &format!("{address}?lang=ko")).text;
    let section = korean.split("section class=\"changes\"").nth(1).expect("the section is there in Korean");
    let section = section.split("</section>").next().unwrap();
    assert!(section.contains("없이") && !section.contains("lang=\"en\""), "{section}");

    let manifest = world.dir().join("manifest.json");
    let told = std::fs::read_to_string(&manifest).unwrap();
    std::fs::write(&manifest, told.replacen("\"prior_odds\": 0.02", "\"prior_odds\": 0.03", 1)).unwrap();
    let page = get(&world.server(), &address).text;
    assert!(page.contains("the tables of this case do not give the same lead once more"), "{}", seen(&page));
}

#[test]
fn a_ship_that_only_lay_beside_the_one_that_a_lead_is_about_has_neither_its_rank_nor_its_name_for_a_lead() {
    let world = World::story();
    world.run_another();
    let shown = |address: &str| get(&world.server(), address).text;
    let (page, found) = (shown("/vessel/620091410"), shown("/vessels?q=heron"));
    assert!(page.contains("Leads about it") && page.contains("class=\"rank\""), "{}", seen(&page));
    assert!(found.contains("Rank 1"), "{}", seen(&found));
    world.name_leads_after_one();
    let (page, found) = (shown("/vessel/620091410"), shown("/vessels?q=heron"));
    assert!(page.contains("no party, but beside it") && !page.contains("class=\"rank\""), "{}", seen(&page));
    assert!(page.contains("Leads about others") && !page.contains("Leads about it"), "{}", seen(&page));
    assert!(found.contains("MORNING HERON") && !found.contains("Rank 1"), "{}", seen(&found));
    let lead = shown("/");
    assert!(lead.contains("beside it:") && lead.contains("MORNING HERON"), "{}", seen(&lead));
}

#[test]
fn a_probability_that_two_met_says_what_it_is_weighed_against() {
    let world = World::story();
    let (server, case) = (world.server(), world.case());
    let events = case.events().unwrap();
    let guess = |id: &str| events.iter().find(|event| event.event_id == id).and_then(|event| event.p_met);
    let leads = case.leads().unwrap();
    let lead = leads.iter().find(|lead| guess(&lead.event_id).is_some()).expect("the story has a guess");
    for address in ["/".to_owned(), format!("/lead/{}", lead.lead_id), format!("/vessel/{:09}", lead.mmsi_a)]
    {
        let page = get(&server, &address).text;
        let who = page.split("class=\"who\"").nth(1).unwrap().split("</h1>").next().unwrap();
        assert!(
            who.contains("perhaps met") && who.contains("against their other possible meetings"),
            "{who:.900}"
        );
    }
}

#[test]
fn an_unseen_meeting_has_the_hours_of_the_two_and_of_whoever_met_and_both_radii_beside_its_place() {
    let world = World::story();
    let (server, case) = (world.server(), world.case());
    let events = case.events().unwrap();
    let unseen = |id: &str| events.iter().find(|event| event.event_id == id && event.radius_km.is_some());
    let leads = case.leads().unwrap();
    let (lead, event) =
        leads.iter().find_map(|lead| Some((lead, unseen(&lead.event_id)?))).expect("the story has one");
    let (when, near) =
        (export::words::when(lead, Some(event)), export::words::nearness(event).expect("it has a radius"));
    assert!(when.contains(" if it was these two; ") && when.ends_with(" UTC, whoever met"), "{when}");
    let brief = |lang: &str| {
        let page = get(&server, &format!("/lead/{}?lang={lang}", lead.lead_id)).text;
        page.split("<dl class=\"brief\">").nth(1).unwrap().split("</dl>").next().unwrap().to_owned()
    };
    let (english, korean) = (brief("en"), brief("ko"));
    for told in [when, near] {
        assert!(english.contains(&format!("<p>{told}</p>")), "{told}: {english}");
        let told = export::korean::sentence(&told).expect("it has its Korean");
        assert!(korean.contains(&format!("<p>{told}</p>")), "{told}: {korean}");
    }
}

#[test]
fn a_page_says_where_a_probability_is_that_it_does_not_show() {
    let world = World::story();
    let (server, lead) = (world.server(), world.case().leads().unwrap().swap_remove(0));
    let page = get(&server, &format!("/lead/{}", lead.lead_id)).text;
    let told = "not shown here, as no reviewed lead stands behind it; the API and exports hold it";
    assert!(page.contains(told) && page.contains("calibration: expert"), "{page}");
    assert!(get(&server, "/").text.contains("Probability at least (calibration: expert)"));
    let api = get(&server, &format!("/api/v1/leads/{}", lead.lead_id)).json();
    assert!(api["probability"].is_number() && api["calibration"] == "expert");
}

#[test]
fn a_note_is_shown_with_its_reviewer_and_the_lead_has_its_state() {
    let world = World::story();
    let (server, lead) = (world.server(), world.case().leads().unwrap().swap_remove(0).lead_id);
    let secret = csrf(&server);
    let form = [
        ("csrf", secret.as_str()),
        ("state", "confirmed"),
        ("text", "seen by satellite\nat noon"),
        ("reviewer", "김민지"),
    ];
    let said = post(&server, &format!("/lead/{lead}/notes"), &form);
    assert_eq!(said.header("location"), format!("/lead/{lead}#triage"));
    let page = get(&server, &format!("/lead/{lead}")).text;
    for shown in ["seen by satellite", "at noon", "김민지", "data-state=\"confirmed\""] {
        assert!(page.contains(shown), "{shown}");
    }
    assert_eq!(get(&server, "/?status=confirmed").text.matches("class=\"row\"").count(), 1);
    assert_eq!(Notes::of(world.dir()).all().unwrap()[0].triage, Some(Triage::Confirmed));
}

/// What the form of a lead says that its reader saw.
fn seen(page: &str) -> String {
    let from = page.find("name=\"seen\" value=\"").expect("the form says it") + 19;
    page[from..].split('"').next().unwrap().to_owned()
}

#[test]
fn a_page_from_before_a_colleague_decided_neither_undoes_it_nor_loses_what_was_written() {
    let world = World::story();
    let (server, lead) = (world.server(), world.case().leads().unwrap().swap_remove(0).lead_id);
    let (secret, page) = (csrf(&server), format!("/lead/{lead}"));
    let send = |seen: &str, state: &str, text: &str, reviewer: &str| {
        let form =
            [("state", state), ("text", text), ("reviewer", reviewer), ("seen", seen), ("csrf", &secret)];
        post(&server, &format!("{page}/notes"), &form)
    };
    let stale = seen(&get(&server, &page).text);
    assert!(send(&stale, "confirmed", "seen by satellite", "Lee").status.is_redirection());

    let said = send(&stale, "dismissed", "a pilot <boat>\nat noon", "Kim");
    assert_eq!(said.status, StatusCode::CONFLICT);
    for shown in
        ["Lee set this lead to “confirmed”", "a pilot &lt;boat&gt;\nat noon</textarea>", "value=\"Kim\""]
    {
        assert!(said.text.contains(shown), "{shown}: {}", said.text);
    }
    assert!(said.text.contains("value=\"confirmed\" checked"), "to undo it takes a choice");
    let state = || get(&server, "/api/v1/leads").json()["entries"][0]["status"].clone();
    assert_eq!((state(), Notes::of(world.dir()).all().unwrap().len()), ("confirmed".into(), 1));

    // A form that was not touched but for its words adds them, however old it is.
    assert!(send(&stale, "unseen", "asked the harbour master", "Kim").status.is_redirection());
    assert_eq!((state(), Notes::of(world.dir()).all().unwrap().len()), ("confirmed".into(), 2));
    assert!(send(&seen(&said.text), "dismissed", "a pilot boat", "Kim").status.is_redirection());
    assert_eq!(state(), "dismissed");
}

#[test]
fn words_alone_are_a_note_and_leave_the_state_as_it_is() {
    let world = World::story();
    let (server, lead) = (world.server(), world.case().leads().unwrap().swap_remove(0).lead_id);
    let secret = csrf(&server);
    let form = [("csrf", secret.as_str()), ("text", "asked the harbour master"), ("reviewer", "Kim")];
    assert!(post(&server, &format!("/lead/{lead}/notes"), &form).status.is_redirection());
    let notes = Notes::of(world.dir()).all().unwrap();
    assert_eq!((notes.len(), notes[0].triage), (1, None));
}

#[test]
fn what_was_written_stands_in_the_form_again_where_it_could_not_be_kept() {
    let world = World::story();
    let (server, lead) = (world.server(), world.case().leads().unwrap().swap_remove(0).lead_id);
    let (secret, address) = (csrf(&server), format!("/lead/{lead}/notes"));
    let old = "0".repeat(64);
    for (csrf, reviewer, status) in
        [(&secret, " ", StatusCode::BAD_REQUEST), (&old, "Kim", StatusCode::FORBIDDEN)]
    {
        let form = [
            ("csrf", csrf.as_str()),
            ("state", "confirmed"),
            ("text", "a long letter"),
            ("reviewer", reviewer),
        ];
        let said = post(&server, &address, &form);
        assert_eq!(said.status, status, "{}", said.text);
        assert!(said.text.contains("a long letter</textarea>"), "{}", said.text);
        assert!(said.text.contains("value=\"confirmed\" checked"), "{}", said.text);
    }
    assert_eq!(get(&server, &address).header("location"), format!("/lead/{lead}#triage"));
}

#[test]
fn a_lead_keeps_its_state_and_its_notes_when_the_archive_is_run_again() {
    let world = World::story();
    let (server, lead) = (world.server(), world.case().leads().unwrap().swap_remove(0).lead_id);
    let secret = csrf(&server);
    let form =
        [("csrf", secret.as_str()), ("state", "dismissed"), ("text", "a pilot boat"), ("reviewer", "Lee")];
    assert!(post(&server, &format!("/lead/{lead}/notes"), &form).status.is_redirection());
    world.run_again();
    let page = get(&world.server(), &format!("/lead/{lead}")).text;
    for shown in ["a pilot boat", "Lee", "data-state=\"dismissed\""] {
        assert!(page.contains(shown), "{shown}");
    }
}

#[test]
fn a_case_that_a_run_replaced_is_served_as_it_is_now_with_its_notes() {
    let world = World::story();
    let (server, before) = (world.server(), world.case().leads().unwrap().swap_remove(0));
    let secret = csrf(&server);
    assert_eq!(get(&server, &format!("/lead/{}", before.lead_id)).status, StatusCode::OK);
    world.run_another();
    let now = world.case().leads().unwrap().swap_remove(0);
    assert_ne!(now.lead_id, before.lead_id);
    assert!(get(&server, "/").text.contains(&format!("/lead/{}", now.lead_id)));
    assert_eq!(get(&server, &format!("/lead/{}", before.lead_id)).status, StatusCode::NOT_FOUND);
    let track = get(&server, &format!("/api/v1/vessels/{:09}/track", now.mmsi_a)).json();
    assert!(!track["hulls"][0]["time"].as_array().unwrap().is_empty());
    // A form that was loaded before the run is still one of this server.
    let form = [("csrf", secret.as_str()), ("state", "confirmed"), ("text", ""), ("reviewer", "Kim")];
    assert!(post(&server, &format!("/lead/{}/notes", now.lead_id), &form).status.is_redirection());
    world.run_another();
    assert_eq!(get(&server, "/api/v1/leads").json()["entries"][0]["status"], "confirmed");
}

#[test]
fn a_link_to_a_lead_of_before_leads_to_what_it_is_now_or_says_that_it_was_withdrawn() {
    let world = World::story();
    let lead = world.case().leads().unwrap().swap_remove(0).lead_id;
    world.revise(&[("before", Some(&lead)), ("lost", None)]);
    let server = world.server();
    for root in ["/lead/", "/api/v1/leads/"] {
        let renamed = get(&server, &format!("{root}before"));
        assert_eq!(renamed.status, StatusCode::TEMPORARY_REDIRECT, "{root}");
        assert_eq!(renamed.header("location"), format!("{root}{lead}"));
        let lost = get(&server, &format!("{root}lost"));
        assert_eq!(lost.status, StatusCode::GONE, "{root}");
        assert!(lost.text.contains("a later run withdrew this lead (read since: b.csv)"), "{}", lost.text);
        assert_eq!(get(&server, &format!("{root}never")).status, StatusCode::NOT_FOUND);
    }
}

#[test]
fn a_case_that_was_taken_away_is_not_served_from_memory() {
    let world = World::story();
    let server = world.server();
    std::fs::remove_dir_all(world.dir()).unwrap();
    let said = get(&server, "/api/v1/leads");
    assert_eq!(said.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(said.json()["error"].as_str().unwrap().contains("no longer there"), "{}", said.text);
    assert_eq!(get(&server, "/").status, StatusCode::SERVICE_UNAVAILABLE);
}

#[test]
fn a_choice_says_how_many_leads_it_would_show() {
    let world = World::story();
    let (page, leads) = (get(&world.server(), "/").text, world.case().leads().unwrap());
    for list in ["dprk", "evasive"] {
        let count = leads.iter().filter(|lead| lead.list.as_str() == list).count();
        let shown = page.contains(&format!("<option value=\"{list}\">{list} · {count}</option>"));
        assert_eq!(shown, count > 0, "{list} {count}");
    }
}

#[test]
fn a_form_that_says_nothing_new_leaves_no_note_and_a_nameless_one_is_refused() {
    let world = World::story();
    let (server, lead) = (world.server(), world.case().leads().unwrap().swap_remove(0).lead_id);
    let (secret, address) = (csrf(&server), format!("/lead/{lead}/notes"));
    let form = |state, reviewer| {
        [("csrf", secret.as_str()), ("state", state), ("text", " "), ("reviewer", reviewer)]
    };
    assert!(post(&server, &address, &form("unseen", "Kim")).status.is_redirection());
    assert_eq!(post(&server, &address, &form("confirmed", " ")).status, StatusCode::BAD_REQUEST);
    assert_eq!(Notes::of(world.dir()).all().unwrap(), []);
}

#[test]
fn a_vessel_has_its_identity_its_timeline_its_links_and_its_leads() {
    let world = World::story();
    let server = world.server();
    for vessel in world.case().vessels().unwrap() {
        let said = get(&server, &format!("/vessel/{:09}", vessel.mmsi));
        assert_eq!(said.status, StatusCode::OK);
        assert!(said.text.contains("class=\"timeline\"") && said.text.contains("Linked vessels"));
    }
    assert_eq!(get(&server, "/vessel/123456789").status, StatusCode::NOT_FOUND);
    assert_eq!(get(&server, "/vessel/x").status, StatusCode::NOT_FOUND);
}

#[test]
fn what_is_watched_for_is_found_in_the_case_and_can_be_taken_off() {
    let world = World::story();
    let (server, vessel) = (world.server(), world.case().vessels().unwrap().swap_remove(0));
    let (secret, number) = (csrf(&server), format!("{:09}", vessel.mmsi));
    let form = [("csrf", secret.as_str()), ("list", "tankers"), ("wanted", &number), ("reviewer", "Kim")];
    assert!(post(&server, "/watch", &form).status.is_redirection());
    assert!(get(&server, "/watch").text.contains(&format!("href=\"/vessel/{number}\"")));
    assert!(post(&server, "/unwatch", &[("csrf", &secret), ("id", "1")]).status.is_redirection());
    assert!(get(&server, "/watch").text.contains("Nothing is watched for yet"));
}

#[test]
fn a_watch_list_says_how_many_more_vessels_fit_and_leads_to_them() {
    let world = World::story();
    let (server, vessels) = (world.server(), world.case().vessels().unwrap());
    let alike = vessels.iter().filter(|vessel| vessel.name.as_deref() == Some("ZHE YU")).count();
    assert!(alike > 3, "the story has {alike} fishers of one name");
    let secret = csrf(&server);
    let form = [("csrf", secret.as_str()), ("list", "names"), ("wanted", "ZHE YU"), ("reviewer", "Kim")];
    assert!(post(&server, "/watch", &form).status.is_redirection());
    let page = get(&server, "/watch").text;
    let more = format!("<a href=\"/vessels?q=ZHE%20YU\">+ {} more fit</a>", alike - 3);
    assert!(page.contains(&more), "{page}");
    assert_eq!(get(&server, "/vessels?q=ZHE%20YU").text.matches("class=\"row\"").count(), alike);
}

#[test]
fn a_search_for_dots_finds_nothing() {
    let world = World::story();
    let server = world.server();
    assert!(get(&server, "/vessels?q=...").text.contains("No vessel fits"));
    assert_eq!(get(&server, "/api/v1/vessels?q=%2D%2D").json()["total"], 0);
}

#[test]
fn a_misspelt_name_on_a_watch_list_still_finds_its_vessel() {
    let world = World::story();
    let (server, vessels) = (world.server(), world.case().vessels().unwrap());
    let named =
        vessels.iter().find(|vessel| vessel.name.as_ref().is_some_and(|name| name.len() > 6)).unwrap();
    let mut misspelt: String = named.name.clone().unwrap().replace(' ', "");
    misspelt.replace_range(3..4, "X");
    let secret = csrf(&server);
    let form = [("csrf", secret.as_str()), ("list", "names"), ("wanted", &misspelt), ("reviewer", "Kim")];
    assert!(post(&server, "/watch", &form).status.is_redirection());
    assert!(get(&server, "/watch").text.contains(&format!("href=\"/vessel/{:09}\"", named.mmsi)));
}

#[test]
fn a_number_leads_straight_to_its_vessel_and_a_misspelt_name_to_those_like_it() {
    let world = World::story();
    let (server, vessels) = (world.server(), world.case().vessels().unwrap());
    let named =
        vessels.iter().find(|vessel| vessel.name.as_ref().is_some_and(|name| name.len() > 6)).unwrap();
    let said = get(&server, &format!("/vessels?q={:09}", named.mmsi));
    assert_eq!(said.header("location"), format!("/vessel/{:09}", named.mmsi));
    let mut misspelt: String = named.name.clone().unwrap().replace(' ', "");
    misspelt.replace_range(3..4, "X");
    let said = get(&server, &format!("/vessels?q={misspelt}"));
    assert!(said.text.contains(&format!("/vessel/{:09}", named.mmsi)), "{misspelt}");
}

#[test]
fn the_pages_are_in_korean_for_whoever_asks_for_it() {
    let world = World::story();
    let server = world.server();
    let korean =
        Request::get("/").header("host", "localhost").header("accept-language", "ko-KR,ko;q=0.9,en;q=0.8");
    let page = ask(&server, korean, Body::empty()).text;
    assert!(page.contains("<html lang=\"ko\"") && page.contains("단서") && page.contains("관심 목록"));
    let secret = csrf(&server);
    let said = post(&server, "/preferences", &[("csrf", &secret), ("lang", "ko"), ("back", "/watch?x=1")]);
    assert_eq!(said.header("location"), "/watch?x=1");
    assert!(said.header("set-cookie").starts_with("darkwake_lang=ko;"));
}

#[test]
fn an_address_can_ask_for_korean_and_the_browser_keeps_it() {
    let world = World::story();
    let server = world.server();
    let said = get(&server, "/?lang=ko&list=dprk");
    assert!(
        said.text.contains("<html lang=\"ko\"") && said.header("set-cookie").starts_with("darkwake_lang=ko;")
    );
    assert!(said.text.contains("name=\"back\" value=\"/?list=dprk\""), "the way back does not undo a choice");
    assert_eq!(get(&server, "/?lang=xx").header("set-cookie"), "");
    let secret = csrf(&server);
    for wrong in [("lang", "xx"), ("scheme", "pink")] {
        let said = post(&server, "/preferences", &[("csrf", &secret), wrong]);
        assert!(said.status == StatusCode::BAD_REQUEST && said.text.contains("<h1>"), "{wrong:?}");
    }
}

#[test]
fn what_a_mouse_reads_on_the_timeline_is_in_the_language_of_the_page() {
    let world = World::story();
    let page = get(&world.server(), "/vessel/667092220?lang=ko").text;
    let titles: Vec<&str> =
        page.split("<title>").skip(2).filter_map(|rest| rest.split("</title>").next()).collect();
    assert!(titles.iter().any(|title| title.contains("수신되지 않음")), "{titles:?}");
    assert!(
        !titles.iter().any(|title| title.contains("not heard") || title.contains("could have met")),
        "{titles:?}"
    );
}

#[test]
fn people_are_refused_on_a_page_whatever_they_ask() {
    let world = World::story();
    let server = world.server();
    let host = |method: &str, address: &str| {
        Request::builder().method(method).uri(address).header("host", "localhost")
    };
    for (request, status) in [
        (host("GET", "/lead/%FF"), StatusCode::NOT_FOUND),
        (host("DELETE", "/"), StatusCode::METHOD_NOT_ALLOWED),
        (host("GET", "/unwatch"), StatusCode::METHOD_NOT_ALLOWED),
        (host("POST", "/watch"), StatusCode::UNSUPPORTED_MEDIA_TYPE),
    ] {
        let said = ask(&server, request, Body::empty());
        assert_eq!(said.status, status);
        assert!(said.text.contains("<h1>"), "{status}: {}", said.text);
    }
}

#[test]
fn without_npm_the_page_says_which_command_brings_the_map() {
    let world = World::story();
    let absent = tempfile::tempdir().unwrap();
    let serving = darkwake_desk::Serving {
        access: darkwake_desk::Access::loopback(),
        parts: Some(absent.path().to_owned()),
        tls: None,
    };
    let server =
        darkwake_desk::Server::new(darkwake_desk::Desk::open(world.dir()).unwrap(), serving).unwrap();
    assert!(!server.has_map());
    assert!(get(&server, "/").text.contains("npm ci --prefix crates/desk/web"));
    assert_eq!(get(&server, "/parts/maplibre-gl.mjs").status, StatusCode::NOT_FOUND);
}
