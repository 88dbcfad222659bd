// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import mesh.spec.Problems;

/** One thing that must hold between the values of a spec. */
@FunctionalInterface
interface MeshRule {
    /** Reports each place where the rule does not hold. */
    void check(Draft draft, Problems problems);
}
