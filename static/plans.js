/* "Keep this plan on this phone": off until she ticks it. The worker fetches and keeps the copy; what is kept is looked at anew
   each time the plan is opened with a network. */
'use strict';
(async () => {
  const box = document.querySelector('[data-keep]');
  if (!box || !('serviceWorker' in navigator) || !window.caches) return;
  const tick = box.querySelector('input');
  const told = box.querySelector('[role="status"]');
  const owner = document.body.dataset.owner;
  const worker = (await navigator.serviceWorker.ready).active;
  const ask = (keep) => new Promise((done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }) => done(data.kept);
    worker.postMessage({ plan: box.dataset.keep, from: box.dataset.from, of: owner, keep }, [channel.port2]);
  });
  tick.checked = await ask(null);
  box.hidden = false;
  tick.addEventListener('change', async () => {
    const wanted = tick.checked;
    told.textContent = wanted ? 'Keeping it …' : '';
    tick.checked = await ask(wanted);
    if (!wanted) told.textContent = 'It is off this phone.';
    else told.textContent = tick.checked ? 'It is on this phone now.' : 'This phone could not keep it. Please try again with a network.';
  });
})();
