/* Names of the caseload under a search box, while one types. Without this script one types the whole of it. */
'use strict';
for (const box of document.querySelectorAll('input[data-suggest]')) {
  const list = Object.assign(document.createElement('datalist'), { id: `${box.name}-suggested` });
  box.after(list);
  box.setAttribute('list', list.id);
  let waiting;
  box.addEventListener('input', () => {
    clearTimeout(waiting);
    const asked = box.value.trim();
    if (asked.length < 2) return;
    waiting = setTimeout(async () => {
      const answer = await fetch(`${box.dataset.suggest}?${new URLSearchParams({ q: asked })}`).catch(() => null);
      if (!answer || !answer.ok || box.value.trim() !== asked) return;
      const { names } = await answer.json();
      list.replaceChildren(...names.map(({ name, code }) => Object.assign(document.createElement('option'), { value: code, textContent: name })));
    }, 300);
  });
}
