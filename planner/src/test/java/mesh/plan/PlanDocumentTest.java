// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import mesh.files.Digests;
import mesh.files.HostPath;
import mesh.live.LiveFile;
import mesh.live.LiveHost;
import mesh.live.LiveInterface;
import mesh.live.LivePeer;
import mesh.model.KeyPolicy.Custody;
import mesh.model.Meshes;
import mesh.net.Endpoint;

class PlanDocumentTest {
    private static PlanDocument document() {
        return PlanDocumentBuilder.of(Situation.applied(Meshes.of("a", "b")).becomes(Meshes.of("a", "c")).plan());
    }

    @Test
    void countsEachHostOnce() {
        assertThat(document().counts()).isEqualTo(new PlanDocument.Counts(1, 1, 1, 0, 0));
        assertThat(document().hasChanges()).isTrue();
        PlanDocument nothing = PlanDocumentBuilder.of(Situation.applied(Meshes.of("a", "b")).plan());
        assertThat(nothing.counts()).isEqualTo(new PlanDocument.Counts(0, 0, 0, 2, 0));
        assertThat(nothing.hasChanges()).isFalse();
    }

    @Test
    void holdsTheExactTextAndItsDifference() {
        PlanDocument.FileChange conf = document().hosts().getFirst().files().getFirst();
        assertThat(conf.content()).startsWith("# host a\n[Interface]\n").contains("# c\n");
        assertThat(conf.diff()).isEqualTo("""
                --- /etc/wireguard/wg0.conf
                +++ /etc/wireguard/wg0.conf
                @@ -6,7 +6,7 @@
                 MTU = 1420
                \s
                 [Peer]
                -# b
                -PublicKey = %s
                -AllowedIPs = 10.9.0.2/32, fd00:9::2/128
                -Endpoint = b.example.net:51820
                +# c
                +PublicKey = %s
                +AllowedIPs = 10.9.0.3/32, fd00:9::3/128
                +Endpoint = c.example.net:51820
                """.formatted(Meshes.key("b"), Meshes.key("c")));
    }

    @Test
    void secretsAreOnlyNamed() {
        Meshes vault = Meshes.mesh().custody(Custody.VAULT).host("a").and();
        PlanDocument document = PlanDocumentBuilder.of(Situation.keyed(vault.build()).plan());
        PlanDocument.FileChange key = document.hosts().getFirst().files().getFirst();
        assertThat(key.path()).isEqualTo("/etc/mesh/wg0/private.key");
        assertThat(key.secret()).isTrue();
        assertThat(key.content()).isEmpty();
        assertThat(key.diff()).isEqualTo("(secret)");
    }

    @Test
    void keysInAForeignFileAreHidden() {
        String secret = "yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=";
        String foreign = "[Interface]\nPrivateKey = " + secret + "\n[Peer]\nPublicKey = " + Meshes.key("x")
                + "\nPresharedKey=" + secret + "\n\u001b[2J\n";
        Situation situation = Situation.keyed(Meshes.of("a"));
        situation.found("a", live -> new LiveHost(live.host(), Optional.empty(),
                List.of(new LiveFile(new HostPath("/etc/wireguard/wg0.conf"), 0600, 0, 0, Digests.sha256(foreign),
                        Optional.of(foreign))),
                Optional.empty()));
        String json = PlanJson.write(PlanDocumentBuilder.of(situation.plan()));
        assertThat(json).doesNotContain(secret).contains("PrivateKey = (secret)", "PresharedKey=(secret)",
                Meshes.key("x").base64()).doesNotContain("\u001b", "\\u001B", "\\u001b[2J\\n-\\n");
    }

    @Test
    void roamingAndTrafficChangeNothingInTheText() {
        Situation situation = Situation.applied(Meshes.of("a", "b"))
                .becomes(Meshes.mesh().host("a").and().host("b").endpoint("203.0.113.7").pin("10.9.0.9").and().build());
        String before = PlanJson.write(PlanDocumentBuilder.of(situation.plan()));
        LiveInterface iface = situation.live("a").iface().orElseThrow();
        LivePeer peer = iface.peers().getFirst();
        LivePeer busy = new LivePeer(peer.publicKey(), Optional.of(Endpoint.parse("198.51.100.9:4711")),
                peer.allowedIps(), peer.keepalive(), peer.preshared(), Optional.of(3L), 1000, 2000);
        situation.found("a", host -> new LiveHost(host.host(), host.manifest(), host.files(),
                Optional.of(new LiveInterface(iface.name(), iface.publicKey(), iface.port(), iface.mtuBytes(),
                        iface.addresses(), List.of(busy), iface.routes()))));
        assertThat(PlanJson.write(PlanDocumentBuilder.of(situation.plan()))).isEqualTo(before);
    }

    @Test
    void jsonIsReadBackAsWritten() {
        String json = PlanJson.write(document());
        assertThat(json)
                .startsWith("{\n  \"format_version\" : \"1.2\",\n  \"mesh\" : \"home\",\n  \"basis\" : \"live\"")
                .endsWith("}\n").contains("\"impact_detail\"", "\"interface_name\" : \"wg0\"");
        assertThat(PlanJson.read(json)).isEqualTo(document());
    }

    @Test
    void aLaterMinorVersionIsReadAndAnotherMajorVersionIsNot() {
        String json = PlanJson.write(document());
        String minor = json.replace("\"format_version\" : \"1.2\",", "\"format_version\" : \"1.7\", \"more\": [1],");
        assertThat(PlanJson.read(minor).hosts()).isEqualTo(document().hosts());
        assertThatThrownBy(() -> PlanJson.read(json.replace("\"1.2\"", "\"2.0\"")))
                .isInstanceOf(PlanFormatException.class)
                .hasMessage("plan format '2.0' is not one this mesh reads (1.2): plan again with this version");
    }

    @Property(tries = 300)
    void anyDamageIsReadOrRefused(@ForAll int place, @ForAll char c) {
        String json = PlanJson.write(document());
        int at = Math.floorMod(place, json.length());
        for (String text : List.of(json.substring(0, at), json.substring(0, at) + c + json.substring(at + 1), "" + c)) {
            try {
                PlanJson.read(text);
            } catch (PlanFormatException refused) {
                assertThat(refused).hasMessageStartingWith("");
            }
        }
    }
}
