'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const svg = document.querySelector('#stage svg');
  const side = document.getElementById('side');
  const groups = [...svg.querySelectorAll('.node')];
  const chips = new Map(groups.map(group => [Number(group.dataset.i), group]));
  const lines = [...svg.querySelectorAll('.line[data-from]')];
  let chosen = -1;
  let other = -1;

  const element = (name, text, kind) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  const calls = (from, to) => 'ck'.includes(data.rows[from][to]);
  const peers = (one, two) => calls(one, two) || calls(two, one);
  const hub = (one, two) => data.hubs[data.nodes[one].name + ' ' + data.nodes[two].name];
  const linked = (one, two) => peers(one, two) || Boolean(hub(one, two));
  const lacks = (one, two) => one !== two && data.rows[one][two] === '-';
  const plural = (count, word) => count + ' ' + word + (count === 1 ? '' : 's');

  const count = kind => data.nodes.filter(node => node.kind === kind).length;
  document.getElementById('count').textContent = [plural(count('host'), 'host')]
    .concat(count('device') ? plural(count('device'), 'device') : [])
    .concat(count('external') ? plural(count('external'), 'external peer') : []).join(' \u00b7 ');

  // Where the first node calls the second.
  const at = (from, to) => {
    const places = data.nodes[to].at;
    return places[data.nodes[from].site] || places[''] || Object.values(places)[0] || 'its endpoint';
  };
  const cannot = node => {
    if (node.kind === 'device') return node.name + ' is a device, which nobody calls';
    if (node.kind === 'external') return node.name + ' has no endpoint';
    if (node.nat) return node.name + ' is behind NAT';
    return Object.keys(node.at).length ? node.name + ' has endpoints for other sites only' : node.name + ' has no endpoint';
  };
  const sentence = (from, to) => data.nodes[from].name + ' calls ' + data.nodes[to].name
    + (data.nodes[from].kind === 'host' ? ' at ' + at(from, to) : '')
    + (data.rows[from][to] === 'k' ? ' and keeps the way open' : '');
  const explain = (one, two) => {
    const box = element('div', undefined, 'why');
    const a = data.nodes[one];
    const b = data.nodes[two];
    if (hub(one, two)) {
      box.append(element('b', 'Through ' + hub(one, two)), 'Neither calls the other. ' + hub(one, two) + ' is a peer of both and passes their packets on.');
      return box;
    }
    if (data.rows[one][two] === 'u' && (a.kind === 'host' || b.kind === 'host')) {
      box.append(element('b', 'Not linked'), 'The topology does not link the two, so they are no peers.');
      return box;
    }
    if (!linked(one, two)) {
      box.classList.add('none');
      box.append(element('b', 'No path'));
      box.append(a.kind !== 'host' && b.kind !== 'host'
        ? 'Neither is a host of this mesh, so their way is not this mesh\u2019s to make.'
        : 'Neither can call the other: ' + cannot(a) + ', ' + cannot(b) + '.');
      return box;
    }
    const same = a.site && a.site === b.site;
    box.append(element('b', same ? 'Direct, at site ' + a.site : 'Direct'));
    const parts = [];
    if (calls(one, two)) parts.push(sentence(one, two));
    if (calls(two, one)) parts.push(sentence(two, one));
    if (!calls(one, two)) parts.push(cannot(b) + ', so it calls first');
    if (!calls(two, one)) parts.push(cannot(a) + ', so it calls first');
    box.append(parts.join('. ') + '.');
    return box;
  };

  const facts = node => {
    const list = element('dl');
    const add = (name, value) => { if (value) list.append(element('dt', name), element('dd', value)); };
    add('address', node.facts.some(fact => fact.name === 'addresses') ? '' : node.address);
    add('site', node.site);
    node.facts.forEach(fact => add(fact.name, fact.value));
    if (node.kind === 'external') add('networks', node.labels.join(', '));
    Object.entries(node.at).forEach(([site, place]) => add(site ? 'called from ' + site : 'called at', place));
    return list;
  };

  const show = () => {
    side.replaceChildren();
    if (chosen < 0) {
      side.append(element('h2', data.mesh));
      side.append(element('p', 'Choose a node to see what it is and whom it reaches. Then choose another to see the way between the two.', 'kind'));
      const missing = data.nodes.reduce((sum, node, i) => sum + data.nodes.filter((peer, j) => j > i && lacks(i, j)).length, 0);
      if (missing) {
        const box = element('div', undefined, 'why none');
        box.append(element('b', plural(missing, 'pair') + ' without a path'), 'Neither of the two can call the other.');
        side.append(box);
      }
      return;
    }
    const node = data.nodes[chosen];
    side.append(element('h2', node.name));
    side.append(element('div', node.kind === 'external' ? 'external peer' : node.kind + (node.nat ? ', behind NAT' : ''), 'kind'));
    side.append(facts(node));
    side.append(element('h3', 'The way to'));
    const pick = element('select');
    pick.setAttribute('aria-label', 'The way to');
    pick.append(new Option('choose a node', -1));
    data.nodes.forEach((peer, i) => { if (i !== chosen) pick.append(new Option(peer.name, i, false, i === other)); });
    pick.addEventListener('change', () => { other = Number(pick.value); draw(); });
    side.append(pick);
    if (other >= 0) side.append(explain(chosen, other));
    const lost = data.nodes.map((peer, i) => i).filter(i => lacks(chosen, i));
    if (lost.length) {
      side.append(element('h3', 'No path to ' + lost.length));
      const list = element('ul', undefined, 'peers');
      lost.slice(0, 60).forEach(i => {
        const item = element('li');
        const button = element('button', data.nodes[i].name);
        button.addEventListener('click', () => { other = i; draw(); });
        item.append(button);
        list.append(item);
      });
      side.append(list);
    }
  };

  const draw = () => {
    const words = document.getElementById('search').value.trim().toLowerCase();
    const matches = node => !words || [node.name, node.site, node.address, ...node.labels,
      ...node.facts.map(fact => fact.value)].join(' ').toLowerCase().includes(words);
    chips.forEach((group, i) => {
      const near = chosen < 0 || i === chosen || (other >= 0 ? i === other : linked(chosen, i));
      group.classList.toggle('dim', !matches(data.nodes[i]) || !near);
      group.classList.toggle('chosen', i === chosen || i === other);
    });
    const cards = [chosen, other].filter(i => i >= 0).map(i => Number(chips.get(i).dataset.card));
    lines.forEach(line => {
      const ends = [Number(line.dataset.from), Number(line.dataset.to)];
      const lit = cards.length === 1 ? ends.includes(cards[0])
        : cards.length === 2 && (ends.includes(-1) ? ends.some(end => cards.includes(end)) : cards.every(card => ends.includes(card)) && cards[0] !== cards[1]);
      line.classList.toggle('lit', lit);
      line.classList.toggle('dim', cards.length > 0 && !lit || words !== '');
    });
    show();
  };

  const choose = i => {
    if (chosen < 0 || i === chosen || other >= 0) {
      chosen = i === chosen && other < 0 ? -1 : i;
      other = -1;
    } else {
      other = i;
    }
    draw();
  };

  const whole = svg.viewBox.baseVal;
  const full = { x: 0, y: 0, width: whole.width, height: whole.height };
  let view = { ...full };
  const look = () => svg.setAttribute('viewBox', [view.x, view.y, view.width, view.height].join(' '));
  const stage = document.getElementById('stage');
  const scale = () => Math.max(view.width / stage.clientWidth, view.height / stage.clientHeight);
  stage.addEventListener('wheel', event => {
    event.preventDefault();
    const factor = Math.min(Math.max(Math.exp(event.deltaY * 0.0012), 0.5), 2);
    if (view.width * factor < 200 || view.width * factor > full.width * 4) return;
    const box = stage.getBoundingClientRect();
    const px = view.x + view.width / 2 + (event.clientX - box.left - box.width / 2) * scale();
    const py = view.y + view.height / 2 + (event.clientY - box.top - box.height / 2) * scale();
    view = { x: px - (px - view.x) * factor, y: py - (py - view.y) * factor, width: view.width * factor, height: view.height * factor };
    look();
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
  stage.addEventListener('click', event => {
    if (moved) return;
    const group = event.target.closest('.node');
    if (group) choose(Number(group.dataset.i));
    else if (chosen >= 0) { chosen = -1; other = -1; draw(); }
  });
  groups.forEach(group => group.addEventListener('keydown', event => {
    if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); choose(Number(group.dataset.i)); }
  }));
  document.getElementById('fit').addEventListener('click', () => { view = { ...full }; look(); });
  document.getElementById('theme').addEventListener('click', () => {
    const dark = document.body.classList.contains('dark')
      || !document.body.classList.contains('light') && matchMedia('(prefers-color-scheme: dark)').matches;
    document.body.classList.remove('dark', 'light');
    document.body.classList.add(dark ? 'light' : 'dark');
  });
  document.getElementById('search').addEventListener('input', draw);
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape') { chosen = -1; other = -1; document.getElementById('search').value = ''; draw(); }
    if (event.key === '/' && event.target === document.body) { event.preventDefault(); document.getElementById('search').focus(); }
  });
  const named = name => data.nodes.findIndex(node => node.name === name);
  const wanted = decodeURIComponent(location.hash.slice(1)).split(',').map(named).filter(i => i >= 0);
  if (wanted.length) [chosen, other = -1] = wanted;
  draw();
})();
