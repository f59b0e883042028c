// Reads and writes the small CSV tables (RFC 4180: quotes, doubled quotes, CRLF).

/** The rows of a CSV text as objects keyed by its header. */
export function parse(text) {
  const [header, ...rows] = records(text.replace(/^\uFEFF/, ""));
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, (row[i] ?? "").trim()])));
}

/** A CSV text of `rows` with the given columns, lines ended by LF. */
export function format(columns, rows) {
  const lines = rows.map((row) => columns.map((column) => quoted(row[column] ?? "")).join(","));
  return [columns.join(","), ...lines, ""].join("\n");
}

function records(text) {
  const found = [];
  let row = [], field = "", inside = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (inside) {
      if (c !== '"') field += c;
      else if (text[i + 1] === '"') (field += '"'), i++;
      else inside = false;
    } else if (c === '"') inside = true;
    else if (c === ",") row.push(field), (field = "");
    else if (c === "\n") row.push(field), found.push(row), (row = []), (field = "");
    else if (c !== "\r") field += c;
  }
  if (field !== "" || row.length > 0) row.push(field), found.push(row);
  return found;
}

function quoted(value) {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
