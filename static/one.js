/* One question a screen, for days when it is hard to keep one's mind on things; the same form under it. Comes after checkin.js. */
'use strict';
{
  const form = document.querySelector('form.checkin');
  form.querySelectorAll('details.group').forEach((group) => { group.open = true; });
  const cards = [...form.querySelectorAll('.question')];
  const where = Object.assign(document.createElement('p'), { className: 'muted', role: 'status' });
  where.setAttribute('role', 'status');
  const back = Object.assign(document.createElement('button'), { type: 'button', className: 'secondary', textContent: 'Back' });
  const next = Object.assign(document.createElement('button'), { type: 'button', className: 'primary', textContent: 'Next' });
  const row = Object.assign(document.createElement('div'), { className: 'row-of-two' });
  row.append(back, next);
  let at = Math.max(0, cards.findIndex((card) => card.querySelector('.invalid-feedback')));
  const show = (focus) => {
    form.classList.add('one');
    cards.forEach((card, place) => card.classList.toggle('shown', place === at));
    where.textContent = `${at + 1} of ${cards.length}`;
    back.hidden = at === 0;
    next.hidden = at === cards.length - 1;
    if (!focus) return;
    const title = cards[at].querySelector('legend, label');
    title.tabIndex = -1;
    title.focus();
  };
  const go = (by) => { at = Math.min(cards.length - 1, Math.max(0, at + by)); show(true); };
  back.addEventListener('click', () => go(-1));
  next.addEventListener('click', () => go(1));
  form.prepend(where);
  (form.querySelector('.kept') || form.querySelector('#submit-id-save')).before(row);
  show(false);
}
