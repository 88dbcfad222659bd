// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import org.yaml.snakeyaml.error.Mark;

import mesh.name.MeshName;
import mesh.spec.SpecException;
import mesh.spec.SpecSource;

/** A lock that was read before it was known whose it must be. Immutable. */
public final class UnclaimedLock {
    private final Lockfile lock;
    private final SpecSource source;
    private final Mark name;

    /** @param name where the mesh's name stands in {@code source} */
    UnclaimedLock(Lockfile lock, SpecSource source, Mark name) {
        this.lock = lock;
        this.source = source;
        this.name = name;
    }

    /**
     * The lock itself.
     *
     * @param expected the mesh whose lock it must be
     * @throws SpecException if it is another's
     */
    public Lockfile of(MeshName expected) {
        if (!lock.mesh().equals(expected)) {
            LockProblems problems = new LockProblems(source);
            problems.add(LockProblemId.OTHER_MESH, name, "mesh",
                    "this is the lock of mesh " + lock.mesh() + ", and the spec is of mesh " + expected,
                    "put each mesh into a directory of its own; if the mesh got another name, change it here too");
            throw problems.thrown();
        }
        return lock;
    }
}
