/* A word's stem: Porter's algorithm (Program 14(3), 1980) with the departures that lunr.py keeps, letter for letter. */

const LONGER_SUFFIXES = [ // step 2: the first that fits decides, and gives way where a syllable stands before it
  ["ational", "ate"], ["tional", "tion"], ["enci", "ence"], ["anci", "ance"], ["izer", "ize"], ["bli", "ble"],
  ["alli", "al"], ["entli", "ent"], ["eli", "e"], ["ousli", "ous"], ["ization", "ize"], ["ation", "ate"],
  ["ator", "ate"], ["alism", "al"], ["iveness", "ive"], ["fulness", "ful"], ["ousness", "ous"], ["aliti", "al"],
  ["iviti", "ive"], ["biliti", "ble"], ["logi", "log"],
];
const SHORTER_SUFFIXES = [
  ["icate", "ic"], ["ative", ""], ["alize", "al"], ["iciti", "ic"], ["ical", "ic"], ["ful", ""], ["ness", ""],
];
const LAST_SUFFIXES = [
  "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti",
  "ous", "ive", "ize",
];

/** The stem of a word of lower-case letters; words of one or two letters stay. */
export function porterStem(word) {
  if (word.length < 3) return word;
  return [plurals, pastAndProgress, finalY, longer, shorter, last, ending].reduce((w, step) => step(w), word);
}

function plurals(word) {
  if (!word.endsWith("s")) return word;
  if (word.endsWith("sses")) return word.slice(0, -2);
  if (word.endsWith("ies")) return word.slice(0, -2);
  return word.at(-2) === "s" ? word : word.slice(0, -1);
}

function pastAndProgress(word) {
  if (word.endsWith("eed")) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const ending = ["ed", "ing"].find((one) => word.endsWith(one));
  if (!ending) return word;
  const body = word.slice(0, -ending.length);
  if (!hasVowel(body)) return word;
  if (/(?:at|bl|iz)$/.test(body)) return body + "e";
  if (endsDouble(body)) return /[lsz]$/.test(body) ? body : body.slice(0, -1);
  return measure(body) === 1 && endsShort(body) ? body + "e" : body;
}

function finalY(word) {
  return word.endsWith("y") && hasVowel(word.slice(0, -1)) ? word.slice(0, -1) + "i" : word;
}

function longer(word) {
  return exchange(word, LONGER_SUFFIXES);
}

function shorter(word) {
  return exchange(word, SHORTER_SUFFIXES);
}

function exchange(word, suffixes) {
  const found = suffixes.find(([suffix]) => word.endsWith(suffix));
  if (!found) return word;
  const body = word.slice(0, -found[0].length);
  return measure(body) > 0 ? body + found[1] : word;
}

function last(word) {
  const found = LAST_SUFFIXES.find((suffix) => word.endsWith(suffix));
  if (!found) return word;
  const body = word.slice(0, -found.length);
  if (found === "ion" && !/[st]$/.test(body)) return word;
  return measure(body) > 1 ? body : word;
}

/** The final e, then one of a double l; both ask for the measure of the word as it came. */
function ending(word) {
  const size = measure(word);
  let result = word;
  if (word.endsWith("e")) {
    const body = word.slice(0, -1);
    if (size > 1 || (size === 1 && !endsShort(body))) result = body;
  }
  return result.endsWith("l") && endsDouble(result) && size > 1 ? result.slice(0, -1) : result;
}

/** How many times vowels are followed by consonants. */
function measure(word) {
  let count = 0;
  let vowelBefore = false;
  for (let i = 0; i < word.length; i++) {
    const consonant = isConsonant(word, i);
    if (consonant && vowelBefore) count++;
    vowelBefore = !consonant;
  }
  return count;
}

function isConsonant(word, i) {
  const letter = word[i];
  if ("aeiou".includes(letter)) return false;
  return letter !== "y" || i === 0 || !isConsonant(word, i - 1);
}

function hasVowel(word) {
  for (let i = 0; i < word.length; i++) if (!isConsonant(word, i)) return true;
  return false;
}

function endsDouble(word) {
  const end = word.length - 1;
  return end > 0 && word[end] === word[end - 1] && isConsonant(word, end);
}

/** Consonant, vowel, consonant other than w, x, y: hop, but not snow. */
function endsShort(word) {
  const end = word.length - 1;
  if (end < 2 || "wxy".includes(word[end])) return false;
  return isConsonant(word, end) && !isConsonant(word, end - 1) && isConsonant(word, end - 2);
}
