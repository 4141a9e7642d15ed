/* Pagefind, as it comes. A result tells its address and title only when its fragment has been loaded. */

export async function open() {
  const pagefind = await import("./pagefind/pagefind.js");
  await pagefind.init();
  return async (text, most) => {
    const { results } = await pagefind.search(text);
    const found = await Promise.all(results.slice(0, most).map((result) => result.data()));
    return found.map(({ url, meta }) => ({ id: /papers\/([^/]+)/.exec(url)[1], title: meta.title }));
  };
}
