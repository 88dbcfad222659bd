// SPDX-License-Identifier: Apache-2.0
package mesh.stun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

import mesh.net.TransportAddress;

import org.junit.jupiter.api.Test;

class StunCodecTest {
    private static final byte[] KEY = Vectors.PASSWORD.getBytes(StandardCharsets.UTF_8);

    @Test
    void readsTheRequestOfRfc5769() throws Exception {
        StunMessage request = StunDecoder.decode(Vectors.REQUEST);

        assertThat(request.kind()).isEqualTo(StunClass.REQUEST);
        assertThat(request.method()).isEqualTo(StunMessage.BINDING);
        assertThat(request.hasFingerprint()).isTrue();
        assertThat(request.first(StunAttribute.Software.class).orElseThrow().name()).isEqualTo("STUN test client");
        assertThat(request.id()).isEqualTo(new TransactionId(TransactionId.MAGIC_COOKIE, 0xb7e7a701,
                0xbc34d686fa87dfaeL));
    }

    @Test
    void readsTheAnswersOfRfc5769() throws Exception {
        assertThat(StunDecoder.decode(Vectors.RESPONSE_V4).mappedAddress())
                .contains(TransportAddress.parse("192.0.2.1:32853"));
        assertThat(StunDecoder.decode(Vectors.RESPONSE_V6).mappedAddress())
                .contains(TransportAddress.parse("[2001:db8:1234:5678:11:2233:4455:6677]:32853"));
    }

    @Test
    void integrityHoldsForTheVectorsAndForNoOtherKey() throws Exception {
        for (byte[] vector : List.of(Vectors.REQUEST, Vectors.RESPONSE_V4, Vectors.RESPONSE_V6)) {
            assertThat(MessageIntegrity.holds(vector, KEY)).contains(true);
            assertThat(MessageIntegrity.holds(vector, "another".getBytes(StandardCharsets.UTF_8))).contains(false);
        }
        assertThat(MessageIntegrity.holds(Vectors.TAILNODE, KEY)).isEmpty();

        byte[] longTerm = MessageDigest.getInstance("MD5")
                .digest("マトリックス:example.org:TheMatrIX".getBytes(StandardCharsets.UTF_8));
        assertThat(MessageIntegrity.holds(Vectors.LONG_TERM_REQUEST, longTerm)).contains(true);
    }

    /** Byte for byte: the vectors pad with spaces, and padding is the only thing that may differ. */
    @Test
    void writesTheAnswersOfRfc5769() throws Exception {
        for (byte[] vector : List.of(Vectors.RESPONSE_V4, Vectors.RESPONSE_V6)) {
            byte[] written = StunEncoder.encodeSigned(StunDecoder.decode(vector), KEY);

            int padding = 20 + 4 + 11;
            int integrity = vector.length - 8 - 20;
            byte[] expected = vector.clone();
            expected[padding] = 0;
            assertThat(Arrays.copyOf(written, integrity)).isEqualTo(Arrays.copyOf(expected, integrity));
            assertThat(MessageIntegrity.holds(written, KEY)).contains(true);
            assertThat(StunDecoder.decode(written)).isEqualTo(StunDecoder.decode(vector));
        }
    }

    @Test
    void writesTheRequestOfDerpersClients() throws Exception {
        TransactionId id = new TransactionId(TransactionId.MAGIC_COOKIE, 0x01020304, 0x05060708090a0b0cL);

        assertThat(StunEncoder.encode(StunMessage.tailnodeRequest(id))).isEqualTo(Vectors.TAILNODE);
    }

    @Test
    void everyKindAndMethodSurvives() throws Exception {
        TransactionId id = new TransactionId(7, 8, 9);
        for (StunClass kind : StunClass.values()) {
            for (int method = 0; method <= 0xfff; method++) {
                StunMessage message = new StunMessage(kind, method, id, List.of(), false);
                assertThat(StunDecoder.decode(StunEncoder.encode(message))).isEqualTo(message);
            }
        }
    }

    @Test
    void everyAttributeSurvives() throws Exception {
        TransactionId id = new TransactionId(TransactionId.MAGIC_COOKIE, -1, Long.MIN_VALUE);
        StunMessage message = new StunMessage(StunClass.ERROR, StunMessage.BINDING, id, List.of(
                new StunAttribute.ErrorCode(420, "Unknown Attribute"),
                new StunAttribute.UnknownAttributes(List.of(3, 0x27, 0x7fff)),
                new StunAttribute.MappedAddress(TransportAddress.parse("[2001:db8::1]:1")),
                new StunAttribute.XorMappedAddress(TransportAddress.parse("255.255.255.255:65535")),
                new StunAttribute.Software("ß"), new StunAttribute.Opaque(0xc001, new byte[]{1, 2, 3, 4, 5})), true);

        assertThat(StunDecoder.decode(StunEncoder.encode(message))).isEqualTo(message);
    }

    @Test
    void refusesWhatIsNotOneWholeMessage() {
        byte[] cut = Arrays.copyOf(Vectors.RESPONSE_V4, Vectors.RESPONSE_V4.length - 4);
        byte[] longer = Arrays.copyOf(Vectors.RESPONSE_V4, Vectors.RESPONSE_V4.length + 4);
        byte[] changed = Vectors.RESPONSE_V4.clone();
        changed[30] ^= 1;
        byte[] wireguard = Vectors.RESPONSE_V4.clone();
        wireguard[0] = 0x54;

        for (byte[] packet : List.of(cut, longer, changed, wireguard, new byte[19], new byte[1501])) {
            assertThatThrownBy(() -> StunDecoder.decode(packet)).isInstanceOf(StunFormatException.class);
        }
    }

    @Test
    void ignoresWhatNobodyVouchesFor() throws Exception {
        StunMessage signed = StunDecoder.decode(Vectors.RESPONSE_V4);
        byte[] packet = StunEncoder.encodeSigned(new StunMessage(signed.kind(), signed.method(), signed.id(),
                signed.attributes(), false), KEY);
        byte[] more = Arrays.copyOf(packet, packet.length + 12);
        System.arraycopy(packet, 32 + 4, more, packet.length, 12);
        more[3] = (byte) (more[3] + 12);
        more[packet.length + 8] ^= 0x55;

        assertThat(StunDecoder.decode(more)).isEqualTo(StunDecoder.decode(packet));
    }

    @Test
    void tellsWhatMustBeUnderstoodAndIsNot() throws Exception {
        assertThat(StunDecoder.decode(Vectors.REQUEST).notUnderstood()).containsExactly(0x0024);
        assertThat(StunDecoder.decode(Vectors.RESPONSE_V4).notUnderstood()).isEmpty();
    }
}
