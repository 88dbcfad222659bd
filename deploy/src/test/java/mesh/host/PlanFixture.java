// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.List;
import java.util.Optional;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredInterface;
import mesh.desired.DesiredPeer;
import mesh.files.Activation;
import mesh.files.Digests;
import mesh.files.FileContent;
import mesh.files.HostFile;
import mesh.files.HostPath;
import mesh.files.RenderedHost;
import mesh.live.LiveFile;
import mesh.live.LiveHost;
import mesh.live.LiveInterface;
import mesh.live.LivePeer;
import mesh.live.Manifest;
import mesh.lock.Reach;
import mesh.model.KeyPolicy.Custody;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.InterfaceAddress;
import mesh.net.InterfaceName;
import mesh.net.Keepalive;
import mesh.net.Mtu;
import mesh.net.Port;
import mesh.plan.Change;
import mesh.plan.HostPlan;
import mesh.plan.Impact;

/** One host's plans, made by hand: a first apply, and a change of everything that can change. */
final class PlanFixture {
    static final InterfaceName NAME = new InterfaceName("wg0");
    static final Activation ACTIVATION = new Activation("grep -q Interface \"$STAGE/etc/wg0.conf\"\n",
            "wg-quick up wg0\n", "wg-quick down wg0 && wg-quick up wg0\n", "wg-quick down wg0\n");
    static final Activation OLD = new Activation("", "networkctl up\n", "", "networkctl down\n");
    static final Provenance PROVENANCE = new Provenance("-", "anna@box", "2026-11-20T00:00:00Z");
    static final String TOKEN = "00112233445566778899aabbccddeeff";
    static final Fence FENCE = new Fence(TOKEN, 600);
    static final Arming ARMING = new Arming(FENCE, PROVENANCE);
    static final HostPath CONF = new HostPath("/etc/wg0.conf");
    static final HostPath KEY = new HostPath("/etc/mesh/wg0/private.key");
    static final HostPath PSK = new HostPath("/etc/mesh/wg0/psk/one");
    static final HostPath OLD_PSK = new HostPath("/etc/mesh/wg0/psk/old");
    static final String OLD_TEXT = "[Interface]\nold\n";
    static final String NEW_TEXT = "[Interface]\nnew 'quoted' $x `y` \\z\n";

    /** So long that a line more is less than the whole. */
    static final String LONG_TEXT = "[Interface]\n" + "# a line like many others\n".repeat(20);

    private final Reach reach;
    private final Custody custody;

    PlanFixture(Reach reach, Custody custody) {
        this.reach = reach;
        this.custody = custody;
    }

    SecretFiles secrets() {
        java.util.Map<HostPath, String> contents = new java.util.HashMap<>();
        contents.put(PSK, Samples.PRESHARED.revealBase64() + "\n");
        if (custody == Custody.VAULT) {
            contents.put(KEY, Samples.PRIVATE.revealBase64() + "\n");
        }
        return new SecretFiles(contents);
    }

    private DesiredPeer one() {
        return new DesiredPeer(new NodeName("one"), Optional.of(Samples.ONE),
                Optional.of(Endpoint.parse("203.0.113.7:51820")),
                List.of(Cidr.parse("100.64.0.1/32"), Cidr.parse("192.168.1.0/24")), new Keepalive(25), Optional.of(1));
    }

    private DesiredPeer two() {
        return new DesiredPeer(new NodeName("two"), Optional.of(Samples.TWO), Optional.empty(),
                List.of(Cidr.parse("100.64.0.2/32")), new Keepalive(0), Optional.empty());
    }

    private DesiredHost desired() {
        return new DesiredHost(new MeshName("homelab"), Samples.HOST, reach,
                new DesiredInterface(NAME, Optional.of(Samples.OWN), custody, new Port(51820), new Mtu(1420),
                        List.of(InterfaceAddress.parse("100.64.0.4/24"), InterfaceAddress.parse("fd00::4/64"))),
                List.of(one(), two()), List.of(Cidr.parse("192.168.1.0/24")));
    }

    private static HostFile conf() {
        return new HostFile(CONF, 0640, "root", new FileContent.Text(NEW_TEXT));
    }

    private static HostFile key() {
        return new HostFile(KEY, 0600, "root", new FileContent.PrivateKey(Samples.OWN));
    }

    private static HostFile psk() {
        return new HostFile(PSK, 0600, "root", new FileContent.PresharedKey(Samples.OWN, Samples.ONE, 1));
    }

    private static RenderedHost rendered() {
        return new RenderedHost(Samples.HOST, List.of(key(), psk(), conf()), ACTIVATION);
    }

    /** Nothing is there but, under host custody, the key that was just born. */
    HostPlan create() {
        List<Change> changes = new java.util.ArrayList<>(List.of(new Change.InterfaceCreate(NAME),
                new Change.FileWrite(psk(), Optional.empty(), false),
                new Change.FileWrite(conf(), Optional.empty(), false)));
        if (custody == Custody.VAULT) {
            changes.add(new Change.FileWrite(key(), Optional.empty(), false));
        }
        return plan(HostPlan.Action.CREATE, changes, LiveHost.bare(Samples.HOST));
    }

    /** Generation 4 is there, with another of everything. */
    HostPlan update() {
        return plan(HostPlan.Action.UPDATE, List.of(
                new Change.PortChange(Optional.of(new Port(1)), new Port(51820)),
                new Change.MtuChange(1380, new Mtu(1420)),
                new Change.AddressAdd(InterfaceAddress.parse("100.64.0.4/24")), new Change.PeerAdd(one()),
                new Change.PeerUpdate(two(), oldPeer(Samples.TWO), List.of(), List.of(), false, true, true),
                new Change.RouteAdd(Cidr.parse("192.168.1.0/24")), new Change.RouteRemove(Cidr.parse("192.168.2.0/24")),
                new Change.PeerRemove(Optional.of(new NodeName("old")), Samples.key(0x60)),
                new Change.AddressRemove(InterfaceAddress.parse("100.64.0.5/24")),
                new Change.FileWrite(conf(), Optional.of(OLD_TEXT), true),
                new Change.FileWrite(psk(), Optional.empty(), false), new Change.FileRemove(OLD_PSK, Optional.empty())),
                live());
    }

    /** Somebody took a key away and did what {@code changes} puts right. */
    HostPlan repair(Change... changes) {
        List<Change> all = new java.util.ArrayList<>(List.of(changes));
        all.add(new Change.FileWrite(psk(), Optional.empty(), false));
        return plan(HostPlan.Action.UPDATE, all, live());
    }

    /** {@link #LONG_TEXT} and a peer are there, of which another peer is to be made. */
    HostPlan appended() {
        return file(LONG_TEXT + "[Peer]\n", LONG_TEXT + "[Peer] one\n");
    }

    /** A secret is added, and the text stays. */
    HostPlan unchangedText() {
        return file(LONG_TEXT, LONG_TEXT);
    }

    private HostPlan file(String found, String wanted) {
        HostFile file = new HostFile(CONF, 0640, "root", new FileContent.Text(wanted));
        List<Change> changes = new java.util.ArrayList<>(List.of(new Change.FileWrite(psk(), Optional.empty(), false)));
        if (!found.equals(wanted)) {
            changes.add(new Change.FileWrite(file, Optional.of(found), true));
        }
        LiveHost live = live();
        List<LiveFile> files = new java.util.ArrayList<>(live.files());
        files.removeIf(one -> one.path().equals(CONF));
        files.add(new LiveFile(CONF, 0640, 0, 0, Digests.sha256(found), Optional.of(found)));
        return new HostPlan(Samples.HOST, reach, HostPlan.Action.UPDATE, changes, Impact.IN_PLACE, "",
                Optional.of(desired()),
                Optional.of(new RenderedHost(Samples.HOST, List.of(key(), psk(), file), ACTIVATION)),
                Optional.of(new LiveHost(live.host(), live.manifest(), files, live.iface())));
    }

    /** Somebody configured the interface by hand. */
    HostPlan takeOver() {
        HostPlan update = update();
        LiveHost live = live();
        return plan(update.action(), update.changes(),
                new LiveHost(live.host(), Optional.empty(), live.files(), live.iface()));
    }

    /** The same host comes from another format. */
    HostPlan replace() {
        return plan(HostPlan.Action.REPLACE,
                List.of(new Change.InterfaceRemove(NAME), new Change.InterfaceCreate(NAME),
                        new Change.FileWrite(conf(), Optional.of(OLD_TEXT), true),
                        new Change.FileWrite(psk(), Optional.empty(), false),
                        new Change.FileRemove(OLD_PSK, Optional.empty())),
                live());
    }

    /** The host's key was {@code former}; the next one waits beside it. */
    HostPlan rotate(mesh.key.PublicKey former) {
        DesiredHost desired = desired();
        DesiredInterface own = desired.iface();
        DesiredHost turned = new DesiredHost(desired.mesh(), desired.name(), desired.reach(),
                new DesiredInterface(own.name(), own.publicKey(), own.custody(), own.port(), own.mtu(),
                        own.addresses(), Optional.of(former)),
                desired.peers(), desired.routes());
        LiveHost live = live();
        LiveInterface iface = live.iface().orElseThrow();
        LiveHost before = new LiveHost(live.host(), live.manifest(), live.files(), Optional.of(new LiveInterface(
                iface.name(), Optional.of(former), iface.port(), iface.mtuBytes(), iface.addresses(), iface.peers(),
                iface.routes())));
        List<Change> changes = List.of(new Change.KeyReplace(Optional.of(former), Samples.OWN),
                new Change.PeerUpdate(one(), oldPeer(Samples.ONE), List.of(), List.of(), false, false, true),
                new Change.FileWrite(key(), Optional.empty(), true),
                new Change.FileWrite(psk(), Optional.empty(), false));
        return new HostPlan(Samples.HOST, reach, HostPlan.Action.UPDATE, changes, Impact.SESSIONS_DROP, "",
                Optional.of(turned), Optional.of(rendered()), Optional.of(before));
    }

    HostPlan remove() {
        return new HostPlan(Samples.HOST, reach, HostPlan.Action.REMOVE,
                List.of(new Change.InterfaceRemove(NAME), new Change.FileRemove(OLD_PSK, Optional.empty()),
                        new Change.FileRemove(CONF, Optional.empty()), new Change.FileRemove(KEY, Optional.empty())),
                Impact.INTERFACE_DOWN, "", Optional.empty(), Optional.empty(), Optional.of(live()));
    }

    private HostPlan plan(HostPlan.Action action, List<Change> changes, LiveHost live) {
        return new HostPlan(Samples.HOST, reach, action, changes, Impact.IN_PLACE, "", Optional.of(desired()),
                Optional.of(rendered()), Optional.of(live));
    }

    private static LivePeer oldPeer(mesh.key.PublicKey key) {
        return new LivePeer(key, Optional.empty(), List.of(), new Keepalive(1), true, Optional.empty(), 0, 0);
    }

    private LiveHost live() {
        LiveInterface iface = new LiveInterface(NAME, Optional.of(Samples.OWN), Optional.of(new Port(1)), 1380,
                List.of(),
                List.of(oldPeer(Samples.TWO), oldPeer(Samples.key(0x60))), List.of());
        return new LiveHost(Samples.HOST, Optional.of(manifest()),
                List.of(file(OLD_PSK, "old psk\n"), file(KEY, Samples.PRIVATE.revealBase64() + "\n"),
                        file(CONF, OLD_TEXT)),
                Optional.of(iface));
    }

    private static LiveFile file(HostPath path, String text) {
        return new LiveFile(path, 0600, 0, 0, Digests.sha256(text), Optional.empty());
    }

    Manifest manifest() {
        return new Manifest(new MeshName("homelab"), Samples.HOST, reach.format(), 4, "-", "bob@box",
                "2026-11-19T00:00:00Z",
                List.of(new Manifest.Entry(CONF, new FileContent.Text(OLD_TEXT).identity(), Digests.sha256(OLD_TEXT))));
    }
}
