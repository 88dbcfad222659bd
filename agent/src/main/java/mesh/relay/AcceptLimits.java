// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often each address may connect. Remembers a bounded number of addresses, those seen last. For one thread. */
final class AcceptLimits {
    private static final int ADDRESSES = 10_000;

    private final LinkedHashMap<InetAddress, TokenBucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, TokenBucket> eldest) {
            return size() > ADDRESSES;
        }
    };

    /** @param perMinute 0 for as often as it wants */
    boolean allows(InetAddress address, int perMinute, long now) {
        return perMinute == 0 || buckets
                .computeIfAbsent(address, a -> new TokenBucket(perMinute / 60.0, perMinute, now)).tryTake(now);
    }
}
