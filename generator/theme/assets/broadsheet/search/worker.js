/* The worker: messages of `client.js` ↔ `search.js`; of a channel only the newest question is answered. */

import { Search } from "./search.js";
import { LoadError } from "./shards.js";

const search = new Search(new URL("../../../", import.meta.url).href);
const newest = new Map(); // channel → id

self.onmessage = async ({ data }) => {
  if (data.warm) {
    search.open().catch(() => {}); // a question will tell
    return;
  }
  const { channel, id, question } = data;
  newest.set(channel, id);
  if (!question) return;
  await new Promise((done) => setTimeout(done)); // let a newer question of the same moment come first
  const fresh = () => newest.get(channel) === id;
  if (!fresh()) return;
  try {
    await search.answer(question, fresh, (answer) => self.postMessage({ channel, id, ...answer }));
  } catch (error) {
    if (!(error instanceof LoadError)) console.error(error);
    self.postMessage({ channel, id, problem: error instanceof LoadError ? "load" : "bug" });
  }
};
