// SPDX-License-Identifier: Apache-2.0
package mesh.stun;

import java.time.Duration;

import mesh.net.TransportAddress;

/** What came of asking one server. */
public sealed interface StunOutcome {

    /**
     * It answered.
     *
     * @param address where it saw the request come from
     * @param latency from the request that it answered to the answer
     * @param tries requests sent until then, from 1
     */
    record Mapped(TransportAddress address, Duration latency, int tries) implements StunOutcome {}

    /** @param why it answered that it would not, or with something that must be understood and is not */
    record Refused(String why) implements StunOutcome {}

    /** No answer to any try. */
    record Silent() implements StunOutcome {}

    /** @param why the system did not send the request, for example since there is no route */
    record NotSent(String why) implements StunOutcome {}
}
