//! Whatever bytes come, nothing panics and every line is accounted for once.

use crate::support::{fix_sentence, read_bytes, sentence, store};
use darkwake_archive::{ReadOptions, raw_records};
use proptest::prelude::*;

const HEADER: &[u8] = b"mmsi,timestamp,lat,lon,name\n";

fn a_line() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        any::<Vec<u8>>(),
        "[ -~]{0,60}".prop_map(String::into_bytes),
        "AIVDM,[1-3],[1-3],[0-2]?,[AB]?,[0-w]{0,60},[0-5]".prop_map(|body| sentence(&body).into_bytes()),
        ("[0-9]{8,10}", "AIVDM,2,[12],[0-2],A,[0-w]{28},0")
            .prop_map(|(time, body)| format!("{time},{}", sentence(&body)).into_bytes()),
        "[0-9]{0,10},(20[0-9]{2}-[01][0-9]-[0-3][0-9] [0-2][0-9]:00:00|[0-9]{0,20}),-?[0-9.]{0,5},-?[0-9.]{0,5},\"?[A-Z\"]{0,6}\"?"
            .prop_map(String::into_bytes),
    ]
}

fn a_text() -> impl Strategy<Value = Vec<u8>> {
    let start = prop_oneof![
        Just(Vec::new()),
        Just(HEADER.to_vec()),
        Just(format!("1420030798,{}\n", fix_sentence()).into_bytes()),
    ];
    let ends = prop_oneof![Just(b"\n".to_vec()), Just(b"\r\n".to_vec())];
    (start, prop::collection::vec((a_line(), ends), 0..40)).prop_map(|(start, lines)| {
        lines.into_iter().fold(start, |text, (line, end)| [text, line, end].concat())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_line_of_any_text_is_accounted_for(text in a_text(), lenient in any::<bool>()) {
        let options = ReadOptions { lenient, ..ReadOptions::default() };
        if let Ok(content) = read_bytes(&text, &options) {
            let lines = text.split(|byte| *byte == b'\n').count() - usize::from(text.ends_with(b"\n") || text.is_empty());
            prop_assert_eq!(content.summary.ledger.lines, lines as u64);
            prop_assert_eq!(content.summary.reports as usize, content.fixes.len() + content.statics.len());
            let wanted: Vec<_> = content.fixes.iter().map(|fix| fix.location).collect();
            let records = raw_records(&store(&text).path, &wanted).unwrap();
            prop_assert_eq!(records.len(), wanted.len());
        }
    }

    #[test]
    fn any_bytes_behind_any_magic_are_read_or_refused(
        magic in prop::sample::select(vec![&b"\x1f\x8b\x08"[..], b"\x28\xb5\x2f\xfd", b"PAR1", b"", b"PK\x03\x04"]),
        bytes in any::<Vec<u8>>(),
    ) {
        let _ = read_bytes(&[magic, bytes.as_slice(), magic].concat(), &ReadOptions::default());
    }

    #[test]
    fn a_compressed_table_torn_anywhere_keeps_its_whole_rows(share in 0.0..1.0f64) {
        let row = |n: u32| format!("44{:07},2024-03-01 00:00:00,35.{n},129.1,X\n", n * 7919);
        let table = [HEADER.to_vec(), (0..500).map(row).collect::<String>().into_bytes()].concat();
        let stored = zstd::encode_all(table.as_slice(), 1).unwrap();
        let torn = &stored[..(stored.len() as f64 * share) as usize];
        if let Ok(content) = read_bytes(torn, &ReadOptions::default()) {
            prop_assert!(content.summary.ledger.rejected_total() <= 1);
        }
    }
}
