// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import mesh.net.IpAddress;

/** What this host and the peer know of each other's addresses. */
final class Addresses {
    /** STUN is asked anew within that time while a pair needs it. */
    private static final long FRESH = Moment.seconds(27);
    private static final long ASK_SPACING = Moment.seconds(5);
    private static final long TELL_SPACING = Moment.millis(400);

    /** How addresses differ from those that were known. */
    enum Change {
        NONE,
        /** Only in ports, as NATs do with each STUN server that is asked, or in how they are known. */
        PORT,
        /** A host is elsewhere, or becomes known. */
        PLACE
    }

    private final Outbox out;
    private final Reach reach;
    private Optional<OwnCandidates> own = Optional.empty();
    private Optional<OwnCandidates> theirs = Optional.empty();
    private Optional<OwnCandidates> told = Optional.empty();
    private long foundAt = Moment.LONG_AGO;
    private long askedAt = Moment.LONG_AGO;
    private long toldAt = Moment.LONG_AGO;

    Addresses(Outbox out, Reach reach) {
        this.out = out;
        this.reach = reach;
    }

    Change found(OwnCandidates found, long now) {
        Change change = change(own, found);
        own = Optional.of(found);
        foundAt = now;
        return change;
    }

    Change heard(OwnCandidates said) {
        Change change = change(theirs, said);
        theirs = Optional.of(said);
        return change;
    }

    private static Change change(Optional<OwnCandidates> before, OwnCandidates after) {
        if (before.isEmpty() || !places(before.get()).equals(places(after))) {
            return Change.PLACE;
        }
        return before.get().equals(after) ? Change.NONE : Change.PORT;
    }

    private static Set<IpAddress> places(OwnCandidates candidates) {
        return candidates.candidates().stream().map(candidate -> candidate.address().address())
                .collect(Collectors.toSet());
    }

    void peerForgot() {
        theirs = Optional.empty();
        toldAt = Moment.LONG_AGO;
    }

    /** Those that are known may be wrong. */
    void changed(long now) {
        foundAt = Moment.LONG_AGO;
        askedAt = Moment.LONG_AGO;
        refresh(now);
    }

    /** Asks for this host's addresses unless they are known well. */
    void refresh(long now) {
        if (now - foundAt > FRESH && now - askedAt > ASK_SPACING) {
            askedAt = now;
            out.add(new PairAction.FindCandidates());
        }
    }

    /** While this host's own are not known. */
    long wakeAt() {
        return own.isPresent() ? Moment.NEVER : Math.max(0, askedAt + ASK_SPACING + 1);
    }

    void tell(long now) {
        if (own.isPresent() && reach.canTell()) {
            toldAt = now;
            told = own;
            reach.tell(new ControlMessage.Candidates(own.get()));
        }
    }

    /** Unless the same was told just before. */
    void remind(long now) {
        if (now - toldAt > TELL_SPACING || !told.equals(own)) {
            tell(now);
        }
    }

    boolean isTold() {
        return toldAt != Moment.LONG_AGO;
    }

    /** Both hosts told theirs. */
    boolean areKnown() {
        return own.isPresent() && theirs.isPresent();
    }

    boolean isOwnKnown() {
        return own.isPresent();
    }

    boolean areTheirsKnown() {
        return theirs.isPresent();
    }

    /** Neither host has a port that is the same for all others. */
    boolean bothVary() {
        return own.isPresent() && own.get().mappingVaries() && theirs.isPresent() && theirs.get().mappingVaries();
    }
}
