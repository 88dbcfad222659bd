// SPDX-License-Identifier: Apache-2.0
package mesh.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.stream.LongStream;

import mesh.net.IpAddress;

import org.junit.jupiter.api.Test;

class ReflectionLimitTest {
    private static final long SECOND = 1_000_000_000L;
    private static final IpAddress VICTIM = IpAddress.parse("203.0.113.7");

    private final ReflectionLimit limit = new ReflectionLimit(10, 1000, 0x1234_5678_9abc_def0L, 5);

    private long allowed(IpAddress source, int asked, long now) {
        return LongStream.range(0, asked).filter(i -> limit.allows(source, now)).count();
    }

    @Test
    void aNetworkGetsItsBurstThenItsRate() {
        assertThat(allowed(VICTIM, 1000, 5)).isEqualTo(20);
        assertThat(allowed(VICTIM, 1000, 5 + SECOND)).isEqualTo(10);
        assertThat(allowed(IpAddress.parse("203.0.113.99"), 1000, 5 + SECOND)).as("of the same network").isZero();
    }

    @Test
    void anotherNetworkIsNotHeldBack() {
        allowed(VICTIM, 1000, 5);

        assertThat(allowed(IpAddress.parse("203.0.114.7"), 5, 5)).isEqualTo(5);
        assertThat(allowed(IpAddress.parse("2001:db8::1"), 5, 5)).isEqualTo(5);
    }

    @Test
    void oneHolderOfAnIpv6NetworkIsOneNetwork() {
        IpAddress first = IpAddress.parse("2001:db8:0:100::");

        assertThat(LongStream.range(0, 256)
                .filter(i -> limit.allows(first.plus(BigInteger.valueOf(i).shiftLeft(64)), 5)).count())
                .as("of 256 /64").isEqualTo(20);
    }

    @Test
    void allNetworksTogetherHaveALimit() {
        IpAddress first = IpAddress.parse("10.0.0.0");
        long allowed = LongStream.range(0, 60_000)
                .filter(i -> limit.allows(first.plus(BigInteger.valueOf(i << 8)), 5)).count();

        assertThat(allowed).isEqualTo(2000);
    }

    @Test
    void aClockThatStandsStillOrStepsBackGivesNothing() {
        allowed(VICTIM, 1000, 5 + SECOND);

        assertThat(allowed(VICTIM, 10, 5)).isZero();
    }
}
