/* The caseload with the keyboard: j and k go down and up from line to line, Enter opens the one that has the focus (it is a link).
   Without this script Tab does the same. */
'use strict';
(() => {
  const links = [...document.querySelectorAll('#caseload tbody th a')];
  if (!links.length) return;
  document.querySelector('.keys').hidden = false;
  const steps = { j: 1, k: -1 };
  document.addEventListener('keydown', (event) => {
    const step = steps[event.key];
    const typing = event.target.closest('input, select, textarea, [contenteditable]');
    if (!step || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const here = links.indexOf(document.activeElement);
    const next = here < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(here + step, 0), links.length - 1);
    links[next].focus();
    links[next].closest('tr').scrollIntoView({ block: 'nearest' });
    event.preventDefault();
  });
})();
