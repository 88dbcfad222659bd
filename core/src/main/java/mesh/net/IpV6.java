// SPDX-License-Identifier: Apache-2.0
package mesh.net;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import mesh.value.ValueFormatException;

/**
 * An IPv6 address without zone, printed as RFC 5952 says.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record IpV6(long high, long low) implements IpAddress {
    /** Length of the address in bits. */
    public static final int BITS = 128;

    private static final int GROUPS = 8;
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final BigInteger LOW_64 = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    /** @throws ValueFormatException if {@code text} is not an address by RFC 4291 section 2.2, or has a zone */
    public static IpV6 parse(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            throw malformed(text, "'::' stands twice");
        }
        List<Integer> head = groups(text, gap < 0 ? text : text.substring(0, gap), gap < 0);
        List<Integer> tail = gap < 0 ? List.of() : groups(text, text.substring(gap + 2), true);
        int missing = GROUPS - head.size() - tail.size();
        if (gap < 0 ? missing != 0 : missing < 1) {
            throw malformed(text, "eight groups are expected");
        }
        List<Integer> all = new ArrayList<>(head);
        for (int i = 0; i < missing; i++) {
            all.add(0);
        }
        all.addAll(tail);
        return new IpV6(join(all.subList(0, 4)), join(all.subList(4, GROUPS)));
    }

    private static List<Integer> groups(String whole, String part, boolean isEnd) {
        List<Integer> groups = new ArrayList<>();
        if (part.isEmpty()) {
            return groups;
        }
        String[] words = part.split(":", -1);
        for (int i = 0; i < words.length; i++) {
            if (isEnd && i == words.length - 1 && words[i].indexOf('.') >= 0) {
                long v4 = IpV4.parse(words[i]).unsigned();
                groups.add((int) (v4 >> 16));
                groups.add((int) (v4 & 0xffff));
            } else if (GROUP.matcher(words[i]).matches()) {
                groups.add(Integer.parseInt(words[i], 16));
            } else {
                throw malformed(whole,
                        "group " + ValueFormatException.printable(words[i]) + " is not one to four hex digits");
            }
        }
        return groups;
    }

    private static ValueFormatException malformed(String text, String why) {
        return new ValueFormatException(text, "is not an IPv6 address: " + why);
    }

    private static long join(List<Integer> groups) {
        long bits = 0;
        for (int group : groups) {
            bits = bits << 16 | group;
        }
        return bits;
    }

    static IpV6 ofNumber(BigInteger number) {
        if (number.signum() < 0 || number.bitLength() > BITS) {
            throw new ValueFormatException(number.toString(), "is not an IPv6 address: outside 0..2^128-1");
        }
        return new IpV6(number.shiftRight(64).longValue(), number.longValue());
    }

    @Override
    public int bits() {
        return BITS;
    }

    @Override
    public BigInteger number() {
        return unsigned(high).shiftLeft(64).or(unsigned(low));
    }

    private static BigInteger unsigned(long half) {
        return BigInteger.valueOf(half).and(LOW_64);
    }

    @Override
    public byte[] octets() {
        return ByteBuffer.allocate(BITS / Byte.SIZE).putLong(high).putLong(low).array();
    }

    @Override
    public IpV6 plus(BigInteger offset) {
        return ofNumber(number().add(offset));
    }

    @Override
    public String toString() {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (int) ((i < 4 ? high : low) >>> 16 * (3 - i % 4) & 0xffff);
        }
        int gapStart = -1;
        int gapLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = zeroRun(groups, i);
            if (run > gapLength) {
                gapStart = i;
                gapLength = run;
            }
        }
        return gapStart < 0
                ? hex(groups, 0, GROUPS)
                : hex(groups, 0, gapStart) + "::" + hex(groups, gapStart + gapLength, GROUPS);
    }

    private static int zeroRun(int[] groups, int start) {
        int end = start;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - start;
    }

    private static String hex(int[] groups, int from, int to) {
        StringBuilder out = new StringBuilder();
        for (int i = from; i < to; i++) {
            out.append(i > from ? ":" : "").append(Integer.toHexString(groups[i]));
        }
        return out.toString();
    }
}
