/* A record → BibTeX, RIS, CSL-JSON, plain text and Markdown: the same as `generator/citing/` writes, and held to it by tests.
   A record is `{ id, title, name | "", date: [year, month, day] | null, inferred, url | null, arxiv | null }`. */

const MONTHS = "January February March April May June July August September October November December".split(" ");
const CAPITAL = /\p{Lu}/u;
const WORD = /^[\p{L}\p{N}]/u;
const SPECIAL = {
  __proto__: null, // a title may have the word “constructor”
  "\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}", "&": "\\&", "%": "\\%", "$": "\\$",
  "#": "\\#", "_": "\\_", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
};
for (const sign of "?!-`',<>") SPECIAL[sign] = `${sign}{}`; // that would be one sign with the next: ?` is ¿, -- a dash
const PIECE = /[\\{}&%$#_~^]|[\p{L}\p{N}]+|[?!](?=`)|([-`',<>])(?=\1)/gu;

/** What a reader of a bibliography must know of an entry. */
function note(record) {
  return `The digest names no authors${record.inferred ? "; the year was inferred" : ""}`;
}

function padded(number, length) {
  return String(number).padStart(length, "0");
}

/** TeX's special characters escaped, and braces around what no style may lower: words by their capitals, the paper's name as a whole. */
function tex(title, name) {
  const escaped = `{${name.replace(PIECE, (piece) => SPECIAL[piece] ?? piece)}}`;
  let written = "";
  let start = 0;
  let place = name === name.toLowerCase() ? -1 : title.indexOf(name);
  while (place >= 0) {
    const end = place + name.length;
    const before = [...title.slice(0, place)].at(-1) ?? ""; // Chromium does not find a letter of two units by its end
    if (!WORD.test(before) && !WORD.test(title.slice(end))) {
      written += inWords(title.slice(start, place)) + escaped;
      start = end;
    }
    place = title.indexOf(name, end);
  }
  return written + inWords(title.slice(start));
}

function inWords(text) {
  return text.replace(PIECE, (piece) => SPECIAL[piece] ?? (hasOwnCapitals(piece) ? `{${piece}}` : piece));
}

function hasOwnCapitals(word) {
  if (word === "A") return false;
  const [first, ...rest] = Array.from(word, (char) => CAPITAL.test(char));
  return rest.some(Boolean) || (first && (rest.length === 0 || /\p{N}/u.test(word)));
}

function bibtex(record) {
  const fields = [["title", `{${tex(record.title, record.name)}}`]];
  if (record.date) fields.push(["year", `{${record.date[0]}}`], ["month", MONTHS[record.date[1] - 1].slice(0, 3).toLowerCase()]);
  fields.push(["note", `{${note(record)}}`]);
  if (record.arxiv) fields.push(["eprint", `{${record.arxiv}}`], ["archiveprefix", "{arXiv}"]);
  if (record.url) fields.push(["url", `{${record.url}}`]);
  return [`@misc{${record.id},`, ...fields.map(([name, value]) => `  ${name} = ${value},`), "}"].join("\n");
}

function ris(record) {
  const fields = [["TY", "GEN"], ["ID", record.id], ["TI", record.title]];
  if (record.date) {
    const [year, month, day] = record.date;
    fields.push(["PY", padded(year, 4)], ["DA", `${padded(year, 4)}/${padded(month, 2)}/${padded(day, 2)}`]);
  }
  fields.push(["N1", note(record)]);
  if (record.arxiv) fields.push(["AN", `arXiv:${record.arxiv}`]);
  if (record.url) fields.push(["UR", record.url]);
  return [...fields.map(([tag, value]) => `${tag}  - ${value}`), "ER  - "].join("\n");
}

function cslItem(record) {
  return {
    id: record.id,
    type: "document",
    title: record.title,
    ...(record.date && { issued: { "date-parts": [record.date], ...(record.inferred && { circa: true }) } }),
    ...(record.arxiv && { archive: "arXiv", archive_location: record.arxiv }),
    ...(record.url && { URL: record.url }),
    note: note(record),
  };
}

function plainText(record) {
  const parts = [/[.?!…]$/.test(record.title) ? record.title : `${record.title}.`];
  if (record.date) {
    const [year, month, day] = record.date;
    parts.push(`${day} ${MONTHS[month - 1]} ${year}${record.inferred ? " (year inferred)" : ""}.`);
  }
  if (record.url) parts.push(record.url);
  return parts.join(" ");
}

function markdownLink(record) {
  const label = record.title.replace(/[\\`*_[\]<>&~|$^{}]/g, "\\$&");
  return record.url ? `[${label}](<${record.url}>)` : label;
}

/** The formats in the order they are offered; `write` takes records, `file` is how a file's lines end and what it is called. */
export const FORMATS = [
  { key: "bibtex", label: "BibTeX", extension: "bib", type: "application/x-bibtex", newline: "\n", write: (records) => records.map(bibtex).join("\n\n") },
  { key: "ris", label: "RIS", extension: "ris", type: "application/x-research-info-systems", newline: "\r\n", write: (records) => records.map(ris).join("\n\n") },
  { key: "csl", label: "CSL-JSON", extension: "json", type: "application/vnd.citationstyles.csl+json", newline: "\n", write: (records) => JSON.stringify(records.map(cslItem), null, 1) },
  { key: "text", label: "Text", extension: "txt", type: "text/plain", newline: "\n", write: (records) => records.map(plainText).join("\n") },
  { key: "markdown", label: "Markdown", extension: "md", type: "text/markdown", newline: "\n", write: (records) => (records.length > 1 ? records.map((one) => `- ${markdownLink(one)}`) : records.map(markdownLink)).join("\n") },
];
