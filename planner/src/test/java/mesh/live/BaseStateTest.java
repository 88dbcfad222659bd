// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredStateBuilder;
import mesh.files.Activation;
import mesh.files.Digests;
import mesh.files.FileContent;
import mesh.files.HostFile;
import mesh.files.HostPath;
import mesh.files.RenderedHost;
import mesh.lock.LockUpdater;
import mesh.lock.Lockfile;
import mesh.model.Mesh;
import mesh.model.Meshes;
import mesh.name.NodeName;

class BaseStateTest {
    private static final Mesh MESH = Meshes.of("a", "b", "c");

    private static DesiredHost host(String... keyed) {
        Lockfile lock = LockUpdater.update(MESH, Lockfile.empty(MESH.name())).lock();
        for (String name : keyed) {
            lock = lock.withKey(new NodeName(name), Meshes.key(name), LocalDate.EPOCH);
        }
        return DesiredStateBuilder.build(MESH, lock).hosts().getFirst();
    }

    @Test
    void aHostWithoutAKeyHasNothing() {
        assertThat(BaseState.of(host("b"), Optional.empty())).isEqualTo(LiveHost.bare(new NodeName("a")));
    }

    @Test
    void peersWithoutAKeyAreNotThereYet() {
        LiveHost live = BaseState.of(host("a", "c"), Optional.empty());
        assertThat(live.iface().orElseThrow().peers()).extracting(LivePeer::publicKey)
                .containsExactly(Meshes.key("c"));
        assertThat(live.files()).extracting(file -> file.path().text()).containsExactly("/etc/mesh/wg0/private.key");
    }

    @Test
    void filesStandAsTheyWereRendered() {
        HostFile conf = new HostFile(new HostPath("/etc/hostname.wg0"), 0640, "wheel", new FileContent.Text("up\n"));
        HostFile key = new HostFile(new HostPath("/etc/mesh/wg0/private.key"), 0640, "systemd-network",
                new FileContent.PrivateKey(Meshes.key("a")));
        RenderedHost rendered = new RenderedHost(new NodeName("a"), List.of(conf, key),
                new Activation("", "", "", ""));
        LiveHost live = BaseState.of(host("a", "b", "c"), rendered);
        assertThat(live.files()).containsExactly(
                new LiveFile(conf.path(), 0640, 0, 0, Digests.sha256("up\n"), Optional.of("up\n")),
                new LiveFile(key.path(), 0640, 0, 1, key.content().identity(), Optional.empty()));
        assertThat(live.manifest().orElseThrow().files()).extracting(Manifest.Entry::identity)
                .containsExactly(conf.content().identity(), key.content().identity());
    }
}
