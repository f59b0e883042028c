//! How the page looks, on screen and on paper.

/// The style sheet.
pub(super) const SHEET: &str = r#"
/* Paper: the pictures are drawn for it, and are the same by night. */
:root { color-scheme: light; --ink: #1b2630; --soft: #55636f; --rule: #cfd8de; --accent: #1f4e79; --for: #1e6b3a; --against: #a33125; }
* { box-sizing: border-box; }
html { font: 15px/1.5 "Source Serif 4", Charter, Georgia, serif; color: var(--ink); background: #fff; }
body { max-width: 62rem; margin: 2.5rem auto 4rem; padding: 0 1.25rem; }
.kicker, h2, h3, dt, th, figcaption, .banner, .note, footer { font-family: "Inter", "Helvetica Neue", Arial, sans-serif; }
.kicker { margin: 0; color: var(--accent); font-size: .8rem; letter-spacing: .06em; text-transform: uppercase; }
h1 { margin: .1rem 0 .8rem; font-size: 1.9rem; line-height: 1.2; font-weight: 600; }
h2 { margin: 2.4rem 0 .7rem; padding-top: .6rem; border-top: 2px solid var(--ink); font-size: 1.1rem; }
h3 { margin: 1.3rem 0 .3rem; font-size: .92rem; color: var(--soft); }
p { margin: .5rem 0; max-width: 46rem; }
.lede { font-size: 1.15rem; }
.banner { padding: .5rem .8rem; border-left: 4px solid var(--accent); background: #eef3f7; font-size: .86rem; }
.note { color: var(--soft); font-size: .82rem; }
dl { display: grid; grid-template-columns: 6rem 1fr; gap: .2rem .8rem; margin: 1rem 0; }
dt { color: var(--soft); font-size: .82rem; padding-top: .15rem; }
dd { margin: 0; }
figure { margin: .8rem 0 1.2rem; }
figure svg { display: block; width: 100%; height: auto; border: 1px solid var(--rule); }
figcaption { margin-top: .35rem; color: var(--soft); font-size: .8rem; }
.legend { display: grid; grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr)); gap: .1rem 1rem; margin: .3rem 0 0; padding: 0; max-width: none; list-style: none; color: var(--ink); }
.legend li { display: flex; gap: .45rem; align-items: center; }
figure svg.swatch { flex: none; width: 34px; height: 20px; border: 0; }
table { width: 100%; border-collapse: collapse; font-size: .88rem; }
th { text-align: left; color: var(--soft); font-size: .76rem; font-weight: 600; border-bottom: 1px solid var(--ink); }
th, td { padding: .28rem .6rem .28rem 0; vertical-align: top; }
td { border-bottom: 1px solid var(--rule); }
.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.t { white-space: nowrap; font-variant-numeric: tabular-nums; }
.for { color: var(--for); } .against { color: var(--against); }
.deciding td { background: #fdf6dc; }
.cites { color: var(--soft); font-size: .78rem; }
.cites a { color: inherit; }
code { font: .78rem/1.4 "JetBrains Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.hash { font-size: .72rem; color: var(--soft); }
.grounds { margin: .1rem 0 .3rem; }
ul { margin: .4rem 0; padding-left: 1.1rem; max-width: 46rem; }
html:lang(ko), :lang(ko) .kicker, :lang(ko) :is(h2, h3, dt, th, figcaption, .banner, .note, footer) {
  font-family: "Noto Sans KR", "Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic", sans-serif;
}
:lang(ko) body { word-break: keep-all; overflow-wrap: break-word; }
footer { margin-top: 3rem; color: var(--soft); font-size: .78rem; }
/* Words in a picture stay large enough to read on a phone: the picture is moved beneath the finger. */
@media screen and (max-width: 44rem) { .picture { overflow-x: auto; } .picture svg { width: 44rem; } }
@page { size: A4; margin: 15mm 14mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } }
@media print {
  html { font-size: 9.6pt; } body { margin: 0; padding: 0; max-width: none; }
  h2, h3 { break-after: avoid; } figure, tr, .legend li { break-inside: avoid; } thead { display: table-header-group; }
  a { color: inherit; text-decoration: none; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"#;
