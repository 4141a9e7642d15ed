/* A title → the identifier of its paper: the twin of `slugify` in `generator/ids.py`. */

const LONGEST = 80;
const READ = 2000;
const DROPPED = /[\\^{}$'"`\u2018\u2019\u201c\u201d]/g;
export const LATIN = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" };
export const ALPHA = 0x3b1; // where the Greek letters begin that `GREEK` names
export const GREEK =
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega".split(" ");
const SPECIAL = /[ßæœøłđðþı]/g;
const SIGN = /[α-ω]/g;
const GREEK_WORD = /[α-ω]{3}/;
const BEYOND_ASCII = /[^\0-\x7f]/g;

/** Lower-case ASCII words joined by hyphens. */
export function slugify(text) {
  const start = text.length > READ ? Array.from(text).slice(0, READ).join("") : text;
  const lower = start.replace(DROPPED, "").normalize("NFKD").toLowerCase().replace(SPECIAL, (letter) => LATIN[letter]);
  const named = GREEK_WORD.test(lower) ? lower : lower.replace(SIGN, (sign) => GREEK[sign.charCodeAt(0) - ALPHA]);
  const slug = named.replace(BEYOND_ASCII, "").replaceAll("+", "-plus").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  if (slug.length <= LONGEST) return slug;
  const cut = slug.lastIndexOf("-", LONGEST);
  return slug.slice(0, cut > 0 ? cut : LONGEST);
}
