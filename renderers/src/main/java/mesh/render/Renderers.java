// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import mesh.desired.DesiredHost;
import mesh.files.Activation;
import mesh.files.RenderedHost;
import mesh.model.Format;
import mesh.net.InterfaceName;

/** The renderer of each format. Safe for concurrent use. */
public final class Renderers {
    private final Renderer hostnameIf;
    private final Renderer wgQuick;
    private final Renderer networkd;

    /** Reads no template until the first host is rendered. */
    public Renderers() {
        TemplateEngine templates = new TemplateEngine(HostView.class.getPackage());
        hostnameIf = new HostnameIfRenderer(templates);
        wgQuick = new WgQuickRenderer(templates);
        networkd = new NetworkdRenderer(templates);
    }

    public Renderer forFormat(Format format) {
        return switch (format) {
            case HOSTNAME_IF -> hostnameIf;
            case WG_QUICK -> wgQuick;
            case NETWORKD -> networkd;
        };
    }

    /**
     * The host's files in its own format.
     *
     * @throws IllegalArgumentException if a key is not known
     */
    public RenderedHost render(DesiredHost host) {
        return forFormat(host.reach().format()).render(host);
    }

    /** How a host's interface is brought up and torn down; needs no desired state, so it serves removed hosts too. */
    public static Activation activation(Format format, InterfaceName interfaceName) {
        return switch (format) {
            case HOSTNAME_IF -> HostnameIfActivation.of(interfaceName);
            case WG_QUICK -> WgQuickActivation.of(interfaceName);
            case NETWORKD -> NetworkdActivation.of(interfaceName);
        };
    }
}
