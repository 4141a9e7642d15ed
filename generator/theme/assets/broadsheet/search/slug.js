/* A title → the identifier of its paper: the twin of `slugify` in `generator/ids.py`. */

const LONGEST = 80;
const READ = 2000;
const DROPPED = /[\\^{}$'"`\u2018\u2019\u201c\u201d]/g;
const BEYOND_ASCII = /[^\0-\x7f]/g;

/** Lower-case ASCII words joined by hyphens. */
export function slugify(text) {
  const start = text.length > READ ? Array.from(text).slice(0, READ).join("") : text;
  const folded = start.replace(DROPPED, "").normalize("NFKD").replace(BEYOND_ASCII, "").toLowerCase();
  const slug = folded.replaceAll("+", "-plus").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  if (slug.length <= LONGEST) return slug;
  const cut = slug.lastIndexOf("-", LONGEST);
  return slug.slice(0, cut > 0 ? cut : LONGEST);
}
