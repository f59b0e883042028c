//! What tests of several readers share.

/// Lines of a log: whole messages, parts of them in any order, times of their own, and whatever else stands in logs.
pub(crate) const LINES: [&str; 17] = [
    "\\s:rBUSAN,c:1740960001*09\\!AIVDM,1,1,,B,16UMJMiP019?64>D15oiH`v20000,0*",
    "!AIVDM,2,1,3,B,55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E53,0*",
    "!AIVDM,2,2,3,B,1@0000000000000,2*",
    "$PGHP,1,2008,5,9,0,0,0,10,338,2,,1,09*17",
    "!AIVDM,1,1,,A,16UMJMiP019?64>D15oiH`v20000,0*",
    "!AIVDM,1,1,,B,16UMJMiP019?64>D15oiH`v20000,0*00",
    "",
    "# a comment",
    "$GPRMC,235959.00,A,,,,,,,*",
    "{\"class\":\"AIS\",\"type\":1}",
    "1740960002,!AIVDM,2,1,7,A,55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E53,0*",
    "1740960002,!AIVDM,2,2,7,A,1@0000000000000,2*",
    "\u{0}\u{0}garbage",
    // Parts of the same shape with a station and without.
    "\\s:rSTATION*61\\!AIVDM,2,1,3,B,55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E53,0*",
    "\\s:rSTATION*61\\!AIVDM,2,2,3,B,1@0000000000000,2*",
    "\\s:rBUSAN*70\\!AIVDM,2,1,3,B,55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E53,0*",
    "{\"class\":\"AIS\",\"type\":1,\"mmsi\":440000001,\"lat\":35.1,\"lon\":129.1,\"rxuxtime\":1740960003}",
];

/// A line with the checksum of its sentence, where it ends before one.
pub(crate) fn line(pick: usize) -> String {
    let line = LINES[pick];
    let Some(body) = line.strip_suffix('*') else { return line.to_owned() };
    let start = body.rfind(['!', '$']).unwrap() + 1;
    let sum = body[start..].bytes().fold(0, |sum, byte| sum ^ byte);
    format!("{line}{sum:02X}")
}
