// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.util.function.Supplier;

import mesh.desired.DesiredHost;
import mesh.files.Activation;
import mesh.files.AgentProgram;
import mesh.files.RenderedHost;
import mesh.model.Format;
import mesh.net.InterfaceName;

/** The renderer of each format. Safe for concurrent use. */
public final class Renderers {
    private final Renderer hostnameIf;
    private final Renderer wgQuick;
    private final Renderer networkd;

    /** For hosts that run no agent. */
    public Renderers() {
        this(() -> {
            throw new IllegalArgumentException("a host runs the agent, and its program is not known");
        });
    }

    /**
     * Reads no template until the first host is rendered.
     *
     * @param agent the program that hosts run, asked only where one does
     */
    public Renderers(Supplier<AgentProgram> agent) {
        TemplateEngine templates = new TemplateEngine(HostView.class.getPackage());
        hostnameIf = new HostnameIfRenderer(templates, agent);
        wgQuick = new WgQuickRenderer(templates, agent);
        networkd = new NetworkdRenderer(templates, agent);
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
