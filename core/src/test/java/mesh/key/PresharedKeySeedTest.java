// SPDX-License-Identifier: Apache-2.0
package mesh.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PresharedKeySeedTest {
    private static final PublicKey ALICE = PublicKey.parse("hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=");
    private static final PublicKey BOB = PublicKey.parse("3p7bfXt9wbTTW2HC7OQ1Nz+DQ8hbeGdNrfx+FG+IK08=");

    private static PresharedKeySeed seed(int first) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return PresharedKeySeed.of(bytes);
    }

    /** Worked out apart from this program by HMAC-SHA-256 as RFC 5869 section 2 says. */
    @Test
    void derivesWhatRfc5869Says() {
        assertThat(seed(0).derive(ALICE, BOB, 1).revealBase64())
                .isEqualTo("RjSeVO4oHCWWelmHvMbOvC9z/2XCsUqnAAHbYeeIQEY=");
        assertThat(seed(0).derive(ALICE, BOB, 2).revealBase64())
                .isEqualTo("sU1k4hoZ7p7InXz4goNkJtT2rvGGeQtczOBdGsfKjfI=");
    }

    @Property(tries = 100)
    void givesBothMembersTheSameKey(@ForAll @IntRange(min = 1) int epoch, @ForAll int first) {
        assertThat(seed(first).derive(ALICE, BOB, epoch)).isEqualTo(seed(first).derive(BOB, ALICE, epoch));
    }

    @Test
    void givesEachPairEpochAndSeedItsOwnKey() {
        Set<String> keys = new HashSet<>();
        PublicKey carol = PublicKey.of(PrivateKey.of(new byte[32]));
        for (PresharedKeySeed seed : new PresharedKeySeed[]{seed(0), seed(1)}) {
            for (int epoch = 1; epoch <= 20; epoch++) {
                keys.add(seed.derive(ALICE, BOB, epoch).revealBase64());
                keys.add(seed.derive(ALICE, carol, epoch).revealBase64());
                keys.add(seed.derive(carol, BOB, epoch).revealBase64());
            }
        }
        assertThat(keys).hasSize(2 * 20 * 3);
    }
}
