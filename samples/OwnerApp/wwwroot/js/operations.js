// The operator's page.
import { lines } from './charts.js';
import { element, table } from './elements.js';
import { count, text, time } from './texts.js';

const state = (word, isGood) => element('td', { class: isGood ? 'state' : 'state bad' }, word);
const error = problem => element('td', { class: 'error' }, problem ?? '');

export async function drawOperations(ask) {
  const all = await ask('api/operations');
  place('#captures', table([text('brand'), text('state'), text('since'), text('lastCut'), text('lag'), text('error')],
    all.brands.map(one => [one.brand, state(text(one.state), one.state === 'Running'), time(one.since), count(one.lastCut), one.lagSeconds === null ? text('recorded') : `${one.lagSeconds.toFixed(1)} s`, error(one.error)])),
  table([text('name'), text('brand'), text('state'), text('behind'), text('error')],
    all.handlers.map(one => [one.name, one.brand, state(text(one.state), one.error === null), count(one.behind), error(one.error)])));
  const seconds = part => part === null ? '–' : part.toFixed(1);
  const known = rows => rows === null ? '?' : count(rows);
  const missing = all.flows.flatMap(one => one.holes);
  place('#flow', ...all.flows.length ? [table([text('brand'), text('table'), text('mergedCut'), text('behindBy'), text('capturePart'), text('uploadPart'), text('arrivalPart'), text('loadPart'), text('mergePart'), text('ciPart'), text('rowsWritten'), text('rowsLoaded'), text('rowsMerged'), text('holes')],
    all.flows.map(one => [one.brand, one.table || text('manifests'), count(one.mergedCut), ...[one.behind, one.capture, one.upload, one.arrival, one.load, one.merge, one.integrate].map(seconds), count(one.written), known(one.loaded), count(one.merged), count(one.holes.length)])),
    ...missing.length ? [element('ul', { class: 'holes' }, ...missing.map(hole => element('li', {}, element('b', {}, hole.problem), ` ${hole.remedy}`)))] : []]
    : [element('p', { class: 'hint' }, text('waiting'))]);
  place('#tasks', table([text('name'), text('database'), text('state'), text('ended'), text('runs'), text('failures'), text('error')],
    all.tasks.map(one => [one.name, one.database, state(text(one.state), !one.state.startsWith('FAILED')), time(one.ended), count(one.runs), count(one.failures), error(one.error)])));
  place('#streams', table([text('name'), text('table'), text('state'), text('readBefore')],
    all.streams.map(one => [one.name, one.table, state(text(one.isStale ? 'stale' : 'fine'), !one.isStale), one.staleAfter ? time(one.staleAfter) : ''])));
  const cost = all.cost.map(one => ({ name: `${text(one.kind)} ${one.name}`, value: one.credits, shown: one.credits.toFixed(5) }));
  place('#cost', cost.length ? lines(cost, text('cost')) : element('p', { class: 'hint' }, text('noCost')));
  return true;
}

function place(where, ...what) {
  document.querySelector(where).replaceChildren(...what);
}
