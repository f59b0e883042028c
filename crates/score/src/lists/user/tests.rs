use super::super::tests::{moment, vessel};
use super::super::{Attribute, Listed, Lists};
use super::*;

const TABLE: &str = "name,other_names,imo,mmsi,call_sign,list,first_listed,listed_by\n\
    KOTI,HAPPY STAR,9417115,,,,,\n";
const MARITIME: &str = "\"type\",\"caption\",\"imo\",\"risk\",\"countries\",\"flag\",\"mmsi\",\"id\",\"url\",\"datasets\",\"aliases\"\n\
    \"VESSEL\",\"KOTI\",\"IMO9417115\",\"sanction\",\"kp;pa\",\"pa\",\"352000001;352000002\",\"q1\",\"u\",\"us_x;kr_y\",\"HAPPY STAR;OLD\"\n";
const ENTITY: &str = r#"{"id":"v1","caption":"KOTI","schema":"Vessel","properties":{"name":["KOTI"],"previousName":["HAPPY STAR"],"imoNumber":["IMO9417115"],"mmsi":["352000001"],"topics":["sanction"]},"datasets":["us_x"]}"#;
const SANCTION: &str = r#"{"id":"s1","schema":"Sanction","properties":{"entity":["v1"],"programId":["US-DPRK4"],"listingDate":["2018-02-23"]},"datasets":["us_x"]}"#;

fn with_sanction() -> String {
    format!("{ENTITY}\n{SANCTION}\n")
}

fn read(text: &str) -> UserList {
    UserList::read("own.txt", text).unwrap()
}

#[test]
fn a_ship_of_each_format_is_matched_by_its_imo_number_and_a_name_it_had() {
    let of = [
        (TABLE.to_owned(), ListFormat::Csv, "user's list \"own.txt\""),
        (
            MARITIME.to_owned(),
            ListFormat::OpenSanctions,
            "user's list \"own.txt\" under dataset \"us_x, kr_y\"",
        ),
        (with_sanction(), ListFormat::FollowTheMoney, "user's list \"own.txt\" under dataset \"us_x\""),
    ];
    for (text, format, title) in of {
        let own = read(&text);
        assert_eq!(own.format(), format);
        let lists = Lists::builtin().and([&own]);
        let ship = vessel(413_000_001, 9_417_115, "Happy Star");
        let matches = lists.matches(&ship, moment("2019-02-01T00:00:00Z"));
        assert_eq!(matches[0].agrees, [Attribute::Imo, Attribute::Name], "{title}");
        assert_eq!(matches[0].listing.list.title(), title);
        let another = vessel(413_000_001, 9_187_629, "KOTI");
        assert!(
            own.listings().len() == 1
                && lists
                    .matches(&another, another.last_seen)
                    .iter()
                    .all(|found| { found.listing.list != own.listings()[0].list })
        );
    }
}

#[test]
fn a_ship_with_two_numbers_in_opensanctions_is_matched_under_either() {
    let lists = Lists::default().and([&read(MARITIME)]);
    for mmsi in [352_000_001, 352_000_002] {
        let ship = vessel(mmsi, 0, "KOTI");
        assert_eq!(lists.matches(&ship, ship.last_seen)[0].agrees, [Attribute::Mmsi, Attribute::Name]);
    }
}

#[test]
fn a_ship_with_two_imo_numbers_is_matched_under_either_in_each_format() {
    let of = [
        TABLE.replace("9417115", "9417115;IMO9187629"),
        MARITIME.replace("IMO9417115", "IMO9417115;IMO9187629"),
        with_sanction().replace(r#""IMO9417115""#, r#""IMO9417115","IMO9187629""#),
    ];
    for text in of {
        let lists = Lists::default().and([&read(&text)]);
        let agrees = |imo| {
            let matches = lists.matches(&vessel(413_000_001, imo, "KOTI"), moment("2019-02-01T00:00:00Z"));
            matches.first().map(|found| found.agrees.clone())
        };
        let both = Some(vec![Attribute::Imo, Attribute::Name]);
        assert_eq!([9_417_115, 9_187_629, 9_074_729].map(agrees), [both.clone(), both, None], "{text}");
    }
    let wrong = UserList::read("own.txt", &TABLE.replace("9417115", "9417115;9187628")).unwrap_err();
    assert_eq!(wrong, UserListError::NoVessel { line: 2, fault: RowFault::Imo });
}

#[test]
fn a_ship_was_listed_from_the_day_of_its_sanction_and_without_a_day_it_is_unknown() {
    let at = |text: &str, time: &str| {
        let lists = Lists::default().and([&read(text)]);
        lists.matches(&vessel(413_000_001, 9_417_115, "KOTI"), moment("2019-02-01T00:00:00Z"))[0]
            .listed_at(moment(time))
    };
    assert_eq!(at(&with_sanction(), "2018-02-22T00:00:00Z"), Listed::Later);
    assert_eq!(at(&with_sanction(), "2018-02-23T00:00:00Z"), Listed::Then);
    assert_eq!(at(MARITIME, "2018-02-23T00:00:00Z"), Listed::Unknown);
    let month = with_sanction().replace("2018-02-23", "2018-02");
    let days = ["2018-01-31T00:00:00Z", "2018-02-23T00:00:00Z", "2018-02-28T00:00:00Z"];
    assert_eq!(days.map(|day| at(&month, day)), [Listed::Later, Listed::Unknown, Listed::Then]);
}

#[test]
fn a_ship_whose_sanctions_all_ended_was_taken_off_and_one_with_another_left_was_not() {
    let ended = with_sanction().replace(r#""listingDate""#, r#""endDate":["2020-05"],"listingDate""#);
    let other = SANCTION.replace("s1", "s2");
    let at = |text: &str, time: &str| {
        let lists = Lists::default().and([&read(text)]);
        lists.matches(&vessel(413_000_001, 9_417_115, "KOTI"), moment("2019-02-01T00:00:00Z"))[0]
            .listed_at(moment(time))
    };
    let days = ["2019-06-01T00:00:00Z", "2020-05-15T00:00:00Z", "2020-06-01T00:00:00Z"];
    assert_eq!(days.map(|day| at(&ended, day)), [Listed::Then, Listed::Unknown, Listed::Before]);
    assert_eq!(at(&format!("{ended}{other}\n"), days[2]), Listed::Then);
    let table = TABLE
        .replace("listed_by", "listed_by,delisted")
        .replace("KOTI,HAPPY STAR,9417115,,,,,", "KOTI,,9417115,,,,2018,,2020-05");
    assert_eq!(days.map(|day| at(&table, day)), [Listed::Then, Listed::Unknown, Listed::Before]);
}

#[test]
fn a_sanction_that_is_nested_in_its_ship_counts_as_one_beside_it() {
    let nested = ENTITY.replace(r#""topics""#, &format!(r#""sanctions":[{SANCTION}],"topics""#));
    assert_eq!(read(&nested).listings(), read(&with_sanction()).listings());
}

#[test]
fn a_ship_that_a_list_of_the_world_ties_to_another_country_is_no_link_to_the_dprk() {
    let russian = MARITIME.replace("kp;pa", "ru");
    let none = |line| UserListError::NoVessel { line, fault: RowFault::NoDprk };
    assert_eq!(UserList::read("own.txt", &russian).unwrap_err(), none(2));
    assert_eq!(UserList::read("own.txt", ENTITY).unwrap_err(), none(1));
    assert_eq!(read(&russian.replace("us_x", "un_1718_vessels")).listings().len(), 1);
    let row = russian.lines().nth(1).unwrap();
    assert_eq!(
        read(&format!("{MARITIME}{row}\n")).left_out()[&RowFault::NoDprk],
        RowsLeftOut { rows: 1, first: 3 }
    );
}

#[test]
fn rows_that_are_wrong_are_counted_by_why_and_the_ships_beside_them_are_taken() {
    let rows =
        "HAN,,9417116,,,,,\nHAN,,,1234567890,,,,\nHAN,,9187629,,,,soon,\nHAN,,,,,,,\nHAN\n,,9187629,,,,,\n";
    let (long, longest) = ("N".repeat(501), "N".repeat(500));
    let rows = format!("{rows}{long},,9187629,,,,,\nHAN,{long},9187629,,,,,\n{longest},,9187629,,,,,\n");
    let own = read(&format!("{TABLE}{rows}"));
    assert_eq!(own.listings().len(), 2);
    let counted: Vec<(RowFault, u64)> =
        own.left_out().iter().map(|(fault, rows)| (*fault, rows.first)).collect();
    assert_eq!(
        counted,
        [
            (RowFault::Unreadable, 7),
            (RowFault::Name, 8),
            (RowFault::Imo, 3),
            (RowFault::Mmsi, 4),
            (RowFault::Date, 5),
            (RowFault::TooLong, 9),
            (RowFault::NoNumber, 6),
        ]
    );
}

#[test]
fn a_company_or_a_torn_line_beside_a_ship_is_left_out_with_its_line() {
    let company = MARITIME.lines().nth(1).unwrap().replace("VESSEL", "ORGANIZATION");
    assert_eq!(read(&format!("{MARITIME}{company}\n")).left_out()[&RowFault::NoShip].rows, 1);
    let torn = format!("{}{{\"id\":", with_sanction());
    assert_eq!(read(&torn).left_out()[&RowFault::Unreadable], RowsLeftOut { rows: 1, first: 3 });
}

#[test]
fn a_file_that_names_no_ship_says_on_which_line_it_went_wrong() {
    let wrong = TABLE.replace("9417115", "9417116");
    let error = UserList::read("own.txt", &wrong).unwrap_err();
    assert_eq!(error, UserListError::NoVessel { line: 2, fault: RowFault::Imo });
    let without = UserList::read("own.txt", "name,imo\n").unwrap_err();
    assert_eq!(without, UserListError::NoRow);
    let unnumbered = UserList::read("own.txt", "name,imo\nKOTI,\n").unwrap_err();
    assert_eq!(unnumbered, UserListError::NoVessel { line: 2, fault: RowFault::NoNumber });
    for none in ["", "a,b\n1,2\n", "{\"type\":\"FeatureCollection\"}", "[]", "name\nKOTI\n"] {
        let error = UserList::read("own.txt", none).unwrap_err();
        assert!(matches!(error, UserListError::NoFormat { .. }), "{none}");
    }
}

#[test]
fn a_table_with_a_byte_order_mark_and_few_columns_is_read() {
    let own = read("\u{feff}imo, name\r\n9417115,KOTI\r\n");
    assert_eq!((own.listings().len(), own.format()), (1, ListFormat::Csv));
}
