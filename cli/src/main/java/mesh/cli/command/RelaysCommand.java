// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import mesh.cli.flow.Intent;
import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.cli.view.Json;
import mesh.lock.LockedNode;
import mesh.lock.LockedRelay;
import mesh.model.Host;
import mesh.model.Relay;
import mesh.net.Endpoint;
import mesh.net.IpAddress;
import mesh.net.NetworkHost;

/** {@code mesh relays}: by what clients find the relays of the mesh. Contacts no host. */
@Command(name = "relays", mixinStandardHelpOptions = true, description = {
        "Prints where the relays are and by what clients know them; contacts no host.",
        "derp-map is what stock DERP clients are given: each relay is a region of its own, with its pin."})
final class RelaysCommand implements Callable<Integer> {
    /** The first of those that clients leave to others than Tailscale. */
    private static final int FIRST_REGION = 900;
    private static final int REGIONS = 100;

    private final MeshCommand mesh;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text or derp-map. Default: text.")
    private String format = "text";

    RelaysCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    private record Known(Host host, Relay relay, Optional<LockedRelay> locked) {}

    @Override
    public Integer call() {
        Intent intent = mesh.intent();
        List<Known> relays = intent.mesh().hosts().stream()
                .flatMap(host -> host.relay().stream().map(relay -> new Known(host, relay,
                        intent.lock().node(host.name()).flatMap(LockedNode::relay))))
                .toList();
        Console console = mesh.console();
        switch (format) {
            case "text" -> console.out().print(text(relays));
            case "derp-map" -> console.out().print(Json.write(derpMap(relays)));
            default -> throw new MeshException(ExitCode.USAGE, "'" + format + "' is not one of text, derp-map", "");
        }
        return ExitCode.OK.value();
    }

    private static String text(List<Known> relays) {
        if (relays.isEmpty()) {
            return "No host has a relay.\n";
        }
        StringBuilder out = new StringBuilder();
        for (Known known : relays) {
            Optional<LockedRelay> locked = known.locked();
            out.append(known.host().name()).append('\n');
            line(out, "address", new Endpoint(known.relay().host(), known.relay().port()).toString());
            known.relay().stunPort().ifPresent(port -> line(out, "stun", port.toString()));
            line(out, "key", locked.map(found -> found.key().hex()).orElse("(known after apply)"));
            locked.flatMap(LockedRelay::pin).ifPresent(pin -> line(out, "pin", pin.toString()));
        }
        return out.toString();
    }

    private static void line(StringBuilder out, String what, String value) {
        out.append("  ").append(what).append(' ').append(value).append('\n');
    }

    private Map<String, Object> derpMap(List<Known> relays) {
        Map<String, Object> regions = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (Known known : relays) {
            int id = region(known, regions);
            if (known.locked().isEmpty()) {
                unknown.add(known.host().name().text());
            }
            regions.put(Integer.toString(id), region(id, known));
        }
        if (!unknown.isEmpty()) {
            throw MeshException.error("the relays of " + String.join(", ", unknown) + " are not known yet",
                    "Their keys are made on the hosts, by '" + mesh.hint("apply") + "'.");
        }
        return Map.of("Regions", regions);
    }

    /** The same whatever other relays there are, unless two names meet. */
    private static int region(Known known, Map<String, Object> taken) {
        int id = Math.floorMod(known.host().name().text().hashCode(), REGIONS);
        while (taken.containsKey(Integer.toString(FIRST_REGION + id)) && taken.size() < REGIONS) {
            id = (id + 1) % REGIONS;
        }
        return FIRST_REGION + id;
    }

    private static Map<String, Object> region(int id, Known known) {
        String name = known.host().name().text();
        Map<String, Object> region = new LinkedHashMap<>();
        region.put("RegionID", id);
        region.put("RegionCode", name);
        region.put("RegionName", name);
        region.put("Nodes", List.of(node(id, name, known)));
        return region;
    }

    private static Map<String, Object> node(int id, String name, Known known) {
        Relay relay = known.relay();
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("Name", name);
        node.put("RegionID", id);
        node.put("HostName", relay.host().toString());
        known.locked().flatMap(LockedRelay::pin).ifPresent(pin -> node.put("CertName", pin.toString()));
        if (relay.host() instanceof NetworkHost.Literal(IpAddress address)) {
            node.put(address.isV6() ? "IPv6" : "IPv4", address.toString());
            node.put(address.isV6() ? "IPv4" : "IPv6", "none");
        }
        node.put("DERPPort", relay.port().number());
        node.put("STUNPort", relay.stunPort().map(port -> port.number()).orElse(-1));
        return node;
    }
}
