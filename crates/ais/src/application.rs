//! What is said inside the binary messages 6, 8, 25 and 26.

/// Which application reads binary data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ApplicationId {
    /// Designated area code: whose application it is; 1 is international.
    pub dac: u16,
    /// Function identifier: which application.
    pub fid: u8,
}
