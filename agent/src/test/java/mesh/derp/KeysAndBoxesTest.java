// SPDX-License-Identifier: Apache-2.0
package mesh.derp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import mesh.value.ValueFormatException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class KeysAndBoxesTest {
    private static final RelayPrivateKey ALICE = FrameVectorsTest.CLIENT;
    private static final RelayPrivateKey BOB = FrameVectorsTest.SERVER;
    private static final String HEX = "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a";

    @Test
    void publicKeyIsRfc7748s() {
        assertThat(ALICE.publicKey().hex()).isEqualTo(HEX);
        assertThat(RelayPublicKey.parse(HEX)).isEqualTo(ALICE.publicKey());
        assertThat(RelayPrivateKey.parse(ALICE.revealHex())).isEqualTo(ALICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8520F0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a", "8520", HEX + "00",
            "g520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
            "hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo="})
    void refusesOtherTextsWithoutRepeatingThem(String text) {
        for (Runnable parse : new Runnable[]{() -> RelayPublicKey.parse(text), () -> RelayPrivateKey.parse(text),
                () -> MeshKey.parse(text)}) {
            assertThatThrownBy(parse::run).isInstanceOf(ValueFormatException.class)
                    .hasMessageContaining("64 lower-case hexadecimal digits")
                    .satisfies(e -> assertThat(text.isEmpty() || !e.toString().contains(text)).isTrue());
        }
    }

    @Test
    void secretsPrintAsRedactedAndAreGoneWhenClosed() {
        RelayPrivateKey key = RelayPrivateKey.parse(ALICE.revealHex());
        assertThat(key.toString() + MeshKey.parse(HEX)).doesNotContain(ALICE.revealHex(), HEX);
        key.close();
        assertThat(key.revealHex()).isEqualTo("0".repeat(64));
        assertThatThrownBy(() -> NaclBox.between(key, BOB.publicKey())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesAKeyWithWhichEverybodyKnowsTheSecret() {
        assertThatThrownBy(() -> NaclBox.between(ALICE, RelayPublicKey.of(new byte[32])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MeshKey.parse("0".repeat(64))).isInstanceOf(ValueFormatException.class);
    }

    @Property(tries = 200)
    void opensWhatTheOtherSealed(@ForAll byte[] message, @ForAll @Size(24) byte[] nonce) {
        Octets box = NaclBox.between(ALICE, BOB.publicKey()).seal(nonce, message);
        assertThat(NaclBox.between(BOB, ALICE.publicKey()).open(box).orElseThrow()).isEqualTo(message);
    }

    @Test
    void opensNothingThatWasChangedOrCutOrSealedByOthers() {
        byte[] box = NaclBox.between(ALICE, BOB.publicKey()).seal(new byte[24], new byte[33]).bytes();
        NaclBox opener = NaclBox.between(BOB, ALICE.publicKey());
        for (int i = 0; i < box.length; i++) {
            byte[] changed = box.clone();
            changed[i] ^= 0x40;
            assertThat(opener.open(Octets.of(changed))).isEmpty();
            assertThat(opener.open(Octets.of(java.util.Arrays.copyOf(box, i)))).isEmpty();
        }
        assertThat(NaclBox.between(BOB, BOB.publicKey()).open(Octets.of(box))).isEmpty();
    }

    @Test
    void greetingsAreReadAndWritten() throws Exception {
        ClientInfoJson peer = ClientInfoJson.ofMeshPeer(MeshKey.parse(HEX));
        assertThat(new String(peer.encode(), StandardCharsets.UTF_8))
                .isEqualTo("{\"meshKey\":\"" + HEX + "\",\"version\":2,\"CanAckPings\":true}");
        assertThat(ClientInfoJson.decode(peer.encode())).isEqualTo(peer);
        ClientInfoJson named = new ClientInfoJson(Optional.empty(), 2, false, true, "a \"b\"\n");
        assertThat(ClientInfoJson.decode(named.encode())).isEqualTo(named);
        ServerInfoJson limited = new ServerInfoJson(2, 125_000, 65_568);
        assertThat(ServerInfoJson.decode(limited.encode())).isEqualTo(limited);
    }

    @Test
    void greetingsOfOtherProgramsAreRead() throws Exception {
        assertThat(
                ClientInfoJson.decode(json("{\"meshKey\":\"" + "0".repeat(64) + "\",\"version\":2,\"x\":{\"y\":[1]}}")))
                .isEqualTo(new ClientInfoJson(Optional.empty(), 2, false, false, ""));
        assertThat(ServerInfoJson.decode(json(" {}"))).isEqualTo(new ServerInfoJson(0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"version\":\"2\"}", "{\"version\":2", "{\"meshKey\":\"12\"}",
            "{\"version\":99999999999999999999999999999999999999}", "{\"a\":[[[[[[[[[[[[1]]]]]]]]]]]]}", "\u0000"})
    void greetingsThatAreNoneAreRefused(String text) {
        assertThatThrownBy(() -> ClientInfoJson.decode(json(text))).isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void discoIsToldByItsMagicAndSize() {
        byte[] disco = new byte[62];
        System.arraycopy(HexFormat.of().parseHex("5453f09f92ac"), 0, disco, 0, 6);
        assertThat(Packets.isDisco(java.nio.ByteBuffer.wrap(disco), 0, 62)).isTrue();
        assertThat(Packets.isDisco(java.nio.ByteBuffer.wrap(disco), 0, 61)).isFalse();
        disco[5] ^= 1;
        assertThat(Packets.isDisco(java.nio.ByteBuffer.wrap(disco), 0, 62)).isFalse();
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
