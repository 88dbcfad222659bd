// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import java.util.List;

import mesh.name.MeshName;
import mesh.spec.SpecException;
import mesh.spec.SpecSource;

/**
 * A lock as text: a small part of YAML, one block a node and one line a decision, sorted, so that branches which touch
 * different nodes merge by themselves. Equal locks have equal texts.
 */
public final class LockCodec {
    /** Version of the file format; a reader refuses later ones. */
    static final int FORMAT = 1;

    /** The last line, without which a file was cut off; a comment, so that other YAML readers need not know it. */
    static final String END = "# end";

    private LockCodec() {}

    /** The whole file, with a final line end. */
    public static String write(Lockfile lock) {
        return LockWriter.write(lock);
    }

    /**
     * As {@link #read(SpecSource)}.
     *
     * @param expected the mesh whose lock it must be
     * @throws SpecException also if it is another mesh's lock
     */
    public static Lockfile read(SpecSource source, MeshName expected) {
        return read(source).of(expected);
    }

    /**
     * @throws SpecException with every problem found: text of an unfinished merge, a file cut off,
     *         damage by hand, addresses and keys that
     *         two blocks claim, a later format
     */
    public static UnclaimedLock read(SpecSource source) {
        ConflictMarkers.find(source).ifPresent(problem -> {
            throw new SpecException(List.of(problem));
        });
        return new LockReader(source).read();
    }
}
