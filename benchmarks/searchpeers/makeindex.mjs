/* documents.json → index.json for MiniSearch; prints the processor seconds that took. */

import { readFileSync, writeFileSync } from "node:fs";

import MiniSearch from "./minisearch.mjs";
import { OPTIONS } from "./options.mjs";

const documents = JSON.parse(readFileSync("documents.json", "utf8"));
const before = process.cpuUsage();
const search = new MiniSearch(OPTIONS);
search.addAll(documents);
writeFileSync("index.json", JSON.stringify(search));
const { user, system } = process.cpuUsage(before);
console.log((user + system) / 1e6);
