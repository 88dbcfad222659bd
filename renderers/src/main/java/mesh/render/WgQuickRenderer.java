// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.util.List;

import mesh.desired.DesiredHost;
import mesh.files.FileContent;
import mesh.files.HostFile;
import mesh.files.HostPath;
import mesh.files.RenderedHost;

/** {@code wg-quick(8)}: one file without keys; hooks set them from their files once the interface exists. */
final class WgQuickRenderer implements Renderer {
    private static final int MODE = 0600;
    private static final String GROUP = "root";

    private final TemplateEngine templates;

    WgQuickRenderer(TemplateEngine templates) {
        this.templates = templates;
    }

    @Override
    public RenderedHost render(DesiredHost host) {
        String text = templates.fill("wg-quick.conf.ftl", HostView.of(host));
        HostFile file = new HostFile(new HostPath("/etc/wireguard/" + host.iface().name() + ".conf"), MODE, GROUP,
                new FileContent.Text(text));
        return HostFiles.of(host, List.of(file), MODE, GROUP, WgQuickActivation.of(host.iface().name()));
    }
}
