// Signing in and out, the two pages, the language. Reports are asked for again once something has happened: soon after, and when the warehouse has had the time for the last of it.
import * as feed from './feed.js';
import { drawOperations } from './operations.js';
import { drawReports } from './reports.js';
import { language, speak, text } from './texts.js';

const soonAfter = 5000, longAfter = 75000;
const find = selector => document.querySelector(selector);
let session = null, page = 'owner', soon, last;

async function ask(address) {
  const answer = await fetch(address);
  if (answer.status === 401) {
    show(null);
  }
  if (!answer.ok) {
    throw new Error(`${address}: ${answer.status}`);
  }
  return answer.status === 204 ? [] : answer.json();
}

function show(who) {
  const isNew = who !== null && who.name !== session?.name;
  session = who;
  find('#sign-in').hidden = who !== null;
  find('#owner').hidden = who === null || page !== 'owner';
  find('#operations').hidden = who === null || page !== 'operations';
  find('#pages').hidden = !who?.isOperator;
  find('#sign-out').hidden = who === null;
  find('#name').textContent = who?.name ?? '';
  for (const button of document.querySelectorAll('[data-page]')) {
    if (button.dataset.page === page) {
      button.setAttribute('aria-current', 'page');
    } else {
      button.removeAttribute('aria-current');
    }
  }
  if (who === null) {
    feed.silence();
    forget();
    find('#sign-in-form [name=name]').focus();
  } else {
    if (isNew) {
      feed.listen(who.brands, happened);
    }
    refresh();
  }
}

async function refresh() {
  const asked = session;
  let isDone = false;
  try {
    isDone = await (page === 'owner' ? drawReports(session.brands, ask) : drawOperations(ask));
  } catch (problem) {
    // The feed's line says that the server is away; the next look comes anyway.
    console.warn(problem.message);
  }
  // The operator's page shows what the server itself does, too; and who looks at another page asks nothing.
  if (session !== null && session === asked && !document.hidden && (!isDone || page === 'operations')) {
    askSoon();
  }
}

function askSoon() {
  soon ??= setTimeout(() => {
    soon = undefined;
    refresh();
  }, soonAfter);
}

function happened() {
  if (!document.hidden) {
    askSoon();
    clearTimeout(last);
    last = setTimeout(refresh, longAfter);
  }
}

function forget() {
  clearTimeout(soon);
  clearTimeout(last);
  soon = undefined;
}

document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    forget();
  } else if (session !== null) {
    happened();
  }
});

find('#sign-in-form').addEventListener('submit', async submitted => {
  submitted.preventDefault();
  const form = new FormData(submitted.target);
  find('#refused').textContent = '';
  try {
    const answer = await fetch('api/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(Object.fromEntries(form)) });
    if (answer.ok) {
      submitted.target.reset();
      show(await answer.json());
    } else {
      find('#refused').textContent = text(answer.status === 401 ? 'refused' : 'failed');
    }
  } catch {
    find('#refused').textContent = text('failed');
  }
});

find('#sign-out').addEventListener('click', async () => {
  await fetch('api/session', { method: 'DELETE' });
  page = 'owner';
  show(null);
});

find('#pages').addEventListener('click', clicked => {
  page = clicked.target.dataset.page ?? page;
  show(session);
});

find('#language').addEventListener('change', async changed => {
  await speak(changed.target.value);
  if (session !== null) {
    feed.redraw();
    refresh();
  }
});

find('#language').value = language;
await speak(language);
const answer = await fetch('api/session');
show(answer.status === 200 ? await answer.json() : null);
