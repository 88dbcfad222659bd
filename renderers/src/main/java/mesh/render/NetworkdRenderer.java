// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.util.List;
import java.util.function.Supplier;

import mesh.desired.DesiredHost;
import mesh.files.AgentProgram;
import mesh.files.FileContent;
import mesh.files.HostFile;
import mesh.files.HostPath;
import mesh.files.RenderedHost;

/**
 * {@code systemd.netdev(5)} and {@code systemd.network(5)}. Networkd reads the device's file and all keys as its own
 * user, so its group may read them.
 */
final class NetworkdRenderer implements Renderer {
    private static final int DEVICE_MODE = 0640;
    private static final int NETWORK_MODE = 0644;
    private static final String NETWORKD = "systemd-network";

    private final TemplateEngine templates;
    private final GroundFiles ground;
    private final PeerTexts peers;

    NetworkdRenderer(TemplateEngine templates, Supplier<AgentProgram> agent) {
        this.templates = templates;
        this.ground = new GroundFiles(templates, agent);
        this.peers = new PeerTexts(templates, "networkd.peer.ftl");
    }

    @Override
    public RenderedHost render(DesiredHost host) {
        HostView view = HostView.of(host);
        String stem = "/etc/systemd/network/50-mesh-" + host.iface().name();
        HostFile device = new HostFile(new HostPath(stem + ".netdev"), DEVICE_MODE, NETWORKD,
                GappedText.of(templates.fill("networkd.netdev.ftl", view), peers.of(host), List.of()));
        HostFile network = new HostFile(new HostPath(stem + ".network"), NETWORK_MODE, "root",
                new FileContent.Text(templates.fill("networkd.network.ftl", view)));
        return HostFiles.of(host, ground.and(host, device, network), DEVICE_MODE, NETWORKD,
                NetworkdActivation.of(host.iface().name()));
    }
}
