/* How far down the page of results the reader was, for the way back to it. */

const PLACE = "broadsheet-results";

/** Note where the reader is as the page goes away: with its list, it would else be too short to be shown there again. */
export function leave() {
  try {
    sessionStorage.setItem(PLACE, JSON.stringify([location.href, scrollY]));
  } catch { /* the browser keeps nothing */ }
}

/** Where the reader was, if this is the way back or the page is loaded again. */
export function leftAt() {
  try {
    const [address, place] = JSON.parse(sessionStorage.getItem(PLACE) ?? "[]");
    sessionStorage.removeItem(PLACE);
    const [way] = performance.getEntriesByType("navigation");
    return address === location.href && way?.type !== "navigate" ? place : 0;
  } catch {
    return 0;
  }
}
