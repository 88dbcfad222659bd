// SPDX-License-Identifier: Apache-2.0
package mesh.libc;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Waits until one of several descriptors has something to read, by poll(2). For one thread.
 * <pre>
 *  struct pollfd, Linux and OpenBSD: fd 4 | events 2 | revents 2
 * </pre>
 */
public final class PollSet {
    private static final long ENTRY_BYTES = 8;
    private static final long EVENTS = 4;
    private static final long READY = 6;
    private static final short POLLIN = 1;

    private final List<Descriptor> descriptors;
    private final MemorySegment entries;

    /** @param arena lives as long as this is used */
    public PollSet(Arena arena, List<Descriptor> descriptors) throws IOException {
        this.descriptors = List.copyOf(descriptors);
        this.entries = arena.allocate(ENTRY_BYTES * descriptors.size(), 4);
        for (int i = 0; i < descriptors.size(); i++) {
            entries.set(JAVA_INT, i * ENTRY_BYTES, descriptors.get(i).number());
            entries.set(JAVA_SHORT, i * ENTRY_BYTES + EVENTS, POLLIN);
        }
    }

    /** Blocks until something can be read or is broken. A signal counts as nothing. */
    public List<Descriptor> await() throws IOException {
        return await(-1);
    }

    /** Blocks for {@code patience} at the most. */
    public List<Descriptor> await(Duration patience) throws IOException {
        return await((int) Math.min(Integer.MAX_VALUE, patience.toMillis()));
    }

    private List<Descriptor> await(int millis) throws IOException {
        try {
            Libc.poll(entries, descriptors.size(), millis);
        } catch (SystemCallException failed) {
            if (failed.number() == SystemCallException.INTERRUPTED) {
                return List.of();
            }
            throw failed;
        }
        List<Descriptor> ready = new ArrayList<>();
        for (int i = 0; i < descriptors.size(); i++) {
            if (entries.get(JAVA_SHORT, i * ENTRY_BYTES + READY) != 0) {
                ready.add(descriptors.get(i));
            }
        }
        return ready;
    }
}
