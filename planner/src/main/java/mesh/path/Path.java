// SPDX-License-Identifier: Apache-2.0
package mesh.path;

import java.util.Optional;

import mesh.name.NodeName;

/** How the packets of two nodes travel. It has a direction only in what it tells about calls: from one to another. */
public sealed interface Path {
    /** They are peers. */
    sealed interface Session extends Path permits Direct, Relayed {
        /** How the one calls the other by an endpoint that is known; absent: it cannot. */
        Optional<Call> call();

        /** True where the one has to keep the way open. */
        boolean needsKeepalive();
    }

    /**
     * They are peers. At least one of them calls.
     *
     * @param call how the one calls the other; absent: it cannot
     * @param callBack how the other calls the one; absent: it cannot
     */
    record Direct(Optional<Call> call, Optional<Call> callBack) implements Session {
        /** The same seen from the other end. */
        public Direct reversed() {
            return new Direct(callBack, call);
        }

        /** Where only the one calls, so that it has to keep the way back open. */
        @Override
        public boolean needsKeepalive() {
            return call.isPresent() && callBack.isEmpty();
        }
    }

    /** They are peers, whose agents carry their packets by a relay until they have found a way between the two. */
    record Relayed() implements Session {
        @Override
        public Optional<Call> call() {
            return Optional.empty();
        }

        /** Either router keeps the way only as long as packets leave by it. */
        @Override
        public boolean needsKeepalive() {
            return true;
        }
    }

    /** @param hub a host that passes their packets on, and is a peer of both */
    record Hub(NodeName hub) implements Path {}

    /** They should talk and cannot. */
    record None() implements Path {}

    /** They are not to talk. */
    record Unlinked() implements Path {}
}
