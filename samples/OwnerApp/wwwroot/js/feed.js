// The live feed. The browser itself goes on after a lost line, with the last event's id.
import { element } from './elements.js';
import { money, text, time } from './texts.js';

const shown = 60;
let source, events = [], brands, told;

export function listen(ofBrands, onEvent) {
  told = onEvent;
  brands = new Map(ofBrands.map(brand => [brand.id, brand]));
  events = [];
  source = new EventSource('api/feed');
  source.onmessage = message => add(JSON.parse(message.data));
  source.onopen = () => line(true);
  source.onerror = () => line(false);
  redraw();
}

export function silence() {
  source?.close();
}

export function redraw() {
  document.querySelector('#feed').replaceChildren(...events.map(item));
  line(source?.readyState === EventSource.OPEN);
}

function add(happened) {
  // A brand that came to be theirs meanwhile is shown from the next sign-in on.
  if (!brands.has(happened.brand) || events.some(one => one.id === happened.id)) {
    return;
  }
  events.unshift(happened);
  const list = document.querySelector('#feed');
  list.prepend(item(happened));
  for (; events.length > shown; events.pop()) {
    list.lastElementChild.remove();
  }
  document.querySelector('#no-feed').hidden = true;
  told();
}

function item(happened) {
  const brand = brands.get(happened.brand);
  return element('li', { class: happened.kind.toLowerCase(), 'data-brand': happened.brand },
    element('span', { class: 'what' }, text(happened.kind)),
    element('span', {}, brand.name),
    element('span', { class: 'amount' }, (happened.kind === 'Order' ? '' : '−') + money(happened.amount, brand.currency)),
    element('span', { class: 'more' }, `#${happened.order} · ${time(happened.at)}${happened.note ? ` · ${happened.note}` : ''}`));
}

function line(isOpen) {
  const status = document.querySelector('#line');
  status.textContent = `● ${text(isOpen ? 'connected' : 'broken')}`;
  status.classList.toggle('broken', !isOpen);
  document.querySelector('#no-feed').hidden = events.length > 0;
}
