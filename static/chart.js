/* A day of the chart, read out: with a slider under it, or a finger on it. The words come from the table of the same numbers, so
   that there is nothing here that isn't there. Without this script the table says it all. */
'use strict';
(() => {
  const svg = document.querySelector('#chart > svg.chart');
  const table = document.querySelector('#chart table.numbers');
  if (!svg || !table) return;
  const LEFT = 26, RIGHT = 354, DAY = 864e5;
  const { first, days, step } = svg.dataset;
  const slot = (RIGHT - LEFT) / Number(days);
  const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
  const said = (cell) => (cell.querySelector('.visually-hidden') || cell).textContent.trim();
  const rows = [...table.tBodies[0].rows].reverse().map((row) => {
    const [when, ...cells] = row.cells;
    const from = (Date.parse(when.querySelector('time').dateTime) - Date.parse(first)) / DAY;
    const left = LEFT + Math.max(0, from) * slot;
    const right = Math.min(RIGHT, LEFT + (from + Number(step)) * slot);
    const words = cells.map((cell, place) => [heads[place + 1], said(cell)]).filter(([, text]) => text);
    const day = `${step === '1' ? '' : `${heads[0]} `}${when.querySelector('time').textContent}`;
    return { x: (left + right) / 2, text: `${day}. ${words.map(([name, text]) => `${name}: ${text}`).join(', ')}.` };
  });

  const slider = Object.assign(document.createElement('input'), { type: 'range', min: 0, max: rows.length - 1, value: rows.length - 1 });
  const label = Object.assign(document.createElement('label'), { className: 'look-at', textContent: step === '1' ? 'Look at one day' : 'Look at one dot' });
  const told = Object.assign(document.createElement('output'), { className: 'look-told' });
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'line');
  const bottom = Number(svg.getAttribute('viewBox').split(' ')[3]) - 18;
  line.setAttribute('class', 'look');
  line.setAttribute('y1', svg.querySelectorAll('.grid')[2].getAttribute('y1')); /* 0, the middle, the top */
  line.setAttribute('y2', bottom);
  label.append(slider);
  svg.after(label, told);

  const show = (place) => {
    const row = rows[place];
    slider.value = place;
    slider.setAttribute('aria-valuetext', row.text);
    told.textContent = row.text;
    line.setAttribute('x1', row.x);
    line.setAttribute('x2', row.x);
    if (!line.parentNode) svg.append(line);
  };
  slider.setAttribute('aria-valuetext', 'No day chosen');
  told.textContent = 'Move it, or tap the picture, to read the numbers of a day.';
  slider.addEventListener('input', () => show(Number(slider.value)));
  const at = (event) => {
    const box = svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * 360;
    let best = 0;
    rows.forEach((row, place) => { if (Math.abs(row.x - x) < Math.abs(rows[best].x - x)) best = place; });
    show(best);
  };
  svg.addEventListener('pointerdown', at);
  svg.addEventListener('pointermove', (event) => { if (event.buttons) at(event); });
})();
