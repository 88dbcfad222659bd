// What the page knows, and what it says of two nodes.
const data = JSON.parse(document.getElementById('data').textContent);
const reach = data.reach;
const byId = id => document.getElementById(id);
const element = (name, text, kind) => {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (kind) made.className = kind;
  return made;
};
const plural = (count, word) => count + ' ' + word + (count === 1 ? '' : 's');
const count = kind => data.nodes.filter(node => node.kind === kind).length;

const calls = (from, to) => 'cka'.includes(data.rows[from][to]);
const hub = (one, two) => data.hubs[data.nodes[one].name + ' ' + data.nodes[two].name];
const linked = (one, two) => calls(one, two) || calls(two, one) || Boolean(hub(one, two));
const lacks = (one, two) => one !== two && data.rows[one][two] === '-';

// Ends of connections: a node, what is behind it, the internet.
const endsOf = data.nodes.map((node, i) => reach.ends.map((end, e) => e).filter(e => reach.ends[e].node === i)
  .sort((one, two) => Number(reach.ends[two].own) - Number(reach.ends[one].own)));
const traffic = (from, to) => {
  const text = reach.traffic[reach.rows[from][to]];
  return text === 'nothing' ? '' : text;
};
const reaches = (one, two) => endsOf[one].some(from => endsOf[two].some(to => traffic(from, to)));
const because = (from, to) => reach.rules.filter(rule => rule.begins[from] === '1' && rule.reached[to] === '1');

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

const note = (title, text, bad) => {
  const box = element('div', undefined, bad ? 'why none' : 'why');
  box.append(element('b', title), text);
  return box;
};
const explainPath = (one, two) => {
  const a = data.nodes[one];
  const b = data.nodes[two];
  const hosts = a.kind === 'host' || b.kind === 'host';
  if (hub(one, two)) {
    return note('Through ' + hub(one, two), 'Neither calls the other. ' + hub(one, two)
      + ' is a peer of both and passes their packets on.');
  }
  if (data.rows[one][two] === 'u' && hosts && !reaches(one, two) && !reaches(two, one)) {
    return note('Not linked', 'No rule lets one of them begin, so they are no peers.');
  }
  if (data.rows[one][two] === 'u' && hosts) {
    return note('Not linked', 'The topology does not link the two, so they are no peers.');
  }
  if (!linked(one, two)) {
    return note('No path', hosts
      ? 'Neither can call the other: ' + cannot(a) + ', ' + cannot(b) + '.'
      : 'Neither is a host of this mesh, so their way is not this mesh\u2019s to make.', true);
  }
  if (data.rows[one][two] === 'a') {
    return note('By agents', 'Their agents find a way between the two, and carry packets by a relay until they have one.');
  }
  const parts = [];
  if (calls(one, two)) parts.push(sentence(one, two));
  if (calls(two, one)) parts.push(sentence(two, one));
  if (!calls(one, two)) parts.push(cannot(b) + ', so it calls first');
  if (!calls(two, one)) parts.push(cannot(a) + ', so it calls first');
  return note(a.site && a.site === b.site ? 'Direct, at site ' + a.site : 'Direct', parts.join('. ') + '.');
};

// What the first node, or a network behind it, may begin towards the second.
const explainReach = (one, two) => {
  const boxes = [];
  endsOf[one].forEach(from => endsOf[two].forEach(to => {
    const own = reach.ends[from].own && reach.ends[to].own;
    const allowed = traffic(from, to);
    if (!allowed && !own) return;
    const title = reach.ends[from].name + ' \u2192 ' + reach.ends[to].name;
    if (!allowed) boxes.push(note(title, 'nothing: no rule allows it', true));
    else boxes.push(note(title, allowed + (reach.open ? ''
      : ' (' + because(from, to).map(rule => rule.place).join(', ') + ')')));
  }));
  return boxes;
};
