// The picture: zoom, marks on nodes, and the way between them by keys.
const stage = byId('stage');
const svg = stage.querySelector('svg');
const groups = [...svg.querySelectorAll('.node[data-i]')];
const chips = new Map(groups.map(group => [Number(group.dataset.i), group]));
const lines = [...svg.querySelectorAll('.line[data-from]')];
const cards = [...svg.querySelectorAll('.card')];
const whole = { width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height };
const LARGEST = 1.25; // a small mesh is not blown up beyond this

let view;
const look = () => svg.setAttribute('viewBox', [view.x, view.y, view.width, view.height].join(' '));
const fit = () => {
  const width = Math.max(whole.width, stage.clientWidth / LARGEST);
  const height = Math.max(whole.height, stage.clientHeight / LARGEST);
  view = { x: (whole.width - width) / 2, y: (whole.height - height) / 2, width, height };
  look();
};
const scale = () => Math.max(view.width / stage.clientWidth, view.height / stage.clientHeight);
const zoom = (factor, x, y) => {
  if (view.width * factor < 200 || view.width * factor > Math.max(whole.width, stage.clientWidth) * 4) return;
  view = { x: x - (x - view.x) * factor, y: y - (y - view.y) * factor, width: view.width * factor, height: view.height * factor };
  look();
};
const zoomMiddle = factor => zoom(factor, view.x + view.width / 2, view.y + view.height / 2);
// Moves so that names in the box can be read; stays where they can be read already.
const reveal = thing => {
  const box = thing.getBBox();
  const seen = box.x >= view.x && box.y >= view.y && box.x + box.width <= view.x + view.width
    && box.y + box.height <= view.y + view.height;
  if (seen && scale() <= 1.15) return;
  const size = Math.max(1, box.width * 1.1 / stage.clientWidth, box.height * 1.1 / stage.clientHeight);
  const width = stage.clientWidth * size;
  const height = stage.clientHeight * size;
  view = { x: box.x + box.width / 2 - width / 2, y: box.y + box.height / 2 - height / 2, width, height };
  look();
};

const part = (name, attributes) => {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
};
const number = (thing, name) => Number(thing.getAttribute(name));
// A word at the chip's right edge; none for an empty one.
const mark = (group, word) => {
  group.querySelector('.mark')?.remove();
  if (!word) return;
  const chip = group.querySelector('.chip');
  const width = word.length === 1 ? 24 : 14 + word.length * 7;
  const x = number(chip, 'x') + number(chip, 'width') + 7 - width;
  const y = number(chip, 'y') + number(chip, 'height') - 12;
  const made = part('g', { class: 'mark' });
  made.append(part('rect', { x, y, width, height: 18, rx: 9 }));
  const text = part('text', { x: x + width / 2, y: y + 13.5 });
  text.textContent = word;
  made.append(text);
  group.append(made);
};

// Straight between the edges of two chips; beside them where they stand on one card.
const edge = (one, two) => {
  const box = group => {
    const chip = group.querySelector('.chip');
    const [x, y, width, height] = ['x', 'y', 'width', 'height'].map(name => number(chip, name));
    const title = cards.some(card => card.dataset.card === group.dataset.card);
    const alone = groups.filter(one => one.dataset.card === group.dataset.card).length === 1;
    return { x: x + width / 2, y: y + height / 2, width: width / 2 + 4, height: height / 2 + 4, alone, title };
  };
  const leave = (from, to) => {
    const dx = to.x - from.x;
    const dy = to.y - from.y;
    // At a side, where others or a title stand above or below.
    if (!from.alone || from.title && dy < 0) return (from.x + (dx < 0 ? -1 : 1) * from.width) + ' ' + from.y;
    const part = Math.min(from.width / Math.abs(dx || 1e-9), from.height / Math.abs(dy || 1e-9));
    return (from.x + dx * part).toFixed(1) + ' ' + (from.y + dy * part).toFixed(1);
  };
  const [a, b] = [box(one), box(two)];
  if (one.dataset.card === two.dataset.card && a.x === b.x) {
    const x = a.x + a.width + 2;
    return 'M' + x + ' ' + a.y + ' C' + (x + 34) + ' ' + a.y + ' ' + (x + 34) + ' ' + b.y + ' ' + x + ' ' + b.y;
  }
  return 'M' + leave(a, b) + ' L' + leave(b, a);
};
const arrows = part('g', { class: 'arrows' });
cards.forEach(card => svg.insertBefore(card, groups[0]));
svg.insertBefore(arrows, groups[0]);

svg.setAttribute('role', 'group');
groups.forEach((group, i) => {
  group.setAttribute('role', 'button');
  group.setAttribute('tabindex', i === 0 ? '0' : '-1');
});
const focus = group => {
  groups.forEach(one => one.setAttribute('tabindex', one === group ? '0' : '-1'));
  group.focus({ preventScroll: true });
  const box = group.getBBox();
  if (box.x < view.x || box.y < view.y || box.x + box.width > view.x + view.width || box.y + box.height > view.y + view.height) {
    view.x = box.x + box.width / 2 - view.width / 2;
    view.y = box.y + box.height / 2 - view.height / 2;
    look();
  }
};
// The nearest chip in a direction; what lies aside counts twice.
const neighbour = (group, dx, dy) => {
  const middle = one => {
    const chip = one.querySelector('.chip');
    return [number(chip, 'x') + number(chip, 'width') / 2, number(chip, 'y') + number(chip, 'height') / 2];
  };
  const [x, y] = middle(group);
  let best = null;
  let least = Infinity;
  groups.forEach(one => {
    const [ox, oy] = middle(one);
    const ahead = (ox - x) * dx + (oy - y) * dy;
    const far = ahead + 2 * Math.abs((ox - x) * dy + (oy - y) * dx);
    if (ahead > 1 && far < least) { least = far; best = one; }
  });
  return best;
};

stage.addEventListener('wheel', event => {
  event.preventDefault();
  const box = stage.getBoundingClientRect();
  zoom(Math.min(Math.max(Math.exp(event.deltaY * 0.0012), 0.5), 2),
    view.x + view.width / 2 + (event.clientX - box.left - box.width / 2) * scale(),
    view.y + view.height / 2 + (event.clientY - box.top - box.height / 2) * scale());
}, { passive: false });
let from = null;
let moved = false;
stage.addEventListener('pointerdown', event => { from = { x: event.clientX, y: event.clientY }; moved = false; });
window.addEventListener('pointermove', event => {
  if (!from) return;
  const dx = event.clientX - from.x;
  const dy = event.clientY - from.y;
  if (!moved && Math.hypot(dx, dy) < 4) return;
  moved = true;
  view.x -= dx * scale();
  view.y -= dy * scale();
  from = { x: event.clientX, y: event.clientY };
  look();
});
window.addEventListener('pointerup', () => { from = null; });
window.addEventListener('resize', fit);
