// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import mesh.key.PublicKey;
import mesh.name.NodeName;
import mesh.model.Meshes;

import org.junit.jupiter.api.Test;

class RecordedNamesTest {
    private static final PublicKey KEY = Meshes.key("x");

    private static void names(String text, String name) {
        assertThat(new RecordedNames(List.of(text.formatted(KEY))).of(KEY)).as(text).contains(new NodeName(name));
    }

    private static void namesNobody(String text) {
        assertThat(new RecordedNames(List.of(text.formatted(KEY))).of(KEY)).as(text).isEmpty();
    }

    @Test
    void everyFormatNamesItsPeers() {
        names("[Peer]\n# pi4\nPublicKey = %s\nAllowedIPs = 10.9.0.2/32\n", "pi4");
        names("\n# pi4\n[WireGuardPeer]\nPublicKey=%s\n", "pi4");
        names("wgpeer %s wgdescr \"pi4\" -wgpsk wgpka 0\n", "pi4");
    }

    @Test
    void theKeysOfOneHostHaveOneName() {
        names("[Peer]\n# pi4.former\nPublicKey = %s\n", "pi4");
        names("wgpeer %s wgdescr \"pi4.next\" -wgpsk\n", "pi4");
    }

    @Test
    void whatMeshDoesNotWriteNamesNobody() {
        namesNobody("[Peer]\n# my laptop\nPublicKey = %s\n");
        namesNobody("[Peer]\n# pi4\n\nPublicKey = %s\n");
        namesNobody("[Peer]\n# -pi4\nPublicKey = %s\n");
        namesNobody("[Peer]\n# pi4\n# PublicKey = %s\n");
    }
}
