// SPDX-License-Identifier: Apache-2.0
package mesh.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import mesh.value.ValueFormatException;

/** Private keys, preshared keys and the seed: none shows itself unless it is asked by name. */
class SecretKeysTest {
    private static final String TEXT = "c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0IHNlY3I=";

    @Test
    void printsAsRedacted() {
        assertThat(PrivateKey.parse(TEXT)).hasToString("PrivateKey(redacted)");
        assertThat(PresharedKey.parse(TEXT)).hasToString("PresharedKey(redacted)");
        assertThat(PresharedKeySeed.parse(TEXT)).hasToString("PresharedKeySeed(redacted)");
    }

    @Test
    void revealsTheTextItWasMadeOf() {
        assertThat(PrivateKey.parse(TEXT).revealBase64()).isEqualTo(TEXT);
        assertThat(PresharedKey.parse(TEXT).revealBase64()).isEqualTo(TEXT);
        assertThat(PresharedKeySeed.parse(TEXT).revealBase64()).isEqualTo(TEXT);
    }

    @Test
    void neverPutsASecretIntoAnException() {
        List<Function<String, Object>> parsers = List.of(PrivateKey::parse, PresharedKey::parse,
                PresharedKeySeed::parse, PublicKey::parse);
        for (String damaged : List.of(TEXT + "\n", TEXT.substring(1), TEXT.replace('=', 'A'), TEXT.replace('c', '*'))) {
            assertThat(parsers).allSatisfy(parse -> assertThatThrownBy(() -> parse.apply(damaged))
                    .isInstanceOfSatisfying(ValueFormatException.class, refused -> {
                        assertThat(refused.text() + refused.reason() + refused).doesNotContain("2VjcmV0");
                        assertThat(refused).hasNoCause();
                    }));
        }
    }

    @Test
    void comparesByContentWithOneHashForAll() {
        PrivateKey key = PrivateKey.parse(TEXT);
        assertThat(key).isEqualTo(PrivateKey.parse(TEXT)).isNotEqualTo(PrivateKey.of(new byte[32]));
        assertThat(key).hasSameHashCodeAs(PrivateKey.of(new byte[32]));
        PresharedKey preshared = PresharedKey.parse(TEXT);
        assertThat(preshared).isEqualTo(PresharedKey.parse(TEXT)).isNotEqualTo(PresharedKey.of(new byte[32]));
        assertThat(preshared).hasSameHashCodeAs(PresharedKey.of(new byte[32]));
        assertThat(key).isNotEqualTo(preshared);
    }

    @Test
    void copiesBytesInAndOut() {
        byte[] bytes = Base64.getDecoder().decode(TEXT);
        PrivateKey key = PrivateKey.of(bytes);
        PresharedKey preshared = PresharedKey.of(bytes);
        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(key.bytes(), (byte) 0);
        Arrays.fill(preshared.bytes(), (byte) 0);
        assertThat(key.revealBase64()).isEqualTo(TEXT);
        assertThat(preshared.revealBase64()).isEqualTo(TEXT);
    }

    @Test
    void refusesOtherLengthsOfBytes() {
        for (int length : new int[]{0, 31, 33, 64}) {
            assertThatThrownBy(() -> PrivateKey.of(new byte[length])).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> PresharedKeySeed.of(new byte[length]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void systemSourceNeverRepeatsItself() {
        KeySource source = new SecureKeySource();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            assertThat(seen.add(Base64.getEncoder().encodeToString(source.random32()))).isTrue();
        }
    }
}
