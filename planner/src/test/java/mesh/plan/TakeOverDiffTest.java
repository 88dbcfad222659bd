// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import mesh.drift.DriftDocument;
import mesh.drift.DriftFinder;
import mesh.files.HostPath;
import mesh.live.LiveFile;
import mesh.live.LiveHost;
import mesh.live.LiveInterface;
import mesh.model.Meshes;
import mesh.plan.HostPlan.Action;

/** A host that carries WireGuard already, and not from mesh, is taken over aloud. */
class TakeOverDiffTest {

    private static LiveHost withoutManifest(LiveHost host) {
        return new LiveHost(host.host(), Optional.empty(), host.files(), host.iface());
    }

    @Test
    void aForeignConfigurationIsTakenOverAloudWhileKeysAreUnknown() {
        Situation fresh = Situation.fresh(Meshes.of("a", "b"));
        fresh.found("a", live -> foreign(live, Situation.applied(Meshes.of("a", "b")).live("a").iface()));
        assertThat(fresh.changes("a")).endsWith(
                "~ file /etc/wireguard/wg0.conf, which mesh did not write, is replaced (known after apply)");
        assertThat(fresh.plan("a").notices()).contains(new Notice(Notice.Kind.FOREIGN, "/etc/wireguard/wg0.conf was not"
                + " written by mesh and is replaced; the original is kept in /etc/mesh/wg0/before"));
    }

    @Test
    void aForeignConfigurationIsTakenOverAloudOnceKeysAreKnown() {
        Situation keyed = Situation.keyed(Meshes.of("a", "b"));
        keyed.found("a", live -> foreign(live, Optional.empty()));
        assertThat(keyed.changes("a")).contains("~ file /etc/wireguard/wg0.conf");
        assertThat(keyed.plan("a").notices()).extracting(Notice::kind).containsExactly(Notice.Kind.FOREIGN);
        assertThat(Situation.applied(Meshes.of("a", "b")).becomes(Meshes.of("a", "b", "c")).plan("a").notices())
                .as("mesh's own file").isEmpty();
    }

    /** Whichever of two files sorts first would win at the next boot. */
    @Test
    void aFileUnderAnotherNameThatSetsTheInterfaceUpGoes() {
        HostPath path = new HostPath("/etc/systemd/network/20-vpn.netdev");
        Situation keyed = Situation.keyed(Meshes.of("a", "b"));
        keyed.found("a", live -> withFile(live, path));
        assertThat(keyed.changes("a")).contains("- file " + path);
        assertThat(keyed.plan("a").notices()).contains(new Notice(Notice.Kind.FOREIGN, path + " was not written by mesh"
                + " and sets wg0 up too: it is removed; the original is kept in /etc/mesh/wg0/before"));
        Situation fresh = Situation.fresh(Meshes.of("a", "b"));
        fresh.found("a", live -> withFile(live, path));
        assertThat(fresh.changes("a")).contains("- file " + path);

        Situation applied = Situation.applied(Meshes.of("a", "b"));
        applied.found("a", live -> withFile(live, path));
        assertThat(DriftFinder.find(applied.plan(), List.copyOf(applied.readings.values())).hosts().getFirst().items())
                .extracting(DriftDocument.Item::text)
                .containsExactly("file " + path + ": sets the interface up too, and mesh did not write it");
    }

    private static LiveHost withFile(LiveHost host, HostPath path) {
        List<LiveFile> files = new ArrayList<>(host.files());
        files.add(new LiveFile(path, 0640, 0, 0, "0".repeat(64), Optional.of("[NetDev]\nName=wg0\n")));
        return new LiveHost(host.host(), host.manifest(), files, host.iface());
    }

    @Test
    void aPortThatMovesWithAnotherKeyDoesNotKeepSessions() {
        Situation fresh = Situation.fresh(Meshes.of("a", "b"));
        LiveInterface iface = Situation.applied(Meshes.of("a", "b")).live("a").iface().orElseThrow();
        fresh.found("a", live -> foreign(live, Optional.of(new LiveInterface(iface.name(), iface.publicKey(),
                Optional.empty(), iface.mtuBytes(), iface.addresses(), iface.peers(), iface.routes()))));
        assertThat(fresh.plan("a").impactDetail()).contains("all its sessions start anew under another key")
                .endsWith("the port moves").doesNotContain("sessions go on");
    }

    private static LiveHost foreign(LiveHost host, Optional<LiveInterface> iface) {
        LiveFile file = new LiveFile(new HostPath("/etc/wireguard/wg0.conf"), 0600, 0, 0, "0".repeat(64),
                Optional.of("[Interface]\nPrivateKey = (redacted)\n"));
        return new LiveHost(host.host(), Optional.empty(), List.of(file), iface);
    }

    @Test
    void aForeignInterfaceIsTakenOverAloud() {
        Situation situation = Situation.applied(Meshes.of("a", "b"));
        situation.found("a", TakeOverDiffTest::withoutManifest);
        assertThat(situation.plan("a").action()).isEqualTo(Action.UPDATE);
        assertThat(situation.plan("a").impactDetail()).isEqualTo("takes over wg0, which mesh did not set up");
        assertThat(situation.changes("a")).isEqualTo("~ file /etc/mesh/wg0/private.key (secret)");
    }
}
