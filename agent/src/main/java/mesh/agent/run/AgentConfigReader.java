// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import mesh.daemon.ListenAddress;
import mesh.derp.RelayPublicKey;
import mesh.derp.client.Relay;
import mesh.derp.client.RelaySecurity;
import mesh.json.ConfigException;
import mesh.json.ConfigNode;
import mesh.json.ConfigObject;
import mesh.key.PublicKey;
import mesh.name.NodeName;
import mesh.net.Endpoint;
import mesh.net.InterfaceName;
import mesh.net.IpAddress;
import mesh.net.Keepalive;
import mesh.net.Mtu;
import mesh.net.Port;
import mesh.net.TransportAddress;
import mesh.relay.EventLog;
import mesh.tls.CertificatePin;
import mesh.value.ValueFormatException;

/** Takes an {@link AgentConfig} out of JSON. */
final class AgentConfigReader {
    private static final int LEAST_MTU = 576;
    private static final int USUAL_MTU = 1420;
    private static final int USUAL_KEEPALIVE = 25;
    private static final int ABSENT = -1;

    private final List<String> problems = new ArrayList<>();
    private final ConfigObject top;
    private final Path directory;

    AgentConfigReader(ConfigNode root, Path directory) {
        this.top = ConfigObject.of(root, problems);
        this.directory = directory;
    }

    AgentConfig read() throws ConfigException {
        Optional<NodeName> host = top.required("host", NodeName::new);
        Optional<InterfaceName> name = top.required("interface", InterfaceName::new);
        Optional<Port> listenPort = port("listen-port");
        int mtu = (int) top.number("mtu", LEAST_MTU, Mtu.MAX, USUAL_MTU);
        long mark = top.number("mark", 0, 0xffff_ffffL, 0);
        List<IpAddress> addresses = some("addresses", top.values("addresses", IpAddress::parse));
        Optional<Path> identity = top.required("identity", directory::resolve);
        List<Relay> relays = some("relays",
                top.objects("relays").stream().flatMap(relay -> relay(relay).stream()).toList());
        List<TransportAddress> endpoints = top.values("endpoints", TransportAddress::parse);
        boolean portMapping = top.flag("port-mapping", true);
        Optional<Port> beatPort = port("beat-port");
        List<AgentPeer> peers = top.objects("peers").stream().flatMap(peer -> peer(peer).stream()).toList();
        unique("relay", relays, Relay::name);
        unique("peer", peers, AgentPeer::name);
        unique("public key", peers, AgentPeer::publicKey);
        unique("relay key", peers, AgentPeer::relayKey);
        Optional<Path> status = top.value("status", directory::resolve);
        Optional<Path> ready = top.value("ready", directory::resolve);
        Optional<java.net.InetSocketAddress> metrics = top.value("metrics", ListenAddress::parsePrivate);
        boolean json = top.value("log", EventLog::isJson).orElse(false);
        top.end();
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new AgentConfig(host.orElseThrow(), name.orElseThrow(), listenPort.orElseThrow(), mtu, (int) mark,
                addresses, identity.orElseThrow(), relays, endpoints, portMapping, beatPort.orElseThrow(), peers,
                status, ready, metrics, json);
    }

    private Optional<Port> port(String key) {
        long number = top.number(key, Port.MIN, Port.MAX, ABSENT);
        if (number == ABSENT) {
            if (problems.isEmpty()) {
                top.problem(key + " is missing");
            }
            return Optional.empty();
        }
        return Optional.of(new Port((int) number));
    }

    private <T> List<T> some(String key, List<T> values) {
        if (values.isEmpty() && problems.isEmpty()) {
            top.problem(key + " is missing: a list of one or more is expected");
        }
        return values;
    }

    private static Optional<Relay> relay(ConfigObject object) {
        Optional<NodeName> name = object.required("name", NodeName::new);
        Optional<Endpoint> endpoint = object.required("endpoint", Endpoint::parse);
        long stun = object.number("stun-port", 0, Port.MAX, 0);
        Optional<RelayPublicKey> key = object.value("public-key", RelayPublicKey::parse);
        Optional<CertificatePin> pin = object.value("pin", CertificatePin::parse);
        boolean plain = object.value("security", AgentConfigReader::isPlain).orElse(false);
        object.end();
        RelaySecurity security = plain
                ? new RelaySecurity.Plain()
                : pin.<RelaySecurity>map(RelaySecurity.Pinned::new).orElseGet(RelaySecurity.SystemTrust::new);
        return name.flatMap(n -> endpoint.map(e -> new Relay(n, e.host(), e.port(), security,
                stun == 0 ? Optional.empty() : Optional.of(new Port((int) stun)), key)));
    }

    private static boolean isPlain(String text) {
        return switch (text) {
            case "plain" -> true;
            case "tls" -> false;
            default -> throw new ValueFormatException(text, "is no security of a relay: tls or plain is expected");
        };
    }

    private Optional<AgentPeer> peer(ConfigObject object) {
        Optional<NodeName> name = object.required("name", NodeName::new);
        Optional<PublicKey> key = object.required("public-key", PublicKey::parse);
        Optional<RelayPublicKey> relayKey = object.required("relay-key", RelayPublicKey::parse);
        List<IpAddress> addresses = object.values("addresses", IpAddress::parse);
        if (addresses.isEmpty() && problems.isEmpty()) {
            object.problem("addresses is missing: a list of one or more is expected");
        }
        Keepalive keepalive = new Keepalive(
                (int) object.number("keepalive", Keepalive.MIN, Keepalive.MAX, USUAL_KEEPALIVE));
        object.end();
        return name
                .flatMap(n -> key.flatMap(k -> relayKey.map(r -> new AgentPeer(n, k, r, addresses, keepalive))));
    }

    private <T, K> void unique(String what, List<T> values, Function<T, K> key) {
        Set<K> seen = new HashSet<>();
        values.stream().map(key).filter(one -> !seen.add(one))
                .forEach(twice -> top.problem("the " + what + " " + twice + " is there twice"));
    }
}
