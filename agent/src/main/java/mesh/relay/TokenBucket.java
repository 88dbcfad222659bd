// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

/** So much a second, and a burst. Times are those of {@link System#nanoTime}. For one thread, or under a lock. */
final class TokenBucket {
    private final double perNano;
    private final double burst;
    private double tokens;
    private long last;

    /** Full at {@code now}. */
    TokenBucket(double perSecond, double burst, long now) {
        this.perNano = perSecond / 1e9;
        this.burst = burst;
        this.tokens = burst;
        this.last = now;
    }

    /** Takes one if there is one. */
    boolean tryTake(long now) {
        refill(now);
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** Takes {@code amount}, on credit if need be. @return nanoseconds until the debt is paid, 0 if there is none */
    long take(long amount, long now) {
        refill(now);
        tokens -= amount;
        return tokens >= 0 ? 0 : (long) (-tokens / perNano);
    }

    boolean isFull(long now) {
        refill(now);
        return tokens >= burst;
    }

    private void refill(long now) {
        tokens = Math.min(burst, tokens + (now - last) * perNano);
        last = now;
    }
}
