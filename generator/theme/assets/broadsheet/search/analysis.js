/* A text → its chunks, their words, and the terms they are found by: the twin of `generator/search/analysis.py`. */

import { ALPHA, GREEK, LATIN } from "./slug.js";
import { porterStem } from "./stemmer.js";

const LONGEST = 40;
const MOST_JOINED = 4;
const UNSPACED =
  "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af" +
  "\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const MARKS =
  "\\u0300-\\u036f\\u0591-\\u05bd\\u064b-\\u065f\\u0670\\u0900-\\u0903\\u093a-\\u094f\\u0962\\u0963\\u0981-\\u0dff";
const SYMBOLS = "\\u2190-\\u22ff\\u27c0-\\u27ef\\u2900-\\u2bff\\u{1f300}-\\u{1faff}";
const ALNUM = "[\\p{L}\\p{N}]";
const LETTER = `(?:(?![${UNSPACED}])${ALNUM}|[${MARKS}])`;
const PART = `(?:[0-9]+(?:\\.[0-9]+)+${LETTER}*|${LETTER}+)`;
const JOINT = "(?:[\\-^&_+'’‐–]|\\.(?=[0-9])|(?<=[0-9])\\.)";
const CHUNKS = new RegExp(`${PART}(?:${JOINT}${PART})*[+#]*|[${UNSPACED}]+|[${SYMBOLS}]`, "gu");
const PARTS = new RegExp(PART, "gu");
const RUN = new RegExp(`^[${UNSPACED}]+$`, "u");
const POSSESSIVE = new RegExp(`['’][sS](?!${ALNUM})`, "gu");
const ACCENTS = /[\u0300-\u036f]/g;
const VERSION = /^v?[0-9]+(?:\.[0-9]+)*[a-z]?$/;
const ASCII_WORD = /^[a-z]+$/;
const ASCII = /^[\0-\x7f]*$/;
const SPECIAL_LETTERS = { ...LATIN, ς: "σ" };
const SPECIAL = /[ßæœøłđðþıς]/g;
const SUFFIXES = { "+": "plus", "#": "sharp" };
const SIGNS = new Map([
  ...GREEK.map((name, i) => [String.fromCharCode(ALPHA + i), name]), ["∞", "infinity"], ["∇", "nabla"], ["∂", "partial"], ["∑", "sum"],
]);
const NOT_IZE =
  /(?:[aeouvw]|rt|pr|ch|nd|gu|cr|prom|prem|surm|conc|prec|exerc|circumc|parad|treat|desp|trell|adm|arr|anal)$/;
const ISE = /^([a-z]{4,})is(e|ed|es|er|ers|ing|able|ation|ations)$/;
const OUR = /(col|behavi|fav|neighb|hon|lab|hum|tum|vap|harb|arm|flav|sav|vig|rig|endeav)our/;
const YSE = /^(anal|catal|paral|hydrol)ys(e|ed|es|er|ers|ing)$/;
const WHOLE = new Map(Object.entries({
  centre: "center", centres: "centers", centred: "centered", catalogue: "catalog", grey: "gray",
  catalogues: "catalogs", programme: "program", programmes: "programs", defence: "defense",
  licence: "license", fibre: "fiber", metre: "meter", dialogue: "dialog", dialogues: "dialogs",
  ageing: "aging", artefact: "artifact", artefacts: "artifacts", sceptical: "skeptical",
}));
const STOP_WORDS = new Set((
  "a able about across after all almost also am among an and any are as at be because been but by can cannot could " +
  "dear did do does either else ever every for from get got had has have he her hers him his how however i if in into " +
  "is it its just least let like likely may me might most must my neither no nor not of off often on only or other our " +
  "own rather said say says she should since so some than that the their them then there these they this tis to too " +
  "twas us wants was we were what when where which while who whom why will with would yet you your"
).split(" "));
const MOST_KEPT = 20000; // remembered stems

/** Compatibility form, lower case, no accents on Latin and Greek letters. */
export function fold(text) {
  if (ASCII.test(text)) return text.toLowerCase();
  const lower = text.normalize("NFKC").toLowerCase().normalize("NFKC");
  const bare = lower.normalize("NFKD").replace(ACCENTS, "").normalize("NFC");
  return bare.replace(SPECIAL, (letter) => SPECIAL_LETTERS[letter]);
}

/** The chunks of a text in order, as `{ parts, joined, marked, capital }`. */
export function splitChunks(text) {
  const plain = text.normalize("NFKC").replace(POSSESSIVE, "");
  return (plain.match(CHUNKS) ?? []).map(readChunk).filter((chunk) => chunk.parts.length);
}

/** Where the chunks of a text stand, to mark them: `{ written, start }`. */
export function findChunks(text) {
  return Array.from(text.matchAll(CHUNKS), (match) => ({ written: match[0], start: match.index }));
}

/** One chunk, as it stands in a text in compatibility form. */
export function readChunk(written) {
  const body = written.replace(/[+#]+$/, "");
  if (RUN.test(body)) return { parts: pairs(fold(body)), joined: "", marked: "", capital: false };
  const folded = (body.match(PARTS) ?? [body]).map(fold).filter(Boolean); // a mark alone folds to nothing
  const parts = folded.map((part) => cut(SIGNS.get(part) ?? part));
  const joined = parts.length <= MOST_JOINED ? cut(parts.join("")) : "";
  const marks = [...written.slice(body.length)].slice(0, 3);
  const ending = marks.map((mark) => SUFFIXES[mark]).join("");
  const first = String.fromCodePoint(...(body ? [body.codePointAt(0)] : []));
  return { parts, joined, marked: ending && joined ? joined + ending : "", capital: first !== first.toLowerCase() };
}

function cut(word) {
  return word.length <= LONGEST ? word : Array.from(word).slice(0, LONGEST).join("");
}

function pairs(run) {
  const letters = Array.from(run);
  if (letters.length < 2) return [run];
  return letters.slice(1).map((letter, i) => letters[i] + letter);
}

/** `3`, `v2`, `1.5b`: what follows a name and is often written together with it. */
export function isVersion(part) {
  return VERSION.test(part);
}

const stems = new Map();

/** A folded word's term: American spelling, then the stem; words with other letters stay. */
export function stem(word) {
  if (!ASCII_WORD.test(word)) return word;
  let found = stems.get(word);
  if (found === undefined) {
    if (stems.size >= MOST_KEPT) stems.clear();
    found = porterStem(americanise(word));
    stems.set(word, found);
  }
  return found;
}

/** colour → color, quantisation → quantization; noise and supervised stay. */
export function americanise(word) {
  const whole = WHOLE.get(word);
  if (whole) return whole;
  let result = word;
  const ise = ISE.exec(result);
  if (ise && !NOT_IZE.test(ise[1])) result = `${ise[1]}iz${ise[2]}`;
  const yse = YSE.exec(result);
  if (yse) result = `${yse[1]}yz${yse[2]}`;
  return result.replace(OUR, "$1or");
}

/** A word that ranks nothing. */
export function isStopWord(word) {
  return STOP_WORDS.has(word);
}

/** Less, equal or more by code points, as Python compares. */
export function compareText(one, two) {
  const length = Math.min(one.length, two.length);
  for (let i = 0; i < length; i++) {
    const a = one.charCodeAt(i);
    const b = two.charCodeAt(i);
    if (a !== b) return rank(a) - rank(b);
  }
  return one.length - two.length;
}

/** Surrogates stand for the code points above all others. */
function rank(unit) {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}
