// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import mesh.desired.DesiredInterface;
import mesh.desired.DesiredPeer;
import mesh.desired.KeyRole;
import mesh.files.FileContent;
import mesh.key.PublicKey;
import mesh.model.KeyPolicy.Custody;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.plan.PlanDocument.ChangeLine;

/**
 * Each change as words. Learned endpoints, handshakes and counters are not among them: they move between a plan and its
 * apply.
 */
final class ChangeLines {
    /** Stands for what a run finds out. */
    static final String UNKNOWN = "(known after apply)";

    /** Hosts share peers: what is said when one is added is worked out once, however many hosts add it. */
    private final Map<DesiredPeer, ChangeLine> added = new IdentityHashMap<>();

    ChangeLine of(Change change, HostPlan host) {
        return switch (change) {
            case Change.InterfaceCreate c -> create(c, host);
            case Change.InterfaceUp c -> line("interface-up", "~", c.name().text(), "down", "up",
                    "interface " + c.name() + " is set up again");
            case Change.ServiceEnable c -> line("service-enable", "~", c.unit(), "disabled", "enabled",
                    "service " + c.unit() + " starts at boot again");
            case Change.ServiceStart c -> line("service-start", "~", c.unit(), "inactive", "active",
                    "service " + c.unit() + " counts as started again; the interface runs on");
            case Change.InterfaceRemove c -> line("interface-remove", "-", c.name().text(), "", "",
                    "interface " + c.name() + " is taken down");
            case Change.KeyBirth c -> line("key-birth", "+", c.name().text(), "", UNKNOWN,
                    "key of " + c.name() + " is made " + birthplace(host) + " " + UNKNOWN);
            case Change.KeyKeep c -> line("key-keep", "~", c.name().text(), c.publicKey().base64(),
                    c.publicKey().base64(), "key of " + c.name() + " stays and gets a file of its own on the host");
            case Change.KeyReplace c -> line("key-replace", "~", "key", text(c.before()), c.after().base64(),
                    "key " + c.before().map(PublicKey::base64).orElse("(none)") + " -> " + c.after());
            case Change.PortChange c -> line("port", "~", "port", text(c.before()), c.after().toString(),
                    "port " + c.before().map(Object::toString).orElse("(none)") + " -> " + c.after());
            case Change.MtuChange c -> line("mtu", "~", "mtu", Integer.toString(c.beforeBytes()), c.after().toString(),
                    "mtu " + c.beforeBytes() + " -> " + c.after());
            case Change.AddressAdd c -> added("address", c.address().toString());
            case Change.AddressRemove c -> removed("address", c.address().toString());
            case Change.RouteAdd c -> added("route", c.destination().toString());
            case Change.RouteRemove c -> removed("route", c.destination().toString());
            case Change.PeerAdd c -> byAgents(c.peer(), host)
                    ? added(c.peer(), "agents find the way")
                    : added.computeIfAbsent(c.peer(), peer -> added(peer, "it calls first"));
            case Change.PeerRemove c -> peerRemoved(c, host);
            case Change.PeerUpdate c -> line("peer-update", "~", c.after().name().text(), join(c.before().allowedIps()),
                    join(c.after().allowedIps()), called(c.after()) + ": " + differences(c));
            case Change.Ground c -> line(c.kind(), c.symbol(), c.kind(), "", "", c.text());
            case Change.CertificateIssue c -> line("certificate-issue", c.symbol(), "certificate", "", UNKNOWN,
                    c.text() + " " + UNKNOWN);
            case Change.FileWrite c -> file(c);
            case Change.FileTakeOver c -> line("take-over", "~", c.path().text(), "", UNKNOWN,
                    "file " + c.path() + ", which mesh did not write, is replaced " + UNKNOWN);
            case Change.FileRemove c -> removed("file", c.path().text());
        };
    }

    private static String birthplace(HostPlan host) {
        return host.desired().filter(desired -> desired.iface().custody() == Custody.VAULT).isPresent()
                ? "in the vault"
                : "on the host";
    }

    private static ChangeLine line(String kind, String symbol, String subject, String before, String after,
            String text) {
        return new ChangeLine(kind, symbol, subject, before, after, text);
    }

    private static boolean byAgents(DesiredPeer peer, HostPlan host) {
        return peer.endpoint().isEmpty() && host.desired().flatMap(desired -> desired.ground().agent())
                .filter(agent -> agent.peers().containsKey(peer.name())).isPresent();
    }

    /** @param waiting what is said of a peer without endpoint */
    private static ChangeLine added(DesiredPeer peer, String waiting) {
        return line("peer-add", "+", peer.name().text(), "", key(peer), peer(peer, waiting));
    }

    private static ChangeLine added(String what, String value) {
        return line(what + "-add", "+", value, "", value, what + " " + value);
    }

    private static ChangeLine removed(String what, String value) {
        return line(what + "-remove", "-", value, value, "", what + " " + value);
    }

    private static ChangeLine create(Change.InterfaceCreate change, HostPlan host) {
        Optional<DesiredInterface> iface = host.desired().map(desired -> desired.iface());
        boolean birth = host.changes().stream().anyMatch(Change.KeyBirth.class::isInstance);
        String settings = iface.map(own -> "port " + own.port() + ", mtu " + own.mtu() + ", key "
                + own.publicKey().filter(key -> !birth).map(PublicKey::base64).orElse(UNKNOWN)).orElse("");
        return line("interface-create", "+", change.name().text(), "", settings,
                "interface " + change.name() + (settings.isEmpty() ? "" : " (" + settings + ")"));
    }

    private static ChangeLine peerRemoved(Change.PeerRemove change, HostPlan host) {
        String name = change.name().map(NodeName::text).orElse("(unknown)");
        return line("peer-remove", "-", name, change.publicKey().base64(), "",
                "peer " + name + (staysByAnother(change, host) ? ", former key " : ", key ") + change.publicKey());
    }

    /** The peer is on the host with another key, and that is no change. */
    private static boolean staysByAnother(Change.PeerRemove change, HostPlan host) {
        boolean wanted = host.desired().stream().flatMap(desired -> desired.peers().stream())
                .anyMatch(peer -> change.name().equals(Optional.of(peer.name())));
        return wanted && host.changes().stream().noneMatch(
                other -> other instanceof Change.PeerAdd added
                        && change.name().equals(Optional.of(added.peer().name())));
    }

    private static String called(DesiredPeer peer) {
        return "peer " + peer.name() + switch (peer.role()) {
            case CURRENT -> "";
            case NEXT -> ", next key";
            case FORMER -> ", former key";
        };
    }

    private static String peer(DesiredPeer peer, String waiting) {
        List<String> parts = new ArrayList<>(List.of("key " + key(peer),
                peer.role() == KeyRole.CURRENT ? "allowed ips " + join(peer.allowedIps()) : "no allowed ips"));
        parts.add(peer.endpoint().map(endpoint -> "endpoint " + endpoint).orElse(waiting));
        if (peer.keepalive().seconds() > 0) {
            parts.add("keepalive " + peer.keepalive() + " s");
        }
        peer.presharedEpoch().ifPresent(epoch -> parts.add("preshared key epoch " + epoch));
        return called(peer) + ": " + String.join(", ", parts);
    }

    private static String differences(Change.PeerUpdate change) {
        List<String> parts = new ArrayList<>();
        change.allowedIpsAdded().forEach(ip -> parts.add("allowed ip +" + ip));
        change.allowedIpsRemoved().forEach(ip -> parts.add("allowed ip -" + ip));
        if (change.endpointChanged()) {
            // The address it has now may have roamed, and a plan holds nothing that moves by itself.
            change.after().endpoint().ifPresent(endpoint -> parts.add("endpoint -> " + endpoint));
        }
        if (change.keepaliveChanged()) {
            parts.add("keepalive " + change.before().keepalive() + " s -> " + change.after().keepalive() + " s");
        }
        if (change.presharedChanged()) {
            parts.add("preshared key -> " + change.after().presharedEpoch().map(epoch -> "epoch " + epoch)
                    .orElse("(none)"));
        }
        return String.join(", ", parts);
    }

    private static ChangeLine file(Change.FileWrite change) {
        String path = change.file().path().text();
        String note = change.file().content() instanceof FileContent.Text ? "" : " (secret)";
        return line("file-write", change.exists() ? "~" : "+", path, "", change.file().content().identity(),
                "file " + path + note);
    }

    private static String key(DesiredPeer peer) {
        return peer.publicKey().map(PublicKey::base64).orElse(UNKNOWN);
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }

    private static String join(List<Cidr> networks) {
        return networks.stream().map(Cidr::toString).collect(Collectors.joining(", "));
    }
}
