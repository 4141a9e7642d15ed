/* Elements, addresses of the site, and counts in words. */

const SITE = new URL("../../../", import.meta.url);

/** The absolute address of something below the site, wherever the site lies. */
export function siteUrl(path) {
  return new URL(path, SITE).href;
}

/** An element with attributes and children; texts become text nodes, so that nothing in them is ever markup. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter(Boolean));
  return element;
}

/** “1 paper”, “1,234 papers”. */
export function countPapers(number) {
  return `${number.toLocaleString("en")} ${number === 1 ? "paper" : "papers"}`;
}
