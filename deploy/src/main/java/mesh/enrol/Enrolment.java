// SPDX-License-Identifier: Apache-2.0
package mesh.enrol;

import java.time.Instant;
import java.util.Optional;

import mesh.name.MeshName;
import mesh.name.NodeName;

/**
 * What the controller keeps of a program that it gave away.
 *
 * @param mesh whose host it is for
 * @param host whose answer is waited for
 * @param expires after which no answer counts
 * @param token absent once an answer was taken
 */
public record Enrolment(MeshName mesh, NodeName host, Instant expires, Optional<EnrolmentToken> token) {
    /** The same after its answer was taken. */
    public Enrolment used() {
        return new Enrolment(mesh, host, expires, Optional.empty());
    }
}
