// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.ArrayList;
import java.util.List;

import mesh.desired.DesiredHost;
import mesh.desired.KeyRole;
import mesh.files.HostLayout;
import mesh.net.Cidr;
import mesh.net.InterfaceAddress;
import mesh.plan.Change;

/** By {@code ifconfig} and {@code route} of OpenBSD's base. One ifconfig is one change for the kernel: all or nothing. */
final class OpenBsdCommands extends LiveCommands {
    private final DesiredHost host;
    private final String name;
    private final HostLayout layout;

    OpenBsdCommands(DesiredHost host, List<Change> changes) {
        super(changes);
        this.host = host;
        this.name = host.iface().name().text();
        this.layout = new HostLayout(host.iface().name());
    }

    @Override
    void setUp() {
        // nothing
    }

    @Override
    void setKey(List<PeerSetting> sharing) {
        List<String> words = new ArrayList<>(List.of("set_private_key", layout.privateKey().text()));
        sharing.forEach(setting -> words.addAll(List.of(setting.publicKey().base64(),
                layout.presharedKey(setting.peer().label()).text())));
        live("setting the private key", words);
    }

    @Override
    void setPort(Change.PortChange change) {
        live("setting port " + change.after(), List.of("ifconfig", name, "wgport", change.after().toString()));
    }

    @Override
    void setMtu(Change.MtuChange change) {
        live("setting MTU " + change.after(), List.of("ifconfig", name, "mtu", change.after().toString()));
    }

    @Override
    void setInterfaceUp() {
        live("setting " + name + " up", List.of("ifconfig", name, "up"));
    }

    @Override
    void addAddress(Change.AddressAdd change) {
        InterfaceAddress address = change.address();
        live("adding address " + address,
                List.of("ifconfig", name, family(address.connected()), address.toString(), "alias"));
    }

    /**
     * Preshared keys first, one by one: a peer that is new is made with its key. Allowed IPs can be replaced and not
     * emptied, so a peer that loses all of its own is made anew. Those of a key that comes or goes move to another entry
     * of the same peer.
     */
    @Override
    void preparePeer(PeerSetting setting) {
        boolean madeAnew = !setting.isNew() && setting.peer().allowedIps().isEmpty()
                && setting.peer().role() == KeyRole.CURRENT;
        if (madeAnew) {
            live("emptying the allowed IPs of " + setting.peer().name(),
                    List.of("ifconfig", name, "-wgpeer", setting.publicKey().base64()));
        }
        if (setting.hasPreshared() && (setting.setsPreshared() || madeAnew)) {
            live("setting the preshared key of " + setting.peer().name(), List.of("set_preshared_key",
                    setting.publicKey().base64(), layout.presharedKey(setting.peer().label()).text()));
        }
    }

    @Override
    void setPeers(String what, List<PeerSetting> batch) {
        List<String> words = new ArrayList<>(List.of("ifconfig", name));
        batch.forEach(setting -> words.addAll(peer(setting)));
        live(what, words);
    }

    private static List<String> peer(PeerSetting setting) {
        List<String> words = new ArrayList<>();
        words.addAll(List.of("wgpeer", setting.publicKey().base64(), "wgdescr", setting.peer().label()));
        if (setting.setsPreshared() && !setting.hasPreshared()) {
            words.add("-wgpsk");
        }
        setting.peer().configuredKeepalive()
                .ifPresent(keepalive -> words.addAll(List.of("wgpka", keepalive.toString())));
        if (setting.setsEndpoint()) {
            setting.peer().endpoint().ifPresent(endpoint -> words
                    .addAll(List.of("wgendpoint", endpoint.host().toString(), endpoint.port().toString())));
        }
        setting.peer().allowedIps().forEach(network -> words.addAll(List.of("wgaip", network.toString())));
        return words;
    }

    @Override
    void addRoute(Change.RouteAdd change) {
        route("adding route ", "add_route", change.destination());
    }

    @Override
    void removeRoute(Change.RouteRemove change) {
        route("removing route ", "drop_route", change.destination());
    }

    /** The gateway is the host's own address of that family; which peer gets a packet is up to the allowed IPs. */
    private void route(String what, String function, Cidr destination) {
        String gateway = host.iface().addresses().stream().map(InterfaceAddress::address)
                .filter(address -> address.isV6() == destination.isV6()).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        host.name() + " has no address of the family of route " + destination))
                .toString();
        live(what + destination, List.of(function, family(destination), destination.toString(), gateway));
    }

    @Override
    void removePeers(String what, List<Change.PeerRemove> batch) {
        List<String> words = new ArrayList<>(List.of("ifconfig", name));
        batch.forEach(removal -> words.addAll(List.of("-wgpeer", removal.publicKey().base64())));
        live(what, words);
    }

    @Override
    void removeAddress(Change.AddressRemove change) {
        live("removing address " + change.address(), List.of("ifconfig", name, family(change.address().connected()),
                change.address().address().toString(), "-alias"));
    }

    @Override
    void restoreAfterRemovals() {
        host.routes().forEach(route -> route("adding route ", "add_route", route));
    }

    private static String family(Cidr network) {
        return network.isV6() ? "inet6" : "inet";
    }
}
