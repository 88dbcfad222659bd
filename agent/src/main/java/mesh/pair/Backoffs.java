// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import java.util.LinkedHashMap;
import java.util.Map;

import mesh.net.IpAddress;

/**
 * Ways on which WireGuard's packets did not follow the probes, or not for long: not to be tried for ten seconds, since
 * a busy host or a lost handshake look the same, then for 2, 5, 15, and 60 minutes. By addresses without ports, which NATs change and filters do not look at.
 */
final class Backoffs {
    /** After the first time. */
    static final long SHORT = Moment.seconds(10);
    private static final int[] MINUTES = {2, 5, 15, 60};
    private static final int MOST = 64;

    private record Ends(IpAddress remote, IpAddress mine) {}

    private record Failure(int count, long until) {}

    private final Map<Ends, Failure> failures = new LinkedHashMap<>();

    void failed(Way way, long now) {
        Failure last = failures.remove(ends(way));
        int count = last == null ? 0 : last.count() + 1;
        long rest = count == 0 ? SHORT : Moment.seconds(60L * MINUTES[Math.min(count, MINUTES.length) - 1]);
        put(way, new Failure(count, now + rest));
    }

    private void put(Way way, Failure failure) {
        if (failures.size() == MOST) {
            failures.remove(failures.keySet().iterator().next());
        }
        failures.put(ends(way), failure);
    }

    /** It worked and then did not: that may have been an accident the first time. */
    void suspect(Way way, long now) {
        if (failures.containsKey(ends(way))) {
            failed(way, now);
        } else {
            put(way, new Failure(-1, now));
        }
    }

    void worked(Way way) {
        failures.remove(ends(way));
    }

    boolean blocks(Way way, long now) {
        Failure failure = failures.get(ends(way));
        return failure != null && now < failure.until();
    }

    /** When the first of the blocked may be tried again; never where none is. */
    long nextAt(long now) {
        return failures.values().stream().mapToLong(Failure::until).filter(until -> until > now).min()
                .orElse(Moment.NEVER);
    }

    private static Ends ends(Way way) {
        return new Ends(way.remote().address(), way.seenAs().address());
    }
}
