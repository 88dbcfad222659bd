// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import java.util.Optional;

import mesh.name.NodeName;
import mesh.net.TransportAddress;

/** What two agents say to each other through relays. Sessions, sequence numbers and replays are the wire's business. */
public sealed interface ControlMessage {

    /**
     * The agent is there.
     *
     * @param home the relay at which it is found; absent before it has one
     * @param answer false asks for a HELLO in return
     */
    record Hello(Optional<NodeName> home, boolean answer) implements ControlMessage {}

    /** Where the sender may be called. */
    record Candidates(OwnCandidates own) implements ControlMessage {}

    /**
     * Both should probe, the receiver after a while: NATs of two who begin at the same instant may both go wrong.
     *
     * @param round counts up with each try of the pair
     * @param delayMillis 0 to 5,000
     */
    record Punch(int round, int delayMillis) implements ControlMessage {}

    /**
     * The sender had an answer at full size on a path.
     *
     * @param remote where the sender sends to
     * @param seenAs how the receiver sees the sender there
     */
    record Proved(TransportAddress remote, TransportAddress seenAs) implements ControlMessage {}

    /**
     * Go direct now. By the host with the larger relay key only.
     *
     * @param epoch counts up with each change of the pair's path
     * @param yours where the receiver shall send to
     * @param mine where the sender will send to
     */
    record Switch(int epoch, TransportAddress yours, TransportAddress mine) implements ControlMessage {}

    /** Done: the sender's endpoint is direct. */
    record SwitchAck(int epoch) implements ControlMessage {}

    /** The sender's packets go through the relay again; so must the receiver's. */
    record Fallback(int epoch, FallbackReason reason) implements ControlMessage {}

    /** Done: the sender's endpoint is the relay again. */
    record FallbackAck(int epoch) implements ControlMessage {}

    /** The agent ends. Paths that are direct may stay. */
    record Bye() implements ControlMessage {}
}
