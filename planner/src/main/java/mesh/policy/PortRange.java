// SPDX-License-Identifier: Apache-2.0
package mesh.policy;

import java.util.Comparator;

/**
 * Ports that follow each other.
 *
 * @param first at least 0, which only {@link PortSet#ALL} needs
 * @param last at least {@code first}, at most 65535
 */
public record PortRange(int first, int last) implements Comparable<PortRange> {
    private static final int MAX = 65535;
    private static final Comparator<PortRange> ORDER = Comparator.comparingInt(PortRange::first)
            .thenComparingInt(PortRange::last);

    public PortRange {
        if (first < 0 || last < first || last > MAX) {
            throw new IllegalArgumentException("no range of ports: " + first + "-" + last);
        }
    }

    @Override
    public int compareTo(PortRange other) {
        return ORDER.compare(this, other);
    }

    /** {@code 22} or {@code 8000-8100}. */
    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
