/* The worker: messages of `client.js` ↔ `search.js`; of a channel only the newest question is answered. */

import { Search } from "./search.js";

const search = new Search(new URL("../../../", import.meta.url).href);
const newest = new Map(); // channel → id

self.onmessage = async ({ data: { channel, id, question } }) => {
  if (channel === undefined) {
    search.open().catch(() => {}); // a question will tell
    return;
  }
  newest.set(channel, id);
  if (!question) return;
  const tell = (answer) => self.postMessage({ channel, id, ...answer });
  try {
    await search.answer(question, () => newest.get(channel) === id, tell);
  } catch (error) {
    if (error.name !== "LoadError") console.error(error);
    tell({ problem: true });
  }
};
