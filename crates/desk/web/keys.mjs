// Everything by keyboard: rows, pages, search, triage. Playback has keys of its own.

const typing = (target) => target.closest('input:not([type=range]), textarea, select, [contenteditable]') !== null;

function move(step) {
  const rows = [...document.querySelectorAll('.rows > .row a.open, .rows.vessels > .row a.vessel')];
  if (rows.length === 0) return;
  const at = rows.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1);
  rows[next].focus();
  rows[next].closest('.row').scrollIntoView({ block: 'nearest' });
}

const follow = (rel) => document.querySelector(`a[rel=${rel}]`)?.click();

const ACTIONS = {
  j: () => move(1),
  k: () => move(-1),
  '/': () => document.querySelector('#search')?.focus(),
  l: () => location.assign('/'),
  '[': () => follow('prev'),
  ']': () => follow('next'),
  t: () => document.querySelector('#triage input:checked')?.focus(),
  '?': () => document.querySelector('dialog#keys')?.showModal(),
};

export function start() {
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && typing(event.target)) event.target.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const action = ACTIONS[event.key];
    if (!action || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    action();
  });
  document.querySelector('#keys-button')?.addEventListener('click', ACTIONS['?']);
}
