// SPDX-License-Identifier: Apache-2.0
package mesh.adopt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import mesh.adopt.StrangeSketch.DeviceSketch;
import mesh.adopt.StrangeSketch.ExternalSketch;
import mesh.adopt.Views.View;
import mesh.config.PeerConfig;
import mesh.key.PublicKey;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.InterfaceAddress;
import mesh.net.IpAddress;
import mesh.net.NetworkHost;
import mesh.net.Port;

/** The mesh that hosts seem to be part of. */
final class MeshSketch {
    private static final int DEFAULT_PORT = 51820;

    final List<Cidr> ranges;
    final List<HostSketch> hosts;
    final List<StrangeSketch> strangers = new ArrayList<>();
    final List<Remark> remarks = new ArrayList<>();
    private final Views views;
    private final Identities identities;

    private MeshSketch(List<FoundHost> found) {
        this.views = Views.of(found);
        this.identities = new Identities(found, views);
        this.ranges = Stream.of(false, true).flatMap(v6 -> RangeGuess.of(found, v6).stream()).toList();
        this.hosts = new ArrayList<>(identities.sketches(found));
    }

    static MeshSketch of(List<FoundHost> found) {
        MeshSketch sketch = new MeshSketch(found);
        sketch.hosts.forEach(sketch::addresses);
        for (PublicKey key : sketch.views.byPeer().keySet()) {
            if (!sketch.identities.isHost(key)) {
                sketch.stranger(key, sketch.views.of(Optional.of(key)));
            }
        }
        sketch.hosts.forEach(sketch::routes);
        SiteGuess.fill(sketch.views, sketch.hosts);
        sketch.hosts.forEach(sketch::callable);
        sketch.hosts.sort(Comparator.comparing(host -> host.name));
        sketch.strangers.sort(Comparator.comparing(StrangeSketch::name));
        return sketch;
    }

    Views views() {
        return views;
    }

    boolean inRange(Cidr network) {
        return ranges.stream().anyMatch(range -> range.overlaps(network));
    }

    private boolean isHostAddress(Cidr network) {
        return network.prefixLength() == network.network().bits()
                && ranges.stream().anyMatch(range -> range.contains(network));
    }

    /** Its own, else those that others give it; the first of a family. */
    private void addresses(HostSketch host) {
        List<IpAddress> candidates = Stream.concat(
                host.found.stream().flatMap(found -> found.config().addresses().stream())
                        .map(InterfaceAddress::address),
                views.of(host.key).stream().flatMap(view -> view.peer().allowedIps().stream())
                        .filter(this::isHostAddress).map(Cidr::network))
                .toList();
        ranges.forEach(range -> candidates.stream().filter(range::contains).findFirst()
                .ifPresent(host.addresses::add));
    }

    private void stranger(PublicKey key, List<View> seen) {
        Set<Cidr> allowed = new LinkedHashSet<>();
        seen.forEach(view -> allowed.addAll(view.peer().allowedIps()));
        List<Cidr> outside = allowed.stream().filter(network -> !inRange(network)).sorted().toList();
        List<IpAddress> inside = allowed.stream().filter(this::isHostAddress).map(Cidr::network).sorted().toList();
        Optional<Endpoint> endpoint = seen.stream().filter(view -> !view.viewer().running())
                .flatMap(view -> view.peer().endpoint().stream()).findFirst();
        boolean onePerFamily = inside.stream().map(IpAddress::isV6).distinct().count() == inside.size();
        if (inside.isEmpty()) {
            external(key, seen, endpoint, outside);
        } else if (outside.isEmpty() && endpoint.isEmpty() && onePerFamily) {
            strangers.add(new DeviceSketch(identities.name(key, "peer-" + inside.getFirst().toString()
                    .replaceAll("[^0-9a-f]+", "-")), key, inside));
        } else {
            unread(key, seen, inside);
        }
    }

    private void external(PublicKey key, List<View> seen, Optional<Endpoint> endpoint, List<Cidr> outside) {
        List<Cidr> networks = outside.stream().filter(network -> network.prefixLength() > 0).toList();
        if (networks.isEmpty()) {
            remarks.add(new Remark(seen.getFirst().peer().place(), "peer " + key
                    + " has no network that a spec could route to it, so the spec leaves it out and a plan removes it",
                    "read its host too, or give it networks of its own"));
            return;
        }
        strangers.add(new ExternalSketch(identities.name(key, "external"), key, endpoint, networks));
    }

    /** A peer with an address in the range and more than that is a host, which keeps it in everybody's list. */
    private void unread(PublicKey key, List<View> seen, List<IpAddress> inside) {
        HostSketch host = new HostSketch(identities.name(key, "peer-" + inside.getFirst().toString()
                .replaceAll("[^0-9a-f]+", "-")), Optional.empty(), Optional.of(key));
        ranges.forEach(range -> inside.stream().filter(range::contains).findFirst().ifPresent(host.addresses::add));
        hosts.add(host);
        remarks.add(new Remark(seen.getFirst().peer().place(), "peer " + host.name
                + " is written as a host that was not read", "read it too, or check its os and ssh in the spec"));
    }

    /** Networks that others send to it and that are no addresses of the mesh. */
    private void routes(HostSketch host) {
        views.of(host.key).stream().flatMap(view -> view.peer().allowedIps().stream()).distinct().sorted()
                .filter(network -> !inRange(network) && !host.owns(network) && network.prefixLength() > 0)
                .filter(network -> hosts.stream().noneMatch(
                        other -> other.routes.stream().anyMatch(network::overlaps)))
                .forEach(host.routes::add);
    }

    /** A host with peers that nobody can call is called by them, at an address that only they know. */
    private void callable(HostSketch host) {
        List<PublicKey> own = host.found.stream().flatMap(found -> found.config().peers().stream())
                .map(PeerConfig::publicKey).toList();
        boolean called = strangers.stream()
                .anyMatch(one -> one instanceof DeviceSketch && own.contains(one.key()))
                || hosts.stream().anyMatch(other -> other.endpoint.isEmpty() && other.siteEndpoints.isEmpty()
                        && other.key.filter(own::contains).isPresent());
        if (!called || host.endpoint.isPresent() || !host.siteEndpoints.isEmpty()) {
            return;
        }
        String ssh = host.found.flatMap(FoundHost::ssh).map(text -> text.replaceFirst("^.*@", "")
                .replaceFirst("^\\[(.*)\\](:[0-9]+)?$", "$1").replaceFirst("^([^:]*):[0-9]+$", "$1"))
                .orElse(host.name.text());
        int port = host.found.flatMap(found -> found.config().port()).orElse(DEFAULT_PORT);
        host.endpoint = Optional.of(new Endpoint(NetworkHost.parse(ssh), new Port(port)));
        host.behindNat = false;
        remarks.add(new Remark(host.found.orElseThrow().place(), "nothing tells where its peers call " + host.name
                + "; the spec says " + ssh, "write the address or name that they call under its endpoint"));
    }
}
