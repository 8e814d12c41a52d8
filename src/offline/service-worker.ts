import { addPlugins, addRoute, precache } from "workbox-precaching";
import { registerRoute } from "workbox-routing";
import { CacheFirst } from "workbox-strategies";
import type { BuiltPage } from "./built-page.ts";
import { handOver, SHARE_PATH, SHARED_FILES } from "./handed-over.ts";
import { isOfVersion } from "./of-version.ts";
import { isPageOf } from "./page-of.ts";
import type { Answers, Question } from "./questions.ts";

declare const self: ServiceWorkerGlobalScope;
/** Put in place once all else of the page is built. */
declare const __BUILT_PAGE__: BuiltPage;

const { held, heldBytes, heldWhenUsed, script }: BuiltPage = __BUILT_PAGE__;
const folder = self.registration.scope;
const inFolder = (path: string) => new URL(path, folder).href;

const WHEN_USED = `held when used at ${folder}`;
/** Addresses of what is held when used, each with the address that it is held by, which names its revision. */
const optional = new Map(
  heldWhenUsed.map(({ url, revision }) => [inFolder(url), inFolder(revision === null ? url : `${url}?${revision}`)]),
);

const ofVersion: Parameters<typeof addPlugins>[0][number] = {
  cacheWillUpdate: async ({ request, response }) =>
    (await isOfVersion(response, request.url === inFolder("index.html") ? script : null)) ? response : null,
};

/** Holds one version whole, or none of it: where a file can't be had, the browser tries again another time. */
addPlugins([
  ofVersion,
  {
    // The browser's own cache is asked first, and the host whether what lies there is still true.
    requestWillFetch: async ({ request }) =>
      request.cache === "reload" ? new Request(request, { cache: "no-cache" }) : request,
  },
]);
precache(held);
// The page makes nothing of a query, and whoever opens it with one opens the page.
addRoute({ ignoreURLParametersMatching: [/./], cleanURLs: false });

const byRevision: Parameters<typeof addPlugins>[0][number] = {
  cacheKeyWillBeUsed: async ({ request }) => optional.get(request.url) ?? request,
};

registerRoute(
  ({ url }) => optional.has(url.href),
  new CacheFirst({ cacheName: WHEN_USED, plugins: [ofVersion, byRevision] }),
);

registerRoute(
  ({ url }) => url.href === inFolder(SHARE_PATH),
  async ({ request }) => {
    try {
      const form = await request.formData();
      const files = form.getAll(SHARED_FILES).filter((entry) => entry instanceof File);
      await handOver(
        folder,
        files.map((file) => ({ file, note: "" })),
      );
    } catch (error) {
      return new Response(`The files could not be handed to the page: open it and choose them there. (${error})`, {
        status: 500,
        headers: { "content-type": "text/plain;charset=utf-8" },
      });
    }
    // The answer to the page being loaded again is the page, and not the form once more.
    return Response.redirect(folder, 303);
  },
  "POST",
);

self.addEventListener("activate", (event) => event.waitUntil(dropUnused()));

self.addEventListener("message", (event) => {
  const { ports, data } = event as ExtendableMessageEvent & { data: Question };
  event.waitUntil(answer(data).then((answered) => ports[0].postMessage(answered)));
});

async function answer(question: Question): Promise<Answers[Question["ask"]]> {
  switch (question.ask) {
    case "held":
      return { bytes: heldBytes };
    case "serve":
      if (question.script === inFolder(script)) await self.clients.claim();
      return {};
    case "take-over": {
      const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
      const otherWindows = windows.filter(({ url }) => isPageOf(folder, url)).length - 1;
      // A window of the version before goes on with that version's files, which go when it ends.
      if (otherWindows <= 0) await self.skipWaiting();
      return { otherWindows };
    }
  }
}

/** Drops what versions before held when it was used. */
async function dropUnused(): Promise<void> {
  const cache = await caches.open(WHEN_USED);
  const ours = new Set(optional.values());
  const others = (await cache.keys()).filter(({ url }) => !ours.has(url));
  await Promise.all(others.map((request) => cache.delete(request)));
}
