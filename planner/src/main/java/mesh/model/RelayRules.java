// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import mesh.key.RelayKey;
import mesh.net.NetworkHost;
import mesh.net.Port;
import mesh.spec.HostSpec;
import mesh.spec.Located;
import mesh.spec.ProblemId;
import mesh.spec.Problems;
import mesh.spec.RelaySpec;
import mesh.spec.RelaysSpec;

/** A relay can be called by everybody, its ports are its own, and so is each key that it lets in. */
final class RelayRules {
    private static final int FIRST_OPEN_PORT = 1024;

    private final Draft draft;
    private final Problems problems;
    private final Map<String, Host> claims = new HashMap<>();

    private RelayRules(Draft draft, Problems problems) {
        this.draft = draft;
        this.problems = problems;
    }

    static void check(Draft draft, Problems problems) {
        RelayRules rules = new RelayRules(draft, problems);
        draft.hostSpecs().forEach(spec -> spec.relay().ifPresent(relay -> rules.checkRelay(spec, relay)));
        rules.checkClients();
    }

    private void checkRelay(HostSpec spec, RelaySpec relay) {
        Host host = draft.host(spec);
        if (host.behindNat()) {
            problems.error(ProblemId.RELAY_BEHIND_NAT, relay.place(),
                    host.name() + " is behind-nat, so nobody can call a relay there",
                    "put the relay on a host with a public address; if the router forwards its ports, delete 'behind-nat'");
        } else if (host.relay().isEmpty()) {
            problems.error(ProblemId.RELAY_WITHOUT_ADDRESS, relay.place(),
                    "nothing says by which address clients call the relay",
                    "add 'endpoint' to the host, or 'host' to its relay");
        }
        host.relay().ifPresent(built -> {
            checkPorts(relay, host, built);
            checkClaim(relay, host, built);
        });
    }

    private void checkClaim(RelaySpec spec, Host host, Relay relay) {
        Host earlier = claims.putIfAbsent(relay.host() + " port " + relay.port(), host);
        if (earlier != null) {
            taken(spec.port().isPresent() ? place(spec, spec.port()) : place(spec, spec.host()), relay.port(),
                    relay.host() + " port " + relay.port() + " is the relay of " + earlier.name(), "host or port");
        }
    }

    /** rc.d(8) starts it as its user, and OpenBSD gives nobody but root such a port. */
    private void checkLowPort(Host host, Port port, Located<?> place, String key) {
        if (host.os() == OperatingSystem.OPENBSD && port.number() < FIRST_OPEN_PORT) {
            problems.error(ProblemId.RELAY_NOT_ON_OS, place,
                    "on OpenBSD, which " + host.name() + " runs, only root listens on port " + port,
                    "write '" + key + "' with a port from 1024 up" + (key.equals("port")
                            ? ", or 'listen' with one to which pf's rdr-to sends port " + port
                            : ""));
        }
    }

    private void checkPorts(RelaySpec spec, Host host, Relay relay) {
        checkLowPort(host, relay.listenPort(), spec.listen().isPresent()
                ? place(spec, spec.listen())
                : place(spec, spec.port()), spec.listen().isPresent() ? "listen" : "port");
        relay.stunPort().ifPresent(port -> checkLowPort(host, port, place(spec, spec.stunPort()), "stun-port"));
        Port wireguard = host.port().orElse(draft.network().port());
        relay.stunPort().filter(wireguard::equals).ifPresent(port -> taken(place(spec, spec.stunPort()), port,
                "UDP port " + port + " is WireGuard's on " + host.name(), "stun-port"));
        boolean sshIsThere = host.ssh().port().equals(relay.listenPort()) && host.ssh().jump().isEmpty()
                && host.ssh().host().equals(relay.host());
        if (sshIsThere) {
            taken(spec.listen().isPresent() ? place(spec, spec.listen()) : place(spec, spec.port()),
                    relay.listenPort(), "TCP port " + relay.listenPort() + " is sshd's on " + host.name(), "port");
        }
        if (relay.metricsPort().equals(relay.listenPort())) {
            taken(place(spec, spec.metricsPort()), relay.metricsPort(),
                    "TCP port " + relay.metricsPort() + " is the relay's own already", "metrics-port");
        }
        spec.listen().filter(listen -> listen.value().host() instanceof NetworkHost.Named)
                .ifPresent(listen -> problems.error(ProblemId.RELAY_NOT_LISTENING, listen,
                        listen.value().host() + " is a name; a server listens on an address",
                        "write an address of the host, such as 127.0.0.1:3340"));
    }

    private void taken(Located<?> place, Port port, String why, String key) {
        problems.error(ProblemId.RELAY_PORT_TAKEN, place, why,
                "give the relay another " + key + " than " + port);
    }

    private static Located<?> place(RelaySpec spec, Optional<? extends Located<?>> value) {
        return value.isPresent() ? value.get() : spec.place();
    }

    private void checkClients() {
        Map<RelayKey, Located<RelayKey>> keys = new HashMap<>();
        for (RelaysSpec.Client client : draft.spec().relays().admitted()) {
            Located<RelayKey> earlier = keys.putIfAbsent(client.key().value(), client.key());
            if (earlier != null) {
                problems.error(ProblemId.DUPLICATE_RELAY_KEY, client.key(),
                        "this is also the key of " + earlier.path() + " on " + earlier.position().lineText(),
                        "delete one of them: each client has a key of its own");
            }
        }
        boolean hasRelay = draft.spec().hosts().stream().anyMatch(host -> host.relay().isPresent());
        if (!hasRelay && !keys.isEmpty()) {
            problems.warning(ProblemId.RELAYS_MISSING, draft.spec().relays().admitted().getFirst().name(),
                    "no host has a relay, so nobody is admitted anywhere", "give a public host 'relay: true'");
        }
    }
}
