// The charts, drawn by hand: a curve against the same of last week, and bars of two parts.
import { drawing } from './elements.js';

const width = 560, height = 200, left = 46, right = 20, bottom = 22, top = 8;

const x = (at, places) => left + (width - left - right) * at / Math.max(1, places - 1);
const y = (value, highest) => height - bottom - (height - bottom - top) * value / (highest || 1);

export function curves(now, then, label, hours) {
  const highest = Math.max(...now, ...then, 1);
  const path = values => values.map((value, at) => `${at ? 'L' : 'M'}${x(at, hours).toFixed(1)} ${y(value, highest).toFixed(1)}`).join('');
  return frame(label, highest,
    drawing('path', { class: 'then', d: path(then) }),
    drawing('path', { class: 'now', d: path(now) }),
    now.length ? drawing('circle', { cx: x(now.length - 1, hours), cy: y(now.at(-1), highest), r: 4, fill: 'var(--brand)' }) : '',
    ...[0, 6, 12, 18, 23].map(hour => drawing('text', { x: x(hour, hours), y: height - 6, 'text-anchor': 'middle' }, `${hour}:00`)));
}

export function bars(days, label, named) {
  const highest = Math.max(...days.map(one => one.inTime + one.late), 1);
  const step = (width - left - right) / Math.max(1, days.length);
  return frame(label, highest, ...days.flatMap((one, at) => {
    const from = left + at * step + step * 0.15, wide = step * 0.7;
    const middle = y(one.inTime, highest), end = y(one.inTime + one.late, highest);
    return [
      drawing('rect', { class: 'in-time', x: from, y: middle, width: wide, height: height - bottom - middle }),
      drawing('rect', { class: 'late', x: from, y: end, width: wide, height: middle - end }, drawing('title', {}, named(one))),
      at % Math.ceil(days.length / 7) ? '' : drawing('text', { x: from + wide / 2, y: height - 6, 'text-anchor': 'middle' }, one.day.slice(5)),
    ];
  }));
}

export function lines(rows, label) {
  const highest = Math.max(...rows.map(row => row.value), 0) || 1, line = 24;
  return drawing('svg', { viewBox: `0 0 ${width} ${rows.length * line}`, role: 'img', 'aria-label': label }, ...rows.flatMap((row, at) => [
    drawing('text', { x: 0, y: at * line + 16 }, row.name),
    drawing('rect', { class: 'bar', x: 220, y: at * line + 5, height: 14, width: Math.max(1, 240 * row.value / highest), rx: 3 }),
    drawing('text', { x: 228 + 240 * row.value / highest, y: at * line + 16 }, row.shown),
  ]));
}

function frame(label, highest, ...content) {
  const marks = [0, 0.5, 1].map(part => part * highest);
  return drawing('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label },
    ...marks.flatMap(mark => [
      drawing('line', { class: 'axis', x1: left, x2: width - right, y1: y(mark, highest), y2: y(mark, highest) }),
      drawing('text', { x: left - 6, y: y(mark, highest) + 4, 'text-anchor': 'end' }, Math.round(mark)),
    ]), ...content);
}
