// What is chosen, and who changes that.
const search = byId('search');
let layer = document.body.dataset.layer;
let chosen = -1;
let other = -1;
let chosenRule = -1;

byId('count').textContent = [plural(count('host'), 'host')]
  .concat(count('device') ? plural(count('device'), 'device') : [])
  .concat(count('external') ? plural(count('external'), 'external peer') : []).join(' \u00b7 ');

const words = () => search.value.trim().toLowerCase();
const matches = node => [node.name, node.site, node.address, ...node.labels,
  ...node.facts.map(fact => fact.value)].join(' ').toLowerCase().includes(words());
const found = () => data.nodes.map((node, i) => i).filter(i => matches(data.nodes[i]));

const means = (side, i) => endsOf[i].some(end => reach.rules[chosenRule][side][end] === '1');
// Whether a node has to do with what is chosen, and the word on it.
const role = i => {
  if (layer === 'policy' && chosenRule >= 0) {
    const begins = means('begins', i);
    const reached = means('reached', i);
    return [begins || reached, begins && reached ? 'both' : begins ? 'from' : reached ? 'to' : ''];
  }
  if (chosen < 0 || i === chosen) return [true, ''];
  if (other >= 0 && i !== other) return [false, ''];
  if (layer === 'paths') return [i === other || linked(chosen, i), ''];
  const out = reaches(chosen, i);
  const back = reaches(i, chosen);
  return [i === other || out || back, out && back ? '\u2194' : out ? '\u2192' : back ? '\u2190' : ''];
};

const drawLines = () => {
  const own = [chosen, other].filter(i => i >= 0).map(i => Number(chips.get(i).dataset.card));
  lines.forEach(line => {
    const ends = [Number(line.dataset.from), Number(line.dataset.to)];
    const lit = layer === 'paths' && (own.length === 1 ? ends.includes(own[0])
      : own.length === 2 && (ends.includes(-1) ? ends.some(end => own.includes(end)) : own.every(card => ends.includes(card)) && own[0] !== own[1]));
    line.classList.toggle('lit', lit);
    line.classList.toggle('dim', layer === 'policy' || own.length > 0 && !lit || words() !== '');
  });
};
// In a picture of few nodes: an arrow for each two of which one may reach the other.
const ARROWS_AT_MOST = 40;
const drawArrows = () => {
  arrows.replaceChildren();
  if (layer === 'paths' || spine) return;
  const pairs = [];
  const may = (i, j) => chosenRule >= 0 ? means('begins', i) && means('reached', j) : reaches(i, j);
  for (let i = 0; i < data.nodes.length; i++) {
    for (let j = i + 1; j < data.nodes.length; j++) {
      const meant = other >= 0 ? [chosen, other].includes(i) && [chosen, other].includes(j)
        : chosen < 0 || [i, j].includes(chosen);
      if (meant && (may(i, j) || may(j, i))) pairs.push(may(i, j) ? [i, j] : [j, i]);
    }
  }
  if (pairs.length > ARROWS_AT_MOST) return;
  pairs.forEach(([i, j]) => arrows.append(part('path', { class: 'arrow', d: edge(chips.get(i), chips.get(j)),
    'marker-end': 'url(#head)', ...may(j, i) ? { 'marker-start': 'url(#head)' } : {} })));
};
const spine = svg.querySelector('.spine-text');
const spineText = spine && spine.textContent;
const draw = () => {
  document.body.dataset.layer = layer;
  document.querySelectorAll('[data-to-layer]').forEach(button => button.setAttribute('aria-pressed', String(button.dataset.toLayer === layer)));
  if (spine) spine.textContent = layer === 'paths' ? spineText : reach.open ? 'everybody may reach everybody' : plural(reach.rules.length, 'rule') + ' say who may reach whom';
  chips.forEach((group, i) => {
    const [near, word] = role(i);
    group.classList.toggle('dim', !matches(data.nodes[i]) || !near);
    group.classList.toggle('chosen', i === chosen || i === other);
    group.setAttribute('aria-pressed', String(i === chosen || i === other));
    mark(group, word);
  });
  drawLines();
  drawArrows();
  side.replaceChildren();
  if (chosen >= 0) showNode(chosen, other);
  else if (words()) showFound(found());
  else if (layer === 'policy') showRules();
  else showPaths();
  const names = [chosen, other].filter(i => i >= 0).map(i => data.nodes[i].name).join(',');
  history.replaceState(null, '', '#' + (layer === 'policy' ? 'policy:' : '') + names);
};

const choosePeer = i => {
  if (chosen < 0) chosen = i;
  else other = i === chosen ? -1 : i;
  chosenRule = -1;
  if (i >= 0) reveal(chips.get(i));
  draw();
};
const choose = i => {
  chosenRule = -1;
  if (chosen < 0 || i === chosen || other >= 0) {
    chosen = i === chosen && other < 0 ? -1 : i;
    other = -1;
  } else {
    other = i;
  }
  draw();
};
const chooseRule = i => { chosenRule = i === chosenRule ? -1 : i; draw(); };
const nothing = () => { chosen = -1; other = -1; chosenRule = -1; draw(); };
const toLayer = name => { layer = name; chosenRule = -1; draw(); };

stage.addEventListener('click', event => {
  if (moved) return;
  const group = event.target.closest('.node[data-i]');
  if (group) choose(Number(group.dataset.i));
  else if (chosen >= 0 || chosenRule >= 0) nothing();
});
const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
groups.forEach(group => group.addEventListener('keydown', event => {
  if (event.key === 'Enter' || event.key === ' ') choose(Number(group.dataset.i));
  else if (ARROWS[event.key]) {
    const next = neighbour(group, ...ARROWS[event.key]);
    if (next) focus(next);
  } else return;
  event.preventDefault();
}));
search.addEventListener('input', () => { chosen = -1; other = -1; chosenRule = -1; draw(); });
search.addEventListener('keydown', event => {
  const first = found()[0];
  if (event.key !== 'Enter' || !words() || first === undefined) return;
  search.value = '';
  chosen = first;
  reveal(chips.get(first));
  draw();
  focus(chips.get(first));
});
byId('fit').addEventListener('click', fit);
byId('larger').addEventListener('click', () => zoomMiddle(0.7));
byId('smaller').addEventListener('click', () => zoomMiddle(1 / 0.7));
byId('theme').addEventListener('click', () => {
  const dark = document.body.classList.contains('dark')
    || !document.body.classList.contains('light') && matchMedia('(prefers-color-scheme: dark)').matches;
  document.body.classList.remove('dark', 'light');
  document.body.classList.add(dark ? 'light' : 'dark');
});
document.querySelectorAll('[data-to-layer]').forEach(button => button.addEventListener('click', () => toLayer(button.dataset.toLayer)));
const KEYS = { '/': () => search.focus(), p: () => toLayer(layer === 'paths' ? 'policy' : 'paths'), f: fit, '+': () => zoomMiddle(0.7), '-': () => zoomMiddle(1 / 0.7) };
document.addEventListener('keydown', event => {
  if (event.key === 'Escape') { search.value = ''; nothing(); return; }
  if (event.target === search || event.target.tagName === 'SELECT' || event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
});

const wanted = decodeURIComponent(location.hash.slice(1));
if (wanted.startsWith('policy:')) layer = 'policy';
const named = wanted.replace(/^policy:/, '').split(',').map(name => data.nodes.findIndex(node => node.name === name)).filter(i => i >= 0);
if (named.length) [chosen, other = -1] = named;
fit();
draw();
