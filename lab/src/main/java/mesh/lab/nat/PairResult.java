// SPDX-License-Identifier: Apache-2.0
package mesh.lab.nat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How two hosts found each other.
 *
 * @param first where one of them is
 * @param second where the other is
 * @param firstPacket seconds from when both agents were ready to the first answer; empty where there was none
 * @param direct seconds from when both agents were ready until WireGuard of both sent directly, where that lasted
 * @param lostBefore pings that were never answered, from the first answer to the end of the calm part
 * @param outage seconds without an answer when the direct path died without a word
 * @param lostAtDeath pings lost in that
 * @param strange endpoints that WireGuard had and that no proof can have led to
 * @param why what the first agent said for not being direct
 * @param trials how often a direct path was given up again in the calm part
 */
public record PairResult(NetworkKind first, NetworkKind second, OptionalDouble firstPacket, OptionalDouble direct,
        OptionalInt lostBefore, OptionalDouble outage, OptionalInt lostAtDeath, List<String> strange, String why,
        int trials) {

    /** Of a trial that came to no end. */
    public static PairResult failed(NetworkKind first, NetworkKind second, String why) {
        return new PairResult(first, second, OptionalDouble.empty(), OptionalDouble.empty(), OptionalInt.empty(),
                OptionalDouble.empty(), OptionalInt.empty(), List.of(), why, 0);
    }

    /** Whether packets went at all. */
    public boolean reached() {
        return firstPacket.isPresent();
    }

    public boolean isDirect() {
        return direct.isPresent();
    }

    /** What is not as it has to be, whatever the machine's speed. */
    public Optional<String> wrong() {
        if (!reached()) {
            return Optional.of("no packet came through");
        }
        if (isDirect() != first.meets(second)) {
            return Optional.of(isDirect() ? "direct, where no direct path exists" : "not direct: " + why);
        }
        if (isDirect() && outage.isEmpty()) {
            return Optional.of("did not come back when the direct path died");
        }
        return strange.isEmpty() ? Optional.empty() : Optional.of("endpoints never proved: " + strange);
    }
}
