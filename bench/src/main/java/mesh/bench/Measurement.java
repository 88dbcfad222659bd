// SPDX-License-Identifier: Apache-2.0
package mesh.bench;

import java.io.IOException;

/** One thing that is measured against one peer or floor. */
public interface Measurement {
    /** As it is called for: {@code relay-derper}. */
    String name();

    /** One line for the list. */
    String about();

    /**
     * Measures.
     *
     * @param isShort fewer and shorter rounds, for CI
     * @throws PeerMissingException if what it is to be compared with is not on this machine
     */
    Report measure(boolean isShort) throws IOException, InterruptedException, PeerMissingException;
}
