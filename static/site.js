/* Small helps on top of pages that work without them: leaving fast, hours and counts to tap, the time zone, no double sending. */
'use strict';

/* Leaving: blank what is visible, then replace this page in the history, so that Back does not return to it. */
function leave(link) {
  document.title = '\u200b';
  document.body.hidden = true;
  document.body.textContent = '';
  location.replace(link.href);
}

function watchLeave(link) {
  const href = { href: link.href };
  let presses = 0, last = 0;
  link.addEventListener('click', (event) => { event.preventDefault(); leave(href); });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') { presses = 0; return; }
    presses = event.timeStamp - last < 1500 ? presses + 1 : 1;
    last = event.timeStamp;
    if (presses === 3) leave(href);
  });
}

/* Stepper. Empty until touched: nothing is preselected. The first tap, on either sign, shows a middle value
   (data-start, else 7 hours), from which most answers are a few taps away. */
const shown = (value) => String(Math.floor(value) || (value % 1 ? '' : 0)) + (value % 1 ? '½' : '');

function element(tag, className, text, label) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text;
  if (tag === 'button') made.type = 'button';
  if (label) made.setAttribute('aria-label', label);
  return made;
}

/* What is tapped goes into the field under it, which says so as if it had been typed there. */
function put(input, value) {
  input.value = value;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

/* The field of a box of ours, hidden now; the box bears its question. */
function takeOver(box) {
  const input = box.querySelector('input[type="number"]');
  const label = input && document.querySelector(`label[for="${input.id}"]`);
  if (label) {
    label.id = `${input.id}_label`;
    box.setAttribute('role', 'group');
    box.setAttribute('aria-labelledby', label.id);
  }
  if (input) input.hidden = true;
  return input;
}

function enhanceStep(box) {
  const input = takeOver(box);
  if (!input) return;
  const [least, most] = [Number(input.min || 0), Number(input.max || 24)];
  const size = Number(input.step) || 0.5;
  const unit = box.dataset.unit || 'hours';
  const less = element('button', '', '−', box.dataset.less || 'half an hour less');
  const more = element('button', '', '+', box.dataset.more || 'half an hour more');
  const skip = element('button', 'skip', 'skip');
  const output = element('output', '', '');
  output.setAttribute('aria-live', 'polite');

  const show = () => {
    const empty = input.value === '';
    output.classList.toggle('none', empty);
    output.textContent = empty ? 'Tap − or +' : `${shown(Number(input.value))} ${unit}`;
  };
  const set = (value) => { put(input, value); show(); };
  const move = (by) => set(input.value === '' ? Number(box.dataset.start || 7) : Math.min(most, Math.max(least, Number(input.value) + by)));

  less.addEventListener('click', () => move(-size));
  more.addEventListener('click', () => move(size));
  skip.addEventListener('click', () => { set(''); output.textContent = 'skipped'; });
  window.addEventListener('pageshow', show);
  box.classList.add('live');
  box.append(less, output, more, skip);
  show();
}

/* Hours of a night: the bar of a rating, so that one tap is an answer, and half an hour either way once there is one. The
   buttons belong to no form; what is sent is the field. */
const MOST_CELLS = 11;
function enhanceHours(box) {
  const input = takeOver(box);
  if (!input) return;
  const [least, most] = [Number(input.min || 0), Number(input.max || 24)];
  const bar = element('div', 'scale', '');
  const cells = Array.from({ length: Math.min(MOST_CELLS, most - least + 1) }, (_, hour) => {
    const label = document.createElement('label');
    const radio = Object.assign(document.createElement('input'), { type: 'radio', name: `${input.id}_bar`, value: least + hour });
    radio.setAttribute('form', '');
    label.append(radio, element('span', '', least + hour));
    bar.append(label);
    return radio;
  });
  const row = element('div', 'ends', '');
  const less = element('button', 'half', '½ less', '½ less, half an hour');
  const more = element('button', 'half', '½ more', '½ more, half an hour');
  const skip = element('button', 'skip', 'skip');
  const said = element('output', 'visually-hidden', '');
  row.append(less, skip, more);
  let skipped = 'skipped' in box.dataset;

  const show = () => {
    const hours = input.value === '' ? null : Number(input.value);
    const at = hours === null ? -1 : Math.min(cells.length - 1, Math.floor(hours - least));
    cells.forEach((radio, place) => {
      const words = place === at ? shown(hours) : String(least + place);
      radio.checked = place === at;
      radio.setAttribute('aria-label', `${words} hours`);
      radio.nextElementSibling.textContent = words;
      radio.nextElementSibling.classList.toggle('long', words.length > String(least + place).length);
    });
    box.classList.toggle('answered', hours !== null);
    skip.setAttribute('aria-pressed', skipped && hours === null);
  };
  const set = (hours) => { skipped = hours === ''; put(input, hours); show(); };
  const move = (by) => {
    set(Math.min(most, Math.max(least, Number(input.value) + by)));
    said.textContent = `${shown(Number(input.value))} hours`;
  };

  bar.addEventListener('input', (event) => { event.stopPropagation(); set(event.target.value); });
  less.addEventListener('click', () => move(-0.5));
  more.addEventListener('click', () => move(0.5));
  skip.addEventListener('click', () => set(''));
  window.addEventListener('pageshow', show);
  box.append(bar, row, said);
  show();
}

/* The time zone of this device, where the field is still empty and knows that zone. */
function fillTimeZone(field) {
  if (field.value) return;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone) field.value = zone;
  if (field.tagName === 'SELECT' && field.selectedIndex < 0) field.value = '';
}

function grow(area) {
  area.style.height = 'auto';
  area.style.height = `${area.scrollHeight + 4}px`;
}

/* A second tap within a few seconds is not sent. */
const submitsOf = (form) => form.querySelectorAll('button:not([type="button"]), input[type="submit"]');

function wake(form) {
  delete form.dataset.sent;
  submitsOf(form).forEach((button) => button.removeAttribute('aria-disabled'));
}

function guard(event) {
  const form = event.target;
  if (form.method !== 'post' || event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = '1';
  submitsOf(form).forEach((button) => button.setAttribute('aria-disabled', 'true'));
  setTimeout(wake, 8000, form);
}

document.querySelector('.error-summary[tabindex]')?.focus();
document.querySelectorAll('.exit').forEach(watchLeave);
document.querySelectorAll('.step').forEach(enhanceStep);
document.querySelectorAll('.hours').forEach(enhanceHours);
document.querySelectorAll('[data-time-zone]').forEach(fillTimeZone);
document.addEventListener('submit', guard);
window.addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(wake));
if (!CSS.supports('field-sizing', 'content')) document.addEventListener('input', (event) => { if (event.target.matches('textarea')) grow(event.target); });

/* The phone's own store, for what is not sent yet: an IndexedDB too little to need a library. Every promise ends: a store that
   doesn't answer in time is as good as none, and whoever asked goes on without it. */
window.phone = (() => {
  const PATIENT = 5000, HURRIED = 1000; /* milliseconds; once it has let us wait for nothing, we wait less */
  let patience = PATIENT;
  function deal(store, mode, act) {
    return new Promise((done, failed) => {
      let open, base, work, over = false;
      const end = (say, what) => {
        if (over) return;
        over = true;
        clearTimeout(timer);
        base?.close();
        say(what);
      };
      const timer = setTimeout(() => {
        patience = HURRIED;
        try { work?.abort(); } catch { /* it is over already */ }
        end(failed, new Error('The store of this phone does not answer.'));
      }, patience);
      try { open = indexedDB.open('notebook', 1); } catch (problem) { end(failed, problem); return; }
      open.onupgradeneeded = () => {
        open.result.createObjectStore('outbox', { keyPath: 'save_id' });
        open.result.createObjectStore('drafts', { keyPath: 'key' });
      };
      open.onerror = open.onblocked = () => end(failed, open.error);
      open.onsuccess = () => {
        base = open.result;
        if (over) { base.close(); return; } /* too late: whoever asked has gone on */
        base.onversionchange = () => base.close();
        try {
          work = base.transaction(store, mode, { durability: 'strict' });
          const asked = act(work.objectStore(store));
          work.oncomplete = () => { patience = PATIENT; end(done, asked.result); };
          work.onabort = work.onerror = () => end(failed, work.error);
        } catch (problem) { end(failed, problem); }
      };
    });
  }
  return {
    put: (store, row) => deal(store, 'readwrite', (all) => all.put(row)),
    drop: (store, key) => deal(store, 'readwrite', (all) => all.delete(key)),
    get: (store, key) => deal(store, 'readonly', (all) => all.get(key)),
    all: (store) => deal(store, 'readonly', (all) => all.getAll()),
  };
})();

/* A phone that keeps things: the worker that opens the check-in without a network, and whatever still waits to be sent. */
const kept = document.body.dataset;
const waits = () => { try { return Number(localStorage.getItem('waiting')) > 0; } catch { return false; } };
if (kept.outbox && (waits() || document.querySelector('form[data-logout]')) && !document.querySelector('script[data-checkin]')) document.head.append(Object.assign(document.createElement('script'), { src: kept.outbox }));

if (kept.owner && 'serviceWorker' in navigator) window.addEventListener('load', async () => {
  await navigator.serviceWorker.register('/sw.js').catch(() => {});
  const worker = (await navigator.serviceWorker.ready).active;
  worker.postMessage({ owner: kept.owner, asks: kept.asks, help: document.querySelector('.top .help').getAttribute('href') });
});

/* Logging out leaves nothing of hers on the phone; what was not sent is asked about first, however quick the tap is. */
document.querySelector('form[data-logout]')?.addEventListener('submit', async (event) => {
  const form = event.target;
  event.preventDefault();
  if (!form.dataset.asked) {
    for (let tries = 0; tries < 50 && !form.dataset.asked; tries += 1) await new Promise((done) => { setTimeout(done, 100); });
    if (document.querySelector('.unsent')) return;
  }
  const forget = async () => {
    await window.notebook?.forget();
    for (const name of await caches?.keys() || []) await caches.delete(name);
    for (const worker of await navigator.serviceWorker?.getRegistrations() || []) await worker.unregister();
  };
  await Promise.race([forget().catch(() => {}), new Promise((done) => { setTimeout(done, 3000); })]);
  HTMLFormElement.prototype.submit.call(form);
});
