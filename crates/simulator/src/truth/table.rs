//! The truth tables as a folder of CSV files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{
    BroadcastRow, DarkRendezvousRow, EncounterRow, HullRow, IdentityChangeRow, IncidentRow, SilenceRow,
    SpoofingRow,
};

/// Everything that is true of a simulated world and can be graded.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Truth {
    /// `hulls.csv`.
    pub hulls: Vec<HullRow>,
    /// `broadcasts.csv`.
    pub broadcasts: Vec<BroadcastRow>,
    /// `encounters.csv`.
    pub encounters: Vec<EncounterRow>,
    /// `silences.csv`.
    pub silences: Vec<SilenceRow>,
    /// `dark_rendezvous.csv`.
    pub dark_rendezvous: Vec<DarkRendezvousRow>,
    /// `identity_changes.csv`.
    pub identity_changes: Vec<IdentityChangeRow>,
    /// `spoofing.csv`.
    pub spoofing: Vec<SpoofingRow>,
    /// `incidents.csv`.
    pub incidents: Vec<IncidentRow>,
}

/// Why truth cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read {}: {source}", path.display())]
pub struct ReadError {
    path: PathBuf,
    source: csv::Error,
}

impl Truth {
    /// Reads the tables of a folder, such as `DIR/truth`.
    ///
    /// # Errors
    /// When a table is missing or does not hold what it should.
    pub fn read(dir: &Path) -> Result<Self, ReadError> {
        Ok(Self {
            hulls: rows(dir, "hulls.csv")?,
            broadcasts: rows(dir, "broadcasts.csv")?,
            encounters: rows(dir, "encounters.csv")?,
            silences: rows(dir, "silences.csv")?,
            dark_rendezvous: rows(dir, "dark_rendezvous.csv")?,
            identity_changes: rows(dir, "identity_changes.csv")?,
            spoofing: rows(dir, "spoofing.csv")?,
            incidents: rows(dir, "incidents.csv")?,
        })
    }

    /// Writes the tables into a folder, which is made where it is missing.
    ///
    /// # Errors
    /// When the folder or a file cannot be written.
    pub fn write(&self, dir: &Path) -> io::Result<()> {
        fs::create_dir_all(dir)?;
        save(dir, "hulls.csv", "hull,kind,length_m,role,oddity", &self.hulls)?;
        save(dir, "broadcasts.csv", "hull,mmsi,from,to", &self.broadcasts)?;
        save(dir, "encounters.csv", ENCOUNTERS, &self.encounters)?;
        save(dir, "silences.csv", "hull,mmsi,off,on,cause", &self.silences)?;
        save(dir, "dark_rendezvous.csv", DARK_RENDEZVOUS, &self.dark_rendezvous)?;
        save(dir, "identity_changes.csv", "hull,mmsi_old,mmsi_new,at,lat,lon", &self.identity_changes)?;
        save(dir, "spoofing.csv", "hull,mmsi,from,to,kind,fixes,traceable", &self.spoofing)?;
        save(dir, "incidents.csv", INCIDENTS, &self.incidents)
    }
}

const ENCOUNTERS: &str =
    "encounter_id,hull_a,hull_b,mmsi_a,mmsi_b,start,end,lat,lon,min_distance_m,fixes_a,fixes_b,context";
const DARK_RENDEZVOUS: &str = "hull_a,hull_b,mmsi_a,mmsi_b,start,end,lat,lon,dark";
const INCIDENTS: &str = "incident_id,story,act,list,cargo,tonnes,start,end,lat,lon,mmsis,traceable";

fn rows<R: DeserializeOwned>(dir: &Path, name: &str) -> Result<Vec<R>, ReadError> {
    let path = dir.join(name);
    let read = csv::Reader::from_path(&path).and_then(|mut reader| {
        if reader.headers()?.is_empty() {
            return Err(io::Error::other("it has no header").into());
        }
        reader.into_deserialize().collect()
    });
    read.map_err(|source| ReadError { path, source })
}

/// The header is written even where there is no row.
fn save<R: Serialize>(dir: &Path, name: &str, header: &str, rows: &[R]) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_path(dir.join(name))?;
    writer.write_record(header.split(','))?;
    for row in rows {
        writer.serialize(row)?;
    }
    writer.flush()
}

#[cfg(test)]
mod tests {
    use model::{Mmsi, Timestamp};

    use super::*;
    use crate::truth::{Act, DarkSide, IncidentList, SilenceCause};

    fn mmsi(number: u32) -> Mmsi {
        Mmsi::try_from(number).unwrap()
    }

    #[test]
    fn what_is_written_is_read_back_dark_ships_and_empty_tables_too() {
        let (start, end) = (Timestamp::from_ms(0).unwrap(), Timestamp::from_ms(9_000_000).unwrap());
        let (lat, lon) = (30.25, 123.5);
        let truth = Truth {
            hulls: vec![HullRow {
                hull: 3,
                kind: "tanker".into(),
                length_m: 95.0,
                role: "merchant".into(),
                oddity: "renamed".into(),
            }],
            silences: vec![SilenceRow {
                hull: 3,
                mmsi: mmsi(9_123_456),
                off: start,
                on: end,
                cause: SilenceCause::SwitchOffIllicit,
            }],
            dark_rendezvous: vec![DarkRendezvousRow {
                hull_a: 3,
                hull_b: 4,
                mmsi_a: Some(mmsi(412_000_001)),
                mmsi_b: None,
                start,
                end,
                lat,
                lon,
                dark: DarkSide::One,
            }],
            spoofing: vec![SpoofingRow {
                hull: 3,
                mmsi: mmsi(9_123_456),
                from: start,
                to: end,
                kind: "box".into(),
                fixes: 40,
                traceable: true,
            }],
            incidents: vec![IncidentRow {
                incident_id: 1,
                story: "oil_direct".into(),
                act: Act::Call,
                list: IncidentList::Dprk,
                cargo: "oil".into(),
                tonnes: 1500.0,
                start,
                end,
                lat,
                lon,
                mmsis: vec![mmsi(412_000_001), mmsi(445_000_001)],
                traceable: true,
            }],
            ..Truth::default()
        };
        let dir = tempfile::tempdir().unwrap();
        truth.write(dir.path()).unwrap();
        assert_eq!(Truth::read(dir.path()).unwrap(), truth);
    }

    #[test]
    fn a_table_that_lost_even_its_header_is_named_in_the_error() {
        let dir = tempfile::tempdir().unwrap();
        Truth::default().write(dir.path()).unwrap();
        assert_eq!(Truth::read(dir.path()).unwrap(), Truth::default());
        fs::write(dir.path().join("incidents.csv"), "").unwrap();
        let error = Truth::read(dir.path()).unwrap_err().to_string();
        assert!(error.contains("incidents.csv"), "{error}");
    }

    #[test]
    fn a_folder_without_truth_is_named_in_the_error() {
        let error = Truth::read(Path::new("no-such-folder")).unwrap_err();
        assert!(error.to_string().contains("hulls.csv"), "{error}");
    }
}
