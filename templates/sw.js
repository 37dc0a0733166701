/* Opens the check-in and the help numbers without a network. It keeps files, the empty form and public numbers; never a page with answers.
   Her plans it keeps only where she ticked that this phone may: as she last saw them, until she unticks it, logs out, or somebody else logs in. */
'use strict';
const told = {{ told|safe }};
const NAME = `notebook-${told.version}`;
const SHELL = '/journal/offline/';
const DAY = /^\/journal\/(today|\d{4}-\d\d-\d\d)\/$/;
const PLANS = ['/plans/safety/', '/plans/staying-well/'];
const HALF_A_DAY = 12 * 3600e3;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(told.files)).then(() => self.skipWaiting()));
});
self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys()).filter((name) => name !== NAME);
    const cache = await caches.open(NAME);
    for (const name of old) {
      const before = await caches.open(name);
      for (const key of [SHELL, '/help-now/', '/owner', ...PLANS]) {
        const page = await before.match(key);
        if (page) await cache.put(key, page);
      }
      await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

async function take(cache, key, address) {
  const answer = await fetch(address, { credentials: 'same-origin', cache: 'no-store' });
  if (answer.ok && !answer.redirected) await cache.put(key, answer);
}
/* A page says whose phone this is now, and what her form asks: the empty form and the numbers of somebody else go. */
let turn = Promise.resolve(); /* one page after the other: the newest has the last word */
async function known(cache, owner) {
  const text = await (await cache.match('/owner'))?.text() || '';
  if (text.split(' ')[0] === owner) return text;
  for (const key of [SHELL, ...PLANS]) await cache.delete(key);
  await cache.put('/owner', new Response(`${owner} `));
  return '';
}
self.addEventListener('message', (event) => {
  const { owner, asks, help } = event.data || {};
  if (!owner) return;
  turn = turn.then(async () => {
    const cache = await caches.open(NAME);
    const before = await known(cache, owner);
    if (before !== `${owner} ${asks}`) await cache.delete('/help-now/');
    const shell = await cache.match(SHELL);
    const fresh = shell && Date.now() - Date.parse(shell.headers.get('Date')) < HALF_A_DAY;
    if (fresh && before === `${owner} ${asks}` && await cache.match('/help-now/')) return;
    await take(cache, SHELL, SHELL);
    const numbers = new URL(help || '/help-now/', location.origin);
    numbers.searchParams.set('kept', '1'); /* without her own plan and people */
    await take(cache, '/help-now/', numbers.href);
    await cache.put('/owner', new Response(`${owner} ${asks}`));
  }).catch(() => {});
  event.waitUntil(turn);
});

/* `keep`: true and false as she ticks, null to be asked whether it is kept. What is kept is fetched anew. */
self.addEventListener('message', (event) => {
  const { plan, from, of, keep } = event.data || {};
  if (!PLANS.includes(plan) || !of) return;
  turn = turn.then(async () => {
    const cache = await caches.open(NAME);
    await known(cache, of);
    if (keep === false) await cache.delete(plan);
    else if (keep || await cache.match(plan)) await take(cache, plan, from).catch(() => {});
    event.ports[0].postMessage({ kept: Boolean(await cache.match(plan)) });
  }).catch(() => event.ports[0].postMessage({ kept: false }));
  event.waitUntil(turn);
});

const page = () => new Response(told.page, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
async function without(path) {
  const cache = await caches.open(NAME);
  if (DAY.test(path)) return (await cache.match(SHELL)) || page();
  if (PLANS.includes(path)) return (await cache.match(path)) || page();
  if (path === '/help-now/') return (await cache.match('/help-now/')) || page();
  return page();
}
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => without(pathname)));
  else if (told.files.includes(pathname)) event.respondWith(caches.match(request).then((kept) => kept || fetch(request)));
});
