//! Grades what a case found against simulated truth, beside a plain rule baseline on the same received traffic.
//!
//! Nothing in the pipeline knows that truth exists; this crate stands beside it. Simulated results are never mixed
//! with results on real archives: every report names its [`Ground`].

mod ablation;
mod baseline;
mod dark;
mod encounters;
mod findings;
mod grade;
mod honesty;
mod met;
mod open;
mod page;
mod plot;
mod ranking;
mod report;
mod scored;
mod separation;
mod silences;
mod spoofing;

pub use baseline::{Sighting, ranked_claims};
pub use encounters::{Encounters, HeardBand, Meeting};
pub use findings::{Findings, FoundDarkRendezvous, FoundGap, FoundIdentityChange, FoundSpoofing};
pub use grade::grade;
pub use honesty::{brier_skill, reliability_of};
pub use met::were_meetings;
pub use open::{fitted_measures, grade_case, is_of_its_world, judged_silences};
pub use plot::{Series, reliability_plot};
pub use ranking::{Claim, Incident, Ranking};
pub use report::{Ablation, Curves, Ground, HonestHulls, IncidentRank, Measure, Reliability, Report};
pub use scored::{LeadsError, ScoredLeads};
