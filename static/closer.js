/* The letter: copy and print, where the browser can. Without this one marks the words, or prints from the browser's menu. */
'use strict';

const letter = document.getElementById('letter');
const acts = document.querySelector('[data-letter]');
const said = Object.assign(document.createElement('p'), { className: 'muted' });
said.setAttribute('role', 'status');

function act(words, done) {
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'secondary', textContent: words });
  button.addEventListener('click', done);
  acts.append(button);
}

async function copy() {
  try {
    await navigator.clipboard.writeText(letter.value);
    said.textContent = 'Copied.';
  } catch {
    letter.select();
    said.textContent = 'The letter is marked. Copy it with your phone or keyboard.';
  }
}

acts.classList.add('row-of-two');
act('Copy', copy);
act('Print', () => print());
acts.after(said);
