// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredPeer;
import mesh.files.HostLayout;
import mesh.files.TextPart;

/**
 * What a format's files say of each peer. Hosts that have a peer alike share one {@link DesiredPeer}, so its template is
 * filled once: a full mesh of 1,000 hosts has a million peers and some thousand texts. Safe for concurrent use.
 */
final class PeerTexts {
    private final TemplateEngine templates;
    private final String template;
    /** Guarded by the lock: read by many while a few are added. */
    private final Map<DesiredPeer, Text> known = new IdentityHashMap<>();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private record Text(HostLayout layout, TextPart text) {
        boolean isFor(HostLayout other) {
            return layout.interfaceName().equals(other.interfaceName());
        }
    }

    /** @param template that is filled with a {@link PeerView} */
    PeerTexts(TemplateEngine templates, String template) {
        this.templates = templates;
        this.template = template;
    }

    /** Of all peers of {@code host}, as {@link #of(DesiredHost, Collection)}. */
    List<TextPart> of(DesiredHost host) {
        return of(host, host.peers());
    }

    /**
     * @param peers some of those of {@code host}, in the order of the file
     * @throws IllegalArgumentException if a key of the host or of a peer is not known
     */
    List<TextPart> of(DesiredHost host, Collection<DesiredPeer> peers) {
        requireKeys(host);
        HostLayout layout = new HostLayout(host.iface().name());
        Optional<List<TextPart>> all = known(peers, layout);
        if (all.isEmpty()) {
            lock.writeLock().lock();
            try {
                peers.forEach(peer -> fill(peer, layout));
                all = known(peers, layout);
            } finally {
                lock.writeLock().unlock();
            }
        }
        return all.orElseThrow();
    }

    /** Empty where one is not known yet. */
    private Optional<List<TextPart>> known(Collection<DesiredPeer> peers, HostLayout layout) {
        List<TextPart> texts = new ArrayList<>(peers.size());
        lock.readLock().lock();
        try {
            for (DesiredPeer peer : peers) {
                Text text = known.get(peer);
                if (text == null || !text.isFor(layout)) {
                    return Optional.empty();
                }
                texts.add(text.text());
            }
        } finally {
            lock.readLock().unlock();
        }
        return Optional.of(texts);
    }

    private void fill(DesiredPeer peer, HostLayout layout) {
        Text text = known.get(peer);
        if (text == null || !text.isFor(layout)) {
            known.put(peer, new Text(layout, new TextPart(templates.fill(template, PeerView.of(peer, layout)))));
        }
    }

    /** @throws IllegalArgumentException if a key of the host or of a peer is not known */
    static void requireKeys(DesiredHost host) {
        if (!host.keysKnown()) {
            throw new IllegalArgumentException("not all keys of " + host.name() + " and its peers are known");
        }
    }
}
