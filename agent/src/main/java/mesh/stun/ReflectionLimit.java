// SPDX-License-Identifier: Apache-2.0
package mesh.stun;

import java.util.Arrays;

import mesh.net.IpAddress;

/**
 * How often a server answers, so that nobody can use it to flood a third: source addresses of UDP can be forged, and
 * then the answers go to whom they belong. Each source network (IPv4 /24, IPv6 /56) has a bucket of tokens, all together
 * have another. Networks share {@value #BUCKETS} buckets by a hash with a secret, so memory is fixed and nobody can
 * choose whom to share with. Not safe for concurrent use.
 */
public final class ReflectionLimit {
    private static final int BUCKETS = 16_384;
    private static final int V4_PREFIX = 24;
    private static final int V6_PREFIX = 56;
    private static final double NANOS_PER_SECOND = 1e9;

    private final int perNetwork;
    private final int inAll;
    private final long secret;
    private final double[] tokens = new double[BUCKETS + 1];
    private final long[] filledAt = new long[BUCKETS + 1];

    /**
     * @param perNetwork answers a second to one network; twice that in a burst
     * @param inAll answers a second; twice that in a burst
     * @param secret random; places networks in buckets
     * @param nowNanos as given to {@link #allows}
     */
    public ReflectionLimit(int perNetwork, int inAll, long secret, long nowNanos) {
        if (perNetwork < 1 || inAll < perNetwork) {
            throw new IllegalArgumentException("at least one answer a second, and no fewer in all than to one");
        }
        this.perNetwork = perNetwork;
        this.inAll = inAll;
        this.secret = secret;
        Arrays.fill(tokens, 2.0 * perNetwork);
        tokens[BUCKETS] = 2.0 * inAll;
        Arrays.fill(filledAt, nowNanos);
    }

    /** Whether {@code source} may be answered now; that takes one of its tokens and one of all. */
    public boolean allows(IpAddress source, long nowNanos) {
        int bucket = bucket(source);
        fill(bucket, perNetwork, nowNanos);
        fill(BUCKETS, inAll, nowNanos);
        if (tokens[bucket] < 1 || tokens[BUCKETS] < 1) {
            return false;
        }
        tokens[bucket]--;
        tokens[BUCKETS]--;
        return true;
    }

    private void fill(int bucket, int perSecond, long nowNanos) {
        double gained = Math.max(0, nowNanos - filledAt[bucket]) / NANOS_PER_SECOND * perSecond;
        tokens[bucket] = Math.min(2.0 * perSecond, tokens[bucket] + gained);
        filledAt[bucket] = nowNanos;
    }

    private int bucket(IpAddress source) {
        long network = source.masked(source.isV6() ? V6_PREFIX : V4_PREFIX).hashCode();
        long mixed = (network ^ secret) * 0x9e37_79b9_7f4a_7c15L;
        mixed = (mixed ^ mixed >>> 32) * (secret | 1);
        return (int) (mixed >>> 50);
    }
}
