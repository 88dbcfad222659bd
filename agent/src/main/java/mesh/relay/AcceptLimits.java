// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often each IPv4 address and each IPv6 network of 64 bits may connect. Remembers a bounded number of addresses, those seen last. For one thread. */
final class AcceptLimits {
    private static final int ADDRESSES = 10_000;
    private static final int IPV6_NETWORK_BYTES = 8;

    private final LinkedHashMap<ByteBuffer, TokenBucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, TokenBucket> eldest) {
            return size() > ADDRESSES;
        }
    };

    /** @param perMinute 0 for as often as it wants */
    boolean allows(InetAddress address, int perMinute, long now) {
        return perMinute == 0 || buckets
                .computeIfAbsent(network(address), a -> new TokenBucket(perMinute / 60.0, perMinute, now)).tryTake(now);
    }

    private static ByteBuffer network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, IPV6_NETWORK_BYTES)).slice();
    }
}
