// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import mesh.files.Digests;
import mesh.files.HostPath;
import mesh.model.Format;
import mesh.name.MeshName;
import mesh.name.NodeName;

class ManifestCodecTest {
    private static final String ONE = Digests.sha256("one");
    private static final String TWO = Digests.sha256("two");
    private static final String TEXT = """
            mesh-manifest 1
            mesh home
            host pi4
            format wg-quick
            generation 3
            commit 0f3a9c1
            by anna@laptop
            at 2026-11-20T22:15:00Z
            file /etc/mesh/wg0/private.key %s %s
            file /etc/wireguard/wg0.conf %s %s
            """.formatted(ONE, TWO, TWO, ONE);

    private static Manifest manifest(String by) {
        return new Manifest(new MeshName("home"), new NodeName("pi4"), Format.WG_QUICK, 3, "0f3a9c1", by,
                "2026-11-20T22:15:00Z",
                List.of(new Manifest.Entry(new HostPath("/etc/mesh/wg0/private.key"), ONE, TWO),
                        new Manifest.Entry(new HostPath("/etc/wireguard/wg0.conf"), TWO, ONE)));
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> ManifestCodec.read(text)).isInstanceOf(ManifestFormatException.class)
                .hasMessageContaining(message);
    }

    @Test
    void isALineAValue() {
        assertThat(ManifestCodec.write(manifest("anna@laptop"))).isEqualTo(TEXT);
        assertThat(ManifestCodec.read(TEXT)).isEqualTo(manifest("anna@laptop"));
    }

    @Test
    void refusesALaterVersion() {
        refused(TEXT.replace("mesh-manifest 1", "mesh-manifest 2"),
                "manifest version '2' is not one this mesh reads (1)");
    }

    @Test
    void refusesDamageAndSaysWhere() {
        refused("", "this is not a manifest");
        refused("hello\n", "this is not a manifest");
        refused(TEXT.substring(0, TEXT.length() - 1), "cut off");
        refused("mesh-manifest 1\nmesh home\n", "line 3 of the manifest is damaged: 'host' and a value are expected");
        refused(TEXT.replace("generation 3", "generation 03"), "line 5");
        refused(TEXT.replace("wg-quick", "netplan"), "line 4 of the manifest is damaged: 'netplan' is not a format");
        refused(TEXT.replace(ONE, "abc"), "line 9");
        refused(TEXT.replace("/etc/mesh/", "/etc/zzz/"), "not sorted");
        refused(TEXT + "more\n", "line 11");
    }

    @Test
    void writesNothingItCouldNotRead() {
        assertThatThrownBy(() -> ManifestCodec.write(manifest("anna\nhost evil")))
                .isInstanceOf(ManifestFormatException.class);
        assertThatThrownBy(() -> ManifestCodec.write(manifest(""))).isInstanceOf(ManifestFormatException.class);
    }

    @Property(tries = 500)
    void anyDamageIsReadOrRefused(@ForAll int place, @ForAll char c) {
        int at = Math.floorMod(place, TEXT.length());
        try {
            ManifestCodec.read(TEXT.substring(0, at) + c + TEXT.substring(at + 1));
        } catch (ManifestFormatException refused) {
            assertThat(refused).hasMessageContaining("manifest");
        }
    }
}
