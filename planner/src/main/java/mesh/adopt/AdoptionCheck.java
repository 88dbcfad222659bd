// SPDX-License-Identifier: Apache-2.0
package mesh.adopt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import mesh.config.InterfaceConfig;
import mesh.config.PeerConfig;
import mesh.config.Place;
import mesh.desired.DesiredHost;
import mesh.desired.DesiredMesh;
import mesh.desired.DesiredPeer;
import mesh.key.PublicKey;
import mesh.net.Cidr;
import mesh.net.InterfaceAddress;

/**
 * Compares what a proposal would make of the hosts with what was found there. Whatever differs is told, so that nobody
 * learns of it from a plan, or later.
 */
final class AdoptionCheck {
    private final DesiredHost desired;
    private final FoundHost found;
    private final InterfaceConfig config;
    private final List<Remark> remarks = new ArrayList<>();

    private AdoptionCheck(DesiredHost desired, FoundHost found) {
        this.desired = desired;
        this.found = found;
        this.config = found.config();
    }

    /** All differences, in the order of the hosts. */
    static List<Remark> of(DesiredMesh mesh, MeshSketch sketch) {
        List<Remark> remarks = new ArrayList<>();
        for (HostSketch host : sketch.hosts) {
            Optional<DesiredHost> desired = mesh.hosts().stream().filter(one -> one.name().equals(host.name))
                    .findFirst();
            if (desired.isPresent() && host.found.isPresent()) {
                AdoptionCheck check = new AdoptionCheck(desired.get(), host.found.get());
                check.iface();
                check.peers();
                remarks.addAll(check.remarks);
            }
        }
        return remarks;
    }

    private void iface() {
        if (desired.iface().publicKey().isEmpty()) {
            remark(found.place(), "nothing tells the public key of " + desired.name(),
                    "put it into the lock as public-key, or a plan gives the host another key");
        }
        found.interfaceName().filter(name -> !name.equals(desired.iface().name().text()))
                .ifPresent(name -> remark(found.place(), "the interface is called " + name + ", and "
                        + desired.iface().name() + " in the spec, which has one name for all hosts",
                        "take " + name + " down by hand before the first apply"));
        List<InterfaceAddress> addresses = config.addresses().stream().distinct().sorted().toList();
        if (!addresses.isEmpty() && !addresses.equals(desired.iface().addresses())) {
            remark(found.place(), "the interface's addresses " + join(addresses) + " become "
                    + join(desired.iface().addresses()),
                    "nothing to do, unless something on the host counts on the other length: the mesh has one range");
        }
        int port = desired.iface().port().number();
        if (!config.port().equals(Optional.of(port))) {
            remark(found.place(), config.port().map(number -> "it listens on port " + number).orElse(
                    "it listens on no fixed port") + ", and on " + port + " after an apply",
                    "write port under the host");
        }
        config.mtuBytes().filter(bytes -> bytes != desired.iface().mtu().bytes())
                .ifPresent(bytes -> remark(found.place(), "its MTU " + bytes + " becomes " + desired.iface().mtu(),
                        "write mtu under the host, from 1280"));
    }

    private void peers() {
        Map<PublicKey, PeerConfig> before = new HashMap<>();
        config.peers().forEach(peer -> before.put(peer.publicKey(), peer));
        List<String> added = new ArrayList<>();
        for (DesiredPeer peer : desired.peers()) {
            PeerConfig old = peer.publicKey().map(before::remove).orElse(null);
            if (old == null) {
                added.add(peer.label());
            } else {
                peer(peer, old);
            }
        }
        if (!added.isEmpty()) {
            remark(found.place(), desired.name() + " gets peers that it has not: " + String.join(", ", added),
                    "say under topology who is to talk to whom");
        }
        config.peers().stream().filter(peer -> before.containsKey(peer.publicKey()))
                .forEach(peer -> remark(peer.place(), "peer "
                        + peer.name().map(name -> name + " ").orElse("") + peer.publicKey() + " is no peer of "
                        + desired.name() + " in the spec, so a plan removes it",
                        "give one of the two an endpoint, or name the peer under devices or externals"));
    }

    private void peer(DesiredPeer peer, PeerConfig old) {
        String who = "peer " + peer.name() + " of " + desired.name() + ": ";
        List<Cidr> allowed = old.allowedIps().stream().distinct().sorted().toList();
        if (!allowed.equals(peer.allowedIps())) {
            remark(old.place(), who + "its allowed IPs " + join(allowed) + " become " + join(peer.allowedIps()),
                    "write networks behind a host under its routes, and hosts that carry packets for others under topology");
        }
        if (!old.keepalive().equals(peer.keepalive())) {
            remark(old.place(), who + "its keepalive " + old.keepalive() + " becomes " + peer.keepalive(),
                    "hosts with behind-nat send them, and no others");
        }
        if (old.preshared()) {
            remark(old.place(), who + (peer.presharedEpoch().isPresent()
                    ? "another preshared key, derived by mesh, replaces the one it has"
                    : "its preshared key goes"),
                    peer.presharedEpoch().isPresent()
                            ? "apply to both hosts in one run"
                            : "import with --recipient, and mesh derives one for each pair");
        } else if (peer.presharedEpoch().isPresent()) {
            remark(old.place(), who + "it gets a preshared key", "apply to both hosts in one run");
        }
        if (!found.running() && !old.endpoint().equals(peer.endpoint())) {
            remark(old.place(), who + "its endpoint " + old.endpoint().map(Object::toString).orElse("(none)")
                    + " becomes " + peer.endpoint().map(Object::toString).orElse("(none)"),
                    "write it under the peer, with a site if only some hosts call it there");
        }
    }

    private void remark(Place place, String text, String advice) {
        remarks.add(new Remark(place, text, advice));
    }

    private static String join(List<?> values) {
        return values.isEmpty() ? "(none)" : values.stream().map(Object::toString).collect(Collectors.joining(" "));
    }
}
