/* One question a screen, for days when it is hard to keep one's mind on things; the same form under it. A tap answers and
   goes on; what keys choose stays until Next. Comes after checkin.js. */
'use strict';
{
  const TO_SEE_IT = 350, TO_NOTICE = 700; // ms
  const form = document.querySelector('form.checkin');
  form.querySelectorAll('details.group:not(.folded)').forEach((group) => { group.open = true; });
  const cards = [...form.querySelectorAll('.question')].filter((card) => !card.closest('.folded:not([open])'));
  const save = form.querySelector('#submit-id-save');
  const said = form.querySelector('.kept') || save;
  const where = Object.assign(document.createElement('p'), { className: 'muted', role: 'status' });
  where.setAttribute('role', 'status');
  const back = Object.assign(document.createElement('button'), { type: 'button', className: 'secondary', textContent: 'Back' });
  const next = Object.assign(document.createElement('button'), { type: 'button', className: 'primary', textContent: 'Next' });
  const row = Object.assign(document.createElement('div'), { className: 'row-of-two' });
  row.append(back, next);
  let at = Math.max(0, cards.findIndex((card) => card.querySelector('.invalid-feedback')));
  let timer = 0, moved = 0;
  const show = (focus) => {
    const last = at === cards.length - 1;
    form.classList.add('one');
    form.classList.toggle('past', at > 0);
    form.classList.toggle('last', last);
    cards.forEach((card, place) => card.classList.toggle('shown', place === at));
    where.textContent = `${at + 1} of ${cards.length}`;
    back.hidden = at === 0;
    next.hidden = last;
    if (last) save.after(row);
    else said.before(row);
    if (!focus) return;
    const title = cards[at].querySelector('legend, label');
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
    scrollTo(0, 0);
  };
  const go = (by) => { clearTimeout(timer); at = Math.min(cards.length - 1, Math.max(0, at + by)); show(true); };
  back.addEventListener('click', () => go(-1));
  next.addEventListener('click', () => { if (Date.now() > moved + TO_NOTICE) go(1); }); // a thumb on its way to Next leaves no question out
  form.addEventListener('click', ({ target, detail }) => {
    if (target.closest('.question')) moved = 0;
    if (target.type !== 'radio' || target.form !== form || !detail || at === cards.length - 1) return;
    clearTimeout(timer);
    timer = setTimeout(() => { moved = Date.now(); go(1); }, TO_SEE_IT);
  });
  form.prepend(where);
  show(false);
}
