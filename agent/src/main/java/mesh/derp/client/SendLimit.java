// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import mesh.derp.ServerInfoJson;

/** What a relay asked its client not to exceed: a bucket of tokens in bytes. Not safe for concurrent use. */
final class SendLimit {
    private final ServerInfoJson info;
    private double tokens;
    private long filledAt;

    SendLimit(ServerInfoJson info, long nowNanos) {
        this.info = info;
        this.tokens = info.burstBytes();
        this.filledAt = nowNanos;
    }

    /** Whether a frame of {@code bytes} may be sent now; always where the relay asked for nothing. */
    boolean allows(int bytes, long nowNanos) {
        if (info.bytesPerSecond() == 0) {
            return true;
        }
        tokens = Math.min(info.burstBytes(), tokens + (nowNanos - filledAt) / 1e9 * info.bytesPerSecond());
        filledAt = nowNanos;
        if (tokens < bytes) {
            return false;
        }
        tokens -= bytes;
        return true;
    }
}
