// SPDX-License-Identifier: Apache-2.0
package mesh.wireguard;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import mesh.key.PublicKey;
import mesh.net.InterfaceName;
import mesh.net.Keepalive;
import mesh.net.TransportAddress;

/**
 * OpenBSD, by ifconfig(8) of the base system. It prints a handshake's age; so that the moment worked out of it does not
 * waver from call to call, one that differs by a second is the one before.
 */
final class IfconfigProgram implements WireGuardControl {
    private final SystemProgram ifconfig;
    private final String name;
    private final InstantSource clock;
    private final Map<PublicKey, Long> handshakes = new ConcurrentHashMap<>();

    IfconfigProgram(SystemProgram ifconfig, InterfaceName name, InstantSource clock) {
        this.ifconfig = ifconfig;
        this.name = name.text();
        this.clock = clock;
    }

    @Override
    public SortedMap<PublicKey, PeerReading> peers() throws IOException {
        SortedMap<PublicKey, PeerReading> peers = new TreeMap<>();
        IfconfigText.peers(ifconfig.run(name), clock.instant().getEpochSecond())
                .forEach((key, reading) -> peers.put(key, steady(key, reading)));
        handshakes.keySet().retainAll(peers.keySet());
        return peers;
    }

    private PeerReading steady(PublicKey key, PeerReading reading) {
        long seconds = handshakes.merge(key, reading.handshakeSeconds(),
                (before, now) -> Math.abs(now - before) <= 1 ? before : now);
        return new PeerReading(reading.endpoint(), seconds, reading.received(), reading.sent());
    }

    @Override
    public OptionalLong packets() {
        return OptionalLong.empty();
    }

    @Override
    public boolean endpoint(PublicKey peer, TransportAddress endpoint) throws IOException {
        return set(peer, "wgendpoint", endpoint.address().toString(), endpoint.port().toString());
    }

    @Override
    public SortedMap<PublicKey, Keepalive> keepalives() throws IOException {
        return IfconfigText.keepalives(ifconfig.run(name));
    }

    @Override
    public boolean keepalive(PublicKey peer, Keepalive keepalive) throws IOException {
        return set(peer, "wgpka", keepalive.toString());
    }

    /** {@code wgpeer} adds a peer that is absent, so this looks first. */
    private boolean set(PublicKey peer, String... setting) throws IOException {
        if (!IfconfigText.peers(ifconfig.run(name), 0).containsKey(peer)) {
            return false;
        }
        ifconfig.run(Stream.concat(Stream.of(name, "wgpeer", peer.base64()), Stream.of(setting))
                .toArray(String[]::new));
        return true;
    }
}
