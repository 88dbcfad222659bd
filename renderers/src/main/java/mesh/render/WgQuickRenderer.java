// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.util.List;
import java.util.function.Supplier;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredPeer;
import mesh.files.AgentProgram;
import mesh.files.FileContent;
import mesh.files.HostFile;
import mesh.files.HostPath;
import mesh.files.RenderedHost;
import mesh.net.InterfaceName;

/**
 * {@code wg-quick(8)}: one file without keys; hooks set them from their files once the interface exists. The unit of
 * wireguard-tools would take the keys away again on a reload, so a drop-in of systemd makes it refuse one.
 */
final class WgQuickRenderer implements Renderer {
    private static final int MODE = 0600;
    private static final int DROP_IN_MODE = 0644;
    private static final String GROUP = "root";

    private final TemplateEngine templates;
    private final GroundFiles ground;
    private final PeerTexts peers;
    private final PeerTexts presharedKeys;

    WgQuickRenderer(TemplateEngine templates, Supplier<AgentProgram> agent) {
        this.templates = templates;
        this.ground = new GroundFiles(templates, agent);
        this.peers = new PeerTexts(templates, "wg-quick.peer.ftl");
        this.presharedKeys = new PeerTexts(templates, "wg-quick.psk.ftl");
    }

    @Override
    public RenderedHost render(DesiredHost host) {
        InterfaceName name = host.iface().name();
        List<DesiredPeer> withKeys = host.peers().stream().filter(peer -> peer.presharedEpoch().isPresent()).toList();
        HostView view = HostView.of(host);
        HostFile configuration = new HostFile(new HostPath("/etc/wireguard/" + name + ".conf"), MODE, GROUP,
                GappedText.of(templates.fill("wg-quick.conf.ftl", view), peers.of(host),
                        presharedKeys.of(host, withKeys)));
        HostFile dropIn = new HostFile(new HostPath("/etc/systemd/system/wg-quick@" + name + ".service.d/50-mesh.conf"),
                DROP_IN_MODE, GROUP, new FileContent.Text(templates.fill("wg-quick.service.ftl", view)));
        return HostFiles.of(host, ground.and(host, configuration, dropIn), MODE, GROUP, WgQuickActivation.of(name));
    }
}
