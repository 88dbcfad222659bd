// SPDX-License-Identifier: Apache-2.0
package mesh.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import mesh.value.ValueFormatException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class PublicKeyTest {
    /** RFC 7748 section 6.1, Alice and Bob, and section 5.2, the first iteration, whose scalar is 9. */
    @ParameterizedTest
    @CsvSource({
            "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a,"
                    + "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
            "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb,"
                    + "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f",
            "0900000000000000000000000000000000000000000000000000000000000000,"
                    + "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079"})
    void isTheX25519PointOfThePrivateKey(String privateHex, String publicHex) {
        PrivateKey privateKey = PrivateKey.of(HexFormat.of().parseHex(privateHex));
        assertThat(PublicKey.of(privateKey).bytes()).isEqualTo(HexFormat.of().parseHex(publicHex));
    }

    @Test
    void isTheSameForKeysThatClampToTheSame() {
        byte[] one = new byte[32];
        byte[] other = new byte[32];
        other[0] = 7;
        other[31] = (byte) 0x80;
        assertThat(PublicKey.of(PrivateKey.of(one))).isEqualTo(PublicKey.of(PrivateKey.of(other)));
    }

    /** The last one has spare bits set, which ifconfig of OpenBSD refuses and other decoders ignore. */
    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", " AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "AAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAA=", "-_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "éAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB="})
    void refusesEveryOtherText(String text) {
        assertThatThrownBy(() -> PublicKey.parse(text)).isInstanceOf(ValueFormatException.class);
    }

    @Test
    void doesNotRepeatTheTextItRefuses() {
        String almost = "cHJpdmF0ZSBrZXkgcGFzdGVkIGludG8gdGhlIHNwZWM=xx";
        assertThatThrownBy(() -> PublicKey.parse(almost))
                .hasMessageStartingWith("'(46 characters)' is not a public key")
                .hasMessageNotContaining("cHJpdmF0");
    }

    @Property
    void survivesItsText(@ForAll @Size(32) byte[] bytes) {
        PublicKey key = PublicKey.of(PrivateKey.of(bytes));
        assertThat(PublicKey.parse(key.toString())).isEqualTo(key).hasSameHashCodeAs(key);
        assertThat(key.base64()).hasSize(44).isEqualTo(key.toString());
    }

    @Test
    void cannotBeChangedThroughItsBytes() {
        PublicKey key = PublicKey.of(PrivateKey.of(new byte[32]));
        String before = key.base64();
        Arrays.fill(key.bytes(), (byte) 1);
        assertThat(key.base64()).isEqualTo(before);
    }

    @Test
    void sortsByItsText() {
        PublicKey plus = PublicKey.parse("+AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        PublicKey upper = PublicKey.parse("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        PublicKey lower = PublicKey.parse("aAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        assertThat(List.of(lower, upper, plus).stream().sorted()).containsExactly(plus, upper, lower);
    }
}
