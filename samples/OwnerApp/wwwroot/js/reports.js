// The reports out of the warehouse.
import { bars, curves } from './charts.js';
import { element, table } from './elements.js';
import { count, day, money, text } from './texts.js';

const hours = 24;

// Whether there was anything to draw: the warehouse's tables come with the first rows.
export async function drawReports(brands, ask) {
  const [sales, refunds] = await Promise.all([ask('api/sales'), ask('api/refunds')]);
  drawSales(brands, sales);
  drawRefunds(brands, refunds);
  return sales.length > 0;
}

function drawSales(brands, rows) {
  const today = rows[0]?.today;
  document.querySelector('#sales-day').textContent = today ? day(today) : '';
  const lastHour = Math.max(...rows.filter(row => row.daysAgo === 0).map(row => row.hour), 0);
  drawAllBrands(brands, rows);
  document.querySelector('#sales').replaceChildren(...rows.length ? brands.map((brand, at) => {
    const of = daysAgo => rows.filter(row => row.brand === brand.id && row.daysAgo === daysAgo);
    const now = sums(of(0), lastHour + 1), then = sums(of(7), hours);
    const byNow = rows => money(rows.reduce((sum, row) => sum + row.totalByNow, 0), brand.currency);
    const soFar = byNow(of(0)), before = byNow(of(7));
    return element('div', { class: `brand-${at % 2}` },
      element('h3', {}, brand.name),
      element('p', { class: 'figures' },
        element('span', {}, element('b', {}, soFar), ` ${text('today')}, ${count(orders(of(0)))} ${text('orders')}`),
        element('span', {}, element('b', {}, before), ` ${text('lastWeek')}, ${count(orders(of(7)))} ${text('orders')}`)),
      curves(now, then, `${brand.name}: ${soFar} ${text('today')}, ${before} ${text('lastWeek')}`, hours),
      element('details', {}, element('summary', {}, text('asTable')),
        table([text('hour'), text('today'), text('lastWeek')], then.map((value, hour) => [`${hour}:00`, hour in now ? money(now[hour], brand.currency) : '', money(value, brand.currency)]))));
  }) : [element('p', { class: 'hint' }, text('waiting'))]);
}

// Orders of all brands together, and money by its currency, which can't be added up.
function drawAllBrands(brands, rows) {
  const figures = (daysAgo, label) => {
    const of = rows.filter(row => row.daysAgo === daysAgo);
    const currencies = [...new Set(brands.map(brand => brand.currency))].map(currency =>
      money(of.filter(row => brands.some(brand => brand.id === row.brand && brand.currency === currency)).reduce((sum, row) => sum + row.totalByNow, 0), currency));
    return element('span', {}, element('b', {}, `${count(orders(of))} ${text('orders')}`), ` ${currencies.join(' + ')}, ${text(label)}`);
  };
  document.querySelector('#all-brands').replaceChildren(...brands.length > 1 && rows.length ? [`${text('allBrands')}: `, figures(0, 'today'), figures(7, 'lastWeek')] : []);
}

function drawRefunds(brands, rows) {
  document.querySelector('#refunds').replaceChildren(...brands.map((brand, at) => {
    const of = rows.filter(row => row.brand === brand.id);
    const late = of.reduce((sum, one) => sum + one.late, 0), all = of.reduce((sum, one) => sum + one.late + one.inTime, 0);
    const named = one => `${day(one.day)}: ${money(one.inTime, brand.currency)} ${text('inTime')}, ${money(one.late, brand.currency)} ${text('late')}`;
    return element('div', { class: `brand-${at % 2}` },
      element('h3', {}, brand.name),
      element('p', { class: 'legend' },
        element('span', {}, element('i'), `${text('inTime')}: ${money(all - late, brand.currency)}`),
        element('span', { class: 'late' }, element('i'), `${text('late')}: ${money(late, brand.currency)}`)),
      bars(of, `${brand.name}: ${text('total')} ${money(all, brand.currency)}, ${money(late, brand.currency)} ${text('late')}`, named),
      element('details', {}, element('summary', {}, text('asTable')),
        table([text('day'), text('inTime'), text('late')], of.map(one => [day(one.day), money(one.inTime, brand.currency), money(one.late, brand.currency)]))));
  }));
}

// What was sold until each hour's end.
function sums(rows, length) {
  let sum = 0;
  return Array.from({ length }, (_, hour) => sum += rows.find(row => row.hour === hour)?.total ?? 0);
}

const orders = rows => rows.reduce((sum, row) => sum + row.ordersByNow, 0);
