// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import java.util.Optional;

import mesh.name.NodeName;

/** The outcome of reading one host. */
public sealed interface HostReading {
    NodeName host();

    /**
     * The host was read.
     *
     * @param live what it has
     * @param agent what its agent says; absent where it has none, was not asked, or did not answer
     */
    record Read(LiveHost live, Optional<LiveAgent> agent) implements HostReading {
        /** Without asking its agent. */
        public Read(LiveHost live) {
            this(live, Optional.empty());
        }

        @Override
        public NodeName host() {
            return live.host();
        }
    }

    /**
     * The host could not be read; nothing is known about it.
     *
     * @param host which one
     * @param refused true when its host key or the login was refused, false when it did not answer or answered nonsense
     * @param reason one line for people, with what to do
     */
    record Failed(NodeName host, boolean refused, String reason) implements HostReading {}
}
