// SPDX-License-Identifier: Apache-2.0
package mesh.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code mesh-agent netcheck --json} says of a host's network, and what to do about it. Pure. */
public final class NetworkFindings {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Outer header, UDP and WireGuard. */
    private static final int OVER_IPV4 = 60;
    private static final int OVER_IPV6 = 80;
    private static final int MIN_MTU = 1280;
    private static final long CLOCK_MILLIS = 30_000;
    private static final String RELAYED = "its pairs that nobody can call stay with a relay";

    private final JsonNode said;
    private final int mtuBytes;
    private final List<Finding> findings = new ArrayList<>();

    private NetworkFindings(JsonNode said, int mtuBytes) {
        this.said = said;
        this.mtuBytes = mtuBytes;
    }

    /**
     * In the order of what a packet meets. Empty where {@code json} is not what the agent says.
     *
     * @param mtuBytes of the host's WireGuard interface
     */
    public static List<Finding> of(String json, int mtuBytes) {
        try {
            JsonNode said = JSON.readTree(json);
            return said.path("version").asInt(0) == 1 ? new NetworkFindings(said, mtuBytes).all() : List.of();
        } catch (JacksonException nonsense) {
            return List.of();
        }
    }

    private List<Finding> all() {
        udp();
        mapping("ipv4", "IPv4");
        mapping("ipv6", "IPv6");
        router();
        said.path("relays").forEach(this::relay);
        captivity();
        clock();
        mtu();
        return findings;
    }

    private void udp() {
        findings.add(said.path("udp").asBoolean(false)
                ? Finding.good("UDP", "packets get out and back")
                : Finding.bad("UDP", "nothing comes back: " + RELAYED,
                        "let UDP out to any port, at the least to the STUN ports of relays"));
        String why = text(said, "why-not-there");
        if (!why.isEmpty()) {
            findings.add(Finding.fair("WireGuard's port", "it was not asked from there: " + why, ""));
        }
    }

    private void mapping(String key, String family) {
        JsonNode found = said.path(key);
        String mapped = text(found, "mapped");
        String mapping = text(found, "mapping");
        if (mapped.isEmpty()) {
            if (key.equals("ipv4")) {
                findings.add(Finding.fair(family, "no server told how the host is seen", ""));
            }
        } else if (mapping.startsWith("varies")) {
            findings.add(Finding.fair(family, "seen as " + mapped + ", and from another port by each peer",
                    mapsPorts()
                            ? ""
                            : "switch PCP or NAT-PMP on at the router, or forward a UDP port and write it as 'endpoint'"));
        } else {
            findings.add(Finding.good(family, "seen as " + mapped
                    + (mapping.equals("endpoint-independent") ? " by everybody" : "")));
        }
    }

    private boolean mapsPorts() {
        return said.path("router").path("pcp").asBoolean(false) || said.path("router").path("nat-pmp").asBoolean(false);
    }

    private void router() {
        JsonNode router = said.path("router");
        String address = text(router, "address");
        if (address.isEmpty()) {
            return;
        }
        String speaks = Stream.of("pcp", "nat-pmp").filter(name -> router.path(name).asBoolean(false))
                .map(name -> name.toUpperCase(Locale.ROOT)).collect(Collectors.joining(" and "));
        findings.add(speaks.isEmpty()
                ? Finding.fair("router", address + " opens no port by itself", "")
                : Finding.good("router", address + " opens ports by " + speaks));
        String external = text(router, "external");
        String seen = text(said.path("ipv4"), "mapped").replaceFirst(":[0-9]+$", "");
        if (!external.isEmpty() && !seen.isEmpty() && !external.equals(seen)) {
            findings.add(Finding.fair("router", "it is " + external + " outside, and servers see " + seen
                    + ": there is another NAT behind it", "a port that it opens leads nowhere from the internet"));
        }
    }

    private void relay(JsonNode relay) {
        String name = "relay " + text(relay, "name");
        String problem = text(relay, "problem");
        if (!problem.isEmpty()) {
            findings.add(Finding.bad(name, problem, "see that the host can call its TCP port, or a proxy that does"));
            return;
        }
        String times = Stream.of(millis(relay, "tcp-ms", "TCP"), millis(relay, "https-ms", "HTTPS"),
                millis(relay, "stun-ipv4-ms", "STUN"), millis(relay, "stun-ipv6-ms", "STUN over IPv6"))
                .flatMap(Optional::stream).collect(Collectors.joining(", "));
        findings.add(Finding.good(name, times.isEmpty() ? "answers" : times));
    }

    private static Optional<String> millis(JsonNode node, String key, String what) {
        return node.path(key).isNumber()
                ? Optional.of(String.format(Locale.ROOT, "%s %.1f ms", what, node.path(key).asDouble()))
                : Optional.empty();
    }

    private void captivity() {
        if (text(said, "captive-portal").equals("captive")) {
            findings.add(Finding.bad("captive portal", "something else answers in the name of relays",
                    "log in to the network with a browser there"));
        }
    }

    private void clock() {
        if (!said.path("clock-ahead-ms").isNumber()) {
            return;
        }
        long ahead = said.path("clock-ahead-ms").asLong();
        findings.add(Math.abs(ahead) < CLOCK_MILLIS
                ? Finding.good("clock", "as the relay's")
                : Finding.bad("clock", (Math.abs(ahead) + 500) / 1000 + " s " + (ahead > 0 ? "behind" : "ahead of")
                        + " the relay's", "set it by NTP: certificates are checked by it"));
    }

    private void mtu() {
        JsonNode found = said.path("mtu");
        if (!found.path("path-bytes").isNumber()) {
            return;
        }
        int path = found.path("path-bytes").asInt();
        int fits = path - OVER_IPV4;
        if (mtuBytes <= fits) {
            findings.add(Finding.good("MTU", path + " bytes pass, " + mtuBytes + " on the interface fit"));
        } else {
            int better = Math.max(MIN_MTU, path - OVER_IPV6);
            findings.add(Finding.bad("MTU", path + " bytes pass and " + mtuBytes + " on the interface need "
                    + (mtuBytes + OVER_IPV4) + ": large packets are lost on direct ways",
                    "write 'mtu: " + better + "' at the host"));
        }
    }

    private static String text(JsonNode node, String key) {
        return node.path(key).asString("").replaceAll("[^\\x20-\\x7e]", "?");
    }
}
