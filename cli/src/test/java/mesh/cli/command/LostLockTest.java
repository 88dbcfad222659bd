// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.List;
import java.util.Optional;

import mesh.cli.flow.Intent;
import mesh.cli.run.MeshException;
import mesh.live.HostReading;
import mesh.live.LiveHost;
import mesh.live.Manifest;
import mesh.lock.LockCodec;
import mesh.model.Format;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.spec.SpecFiles;
import mesh.spec.SpecSource;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LostLockTest {
    private static final String LOCK = "mesh.lock";

    private static SpecSource spec(String... hosts) {
        StringBuilder text = new StringBuilder("mesh: home\ndefaults: {os: linux, format: wg-quick}\nhosts:\n");
        for (String host : hosts) {
            text.append("  ").append(host).append(": {endpoint: ").append(host).append(".example.net}\n");
        }
        return new SpecSource("mesh.yaml", text.toString());
    }

    private static Intent intent(SpecSource spec, Intent locked) {
        return Intent.of(spec, SpecFiles.NONE, Optional.of(new SpecSource(LOCK, LockCodec.write(locked.lock()))));
    }

    private static HostReading carrying(String mesh, String name, String applied) {
        Manifest manifest = new Manifest(new MeshName(mesh), new NodeName(applied), Format.WG_QUICK, 1, "-", "me@box",
                "2026-11-20T00:00:00Z", List.of());
        return new HostReading.Read(
                new LiveHost(new NodeName(name), Optional.of(manifest), List.of(), Optional.empty()));
    }

    @Test
    void aMissingLockNextToHostsThatCarryTheMeshIsToldAndRefused() {
        Intent intent = Intent.of(spec("h1", "h2", "h3"), SpecFiles.NONE, Optional.empty());
        List<HostReading> readings = List.of(carrying("home", "h1", "h1"), carrying("home", "h2", "h2"),
                new HostReading.Read(LiveHost.bare(new NodeName("h3"))));
        String warning = "mesh.lock does not know h1, h2, which already carry mesh home: restore mesh.lock from git"
                + " before you apply";
        assertThat(LostLock.warning(intent, readings, LOCK)).contains(warning);
        assertThatThrownBy(() -> LostLock.check(intent, readings, LOCK)).hasMessage(warning).isInstanceOfSatisfying(
                MeshException.class, refusal -> assertThat(refusal.advice()).contains("--allow-destroy"));
    }

    @Test
    void aLockThatLacksOneHostIsTold() {
        Intent intent = intent(spec("h1", "h2"), Intent.of(spec("h1"), SpecFiles.NONE, Optional.empty()));
        assertThat(LostLock.warning(intent,
                List.of(carrying("home", "h1", "h1"), carrying("home", "h2", "h2")), LOCK))
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith("mesh.lock does not know h2, which already carries mesh home"));
    }

    @Test
    void hostsThatTheLockKnowsAndHostsOfAnotherMeshPass() {
        Intent intent = intent(spec("h1", "new"), Intent.of(spec("h1", "old"), SpecFiles.NONE, Optional.empty()));
        List<HostReading> readings = List.of(carrying("home", "h1", "h1"), carrying("home", "new", "old"),
                carrying("office", "new", "x"));
        assertThat(LostLock.warning(intent, readings, LOCK)).isEmpty();
        assertThatCode(() -> LostLock.check(intent, readings, LOCK)).doesNotThrowAnyException();
    }
}
