/* The page's side of the worker: questions out, answers to the newest of them in; knows no element. */

const SITE = new URL("../../../", import.meta.url);

/** The absolute address of something below the site, wherever the site lies. */
export function siteUrl(path) {
  return new URL(path, SITE).href;
}

/** The address of the results page for a query. */
export function resultsUrl(text) {
  return siteUrl("search/") + (text ? `?q=${encodeURIComponent(text).replace(/%20/g, "+")}` : "");
}

let worker = null;
let asked = 0;
const channels = new Map(); // number → Channel

/**
 * A channel of questions: `ask(question)` makes the worker drop what this channel asked before. `listen` hears
 * `{ question, result, complete }`, perhaps twice (snippets come later), or `{ question, problem }` where loading failed.
 */
export class Channel {
  constructor(listen) {
    this.listen = listen;
    this.number = channels.size;
    this.last = 0;
    channels.set(this.number, this);
  }

  ask(question) {
    this.last = ++asked;
    this.question = question;
    open().postMessage({ channel: this.number, id: this.last, question });
  }

  /** Forget what was asked. */
  hush() {
    if (this.question) worker?.postMessage({ channel: this.number, id: ++asked });
    this.last = asked;
    this.question = null;
  }
}

/** Begin to load what every search needs, before the first key is pressed. */
export function warm() {
  open().postMessage({ warm: true });
}

function open() {
  if (!worker) {
    worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }) => {
      const channel = channels.get(data.channel);
      if (channel?.last === data.id && channel.question) channel.listen({ question: channel.question, ...data });
    };
    worker.onerror = (event) => {
      event.preventDefault();
      fail();
    };
  }
  return worker;
}

/** The worker's own script did not load: the next question tries anew. */
function fail() {
  worker?.terminate();
  worker = null;
  for (const channel of channels.values()) {
    if (channel.question) channel.listen({ question: channel.question, problem: "worker" });
  }
}
