//! What the pages say, in English and in Korean: each text once, with both forms side by side.

use std::sync::LazyLock;

use case::notes::{Note, Triage};
use export::lang::Lang;

/// The texts of the pages in a language.
pub(crate) fn texts(lang: Lang) -> &'static Texts {
    match lang {
        Lang::En => &EN,
        Lang::Ko => &KO,
    }
}

/// Declares every text with its English form, and with its Korean one where the catalogue of headings, which reports and commands use
/// too, does not have it.
macro_rules! texts {
    ($($name:ident: $en:literal $(, $ko:literal)?;)+) => {
        /// Every text of the pages.
        pub(crate) struct Texts { $(pub(crate) $name: &'static str,)+ }
        static EN: Texts = Texts { $($name: $en,)+ };
        static KO: LazyLock<Texts> = LazyLock::new(|| Texts { $($name: korean!($en $(, $ko)?),)+ });
    };
}

/// The Korean form of a text.
macro_rules! korean {
    ($en:literal, $ko:literal) => {
        $ko
    };
    ($en:literal) => {
        export::korean::heading($en)
            .expect("the catalogue holds every heading that is given without its Korean")
    };
}

texts! {
    leads: "Leads";
    on_this_list: "On this list because", "이 목록에 오른 까닭";
    rests_on: "What the tonnes rest on";
    vessels: "Vessels";
    watch_lists: "Watch-lists", "관심 목록";
    skip: "Skip to the content", "본문으로 건너뛰기";
    search: "MMSI, IMO or name", "MMSI, IMO 또는 선명";
    find: "Find", "찾기";
    keys: "Keys", "단축키";
    scheme: "Light or dark", "밝게 또는 어둡게";
    other_language: "한국어", "English";
    filter: "Filter", "필터";
    apply: "Apply", "적용";
    clear: "Clear", "초기화";
    any: "any", "전체";
    list: "List";
    cargo: "Cargo";
    kind: "Kind";
    state: "State";
    least_probability: "Probability at least", "최소 확률";
    since: "From", "시작";
    until: "To", "끝";
    place: "Place";
    area: "Area W,S,E,N", "구역 서,남,동,북";
    area_of_map: "Use the map's view", "지도 범위 사용";
    shown: "shown", "표시";
    of: "of", "/";
    nothing_fits: "No lead fits these filters.", "조건에 맞는 단서가 없습니다.";
    no_leads: "The case holds no lead.", "이 사건에는 단서가 없습니다.";
    next_page: "Next", "다음";
    previous_page: "Previous", "이전";
    not_guilt: "A lead is no finding: the number in a radio is not a ship, and it may be another's.";
    rank: "Rank";
    score_meaning: "log10 odds, to rank by", "log10 오즈, 순위용";
    probability: "Probability";
    no_probability: "not shown here, as no reviewed lead stands behind it; the API and exports hold it with this label:",
        "검토된 단서로 맞춘 값이 아니어서 여기에는 표시하지 않음. API와 내보내기에는 다음 표시와 함께 있음:";
    perhaps_met: "perhaps met", "만났을 수 있는 선박";
    now: "now", "현재";
    probably_also: "probably also", "다른 번호로 추정:";
    no_name: "no name broadcast";
    median: "median";
    what_happened: "What was found, by time";
    deciding: "decides place and time", "위치와 시각을 결정";
    for_it: "Speaks for it";
    against_it: "Speaks against it";
    neither: "Counts neither way";
    not_assessable: "Could not be assessed";
    what_would_change: "What would change its place";
    ask_what_would_change: "Ask the rules", "규칙에 묻기";
    one_in_two: "By the rules that found it, on the same events, with one thing otherwise. One in two is a score of 0.",
        "이 단서를 찾은 규칙을 같은 이벤트에 적용하되 한 가지만 달리한 결과입니다. 2분의 1은 점수 0입니다.";
    raw_lines: "Raw lines";
    line: "line", "행";
    byte: "byte", "바이트";
    triage: "Triage", "분류";
    no_notes: "Nobody wrote anything on this lead.", "이 단서에 대한 메모가 없습니다.";
    reviewer: "Your name", "검토자 이름";
    note: "Note", "메모";
    set_state: "Save", "저장";
    not_kept: "Nothing was saved, and your words stand below:", "저장되지 않았으며 작성한 글은 아래에 남아 있습니다:";
    stranded: "Notes on leads that are no longer found", "더 이상 발견되지 않는 단서의 메모";
    play: "Play", "재생";
    time: "Time (UTC)", "시각 (UTC)";
    distance: "Distance";
    speed: "Speed";
    reception: "Reception", "수신율";
    map_missing: "The map needs its parts from npm once:", "지도에는 npm 구성 요소가 한 번 필요합니다:";
    map_then: "Everything else works without.", "나머지는 지도 없이도 작동합니다.";
    map_of: "Map";
    zoom_in: "Zoom in", "확대";
    zoom_out: "Zoom out", "축소";
    north_up: "North is up", "위쪽이 북쪽";
    legend: "Legend", "범례";
    legend_heard: "where it was heard";
    legend_silence: "silence";
    legend_reach: "what it can have touched in a silence of up to 36 hours, at the top speed of the run",
        "36시간 이하의 미수신 동안 실행의 최고 속력으로 닿았을 수 있는 범위";
    legend_now: "at the moment that is shown", "표시된 시각의 위치";
    legend_lens: "where it can have been at that moment, unheard", "그 시각에 수신되지 않은 채 있었을 수 있는 범위";
    legend_doubted: "position not believed";
    legend_deciding: "the event that decides place and time";
    legend_event: "another event", "다른 이벤트";
    legend_dprk: "lead of the dprk list; the larger, the higher its score", "북한 목록의 단서, 클수록 점수가 높음";
    legend_evasive: "lead of the evasive list", "회피 목록의 단서";
    legend_dismissed: "dismissed", "기각";
    legend_reception: "ships are heard, the darker the better", "선박이 수신되는 곳, 짙을수록 잘 수신됨";
    hatched: "hatched: silence", "빗금: 미수신";
    identity: "What it says of itself", "스스로 밝힌 정보";
    flag: "Flag";
    by_digits: "by its digits", "번호 기준";
    flag_nobody: "none: the digits are nobody's", "없음: 배정되지 않은 번호";
    flag_no_ship: "none: not a ship's number", "없음: 선박 번호가 아님";
    call_sign: "Call sign";
    ship_type: "Type";
    size: "Size";
    draught: "Draught";
    destination: "Destination";
    transmitter: "Transmitter";
    heard_from: "Heard";
    fixes: "fixes believed", "신뢰된 위치";
    wrong_check_digit: "its check digit is wrong", "검증 숫자 오류";
    timeline: "Timeline", "타임라인";
    by_day: "fixes by day";
    silences: "silences";
    ports: "ports";
    meetings: "meetings";
    says_anew: "changed";
    events: "Events";
    no_events: "No event.", "이벤트가 없습니다.";
    guesses_hidden: "Guessed meetings that decide no lead", "단서를 결정하지 않는 추정 조우";
    links: "Linked vessels, one hop", "연결된 선박 (1단계)";
    no_links: "No other vessel was found with it.", "함께 발견된 선박이 없습니다.";
    in_leads: "Leads about it", "이 선박에 관한 단서";
    near_leads: "Leads about others that it met or lay near", "만나거나 가까이 있었던 다른 선박의 단서";
    formerly: "formerly";
    vessels_fit: "vessels fit", "척 일치";
    no_vessel: "No vessel fits.", "일치하는 선박이 없습니다.";
    watch: "Watch", "관심 등록";
    unwatch: "Take off", "삭제";
    list_name: "List", "목록 이름";
    wanted: "MMSI, IMO, call sign or name", "MMSI, IMO, 호출부호 또는 선명";
    fits_in_case: "In this case", "이 사건에서";
    more_fit: "more fit", "척 더 일치";
    not_in_case: "not heard in this case", "이 사건에서 수신되지 않음";
    nothing_watched: "Nothing is watched for yet.", "등록된 항목이 없습니다.";
    not_found: "There is nothing here", "찾을 수 없습니다";
    withdrawn: "A later run withdrew this lead", "이후 실행에서 철회된 단서입니다";
    not_found_why: "Neither a lead nor a vessel of this case has this address.",
        "이 주소의 단서나 선박이 이 사건에 없습니다.";
    refused: "This was refused", "거부되었습니다";
    back: "Back to the leads", "단서로 돌아가기";
    enter: "This desk is open to those who have its token", "토큰이 있는 사용자만 사용할 수 있습니다";
    token: "Token", "토큰";
    enter_button: "Enter", "입장";
    copy_link: "Copy the link to this view", "이 화면의 링크 복사";
    copied: "Copied", "복사됨";
    close: "Close", "닫기";
    key_rows: "next or previous row", "다음 또는 이전 행";
    key_open: "open the row", "행 열기";
    key_search: "search", "검색";
    key_leads: "to the leads", "단서 목록";
    key_step: "ten minutes; with shift an hour", "10분; Shift와 함께 1시간";
    key_map: "on the map: move it, nearer, farther", "지도에서: 이동, 확대, 축소";
    key_play: "play or stop", "재생 또는 정지";
    key_neighbour: "previous or next lead", "이전 또는 다음 단서";
    key_note: "to the triage", "분류로 이동";
    key_help: "these keys", "이 도움말";
    hours: " h";
    knots: "kn", "노트";
    nautical_miles: "nmi", "해리";
    ship_on_map: "Ship", "선박";
    words_in_english: "", "사실의 문장은 영어로 기록되며, 목록에 있는 문장은 한국어로 표시됩니다.";
}

/// That a colleague decided, under this name, after the writer of a form had looked who chose another state.
pub(crate) fn overtaken(lang: Lang, by: &str, decision: &Note, chosen: Triage) -> String {
    let (when, chosen) = (export::words::minute(decision.time), lang.triage(chosen));
    let state = lang.triage(decision.triage.unwrap_or_default());
    match lang {
        Lang::En => format!(
            "{by} set this lead to “{state}” ({when} UTC) after you opened the page, and you chose “{chosen}”. Nothing was \
             saved, and your words stand below: choose the state again if you still mean it, and save."
        ),
        Lang::Ko => format!(
            "페이지를 연 뒤 {by} 님이 이 단서를 “{state}”(으)로 정했습니다({when} UTC). 선택하신 상태는 “{chosen}”입니다. \
             저장되지 않았으며 작성한 글은 아래에 남아 있습니다. 그래도 바꾸려면 상태를 다시 고르고 저장하십시오."
        ),
    }
}
