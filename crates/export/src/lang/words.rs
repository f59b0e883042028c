//! The words of the model in both languages: kinds, lists, states, roles.

use case::LeadRow;
use case::notes::Triage;
use model::{Calibration, Cargo, EventKind, Group, LeadKind, List, Transmitter};

use super::Lang;
use crate::words::{Role, Standing, Whom};

impl Lang {
    /// The kind of an event.
    pub const fn event(self, kind: EventKind) -> &'static str {
        match kind {
            EventKind::Encounter => self.pick("encounter", "조우"),
            EventKind::Loitering => self.pick("loitering", "배회"),
            EventKind::Gap => self.pick("gap", "미수신"),
            EventKind::DarkRendezvous => self.pick("dark rendezvous", "미수신 조우"),
            EventKind::PortVisit => self.pick("port visit", "입항"),
            EventKind::DraughtChange => self.pick("draught change", "흘수 변화"),
            EventKind::IdentityChange => self.pick("identity change", "신원 변경"),
            EventKind::SharedIdentity => self.pick("shared identity", "신원 공유"),
            EventKind::Spoofing => self.pick("spoofing", "거짓 위치"),
        }
    }

    /// The kind of a lead.
    pub const fn lead(self, kind: LeadKind) -> &'static str {
        match kind {
            LeadKind::Chain => self.pick("chain", "연쇄"),
            LeadKind::Event(kind) => self.event(kind),
        }
    }

    /// How probable it is that two met, and what that is weighed against.
    pub fn met(self, probability: f64) -> String {
        self.tell(&crate::words::met(probability)).into_owned()
    }

    /// A ship's type as it broadcasts it: the number and what the standard calls it.
    pub fn ship_type(self, code: i64) -> String {
        match self {
            Self::En => crate::words::ship_type(code),
            Self::Ko => crate::korean::ship_type(code),
        }
    }

    /// What a ship sends with.
    pub const fn transmitter(self, transmitter: Transmitter) -> &'static str {
        match transmitter {
            Transmitter::ClassA => self.pick("class A", "A급"),
            Transmitter::ClassB => self.pick("class B", "B급"),
            Transmitter::LongRange => self.pick("long-range broadcast", "장거리 송신"),
            Transmitter::Unknown => self.pick("unknown", "미상"),
        }
    }

    /// What another hull of a lead has to do with those that it is named after.
    pub fn role(self, role: Role) -> String {
        let whom = self.whom(role.whom());
        match (role, self) {
            (Role::Beside(_), Self::En) => format!("beside {whom}"),
            (Role::Beside(_), Self::Ko) => format!("{whom} 곁"),
            (Role::Before(_), Self::En) => format!("near {whom} earlier"),
            (Role::Before(_), Self::Ko) => format!("그 전에 {whom} 가까이 있음"),
            (Role::After(_), Self::En) => format!("near {whom} later"),
            (Role::After(_), Self::Ko) => format!("그 뒤에 {whom} 가까이 있음"),
        }
    }

    const fn whom(self, whom: Whom) -> &'static str {
        match whom {
            Whom::Both => self.pick("both", "양쪽"),
            Whom::It => self.pick("it", "그 선박"),
            Whom::First => self.pick("the first", "첫째 선박"),
            Whom::Second => self.pick("the second", "둘째 선박"),
            Whom::Other => self.pick("another ship of this lead", "이 단서의 다른 선박"),
        }
    }

    /// Where a hull stands in a lead.
    pub const fn standing(self, standing: &Standing) -> &'static str {
        let korean = match standing {
            Standing::Party => "당사자",
            Standing::Mentioned => "당사자 아님, 언급만 됨",
            Standing::Other { role, .. } => match role {
                Role::Beside(Whom::Both) => "당사자 아님, 양쪽 곁에 있었음",
                Role::Beside(Whom::It) => "당사자 아님, 그 곁에 있었음",
                Role::Beside(Whom::First | Whom::Second) => "당사자 아님, 한쪽 곁에 있었음",
                Role::Beside(Whom::Other) => "당사자 아님, 그 단서의 다른 선박 곁에 있었음",
                Role::Before(_) => "당사자 아님, 그 전에 가까이 있었을 뿐임",
                Role::After(_) => "당사자 아님, 그 뒤에 가까이 있었을 뿐임",
            },
        };
        self.pick(standing.words(), korean)
    }

    /// So many events.
    pub fn events(self, events: usize) -> String {
        match self {
            Self::En => model::count(events as u64, "event"),
            Self::Ko => format!("이벤트 {events}건"),
        }
    }

    /// A list.
    pub const fn list(self, list: List) -> &'static str {
        match list {
            List::Dprk => self.pick("dprk", "북한"),
            List::Evasive => self.pick("evasive", "회피"),
        }
    }

    /// A cargo.
    pub const fn cargo(self, cargo: Cargo) -> &'static str {
        match cargo {
            Cargo::Oil => self.pick("oil", "유류"),
            Cargo::Coal => self.pick("coal", "석탄"),
            Cargo::Other => self.pick("other", "기타"),
            Cargo::Unknown => self.pick("unknown", "미상"),
        }
    }

    /// The likeliest cargo of a lead, with its probability where others together are likelier.
    pub fn likeliest_cargo(self, lead: &LeadRow) -> String {
        let (cargo, share) = (self.cargo(lead.cargo), self.share(crate::words::cargo_share(lead)));
        if crate::words::is_cargo_probable(lead) { cargo.to_owned() } else { format!("{cargo}, {share}") }
    }

    /// A probability in words.
    pub fn share(self, share: f64) -> String {
        format!("{} {}", self.pick("probability", "확률"), model::probability(share))
    }

    /// A state of triage.
    pub const fn triage(self, state: Triage) -> &'static str {
        match state {
            Triage::Unseen => self.pick("unseen", "검토 전"),
            Triage::Reviewing => self.pick("reviewing", "검토 중"),
            Triage::Dismissed => self.pick("dismissed", "기각"),
            Triage::Confirmed => self.pick("confirmed", "확인"),
        }
    }

    /// What a probability was fitted on.
    pub const fn calibration(self, calibration: Calibration) -> &'static str {
        match calibration {
            Calibration::Expert => self.pick("calibration: expert", "확률의 근거: 전문가 추정"),
            Calibration::Simulated => self.pick("calibration: simulated", "확률의 근거: 모의 자료"),
            Calibration::Reviewed => self.pick("calibration: reviewed", "확률의 근거: 검토된 단서"),
        }
    }

    /// A group of indicators.
    pub const fn group(self, group: Group) -> &'static str {
        match group {
            Group::Place => self.pick("place", "위치"),
            Group::Contact => self.pick("contact", "접촉"),
            Group::Gap => self.pick("gap", "미수신"),
            Group::Port => self.pick("port", "항구"),
            Group::Link => self.pick("link", "연관"),
            Group::Identity => self.pick("identity", "신원"),
            Group::Voyage => self.pick("voyage", "항해"),
            Group::Hull => self.pick("hull", "선체"),
            Group::Time => self.pick("time", "시각"),
        }
    }
}
