//! What a browser keeps for the desk: the pass, the language, the scheme and the reviewer's name.

use axum::http::{HeaderMap, header};

/// The pass that stands for the token.
pub(crate) const PASS: &str = "darkwake_pass";
/// The language of the pages.
pub(crate) const LANG: &str = "darkwake_lang";
/// Light, dark, or as the system has it.
pub(crate) const SCHEME: &str = "darkwake_scheme";
/// The name under which notes are written, percent-encoded.
pub(crate) const REVIEWER: &str = "darkwake_reviewer";

/// The value of a cookie.
pub(crate) fn read<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let cookies = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find_map(|(key, value)| (key == name).then_some(value))
}

/// The header that sets a cookie for a year; no script and no other site sees it.
pub(crate) fn set(name: &str, value: &str, is_https: bool) -> String {
    let secure = if is_https { "; Secure" } else { "" };
    format!("{name}={}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict{secure}", encoded(value))
}

/// A value as a cookie may carry it.
fn encoded(value: &str) -> String {
    let keep = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    value
        .bytes()
        .map(|byte| if keep(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// A value as it was before it was put into a cookie; `None` where nobody encoded it so.
pub(crate) fn decoded(value: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        let digits = if byte == b'%' { Some([rest.next()?, rest.next()?]) } else { None };
        bytes.push(match digits {
            Some(digits) => u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?,
            None => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_korean_name_comes_back_from_a_cookie() {
        let cookie = set(REVIEWER, "김민지; Path=/evil", false);
        assert!(cookie.starts_with("darkwake_reviewer=%EA%B9%80"), "{cookie}");
        assert_eq!(cookie.matches("Path").count(), 2, "{cookie}");
        let value = cookie.split(['=', ';']).nth(1).unwrap();
        assert_eq!(decoded(value).as_deref(), Some("김민지; Path=/evil"));
        assert_eq!(decoded("%zz"), None);
    }
}
