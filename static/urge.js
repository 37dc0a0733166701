/* The tools against an urge, brought to life: a circle to breathe with, one step at a time, a clock. Each page works
   without. When the network is slow or away, the tool opens at once and the number is sent when it can be. */
const SECOND = 1000, MINUTE = 60 * SECOND;
const TOO_SLOW = 2500;
const BREATH = [['in', 4, 'Breathe in'], ['out', 6, 'Breathe out']]; // seconds
const ENOUGH_BREATHS = 10;
const WORDS = {
  number: 'Now tap a number above. Then it opens.',
  sending: 'Saving your number. You can begin.',
  away: 'Your number is not saved yet: there is no connection. You can begin anyway.',
  saved: 'Your number is saved.',
};

function breathe(box) {
  const [word, told] = box.querySelectorAll('[role="status"]');
  const count = box.querySelector('.count');
  const button = box.querySelector('button');
  let timer = 0, step = 0, second = 0, breaths = 0;

  const turn = () => {
    const [name, , words] = BREATH[step];
    box.classList.remove('in', 'out');
    box.classList.add(name);
    word.textContent = words;
  };
  const tick = () => {
    second += 1;
    if (second > BREATH[step][1]) {
      if (step === BREATH.length - 1) breaths += 1;
      [step, second] = [(step + 1) % BREATH.length, 1];
      if (breaths === ENOUGH_BREATHS) told.textContent = 'That was ten breaths. Go on, or rate it again.';
    }
    if (second === 1) turn();
    count.textContent = second;
  };
  const stop = () => {
    clearInterval(timer);
    [timer, step, second] = [0, 0, 0];
    box.classList.remove('in', 'out');
    word.textContent = 'Paused';
    count.textContent = '';
    button.textContent = 'Go on';
  };
  const start = () => {
    button.textContent = 'Pause';
    word.textContent = 'Get ready';
    timer = setInterval(tick, SECOND);
    navigator.wakeLock?.request('screen').catch(() => {}); // so that the screen does not go dark meanwhile
  };
  button.addEventListener('click', () => (timer ? stop() : start()));
  box.hidden = false;
  if (box.nextElementSibling?.matches('.how')) box.nextElementSibling.hidden = true;
  start();
}

function oneStepAtATime(list) {
  const steps = [...list.children];
  const row = document.createElement('div');
  row.className = 'row-of-two';
  const [back, next] = ['Back', 'Next'].map((words) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'secondary';
    button.textContent = words;
    row.append(button);
    return button;
  });
  let at = 0;
  const show = (move) => {
    at = Math.min(steps.length - 1, Math.max(0, at + move));
    steps.forEach((step, index) => { step.hidden = index !== at; step.tabIndex = -1; });
    back.hidden = at === 0;
    next.hidden = at === steps.length - 1;
    if (move) steps[at].focus();
  };
  back.addEventListener('click', () => show(-1));
  next.addEventListener('click', () => show(1));
  list.after(row);
  show(0);
}

function countDown(clock) {
  const over = Date.now() + Number(clock.dataset.left) * SECOND;
  const told = clock.parentElement.querySelector('[data-over]');
  const show = () => {
    const left = Math.max(0, Math.ceil((over - Date.now()) / SECOND));
    clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
    if (left) return;
    clearInterval(timer);
    told.textContent = told.dataset.over;
  };
  const timer = setInterval(show, SECOND);
  clock.hidden = false;
  show();
}

const LIVE = { breathing: breathe, grounding: oneStepAtATime, delay: countDown };

function begin(part) {
  part.querySelectorAll('[data-tool]').forEach((box) => LIVE[box.dataset.tool]?.(box));
}

/* The minutes go on counting until she changes them. */
function keepMinutes(field) {
  if (field.value) return;
  const since = Date.now() - Number(field.dataset.passed) * SECOND;
  const show = () => { field.value = Math.min(field.max, Math.floor((Date.now() - since) / MINUTE)); };
  const timer = setInterval(show, 5 * SECOND);
  field.addEventListener('input', () => clearInterval(timer));
  show();
}

/* Number and tool, in either order; then the tool opens, whatever the network does. */
function watchStart(form) {
  const notSent = document.querySelector('.not-sent');
  const hint = document.createElement('p');
  hint.setAttribute('role', 'status');
  form.querySelector('.tools').before(hint);
  let chosen = null, sending = false, opened = '';

  const say = (words, retry) => {
    if (!notSent) return;
    notSent.hidden = false;
    notSent.firstElementChild.textContent = words;
    notSent.querySelector('button').hidden = !retry;
  };
  const sendPlainly = () => { // the server has something to say that a page says best: log in again, for one
    const field = document.createElement('input');
    Object.assign(field, { type: 'hidden', name: 'tool', value: chosen.value });
    form.append(field);
    form.submit();
  };
  const openHere = (words) => {
    const part = document.querySelector(`.in-place[data-of="${chosen.value}"]`);
    if (!part && words === WORDS.away) sendPlainly(); // the browser says it
    if (!part) return;
    say(words, words === WORDS.away);
    if (opened) return;
    opened = chosen.value;
    form.hidden = true;
    document.querySelector('.waiting')?.remove();
    part.hidden = false;
    begin(part);
    part.querySelector('h1').focus();
  };
  const goOn = (address) => {
    if (!opened) { location.assign(address); return; }
    say(WORDS.saved, false);
    const link = document.createElement('a');
    link.className = 'primary';
    link.href = `${address}#again`;
    link.textContent = 'How strong is it now?';
    notSent.append(link);
  };
  const send = async () => {
    if (sending) return;
    sending = true;
    const body = new URLSearchParams(new FormData(form));
    body.set('tool', chosen.value);
    const slow = setTimeout(openHere, TOO_SLOW, WORDS.sending);
    try {
      const answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'application/json' }, redirect: 'manual' });
      if (answer.status >= 500) throw new Error('not now');
      if (answer.status === 201) goOn((await answer.json()).next);
      else sendPlainly();
    } catch {
      openHere(WORDS.away);
    }
    clearTimeout(slow);
    sending = false;
  };
  const choose = (button) => {
    chosen = button;
    form.querySelectorAll('.tools button').forEach((each) => each.classList.toggle('chosen', each === button));
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    choose(event.submitter || form.querySelector('.tools button'));
    if (new FormData(form).get('before') !== null) { send(); return; }
    hint.textContent = WORDS.number;
    form.querySelector('[name="before"]').focus();
  });
  form.addEventListener('click', (event) => { // a tap; with arrow keys the number is still on its way
    if (event.target.name === 'before' && event.detail && chosen) send();
  });
  notSent?.querySelector('button').addEventListener('click', send);
  window.addEventListener('online', () => { if (opened && !notSent.querySelector('a')) send(); });
}

document.querySelectorAll('form.urge-start').forEach(watchStart);
document.querySelectorAll('.tool').forEach(begin);
document.querySelectorAll('.minutes').forEach(keepMinutes);
