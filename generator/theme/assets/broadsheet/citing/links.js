/* Papers of a list ↔ what an address has of them behind “#”: a short code for each, or their identifiers, as older links have them. */

const CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const CODE = 7; // characters of 6 bits: of 10,000 papers two have the same code once in 90,000 sites
const UNKNOWN = "#"; // before a code that stands for no paper; no identifier has it

/** The code of an identifier: always the same, and as good as always another for another. */
export function codeOf(id) {
  if (id.startsWith(UNKNOWN)) return id.slice(1);
  let [low, high] = [0x811c9dc5, 0x9e3779b9];
  for (const byte of new TextEncoder().encode(id)) {
    low = Math.imul(low ^ byte, 0x01000193);
    high = Math.imul(high ^ byte, 0x85ebca6b);
    high ^= high >>> 13;
  }
  let code = "";
  for (let i = 0, bits = mixed(low ^ mixed(high)), more = mixed(high + low); i < CODE; i++) {
    code += CHARACTERS[bits & 63];
    bits = (bits >>> 6) | (more << 26);
    more >>>= 6;
  }
  return code;
}

function mixed(bits) {
  bits = Math.imul(bits ^ (bits >>> 16), 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
  return bits ^ (bits >>> 16);
}

/** Code → identifier. */
export function codes(ids) {
  return new Map(Array.from(ids, (id) => [codeOf(id), id]));
}

/** What stands behind “#” for these papers; `known` are the codes of all that there are, null while nobody knows. */
export function writeLink(ids, known) {
  const short = ids.every((id) => isUnknown(id) || known?.get(codeOf(id)) === id);
  return short ? `papers=${ids.map(codeOf).join("")}` : `ids=${ids.map(encodeURIComponent).join(",")}`;
}

/** The identifiers that a link lists, each once, or null where it lists none; codes of no paper stay what they are. */
export function readLink(hash, known) {
  const link = new URLSearchParams(hash.slice(1));
  const short = (link.get("papers") ?? "").match(/[\w-]{7}/g);
  const ids = short?.map((code) => UNKNOWN + code) ?? link.get("ids")?.split(",").filter(Boolean);
  return ids?.length ? [...new Set(ids.map((id) => (isUnknown(id) ? (known?.get(codeOf(id)) ?? id) : id)))] : null;
}

/** Whether this is a code that stands for no paper, as far as is known. */
export function isUnknown(id) {
  return id.startsWith(UNKNOWN);
}
