// The words at the side.
const side = byId('side');
const MANY = 6;

const nameButton = (i, text) => {
  const button = element('button', text || data.nodes[i].name, 'name-button');
  button.addEventListener('click', () => choosePeer(i));
  return button;
};
const list = (items, kind) => {
  const made = element('ul', undefined, kind);
  items.forEach(item => {
    const row = element('li');
    row.append(item);
    made.append(row);
  });
  return made;
};
const endButton = end => reach.ends[end].node < 0 ? element('span', reach.ends[end].name)
  : nameButton(reach.ends[end].node, reach.ends[end].name);

const facts = node => {
  const made = element('dl');
  const add = (name, value) => { if (value) made.append(element('dt', name), element('dd', value)); };
  add('address', node.facts.some(fact => fact.name === 'addresses') ? '' : node.address);
  add('site', node.site);
  node.facts.forEach(fact => add(fact.name, fact.value));
  if (node.kind === 'external') add('networks', node.labels.join(', '));
  const places = new Map();
  Object.entries(node.at).forEach(([site, place]) => places.set(place, [...places.get(place) || [], site || 'elsewhere']));
  places.forEach((from, place) => add('called at', place + (places.size > 1 ? ' from ' + from.join(', ') : '')));
  return made;
};

const legend = () => list([...svg.querySelectorAll('.key')].map(key => {
  const text = key.querySelector('text');
  const own = part('svg', { class: 'mesh', width: 280, height: 26, viewBox: [number(text, 'x') - 46, number(text, 'y') - 18, 280, 26].join(' ') });
  own.append(key.cloneNode(true));
  return own;
}), 'plain');

const sites = () => list(cards.map(card => {
  const button = element('button', card.querySelector('.card-title').textContent, 'name-button');
  button.addEventListener('click', () => reveal(card));
  button.append(element('span', card.querySelector('.card-count').textContent, 'number'));
  return button;
}), 'peers');

const showPaths = () => {
  side.append(element('h2', data.mesh));
  side.append(element('p', 'Choose a node to see what it is and whom it reaches. Then choose another to see the way between the two.', 'kind'));
  const missing = data.nodes.reduce((sum, node, i) => sum + data.nodes.filter((peer, j) => j > i && lacks(i, j)).length, 0);
  if (missing) side.append(note(plural(missing, 'pair') + ' without a path', 'Neither of the two can call the other.', true));
  if (cards.length) side.append(element('h3', 'Sites and others'), sites());
  side.append(element('h3', 'Legend'), legend());
};

const showRules = () => {
  side.append(element('h2', 'Who may reach whom'));
  side.append(element('p', reach.open ? 'Everybody may reach everybody.'
    : 'What no rule allows is denied; answers pass by themselves. Choose a rule to see whom it means, or a node to see whom it may reach.', 'kind'));
  if (!reach.open) {
    side.append(list(reach.rules.map((rule, i) => {
      const button = element('button', undefined, 'rule' + (i === chosenRule ? ' on' : ''));
      button.setAttribute('aria-pressed', String(i === chosenRule));
      button.append(element('span', rule.from.join(', ') + ' \u2192 ' + rule.to.join(', ')), element('b', rule.allow),
        element('span', rule.place, 'number'));
      button.addEventListener('click', () => chooseRule(i));
      return button;
    }), 'plain'));
  }
  if (chosenRule >= 0) side.append(element('p', 'from: it may begin \u00b7 to: it is reached', 'kind'));
  if (reach.tests.length) side.append(element('h3', 'Tests, which hold'), list(reach.tests.map(test => '\u2713 ' + test), 'plain tests'));
};

const showReach = i => {
  [['May reach', (own, other) => traffic(own, other)], ['May be reached by', (own, other) => traffic(other, own)]].forEach(([title, asked]) => {
    endsOf[i].forEach(own => {
      const by = new Map();
      reach.ends.forEach((end, other) => {
        const allowed = end.node === i ? '' : asked(own, other);
        if (allowed) by.set(allowed, [...by.get(allowed) || [], other]);
      });
      if (!by.size && !reach.ends[own].own) return;
      side.append(element('h3', (reach.ends[own].own ? '' : reach.ends[own].name + ' ') + title));
      if (!by.size) side.append(element('p', 'nobody', 'kind'));
      [...by].sort((one, two) => two[1].length - one[1].length).forEach(([allowed, ends]) => {
        side.append(element('div', allowed, 'traffic'));
        if (ends.length <= MANY) { side.append(list(ends.map(endButton), 'peers')); return; }
        const more = element('details');
        more.append(element('summary', plural(ends.length, 'other')), list(ends.map(endButton), 'peers'));
        side.append(more);
      });
    });
  });
};

const showNode = (i, other) => {
  const node = data.nodes[i];
  side.append(element('h2', node.name));
  side.append(element('div', node.kind === 'external' ? 'external peer' : node.kind + (node.nat ? ', behind NAT' : ''), 'kind'));
  const pick = element('select');
  pick.setAttribute('aria-label', 'The way to');
  pick.append(new Option('The way to \u2026', -1));
  data.nodes.forEach((peer, j) => { if (j !== i) pick.append(new Option(peer.name, j, false, j === other)); });
  pick.addEventListener('change', () => choosePeer(Number(pick.value)));
  side.append(pick);
  if (other >= 0) {
    const ways = [element('h3', 'Path'), explainPath(i, other)];
    const rules = [element('h3', 'Policy'), ...explainReach(i, other), ...explainReach(other, i)];
    side.append(...layer === 'policy' ? [...rules, ...ways] : [...ways, ...rules]);
    return;
  }
  side.append(facts(node));
  if (layer === 'policy') { showReach(i); return; }
  const lost = data.nodes.map((peer, j) => j).filter(j => lacks(i, j));
  if (lost.length) side.append(element('h3', 'No path to ' + lost.length), list(lost.slice(0, 60).map(j => nameButton(j)), 'peers'));
};

const showFound = found => {
  side.append(element('h2', found.length ? plural(found.length, 'node') + ' found' : 'Nothing found'));
  side.append(element('p', found.length ? 'Enter chooses the first.' : 'Names, addresses, sites, tags, owners and keys are looked at.', 'kind'));
  side.append(list(found.slice(0, 60).map(i => {
    const button = nameButton(i);
    button.append(element('span', data.nodes[i].address, 'number'));
    return button;
  }), 'plain'));
};
