// SPDX-License-Identifier: Apache-2.0
package mesh.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Endless hostile inputs, made from good ones: bits turned, lengths and numbers set to their extremes, cut, repeated,
 * joined. The same seed gives the same inputs. {@code -Dfuzz=N} asks for N of them instead of a test's own number.
 */
public final class Mutations {
    private static final int[] EXTREMES = {0, 1, 2, 3, 4, 5, 7, 8, 16, 20, 0x7f, 0x80, 0xff};

    private final List<byte[]> seeds;
    private final int mostBytes;
    private final SplittableRandom random;

    public Mutations(List<byte[]> seeds, int mostBytes, long seed) {
        this.seeds = seeds;
        this.mostBytes = mostBytes;
        this.random = new SplittableRandom(seed);
    }

    /** How many inputs to try: {@code usual}, or what the system property {@code fuzz} says. */
    public static long count(long usual) {
        return Long.getLong("fuzz", usual);
    }

    public byte[] next() {
        if (random.nextInt(50) == 0) {
            return noise(random.nextInt(64));
        }
        byte[] input = seed().clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            input = mutated(input);
        }
        return input.length > mostBytes ? Arrays.copyOf(input, mostBytes) : input;
    }

    private byte[] seed() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] mutated(byte[] input) {
        if (input.length == 0) {
            return noise(8);
        }
        int at = random.nextInt(input.length);
        switch (random.nextInt(7)) {
            case 0 -> input[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> input[at] = (byte) random.nextInt(256);
            case 2 -> input[at] = (byte) EXTREMES[random.nextInt(EXTREMES.length)];
            case 3 -> {
                return Arrays.copyOf(input, at);
            }
            case 4 -> {
                byte[] longer = Arrays.copyOf(input, input.length + 1 + random.nextInt(8));
                System.arraycopy(input, at, longer, at + longer.length - input.length, input.length - at);
                return longer;
            }
            case 5 -> {
                byte[] other = seed();
                byte[] joined = Arrays.copyOf(input, at + other.length);
                System.arraycopy(other, 0, joined, at, other.length);
                return joined;
            }
            default -> {
                int length = Math.min(random.nextInt(1, 9), input.length - at);
                System.arraycopy(noise(length), 0, input, at, length);
            }
        }
        return input;
    }
}
