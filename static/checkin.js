/* Nothing tapped is lost: each tap is kept as a draft, each save goes through an outbox on this phone (`window.phone`, in site.js). Loaded by the
   check-in, and by other pages only while something waits to be sent. */
'use strict';
(() => {
  const me = document.body.dataset.owner || '';
  const json = { Accept: 'application/json' };
  const cookie = (name) => document.cookie.split('; ').find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1) || '';
  const uuid = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  };

  const { put, drop, get, all } = window.phone;
  const rows = async () => (await all('outbox')).sort((a, b) => a.made - b.made);
  const mine = async () => (await rows()).filter((row) => row.owner === me);
  async function note() {
    try { localStorage.setItem('waiting', String((await rows()).length)); } catch { /* no storage, nothing to note */ }
  }

  /* Sending one save. Only an answer that names this very save lets go of it. */
  async function ask(address, options) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), 20000);
    try {
      return await fetch(address, { credentials: 'same-origin', redirect: 'error', signal: stop.signal, ...options });
    } finally { clearTimeout(timer); }
  }
  const post = (row, token) => ask(row.path, { method: 'POST', headers: { ...json, 'X-CSRFToken': token }, body: new URLSearchParams(row.fields) });

  async function send(row) {
    let answer, told;
    try {
      answer = await post(row, cookie('csrftoken'));
      told = await answer.json();
      if (answer.status === 403 && told.csrf) {
        const fresh = await ask('/journal/outbox/', { headers: json });
        if (fresh.status === 401) return { state: 'login' };
        const { owner, token } = await fresh.json();
        if (owner !== row.owner) return { state: 'other' };
        answer = await post(row, token);
        told = await answer.json();
      }
    } catch { return { state: 'away' }; }
    if ([200, 201, 409].includes(answer.status) && told.save_id === row.save_id) return { state: 'done', ...told };
    if (answer.status === 401) return { state: 'login' };
    if (answer.status === 403 && told.owner) return { state: 'other' };
    if (answer.status === 400) return { state: 'refused', why: told.why };
    if (answer.status === 422) return { state: 'invalid', why: 'An answer could not be read.' };
    return { state: 'away' };
  }

  /* What she wrote here after this save, with it before her, has seen the version that it made. */
  async function settle(row, told) {
    if (form && told.revision && [form.dataset.after, pending].includes(row.save_id)) form.elements.seen.value = String(told.revision);
    for (const later of await mine()) {
      if (later.after === row.save_id && told.revision) {
        later.fields = later.fields.map(([name, value]) => [name, name === 'seen' ? String(told.revision) : value]);
        await put('outbox', later);
      }
    }
    for (const begun of await ownDrafts()) {
      if (begun.after === row.save_id && told.revision) await put('drafts', { ...begun, seen: String(told.revision) });
    }
    await drop('outbox', row.save_id);
  }

  /* One tab at a time; one that waits too long for the others goes on, and what it keeps is sent later. */
  async function alone(act) {
    if (!navigator.locks) return act();
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), 15000);
    return navigator.locks.request('outbox', { signal: stop.signal }, () => { clearTimeout(timer); return act(); });
  }
  /* Everything of hers that waits, oldest first; the answers by save. */
  const flush = () => alone(async () => {
    const told = new Map();
    for (const { save_id: id } of await mine()) {
      const row = await get('outbox', id);
      if (!row || row.invalid) continue;
      const answer = await send(row);
      told.set(id, answer);
      if (answer.state === 'done') await settle(row, answer);
      else if (['refused', 'invalid'].includes(answer.state)) await put('outbox', { ...row, invalid: answer.state === 'invalid', refused: answer.why || 'This day could not be saved.' });
      else break;
    }
    await note();
    return told;
  });

  /* The line on top that says what waits */
  function line(text, ...buttons) {
    let box = document.querySelector('.note-waiting');
    if (!box) {
      box = document.createElement('aside');
      box.className = 'note-waiting';
      box.setAttribute('role', 'status');
      document.querySelector('header.top').after(box);
    }
    box.replaceChildren(Object.assign(document.createElement('p'), { textContent: text }), ...buttons);
    box.hidden = !text;
  }
  function button(text, act) {
    const made = Object.assign(document.createElement('button'), { type: 'button', className: 'plain', textContent: text });
    made.addEventListener('click', act);
    return made;
  }
  const day = (iso) => new Date(`${iso}T12:00`).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
  const many = (count) => (count === 1 ? '1 entry waits' : `${count} entries wait`);

  async function tell() {
    const all = await rows();
    const own = all.filter((row) => row.owner === me);
    const refused = own.find((row) => row.refused);
    if (refused) {
      const open = Object.assign(document.createElement('a'), { href: `/journal/${refused.day}/`, textContent: 'Open that day' });
      line(`Your entry of ${day(refused.day)} was not saved. ${refused.refused}`, open, button('Drop it from this phone', async () => {
        await drop('outbox', refused.save_id);
        await note();
        tell();
      }));
    } else if (own.length) line(`${many(own.length)} on this phone. It is sent when there is a network.`);
    else if (all.length && !me) line(`${many(all.length)} on this phone. Log in, and it is sent.`);
    else if (all.length) line(`${many(all.length)} on this phone for another account. Nothing of it is shown here.`);
    else if (document.querySelector('.note-waiting')) line('');
  }

  /* The form */
  const form = document.querySelector('form.checkin');
  const shell = form?.dataset.shell !== undefined;
  const said = document.createElement('p');
  said.className = 'muted kept';
  said.setAttribute('role', 'status');
  const say = (text) => { if (said.textContent !== text) said.textContent = text; };
  const dirty = new Set();
  let busy = false, timer = 0, sending = false, stored = false, left = false;
  let pending = ''; /* the save that was made of this form as it stands and may not have arrived */
  let beyond = []; /* answers that she began on a longer form, to questions that this one doesn't have */

  const value = (name) => form.elements[name]?.value;
  const pairs = (submitter) => [...new FormData(form, submitter), ...beyond].filter(([name]) => name !== 'csrfmiddlewaretoken');
  const about = () => [...['owner', 'seen', 'save_id'].map((name) => [name, value(name)]), ['after', form.dataset.after || '']];
  const key = () => `${value('owner')} ${form.dataset.day}`;
  const hidden = new Set(['owner', 'seen', 'save_id', 'csrfmiddlewaretoken', 'save', 'more']);

  const draft = () => ({ key: key(), owner: value('owner'), day: form.dataset.day, seen: value('seen'), after: form.dataset.after || '', fields: pairs() });
  function keepHere() {
    return put('drafts', draft()).then(() => say('No network. Kept on this phone.'), () => say('No network. This phone can’t keep it. Please don’t close the page.'));
  }

  async function keep(last = false) {
    clearTimeout(timer);
    if (left || !dirty.size || (sending && stored) || (busy && !last)) return;
    if (!navigator.onLine || shell) { await keepHere(); return; }
    const names = [...dirty];
    let again = 3000; /* for what was tapped meanwhile */
    dirty.clear();
    busy = true;
    const all = pairs();
    const fields = names.flatMap((name) => (all.some(([each]) => each === name) ? all.filter(([each]) => each === name) : [[name, '']]));
    try {
      const headers = { ...json, 'X-CSRFToken': cookie('csrftoken') };
      const answer = await ask(form.dataset.draft, { method: 'POST', keepalive: last, headers, body: new URLSearchParams([...about(), ...fields]) });
      if (answer.status !== 200 || !(await answer.json()).kept) throw answer.status;
      /* while a save waits on this phone, what was tapped after it stays beside it: a page opened now shows the two in their order */
      const waits = form.dataset.after && await get('outbox', form.dataset.after).catch(() => null);
      if (waits) await put('drafts', draft()).catch(() => {});
      else if (!dirty.size) await drop('drafts', key()).catch(() => {});
      say('Kept as you go. Not saved yet.');
    } catch (problem) {
      names.forEach((name) => dirty.add(name));
      await keepHere();
      again = problem === 401 ? 0 : 8000; /* a network that comes and goes is tried again; a log-in is hers to make */
      if (problem === 401) say('You were logged out. Nothing is lost: it is kept on this phone until you log in.');
    } finally { busy = false; }
    if (dirty.size && again && navigator.onLine) timer = setTimeout(keep, again);
  }

  function touched(event) {
    const { name } = event.target;
    if (!name || hidden.has(name)) return;
    another();
    dirty.add(name);
    clearTimeout(timer);
    timer = setTimeout(keep, event.target.matches('textarea') ? 900 : 250);
    if (event.target.type === 'checkbox') exclude(event.target);
    if (name === 'self_harm_thoughts') care(event.target);
  }

  /* What is new after a save that may have arrived is a save of its own */
  function another() {
    if (pending !== value('save_id')) return;
    form.dataset.after = pending;
    form.elements.save_id.value = uuid();
  }

  /* "None of these" and "skip" stand alone */
  function exclude(box) {
    const alone = ['none', 'skip'];
    if (!box.checked || !box.value) return;
    form.querySelectorAll(`input[type="checkbox"][name="${box.name}"]`).forEach((other) => {
      if (other !== box && (alone.includes(box.value) || alone.includes(other.value))) other.checked = false;
    });
  }

  /* Brief 4.2: the answer is kept first, then there is help, right where she is */
  function care(radio) {
    const at = radio.closest('.question');
    let box = at.querySelector('.panel');
    if (!['1', '2', '3'].includes(radio.value)) { box?.remove(); return; }
    keep();
    if (box) return;
    box = Object.assign(document.createElement('div'), { className: 'panel' });
    box.setAttribute('role', 'status');
    const help = document.querySelector('.top .help');
    const link = Object.assign(document.createElement('a'), { className: 'secondary', href: help.href, textContent: 'Talk to somebody now' });
    const words = 'Thank you for telling us. Thoughts like these are common when things are this hard, and they can pass. This page is not read straight away, so please don’t wait for a reply here. You can talk to somebody now, or go on and save.';
    box.append(Object.assign(document.createElement('p'), { textContent: words }), link);
    at.append(box);
  }

  function fill(fields) {
    const by = new Map();
    beyond = fields.filter(([name]) => !hidden.has(name) && !form.elements[name]);
    fields.forEach(([name, each]) => { if (!hidden.has(name)) by.set(name, [...(by.get(name) || []), each]); });
    by.forEach((values, name) => {
      [form.elements[name]].flat().flatMap((found) => (found instanceof RadioNodeList ? [...found] : found ? [found] : [])).forEach((input) => {
        if (['radio', 'checkbox'].includes(input.type)) input.checked = values.includes(input.value);
        else if (input.type !== 'hidden') input.value = values[0];
      });
    });
    window.dispatchEvent(new Event('pageshow')); /* the steppers show what they hold */
  }

  /* While a save is on its way no tap is taken that would not be part of it */
  function hold(on) {
    sending = on;
    stored = false;
    form.querySelectorAll('.question').forEach((question) => { question.inert = on; });
  }

  async function submitted(event) {
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (sending) return;
    hold(true);
    clearTimeout(timer);
    say('Saving …');
    const native = () => { left = true; HTMLFormElement.prototype.submit.call(form); };
    const before = await get('outbox', value('save_id')).catch(() => null);
    if (before && JSON.stringify(before.fields) !== JSON.stringify(pairs(event.submitter))) another();
    const fields = pairs(event.submitter);
    const row = { save_id: value('save_id'), owner: value('owner'), day: form.dataset.day, path: form.getAttribute('action'), after: form.dataset.after || '', fields, made: before?.made && before.save_id === value('save_id') ? before.made : Date.now() };
    try { await put('outbox', row); } catch { native(); return; }
    [stored, pending] = [true, row.save_id];
    await note();
    const told = (await flush().catch(() => new Map())).get(row.save_id) || { state: 'away' };
    if (told.state === 'done') {
      await drop('drafts', key()).catch(() => {});
      if (form.dataset.instead) await drop('outbox', form.dataset.instead).then(note, () => {});
      left = true;
      location.assign(told.next);
      return;
    }
    hold(false);
    if (told.state === 'invalid') {
      await drop('outbox', row.save_id).catch(() => {});
      await note();
      native();
      return;
    }
    if (told.state === 'login') {
      left = true;
      location.assign(`/accounts/login/?next=${encodeURIComponent(location.pathname + location.search)}`);
      return;
    }
    dirty.clear();
    await drop('drafts', key()).catch(() => {});
    if (told.state === 'refused') say(`${told.why} It is kept on this phone, and tried again.`);
    else if (told.state === 'other') say('Somebody else is logged in on this phone now. Your entry stays here until you log in again.');
    else say(`Kept on this phone. Your entry of ${day(row.day)} is sent when there is a network. You can close this page.`);
    tell();
  }

  /* The empty form that opens without a network: which day, and what is on this phone already */
  function herDay() {
    const written = location.pathname.match(/^\/journal\/(\d{4}-\d\d-\d\d)\//);
    if (written) return written[1];
    const clock = (timeZone) => new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric' }).formatToParts();
    let parts;
    try { parts = clock(form.dataset.zone); } catch { parts = clock(); } /* a zone that this phone doesn't know */
    const at = Object.fromEntries(parts.map((part) => [part.type, Number(part.value)]));
    return new Date(Date.UTC(at.year, at.month - 1, at.day, at.hour - 4)).toISOString().slice(0, 10); /* by the clock on her wall: also in the nights it is changed */
  }
  function unpack() {
    form.dataset.day = herDay();
    form.setAttribute('action', `/journal/${form.dataset.day}/`);
    form.dataset.draft = `/journal/${form.dataset.day}/draft/`;
    form.elements.save_id.value = uuid();
    document.querySelector('[data-the-day]').textContent = day(form.dataset.day);
  }

  async function begin() {
    if (shell) unpack();
    form.querySelector('#submit-id-save')?.before(said);
    form.addEventListener('submit', submitted);
    form.addEventListener('input', touched);
    document.addEventListener('visibilitychange', () => { if (document.hidden && !left) keep(true); });
    window.addEventListener('pagehide', () => { if (!left) keep(true); });
    const clean = !form.closest('main').querySelector('.error-summary');
    const waiting = (await mine().catch(() => [])).filter((row) => row.day === form.dataset.day).pop();
    const begun = await get('drafts', key()).catch(() => null);
    if (waiting && clean) {
      fill(waiting.fields);
      form.dataset[waiting.invalid ? 'instead' : 'after'] = waiting.save_id;
      say(waiting.invalid ? 'This was not saved. Please look at it, and save again.' : 'This is what you saved on this phone. It is sent when there is a network.');
    }
    if (begun && clean) {
      fill(begun.fields);
      if (Number(begun.seen) < Number(value('seen'))) form.elements.seen.value = begun.seen;
      begun.fields.forEach(([name]) => { if (!hidden.has(name)) dirty.add(name); });
      say('What you had begun is here. It is not saved yet.');
      keep();
    }
  }

  /* Logging out on a phone that others use: ask about what was not sent, then leave nothing behind */
  const ownDrafts = async () => (await all('drafts')).filter((row) => row.owner === me);
  const unsent = async () => [...await mine(), ...await ownDrafts()];
  async function sendAll() {
    await flush();
    for (const row of await ownDrafts()) {
      const answer = await post({ ...row, path: `/journal/${row.day}/draft/` }, cookie('csrftoken')).catch(() => null);
      if (answer?.status === 200) await drop('drafts', row.key);
    }
  }
  const leave = document.querySelector('form[data-logout]');
  async function atLogout() {
    await Promise.race([attempt(), new Promise((done) => { setTimeout(done, 2000); })]);
    const own = await unsent();
    if (!own.length) return;
    const box = Object.assign(document.createElement('section'), { className: 'panel unsent' });
    const words = `${own.length === 1 ? '1 entry' : `${own.length} entries`} on this phone ${own.length === 1 ? 'has' : 'have'} not been sent. Send first?`;
    const now = Object.assign(document.createElement('button'), { type: 'button', className: 'primary', textContent: 'Send now' });
    box.append(Object.assign(document.createElement('p'), { textContent: words }), now);
    leave.before(box);
    leave.querySelector('[type="submit"]').textContent = 'Log out and drop it';
    leave.querySelector('[type="submit"]').className = 'secondary';
    now.addEventListener('click', async () => {
      await sendAll();
      if ((await unsent()).length) box.firstChild.textContent = 'There is no network now. Nothing was sent, and nothing is lost.';
      else location.reload();
    });
  }
  async function forget() {
    try { localStorage.setItem('out', `${me} ${Date.now()}`); } catch { /* no storage, nothing to tell */ }
    for (const row of await mine()) await drop('outbox', row.save_id);
    for (const row of await ownDrafts()) await drop('drafts', row.key);
    await note();
  }

  const attempt = () => (me ? flush() : Promise.resolve(new Map())).then(async (told) => {
    await tell();
    const held = [...told.values()].find((answer) => answer.held);
    if (held) line('A day was sent that has another version already. Nothing is lost.', Object.assign(document.createElement('a'), { href: held.next, textContent: 'See both, and choose' }));
    return told;
  }).catch(() => {});
  window.notebook = { flush: attempt, forget };
  (async () => {
    const own = form ? value('owner') : '';
    if (form && !own) return;
    if (leave) { await atLogout().finally(() => { leave.dataset.asked = '1'; }); return; }
    if (form) await begin();
    const told = shell && !navigator.onLine ? (await tell(), undefined) : await attempt();
    const sent = form && told && [...told].some(([id, answer]) => answer.state === 'done' && form.dataset.after === id);
    if (sent && !dirty.size && !sending) location.reload();
  })().catch(() => {});
  window.addEventListener('storage', ({ key: name, newValue }) => { if (name === 'out' && newValue?.startsWith(me)) left = true; }); /* logged out in another tab: this one keeps nothing any more */
  window.addEventListener('pageshow', (event) => { if (event.persisted && form && left) location.reload(); }); /* gone back to: what was saved is another form now */
  window.addEventListener('online', async () => { await attempt(); if (form && dirty.size) keep(); });
  document.addEventListener('visibilitychange', () => { if (!document.hidden) attempt(); });
})();
