// SPDX-License-Identifier: Apache-2.0
package mesh.relay.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import mesh.daemon.ListenAddress;
import mesh.derp.RelayPublicKey;
import mesh.json.ConfigException;
import mesh.json.ConfigNode;
import mesh.json.ConfigObject;
import mesh.net.Endpoint;
import mesh.net.IpAddress;
import mesh.net.NetworkHost;
import mesh.relay.EventLog;
import mesh.relay.Limits;
import mesh.relay.MeshPeer;
import mesh.tls.CertificatePin;

/**
 * The JSON file. Its paths are relative to the directory it is in.
 *
 * @param listen addresses for TCP
 * @param tlsMode where the certificate comes from
 * @param certificate PEM, leaf first; absent without TLS
 * @param key PEM; absent without TLS
 * @param identity the relay's private key in hexadecimal
 * @param admit who may use the relay
 * @param meshKey the key that relays share, in hexadecimal; absent where each peer has its own
 * @param meshPeers the other relays
 * @param limits what it takes from clients
 * @param trustedProxies whose X-Forwarded-For counts
 * @param stun addresses for UDP
 * @param metrics where Prometheus asks; on loopback or a private network only
 * @param ready a file that is there while it serves
 * @param jsonLog whether log lines are JSON
 */
public record RelayConfig(List<InetSocketAddress> listen, TlsMode tlsMode, Optional<Path> certificate,
        Optional<Path> key,
        Path identity, Path admit, Optional<Path> meshKey, List<MeshPeer> meshPeers, Limits limits,
        Set<IpAddress> trustedProxies, List<InetSocketAddress> stun, Optional<InetSocketAddress> metrics,
        Optional<Path> ready, boolean jsonLog) {
    public RelayConfig {
        listen = List.copyOf(listen);
        meshPeers = List.copyOf(meshPeers);
        trustedProxies = Set.copyOf(trustedProxies);
        stun = List.copyOf(stun);
    }

    /** @throws ConfigException with all that is wrong with the file itself; the files it names are not read */
    public static RelayConfig read(Path file) throws ConfigException {
        Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
        return decode(ConfigNode.read(file), directory);
    }

    static RelayConfig decode(ConfigNode root, Path directory) throws ConfigException {
        List<String> problems = new ArrayList<>();
        ConfigObject top = ConfigObject.of(root, problems);
        List<InetSocketAddress> listen = top.values("listen", ListenAddress::parse);
        if (listen.isEmpty() && problems.isEmpty()) {
            top.problem("listen is missing: a list such as [\"0.0.0.0:443\", \"[::]:443\"] is expected");
        }
        Optional<ConfigObject> tls = top.object("tls");
        if (tls.isEmpty()) {
            top.problem("tls is missing: an object with the key mode is expected");
        }
        TlsMode mode = tls.flatMap(t -> t.required("mode", TlsMode::parse)).orElse(TlsMode.NONE);
        Optional<Path> certificate = tls.flatMap(t -> path(t, "certificate", directory, mode != TlsMode.NONE));
        Optional<Path> key = tls.flatMap(t -> path(t, "key", directory, mode != TlsMode.NONE));
        tls.ifPresent(ConfigObject::end);
        Path identity = path(top, "identity", directory, true).orElse(directory);
        Path admit = path(top, "admit", directory, true).orElse(directory);
        Optional<ConfigObject> mesh = top.object("mesh");
        Optional<Path> meshKey = mesh.flatMap(m -> path(m, "key", directory, false));
        List<MeshPeer> peers = mesh
                .map(m -> m.objects("peers").stream().flatMap(p -> peer(p, meshKey.isEmpty()).stream()).toList())
                .orElse(List.of());
        mesh.ifPresent(ConfigObject::end);
        Limits limits = top.object("limits").map(RelayConfig::limits).orElse(Limits.DEFAULT);
        Set<IpAddress> proxies = new LinkedHashSet<>(top.values("trusted-proxies", IpAddress::parse));
        List<InetSocketAddress> stun = top.values("stun", ListenAddress::parse);
        Optional<InetSocketAddress> metrics = top.value("metrics", ListenAddress::parsePrivate);
        Optional<Path> ready = path(top, "ready", directory, false);
        boolean json = top.value("log", EventLog::isJson).orElse(false);
        top.end();
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new RelayConfig(listen, mode, certificate, key, identity, admit, meshKey, peers, limits, proxies, stun,
                metrics, ready, json);
    }

    private static Limits limits(ConfigObject object) {
        Limits def = Limits.DEFAULT;
        Limits limits = new Limits((int) object.number("connections", 1, 1_000_000, def.connections()),
                object.number("bytes-per-second", 0, Long.MAX_VALUE / 2, 0),
                object.number("burst-bytes", Limits.MIN_BURST, 1 << 30, def.burstBytes()),
                (int) object.number("accepts-per-minute", 0, 1_000_000, def.acceptsPerMinute()));
        object.end();
        return limits;
    }

    private static Optional<MeshPeer> peer(ConfigObject object, boolean keyed) {
        Optional<Endpoint> endpoint = object.required("endpoint", Endpoint::parse);
        Optional<String> name = object.value("name", text -> NetworkHost.parse(text).toString());
        Optional<CertificatePin> pin = object.value("pin", CertificatePin::parse);
        Optional<RelayPublicKey> key = keyed
                ? object.required("public-key", RelayPublicKey::parse)
                : object.value("public-key", RelayPublicKey::parse);
        boolean tls = object.flag("tls", true);
        object.end();
        return endpoint.map(e -> new MeshPeer(e, name, pin, key, tls));
    }

    private static Optional<Path> path(ConfigObject object, String key, Path directory, boolean required) {
        return required
                ? object.required(key, text -> directory.resolve(text))
                : object.value(key, text -> directory.resolve(text));
    }
}
