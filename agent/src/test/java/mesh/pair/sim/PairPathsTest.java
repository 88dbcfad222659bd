// SPDX-License-Identifier: Apache-2.0
package mesh.pair.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PairPathsTest {
    static Stream<Arguments> pairs() {
        List<Arguments> pairs = new ArrayList<>();
        for (Nat.Kind one : Nat.Kind.values()) {
            for (Nat.Kind other : Nat.Kind.values()) {
                pairs.add(Arguments.of(one, other));
            }
        }
        return pairs.stream();
    }

    /** One side can be called by whoever it called, from any port, or both keep their ports. */
    static boolean canBeDirect(Nat.Kind one, Nat.Kind other) {
        if (one == Nat.Kind.BLOCKED || other == Nat.Kind.BLOCKED) {
            return false;
        }
        return one.isIndependent() || other.isIndependent()
                || one == Nat.Kind.PORT_RESTRICTED && other == Nat.Kind.PORT_RESTRICTED;
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void everyPairIsConnectedAtOnceAndDirectWithinThreeSecondsWhereItCan(Nat.Kind one, Nat.Kind other) {
        for (long seed = 0; seed < 20; seed++) {
            World world = new World(seed, one, other);
            long begun = world.time.now();
            double direct = world.started().pinging(10).untilDirect(6);
            world.run(6);
            assertThat(direct <= 3).as("seed %d, %f s: %s", seed, direct, world).isEqualTo(canBeDirect(one, other));
            assertThat(world.answers.getFirst() - begun).as("until the first answer").isLessThan(Timeline.ms(1000));
            assertThat(world.longestApart).isLessThan(Timeline.ms(1500));
        }
    }

    @Test
    void nothingIsLostWhenItBecomesDirect() {
        for (long seed = 0; seed < 100; seed++) {
            World world = new World(seed, Nat.Kind.FULL_CONE, Nat.Kind.PORT_RESTRICTED).started().pinging(10);
            world.run(0.5);
            world.run(6);
            assertThat(world.isDirect()).as("%s", world).isTrue();
            assertThat(world.lost(5.9)).as("seed %d", seed).isZero();
        }
    }
}
