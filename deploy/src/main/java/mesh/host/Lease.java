// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who may change a host's interface, and until when. Kept on the host, away from its disk, so a reboot ends it.
 *
 * @param token makes it one of a kind
 * @param by whose it is, {@code user@machine}
 * @param process which process of that machine, as {@link #process} of this run compares; {@code -} where not known
 * @param command what it is for
 * @param seconds its length; each program of the run begins it anew
 */
public record Lease(String token, String by, String process, String command, int seconds) {
    public Lease {
        if ((token + by + process + command).chars().anyMatch(Character::isISOControl) || token.isEmpty()) {
            throw new IllegalArgumentException("a lease's values are single lines");
        }
    }

    /**
     * A lease that a host told of.
     *
     * @param lease whose it is
     * @param ageSeconds since the host last heard of its run
     * @param over true where its time is over, so that anybody may take it
     * @param unconfirmed true where a change of that run waits for its confirmation
     */
    public record Told(Lease lease, long ageSeconds, boolean over, boolean unconfirmed) {}

    /** Lines of the host's file besides token and times. */
    String lines() {
        return "by " + by + "\nprocess " + process + "\ncommand " + command + "\n";
    }

    /** What a program told in its values; absent where there is no lease. */
    static Optional<Told> told(List<String> values) {
        Map<String, String> found = new TreeMap<>();
        for (String value : values) {
            int blank = value.indexOf(' ');
            if (blank > 0) {
                found.put(value.substring(0, blank), value.substring(blank + 1));
            }
        }
        if (!found.containsKey("token")) {
            return Optional.empty();
        }
        Lease lease = new Lease(found.getOrDefault("token", "-"), found.getOrDefault("by", "somebody"),
                found.getOrDefault("process", "-"), found.getOrDefault("command", "mesh"),
                (int) Numbers.orZero(found.getOrDefault("ttl", "0")));
        return Optional.of(new Told(lease, Numbers.orZero(found.getOrDefault("age", "0")),
                found.containsKey("over"), found.containsKey("unconfirmed")));
    }
}
