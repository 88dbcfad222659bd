// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import mesh.files.Digests;
import mesh.files.HostPath;
import mesh.live.LiveFile;
import mesh.live.LiveHost;
import mesh.live.LiveInterface;
import mesh.live.LivePeer;
import mesh.model.Meshes;
import mesh.net.Cidr;
import mesh.net.Keepalive;

/** What another hand made and an apply would write over is said aloud; what apply only repairs is not. */
class ForeignEditsTest {
    private static final String CONF = "/etc/wireguard/wg0.conf";
    private static final String KEY = "/etc/mesh/wg0/private.key";

    private static LiveHost edited(LiveHost host, String path, UnaryOperator<String> edit) {
        List<LiveFile> files = new ArrayList<>();
        for (LiveFile file : host.files()) {
            Optional<String> text = file.text().map(edit);
            files.add(file.path().equals(new HostPath(path))
                    ? new LiveFile(file.path(), file.mode(), 0, 0, text.map(Digests::sha256).orElse("e".repeat(64)),
                            text)
                    : file);
        }
        return new LiveHost(host.host(), host.manifest(), files, host.iface());
    }

    private static LiveHost peered(LiveHost host, String... keys) {
        LiveInterface iface = host.iface().orElseThrow();
        List<LivePeer> peers = new ArrayList<>(iface.peers());
        for (String key : keys) {
            peers.add(new LivePeer(Meshes.key(key), Optional.empty(), List.of(Cidr.parse("10.9.0.77/32")),
                    new Keepalive(0), false, Optional.empty(), 0, 0));
        }
        return new LiveHost(host.host(), host.manifest(), host.files(), Optional.of(new LiveInterface(iface.name(),
                iface.publicKey(), iface.port(), iface.mtuBytes(), iface.addresses(), peers, iface.routes())));
    }

    private static List<String> notices(Situation situation, String host) {
        return situation.plan(host).notices().stream().filter(notice -> notice.kind() == Notice.Kind.FOREIGN)
                .map(Notice::text).toList();
    }

    @Test
    void anEditedFileIsNamedAndUndone() {
        Situation situation = Situation.applied(Meshes.of("a", "b"));
        assertThat(notices(situation, "a")).isEmpty();
        situation.found("a", live -> edited(live, CONF, text -> text + "# mine\n"));
        assertThat(notices(situation, "a")).containsExactly(
                CONF + " was edited by hand since the last apply; its diff undoes that");
        assertThat(notices(situation, "b")).isEmpty();
    }

    @Test
    void anEditedFileIsNamedWhileTheNextTextIsNotKnown() {
        Situation situation = Situation.applied(Meshes.of("a", "b")).keysForgotten(Meshes.of("a", "b"), "b");
        situation.found("a", live -> edited(edited(live, CONF, text -> text + "# mine\n"), KEY, text -> text));
        assertThat(notices(situation, "a")).containsExactly(
                CONF + " was edited by hand since the last apply; apply writes over it");
    }

    @Test
    void anEditedFileOfAHostThatLeavesIsNamed() {
        Situation situation = Situation.applied(Meshes.of("a", "b")).becomes(Meshes.of("a"));
        assertThat(notices(situation, "b")).isEmpty();
        situation.found("b", live -> edited(live, CONF, text -> text + "# mine\n"));
        assertThat(notices(situation, "b")).containsExactly(
                CONF + " was edited by hand since the last apply; it is removed");
    }

    @Test
    void saveConfigIsExplained() {
        Situation situation = Situation.applied(Meshes.of("a", "b"));
        situation.found("a", live -> edited(live, CONF, text -> text.replace("MTU", "SaveConfig = true\nMTU")));
        assertThat(notices(situation, "a")).hasSize(2).last().asString()
                .contains("has SaveConfig = true: wg-quick writes what runs");
    }

    @Test
    void peersThatMeshDidNotSetUpAreNamed() {
        Situation situation = Situation.applied(Meshes.of("a", "b"));
        situation.found("a", live -> peered(live, "x"));
        assertThat(notices(situation, "a")).containsExactly("a peer that mesh did not set up is removed: "
                + Meshes.key("x") + " (allowed ips 10.9.0.77/32)");
        situation.found("a", live -> peered(live, "y"));
        assertThat(notices(situation, "a")).first().asString()
                .startsWith("2 peers that mesh did not set up are removed");
    }

    @Test
    void aPeerThatTheSpecDroppedIsMeshsOwn() {
        Situation situation = Situation.applied(Meshes.mesh().external("x", "", "10.44.0.0/16").host("a").and()
                .host("b").and().build()).becomes(Meshes.of("a", "b"));
        assertThat(situation.changes("a")).contains("- peer x, key ");
        assertThat(notices(situation, "a")).isEmpty();
    }

    @Test
    void whatApplyRepairsIsNobodysWork() {
        Situation situation = Situation.applied(Meshes.of("a", "b"));
        situation.found("a", live -> new LiveHost(live.host(), live.manifest(),
                live.files().stream().filter(file -> !file.path().text().equals(CONF)).toList(), Optional.empty()));
        assertThat(situation.changes("a")).contains("+ file " + CONF, "+ interface wg0");
        assertThat(notices(situation, "a")).isEmpty();
    }
}
