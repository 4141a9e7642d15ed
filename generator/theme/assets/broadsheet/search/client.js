/* The page's side of the worker: questions out, answers to the newest of them in; knows no element. */

const SITE = new URL("../../../", import.meta.url).href;

/** The absolute address of something below the site, wherever the site lies. */
export function siteUrl(path) {
  return SITE + path;
}

/** The address of the results page for a query. */
export function resultsUrl(text) {
  return siteUrl("search/") + (text ? `?${new URLSearchParams({ q: text })}` : "");
}

let worker = null;
let asked = 0;
const channels = [];

/**
 * A channel of questions: `ask(question)` drops what this channel asked before. `listen` hears
 * `{ id, question, result, complete }`, perhaps twice (snippets come later), or `{ id, question, problem }`.
 */
export class Channel {
  constructor(listen) {
    this.listen = listen;
    this.number = channels.push(this) - 1;
    this.question = null;
  }

  ask(question) {
    this.question = question;
    this.id = ++asked;
    open().postMessage({ channel: this.number, id: this.id, question });
  }

  /** Forget what was asked. */
  hush() {
    if (this.question) worker?.postMessage({ channel: this.number, id: ++asked });
    this.question = null;
  }

  hear(answer) {
    if (this.question && answer.id === this.id) this.listen({ question: this.question, ...answer });
  }
}

/** Begin to load what every search needs, before the first key is pressed. */
export function warm() {
  open().postMessage({});
}

function open() {
  if (!worker) {
    worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }) => channels[data.channel].hear(data);
    worker.onerror = fail;
  }
  return worker;
}

/** The worker's script did not load: who waits is told, and the next question tries anew. */
function fail(event) {
  event.preventDefault();
  worker.terminate();
  worker = null;
  for (const channel of channels) channel.hear({ id: channel.id, problem: true });
}
