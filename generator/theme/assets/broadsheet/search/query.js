/* What a person types → a query; total: every text gives one. The twin of `generator/search/query.py`. */

const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"; // as Python sees it
const TOKEN = new RegExp(`(-?)(?:([A-Za-z]+):)?(?:"([^"]*)"|([^${SPACE}"]+))|"`, "gu");
const ONLY_SPACE = new RegExp(`^[${SPACE}]*$`, "u");
const SPACED = new RegExp(`[${SPACE}]`, "u");
const QUOTES = /[“”„«»]/g;
const YEARS = /^(?:([0-9]{4})(?:(\.\.)([0-9]{4})?)?|\.\.([0-9]{4}))$/;
const DAY = /^([1-9][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$/;
const APART = new RegExp(`(?<![^${SPACE}-])([A-Za-z]+):[${SPACE}]+(?=[^${SPACE}-])`, "gu");
const FIELDS = ["tag", "org", "year", "date", "has", "in"];
const MONTH = /(?<![\p{L}\p{N}:"-])(\p{L}{3,9})\.?,? +((?:19|20)[0-9]{2})(?![\p{L}\p{N}"-])/gu;
const MONTHS = "january february march april may june july august september october november december".split(" ");
const LAST = 9999;
const NEVER = 2 ** 30; // days, before or after all
const KNOWN = { has: ["code", "date"], in: ["title"] };
const LONGEST = 1000;

/** `{ groups: [[clause, …], …], notes }`; a clause is `{ kind, text, negated, first, last }`. */
export function parseQuery(text) {
  const notes = [];
  let groups = [];
  let joining = false;
  const start = Array.from(text.slice(0, 2 * LONGEST)).slice(0, LONGEST).join("").replace(QUOTES, '"');
  for (const match of start.replace(APART, joinField).matchAll(TOKEN)) {
    if (match[0] === "OR" && groups.length) {
      joining = true;
      continue;
    }
    const one = readClause(match, notes);
    if (!one) continue;
    const group = groups.at(-1);
    if (joining && (one.kind === "in" || group.at(-1).kind === "in")) {
      notes.push("in:title is no alternative; it holds for the whole query.");
      joining = false;
    }
    if (joining && !one.negated && !group.at(-1).negated) groups = [...groups.slice(0, -1), ...join(group, one)];
    else if (group && !joining && bothWords(group, one)) groups[groups.length - 1] = [clause("words", `${group[0].text} ${one.text}`)];
    else groups.push([one]);
    joining = false;
  }
  const kinds = new Set(groups.flat().filter(({ negated }) => !negated).map(({ kind }) => kind));
  if (kinds.has("in") && !kinds.has("words") && !kinds.has("phrase")) notes.push("in:title wants words that the title has.");
  return { groups, notes };
}

/** A clause as it is typed, perhaps with other words: read again it is the same demand. */
export function writeClause({ kind, text, negated }, other = "") {
  let value = other || text;
  if (kind === "phrase") value = `"${value}"`;
  else if (kind !== "words") value = SPACED.test(value) ? `${kind}:"${value}"` : `${kind}:${value}`;
  return negated ? `-${value}` : value;
}

/** The query with its months, “June 2024”, as demands; nothing where it names none. */
export function withDates(text) {
  const dated = text.replace(MONTH, (whole, name, year) => {
    const month = MONTHS.findIndex((one) => one.startsWith(name.toLowerCase())) + 1;
    return month ? `date:${year}-${String(month).padStart(2, "0")}` : whole;
  });
  return dated === text ? "" : dated;
}

function clause(kind, text, negated = false, first = 0, last = 0) {
  return { kind, text, negated, first, last };
}

/** `tag: x` is meant as `tag:x`. */
function joinField(whole, field) {
  return FIELDS.includes(field.toLowerCase()) ? `${field}:` : whole;
}

/** `a b OR c` is a, and b or c: the last word of a run of words leaves it. */
function join(group, one) {
  const last = group.at(-1);
  const space = last.text.lastIndexOf(" ");
  if (group.length > 1 || last.kind !== "words" || space < 0) return [[...group, one]];
  return [[clause("words", last.text.slice(0, space))], [clause("words", last.text.slice(space + 1)), one]];
}

function bothWords(group, one) {
  return group.length === 1 && [group[0], one].every((each) => each.kind === "words" && !each.negated);
}

function readClause(match, notes) {
  const [whole, minus, field, quoted, bare] = match;
  const value = quoted ?? bare;
  if (!value || ONLY_SPACE.test(value) || value === "-") {
    if (whole === '"') notes.push("A quotation mark without its partner was left out.");
    return null;
  }
  const negated = minus === "-";
  if (field) return readField(field, value, negated, notes) ?? clause("words", `${field} ${value}`, negated);
  return clause(quoted === undefined ? "words" : "phrase", value, negated);
}

/** A filter; nothing, with a note, for what is none. */
function readField(field, value, negated, notes) {
  const name = field.toLowerCase();
  const plain = value.toLowerCase();
  if (name === "tag" || name === "org") return clause(name, value, negated);
  if (Object.hasOwn(KNOWN, name) && KNOWN[name].includes(plain) && !(negated && name === "in")) return clause(name, plain, negated);
  if (plain === "none" && (name === "date" || name === "year")) return clause("has", "date", !negated);
  const years = name === "year" ? YEARS.exec(plain) : null;
  if (years) return clause("year", plain, negated, ...span(years));
  const days = name === "date" ? readDays(plain) : null;
  if (days) return clause("date", plain, negated, ...days);
  notes.push(`“${negated ? "-" : ""}${field}:${value}” is no filter; it was searched as text.`);
  return null;
}

function span([, first, dots, last, until]) {
  if (until) return [0, Number(until)];
  const years = [Number(first), last ? Number(last) : dots ? LAST : Number(first)];
  return [Math.min(...years), Math.max(...years)];
}

/** The first and the last day, from 1970-01-01 on, of `2024`, `2024-06` or `2024-06-15`, or from one of them `..` to another. */
function readDays(text) {
  const [begin, end] = text.split(/\.\.(.*)/su);
  const spans = [begin, end].filter(Boolean).map(daySpan);
  if (!spans.length || spans.includes(null)) return null;
  if (end === undefined) return spans[0];
  return [begin ? Math.min(...spans.map(([first]) => first)) : -NEVER, end ? Math.max(...spans.map(([, last]) => last)) : NEVER];
}

function daySpan(text) {
  const [, year, month, day] = (DAY.exec(text) ?? []).map(Number);
  if (!year || (month || 1) > 12 || month === 0 || day === 0) return null;
  const last = month ? day || new Date(Date.UTC(year, month, 0)).getUTCDate() : 31;
  if (month && last > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null;
  return [Date.UTC(year, (month || 1) - 1, day || 1), Date.UTC(year, (month || 12) - 1, last)].map((time) => time / 864e5);
}
