// SPDX-License-Identifier: Apache-2.0
package mesh.path;

import java.util.Optional;

import mesh.name.NodeName;

/** How the packets of two nodes travel. It has a direction only in what it tells about calls: from one to another. */
public sealed interface Path {
    /**
     * They are peers. At least one of them calls.
     *
     * @param call how the one calls the other; absent: it cannot
     * @param callBack how the other calls the one; absent: it cannot
     */
    record Direct(Optional<Call> call, Optional<Call> callBack) implements Path {
        /** The same seen from the other end. */
        public Direct reversed() {
            return new Direct(callBack, call);
        }

        /** True where only the one calls, so that it has to keep the way back open. */
        public boolean needsKeepalive() {
            return call.isPresent() && callBack.isEmpty();
        }
    }

    /** @param hub a host that passes their packets on, and is a peer of both */
    record Hub(NodeName hub) implements Path {}

    /** They should talk and cannot. */
    record None() implements Path {}

    /** They are not to talk. */
    record Unlinked() implements Path {}
}
