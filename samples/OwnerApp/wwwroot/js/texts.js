// The page's words in the reader's language, and numbers as that language writes them.
const known = ['en', 'ko'];
let words = {};

export let language = known.find(one => one === localStorage.getItem('language')) ?? known.find(one => navigator.language.startsWith(one)) ?? 'en';

export async function speak(wanted) {
  language = wanted;
  localStorage.setItem('language', wanted);
  words = await (await fetch(`texts/${wanted}.json`)).json();
  document.documentElement.lang = wanted;
  document.title = text('title');
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent = text(element.dataset.text);
  }
}

export const text = name => words[name] ?? name;
export const money = (amount, currency) => new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount);
export const count = number => new Intl.NumberFormat(language).format(number);
// The restaurants' clocks are UTC in the recordings.
export const time = at => new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'medium', timeZone: 'UTC' }).format(new Date(at));
export const day = at => new Intl.DateTimeFormat(language, { weekday: 'short', month: 'short', day: 'numeric', timeZone: 'UTC' }).format(new Date(at));
