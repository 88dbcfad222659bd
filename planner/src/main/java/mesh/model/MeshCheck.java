// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import mesh.spec.MeshSpec;
import mesh.spec.Problems;

/** Something that must hold of a mesh as a whole, and can be asked only once all its values are good. */
@FunctionalInterface
public interface MeshCheck {
    /**
     * Reports what does not hold.
     *
     * @param spec what {@code mesh} was built from, for places
     */
    void check(MeshSpec spec, Mesh mesh, Problems problems);
}
