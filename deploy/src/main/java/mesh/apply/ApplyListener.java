// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import mesh.name.NodeName;

/** Told of progress as it happens, from several threads. */
public interface ApplyListener {
    /** @param step what the host is at: a short verb such as {@code staging} */
    void step(NodeName host, String step);

    void finished(HostOutcome outcome);
}
