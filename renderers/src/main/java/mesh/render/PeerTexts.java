// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;

import mesh.desired.DesiredPeer;
import mesh.files.HostLayout;

/**
 * What a format's files say of each peer. Hosts that have a peer alike share one {@link DesiredPeer}, so its template is
 * filled once: a full mesh of 1,000 hosts has a million peers and some thousand texts. Safe for concurrent use.
 */
final class PeerTexts {
    private final TemplateEngine templates;
    private final String template;
    private final Map<DesiredPeer, Text> known = new IdentityHashMap<>();

    private record Text(HostLayout layout, String text) {}

    /** @param template that is filled with a {@link PeerView} */
    PeerTexts(TemplateEngine templates, String template) {
        this.templates = templates;
        this.template = template;
    }

    /**
     * One after the other.
     *
     * @throws java.util.NoSuchElementException if a peer's key is not known
     */
    synchronized String of(Collection<DesiredPeer> peers, HostLayout layout) {
        StringBuilder all = new StringBuilder();
        for (DesiredPeer peer : peers) {
            Text text = known.get(peer);
            if (text == null || !text.layout().interfaceName().equals(layout.interfaceName())) {
                text = new Text(layout, templates.fill(template, PeerView.of(peer, layout)));
                known.put(peer, text);
            }
            all.append(text.text());
        }
        return all.toString();
    }
}
