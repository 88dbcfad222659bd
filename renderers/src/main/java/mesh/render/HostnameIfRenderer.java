// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredPeer;
import mesh.files.AgentProgram;
import mesh.files.HostFile;
import mesh.files.HostPath;
import mesh.files.RenderedHost;

/**
 * {@code hostname.if(5)} of OpenBSD: one file, whose lines netstart(8) hands to ifconfig(8) at boot. Keys are taken from
 * their files by command substitution, since netstart evaluates each line.
 */
final class HostnameIfRenderer implements Renderer {
    private static final int FILE_MODE = 0640;
    private static final int KEY_MODE = 0600;
    private static final String GROUP = "wheel";

    private final TemplateEngine templates;
    private final GroundFiles ground;
    private final PeerTexts peers;

    HostnameIfRenderer(TemplateEngine templates, Supplier<AgentProgram> agent) {
        this.templates = templates;
        this.ground = new GroundFiles(templates, agent);
        this.peers = new PeerTexts(templates, "hostname.if.peer.ftl");
    }

    @Override
    public RenderedHost render(DesiredHost host) {
        String text = templates.fill("hostname.if.ftl", HostView.of(host));
        HostFile file = new HostFile(new HostPath("/etc/hostname." + host.iface().name()), FILE_MODE, GROUP,
                GappedText.of(text, peers.of(host, byKey(host)), List.of()));
        return HostFiles.of(host, ground.and(host, file), KEY_MODE, GROUP,
                HostnameIfActivation.of(host.iface().name()));
    }

    /** So that a rename changes one line in its place. */
    private static List<DesiredPeer> byKey(DesiredHost host) {
        PeerTexts.requireKeys(host);
        return host.peers().stream().sorted(Comparator.comparing(peer -> peer.publicKey().orElseThrow())).toList();
    }
}
