// Elements without markup in strings: what comes from the data is always text.
export function element(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

export function drawing(name, attributes = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

export function table(headings, rows) {
  return element('div', { class: 'scroll', tabindex: '0' }, element('table', {},
    element('thead', {}, element('tr', {}, ...headings.map(heading => element('th', { scope: 'col' }, heading)))),
    element('tbody', {}, ...rows.map(row => element('tr', {}, ...row.map(cell => cell instanceof Node ? cell : element('td', {}, cell ?? '')))))));
}

function fill(one, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    one.setAttribute(name, value);
  }
  one.append(...children.map(child => child instanceof Node ? child : String(child)));
  return one;
}
