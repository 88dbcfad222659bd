// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import mesh.desired.DesiredHost;
import mesh.files.HostLayout;
import mesh.net.Cidr;
import mesh.net.InterfaceAddress;
import mesh.plan.Change;

/** By {@code ip} and {@code wg set}, whichever format the files have. */
final class LinuxCommands extends LiveCommands {
    private final DesiredHost host;
    private final String name;
    private final HostLayout layout;

    LinuxCommands(DesiredHost host, List<Change> changes) {
        super(changes);
        this.host = host;
        this.name = host.iface().name().text();
        this.layout = new HostLayout(host.iface().name());
    }

    @Override
    void setUp() {
        if (removesAddresses()) {
            line("keep_secondaries");
        }
    }

    @Override
    void setKey(List<PeerSetting> sharing) {
        List<String> words = new ArrayList<>(List.of("wg", "set", name, "private-key", layout.privateKey().text()));
        sharing.forEach(setting -> words.addAll(List.of("peer", setting.publicKey().base64(), "preshared-key",
                layout.presharedKey(setting.peer().label()).text())));
        live("setting the private key", words);
    }

    @Override
    void setPort(Change.PortChange change) {
        live("setting port " + change.after(), List.of("wg", "set", name, "listen-port", change.after().toString()));
    }

    @Override
    void setMtu(Change.MtuChange change) {
        live("setting MTU " + change.after(),
                List.of("ip", "link", "set", "dev", name, "mtu", change.after().toString()));
    }

    @Override
    void setInterfaceUp() {
        live("setting " + name + " up", List.of("ip", "link", "set", "dev", name, "up"));
    }

    @Override
    void addAddress(Change.AddressAdd change) {
        address(change.address());
    }

    private void address(InterfaceAddress address) {
        live("adding address " + address,
                List.of("ip", family(address.connected()), "address", "replace", address.toString(), "dev", name));
    }

    @Override
    void preparePeer(PeerSetting setting) {
        // all in one wg set
    }

    @Override
    void setPeers(String what, List<PeerSetting> batch) {
        List<String> words = new ArrayList<>(List.of("wg", "set", name));
        batch.forEach(setting -> words.addAll(peer(setting)));
        live(what, words);
    }

    private List<String> peer(PeerSetting setting) {
        List<String> words = new ArrayList<>(List.of("peer", setting.publicKey().base64()));
        if (setting.setsPreshared()) {
            words.add("preshared-key");
            words.add(setting.hasPreshared() ? layout.presharedKey(setting.peer().label()).text() : "/dev/null");
        }
        if (setting.setsEndpoint()) {
            setting.peer().endpoint().ifPresent(endpoint -> words.addAll(List.of("endpoint", endpoint.toString())));
        }
        setting.peer().configuredKeepalive()
                .ifPresent(keepalive -> words.addAll(List.of("persistent-keepalive", keepalive.toString())));
        words.addAll(List.of("allowed-ips",
                setting.peer().allowedIps().stream().map(Cidr::toString).collect(Collectors.joining(","))));
        return words;
    }

    @Override
    void addRoute(Change.RouteAdd change) {
        route(change.destination());
    }

    private void route(Cidr destination) {
        live("adding route " + destination,
                List.of("ip", family(destination), "route", "replace", destination.toString(), "dev", name));
    }

    @Override
    void removeRoute(Change.RouteRemove change) {
        live("removing route " + change.destination(),
                List.of("drop_route", change.destination().isV6() ? "6" : "4", change.destination().toString()));
    }

    @Override
    void removePeers(String what, List<Change.PeerRemove> batch) {
        List<String> words = new ArrayList<>(List.of("wg", "set", name));
        batch.forEach(removal -> words.addAll(List.of("peer", removal.publicKey().base64(), "remove")));
        live(what, words);
    }

    @Override
    void removeAddress(Change.AddressRemove change) {
        live("removing address " + change.address(), List.of("ip", family(change.address().connected()), "address",
                "del", change.address().toString(), "dev", name));
    }

    @Override
    void restoreAfterRemovals() {
        host.iface().addresses().forEach(this::address);
        host.routes().forEach(this::route);
    }

    private static String family(Cidr network) {
        return network.isV6() ? "-6" : "-4";
    }
}
