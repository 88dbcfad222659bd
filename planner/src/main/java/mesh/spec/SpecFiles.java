// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.Optional;

/** Other files that a spec names: the only way by which pure code gets at them. */
@FunctionalInterface
public interface SpecFiles {
    /** No file at all. */
    SpecFiles NONE = name -> Optional.empty();

    /**
     * One file; absent where there is none.
     *
     * @param name as seen from the directory of the spec that was asked for
     * @throws SpecException if it is not UTF-8
     */
    Optional<SpecSource> read(SpecFileName name);

    /** The same files as {@code spec} names them, from the directory it is in. */
    default SpecFiles seenFrom(SpecFileName spec) {
        return name -> read(name.from(spec.folder()));
    }
}
