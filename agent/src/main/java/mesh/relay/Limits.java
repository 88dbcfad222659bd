// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

/**
 * What a relay takes from its clients.
 *
 * @param connections open at a time, those that did not log in among them; at least 1
 * @param bytesPerSecond a client may send, frames and all; 0 for no limit. Held by reading no further, so that TCP slows it
 * @param burstBytes a client may send at once; at least one largest frame
 * @param acceptsPerMinute new connections from one address; 0 for no limit. Proxies that are trusted are exempt
 * @param patience with those that are slow
 */
public record Limits(int connections, long bytesPerSecond, long burstBytes, int acceptsPerMinute, Patience patience) {
    /** One largest SendPacket, header and all. */
    public static final long MIN_BURST = 65_573;

    /** The most bytes of an incomplete greeting that are kept. */
    static final int MAX_GREETING = 16 << 10;

    /** No limit of rates, and room for 10,000. */
    public static final Limits DEFAULT = new Limits(10_000, 0, 1 << 20, 600);

    /** With the usual patience. */
    public Limits(int connections, long bytesPerSecond, long burstBytes, int acceptsPerMinute) {
        this(connections, bytesPerSecond, burstBytes, acceptsPerMinute, Patience.DEFAULT);
    }

    public Limits {
        if (connections < 1 || bytesPerSecond < 0 || burstBytes < MIN_BURST || acceptsPerMinute < 0) {
            throw new IllegalArgumentException("limits outside their ranges");
        }
    }
}
