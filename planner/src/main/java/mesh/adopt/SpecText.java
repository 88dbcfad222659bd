// SPDX-License-Identifier: Apache-2.0
package mesh.adopt;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import mesh.adopt.StrangeSketch.DeviceSketch;
import mesh.adopt.StrangeSketch.ExternalSketch;
import mesh.model.Format;
import mesh.model.OperatingSystem;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.Keepalive;
import mesh.net.Mtu;
import mesh.net.Port;
import mesh.spec.SpecFormatter;
import mesh.spec.SpecSource;

/** Writes a sketch down as a spec. What most hosts have stands once, under {@code network} and {@code defaults}. */
final class SpecText {
    private static final int DEFAULT_PORT = 51820;
    private static final int DEFAULT_MTU = 1420;
    private static final int DEFAULT_KEEPALIVE = 25;

    private final StringBuilder out = new StringBuilder();
    private final MeshSketch sketch;
    private final AdoptionSettings settings;
    private final int port;
    private final int mtuBytes;
    private final int keepaliveSeconds;

    private SpecText(MeshSketch sketch, AdoptionSettings settings) {
        this.sketch = sketch;
        this.settings = settings;
        this.port = Views
                .mostCommon(sketch.hosts.stream().filter(host -> host.found.isPresent())
                        .flatMap(host -> port(host).stream()).toList())
                .orElse(DEFAULT_PORT);
        this.mtuBytes = Views.mostCommon(sketch.hosts.stream().map(SpecText::mtu).toList()).orElse(DEFAULT_MTU);
        this.keepaliveSeconds = Views.mostCommon(sketch.hosts.stream().filter(host -> host.behindNat)
                .map(host -> host.keepaliveSeconds).filter(seconds -> seconds <= Keepalive.MAX).toList())
                .orElse(DEFAULT_KEEPALIVE);
    }

    static String of(MeshSketch sketch, AdoptionSettings settings) {
        SpecText text = new SpecText(sketch, settings);
        text.head();
        text.topology();
        text.out.append("\nhosts:\n");
        sketch.hosts.forEach(text::host);
        text.strangers();
        return SpecFormatter.format(new SpecSource("mesh.yaml", text.out.toString()));
    }

    private void head() {
        out.append("# Read by 'mesh import'. 'mesh plan' shows what apply would change.\n");
        line(0, "mesh", settings.mesh().text());
        out.append("\nnetwork:\n");
        line(1, "ipv4", range(false));
        line(1, "ipv6", range(true));
        if (port != DEFAULT_PORT) {
            line(1, "port", Integer.toString(port));
        }
        if (mtuBytes != DEFAULT_MTU) {
            line(1, "mtu", Integer.toString(mtuBytes));
        }
        if (!settings.interfaceName().text().equals("wg0")) {
            line(1, "interface", settings.interfaceName().text());
        }
        if (hasPresharedKeys(sketch) && !settings.recipients().isEmpty()) {
            out.append("\nkeys:\n  recipients: [").append(String.join(", ", settings.recipients())).append("]\n");
            line(1, "preshared-epoch", "1");
        }
        out.append("\ndefaults:\n");
        line(1, "os", os().text());
        if (!settings.identityFiles().isEmpty()) {
            out.append("  ssh: {identity: [").append(String.join(", ", settings.identityFiles())).append("]}\n");
        }
        if (keepaliveSeconds != DEFAULT_KEEPALIVE) {
            line(1, "keepalive", Integer.toString(keepaliveSeconds));
        }
    }

    private void topology() {
        TopologyGuess guess = TopologyGuess.of(sketch);
        if (guess.links().isEmpty() && guess.hubs().isEmpty()) {
            return;
        }
        out.append("\ntopology:\n");
        if (guess.onlyThroughHubs()) {
            line(1, "links", "hub-and-spoke");
        } else if (!guess.links().isEmpty()) {
            out.append("  links:\n");
            guess.links().forEach(link -> out.append("    - ").append(link).append('\n'));
        }
        if (!guess.hubs().isEmpty()) {
            out.append("  hubs: [").append(guess.hubs().stream().map(name -> quoted(name.text()))
                    .collect(Collectors.joining(", "))).append("]\n");
        }
    }

    static boolean hasPresharedKeys(MeshSketch sketch) {
        return sketch.hosts.stream().flatMap(host -> host.found.stream())
                .anyMatch(found -> found.config().peers().stream().anyMatch(peer -> peer.preshared()));
    }

    private String range(boolean v6) {
        return sketch.ranges.stream().filter(range -> range.isV6() == v6).map(Cidr::toString).findFirst()
                .orElse("none");
    }

    private OperatingSystem os() {
        return Views.mostCommon(sketch.hosts.stream().map(SpecText::os).toList()).orElse(OperatingSystem.LINUX);
    }

    private static OperatingSystem os(HostSketch host) {
        return host.format() == Format.HOSTNAME_IF ? OperatingSystem.OPENBSD : OperatingSystem.LINUX;
    }

    private static Optional<Integer> port(HostSketch host) {
        return host.port().filter(number -> number >= Port.MIN && number <= Port.MAX);
    }

    private static int mtu(HostSketch host) {
        return host.found.flatMap(found -> found.config().mtuBytes())
                .filter(bytes -> bytes >= Mtu.MIN && bytes <= Mtu.MAX).orElse(DEFAULT_MTU);
    }

    private void host(HostSketch host) {
        out.append("  ").append(quoted(host.name.text())).append(":\n");
        if (os(host) != os()) {
            line(2, "os", os(host).text());
        }
        if (host.format() == Format.NETWORKD) {
            line(2, "format", host.format().text());
        }
        host.found.flatMap(FoundHost::ssh).ifPresent(ssh -> line(2, "ssh", ssh));
        endpoints(host);
        if (host.behindNat) {
            line(2, "behind-nat", "true");
        }
        host.site.ifPresent(site -> line(2, "site", site.text()));
        port(host).filter(number -> number != port).ifPresent(number -> line(2, "port", number.toString()));
        if (mtu(host) != mtuBytes) {
            line(2, "mtu", Integer.toString(mtu(host)));
        }
        if (host.behindNat && host.keepaliveSeconds != keepaliveSeconds) {
            line(2, "keepalive", Integer.toString(host.keepaliveSeconds));
        }
        if (!host.routes.isEmpty()) {
            list(2, "routes", host.routes);
        }
    }

    private void endpoints(HostSketch host) {
        int own = port(host).orElse(port);
        if (host.siteEndpoints.isEmpty()) {
            host.endpoint.ifPresent(one -> line(2, "endpoint", text(one, own)));
            return;
        }
        out.append("    endpoint:\n");
        host.endpoint.ifPresent(one -> out.append("      - ").append(quoted(text(one, own))).append('\n'));
        host.siteEndpoints.forEach((site, one) -> {
            out.append("      - address: ").append(quoted(one.host().toString())).append('\n');
            if (one.port().number() != own) {
                line(4, "port", one.port().toString());
            }
            line(4, "site", site.text());
        });
    }

    private static String text(Endpoint endpoint, int ownPort) {
        return endpoint.port().number() == ownPort ? endpoint.host().toString() : endpoint.toString();
    }

    private void strangers() {
        List<DeviceSketch> devices = sketch.strangers.stream().filter(DeviceSketch.class::isInstance)
                .map(DeviceSketch.class::cast).toList();
        List<ExternalSketch> externals = sketch.strangers.stream().filter(ExternalSketch.class::isInstance)
                .map(ExternalSketch.class::cast).toList();
        out.append(devices.isEmpty() ? "" : "\ndevices:\n");
        for (DeviceSketch device : devices) {
            out.append("  ").append(quoted(device.name().text())).append(":\n");
            line(2, "public-key", device.key().base64());
        }
        out.append(externals.isEmpty() ? "" : "\nexternals:\n");
        for (ExternalSketch external : externals) {
            out.append("  ").append(quoted(external.name().text())).append(":\n");
            line(2, "public-key", external.key().base64());
            external.endpoint().ifPresent(one -> line(2, "endpoint", one.toString()));
            list(2, "allowed-ips", external.allowedIps());
        }
    }

    private void list(int depth, String key, List<Cidr> networks) {
        out.append("  ".repeat(depth)).append(key).append(": ").append(networks.stream()
                .map(network -> quoted(network.toString())).collect(Collectors.joining(", ", "[", "]"))).append('\n');
    }

    private void line(int depth, String key, String value) {
        out.append("  ".repeat(depth)).append(key).append(": ").append(quoted(value)).append('\n');
    }

    /** In quotes where YAML or a list would take it for something else. */
    static String quoted(String text) {
        boolean plain = text
                .matches("[A-Za-z][A-Za-z0-9./=+@:-]*|[0-9]+(\\.[0-9]+){3}(/[0-9]+|:[0-9]+)?|[1-9][0-9]{0,5}")
                && !text.matches("(?i)false|null|yes|no|on|off|y|n") && !text.endsWith(":");
        return plain || text.matches("[A-Za-z0-9+/]{43}=") ? text : "'" + text + "'";
    }
}
