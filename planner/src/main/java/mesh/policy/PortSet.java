// SPDX-License-Identifier: Apache-2.0
package mesh.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Any set of ports. Equal sets are equal values, whatever they were made of.
 *
 * @param ranges sorted, with a gap between each two
 */
public record PortSet(List<PortRange> ranges) implements Comparable<PortSet> {
    static final PortSet NONE = new PortSet(List.of());
    /** Port 0 is in it, so that all of a protocol's packets are. */
    static final PortSet ALL = of(new PortRange(0, 65535));

    private static final Comparator<Iterable<PortRange>> ORDER = PortSet::compareRanges;

    public PortSet {
        ranges = List.copyOf(ranges);
        for (int i = 1; i < ranges.size(); i++) {
            if (ranges.get(i).first() <= ranges.get(i - 1).last() + 1) {
                throw new IllegalArgumentException("ranges of ports without a gap: " + ranges);
            }
        }
    }

    static PortSet of(PortRange range) {
        return new PortSet(List.of(range));
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    public boolean isAll() {
        return equals(ALL);
    }

    boolean covers(PortSet other) {
        return other.minus(this).isEmpty();
    }

    PortSet plus(PortSet other) {
        if (ranges.equals(other.ranges) || other.isEmpty()) {
            return this;
        }
        BitSet bits = bits();
        bits.or(other.bits());
        return of(bits);
    }

    PortSet minus(PortSet other) {
        if (isEmpty() || other.isEmpty()) {
            return this;
        }
        BitSet bits = bits();
        bits.andNot(other.bits());
        return of(bits);
    }

    private BitSet bits() {
        BitSet bits = new BitSet();
        ranges.forEach(range -> bits.set(range.first(), range.last() + 1));
        return bits;
    }

    private static PortSet of(BitSet bits) {
        List<PortRange> ranges = new ArrayList<>();
        for (int first = bits.nextSetBit(0); first >= 0; first = bits.nextSetBit(ranges.getLast().last() + 1)) {
            ranges.add(new PortRange(first, bits.nextClearBit(first) - 1));
        }
        return new PortSet(ranges);
    }

    @Override
    public int compareTo(PortSet other) {
        return ORDER.compare(ranges, other.ranges);
    }

    private static int compareRanges(Iterable<PortRange> one, Iterable<PortRange> other) {
        var left = one.iterator();
        var right = other.iterator();
        while (left.hasNext() && right.hasNext()) {
            int order = left.next().compareTo(right.next());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(left.hasNext(), right.hasNext());
    }
}
