//! Who may ask: everyone on this machine, or whoever has the token.

use sha2::{Digest, Sha256};

use crate::app::hex;

/// Who may ask, and under which names the server answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    door: Door,
    names: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Door {
    Loopback,
    Token { hash: [u8; 32], is_https: bool },
}

/// Why a text is no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a token is 64 hexadecimal digits or more (256 bits); `openssl rand -hex 32` makes one")]
pub struct WeakToken;

impl Access {
    /// Everyone who reaches the loopback address.
    pub fn loopback() -> Self {
        Self { door: Door::Loopback, names: Vec::new() }
    }

    /// Whoever has `token`; `is_https` where browsers come over HTTPS, this server's or that of a proxy before it.
    ///
    /// # Errors
    /// When the token is easier to guess than 256 bits.
    pub fn with_token(token: &str, is_https: bool) -> Result<Self, WeakToken> {
        let is_strong = token.len() >= 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit());
        let door = Door::Token { hash: Sha256::digest(token).into(), is_https };
        if is_strong { Ok(Self { door, names: Vec::new() }) } else { Err(WeakToken) }
    }

    /// Answers under these names, too, as in the address that people type.
    #[must_use]
    pub fn named(mut self, names: impl IntoIterator<Item = String>) -> Self {
        self.names.extend(names.into_iter().map(|name| name.to_ascii_lowercase()));
        self
    }

    /// Whether a token is asked for.
    pub(crate) const fn needs_token(&self) -> bool {
        matches!(self.door, Door::Token { .. })
    }

    /// Whether browsers come over HTTPS.
    pub(crate) const fn is_https(&self) -> bool {
        matches!(self.door, Door::Token { is_https: true, .. })
    }

    /// Whether this is the token. Hashes are compared, so that time tells nothing of it.
    pub(crate) fn opens(&self, token: &str) -> bool {
        match &self.door {
            Door::Loopback => true,
            Door::Token { hash, .. } => <[u8; 32]>::from(Sha256::digest(token)) == *hash,
        }
    }

    /// What a browser keeps of the token: enough to come back, not enough to hand it on.
    pub(crate) fn pass(&self) -> String {
        match &self.door {
            Door::Loopback => String::new(),
            Door::Token { hash, .. } => hex(&Sha256::digest([b"pass".as_slice(), hash].concat())),
        }
    }

    /// Whether this is the pass of [`Self::pass`].
    pub(crate) fn knows(&self, pass: &str) -> bool {
        Sha256::digest(pass) == Sha256::digest(self.pass())
    }

    /// Whether the server answers under this name, port left off: another one in `Host` is a site that points its own
    /// name here.
    pub(crate) fn answers_to(&self, host: &str) -> bool {
        let name = without_port(host).to_ascii_lowercase();
        let is_loopback = matches!(name.as_str(), "localhost" | "127.0.0.1" | "[::1]");
        is_loopback || self.names.contains(&name)
    }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.ends_with(':') => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    #[test]
    fn only_names_of_its_own_are_answered_to() {
        let access = Access::loopback().named(["Desk.example.org".to_owned()]);
        for host in ["localhost:8642", "127.0.0.1", "[::1]:8642", "desk.example.org", "DESK.example.org:443"]
        {
            assert!(access.answers_to(host), "{host}");
        }
        for host in ["evil.example", "localhost.evil.example:8642", "", "127.0.0.1.evil:80"] {
            assert!(!access.answers_to(host), "{host}");
        }
    }

    #[test]
    fn a_token_that_could_be_guessed_is_refused() {
        assert_eq!(Access::with_token("secret", true), Err(WeakToken));
        assert_eq!(Access::with_token(&"g".repeat(64), true), Err(WeakToken));
        let access = Access::with_token(TOKEN, true).unwrap();
        assert!(access.opens(TOKEN) && !access.opens("") && !access.opens(&TOKEN[1..]));
        assert!(access.knows(&access.pass()) && !access.knows(TOKEN));
    }
}
