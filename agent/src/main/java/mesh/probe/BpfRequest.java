// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

/**
 * The ioctl(2) requests of OpenBSD's bpf(4) that are used, by net/bpf.h and sys/ioccom.h: direction, bytes of the argument,
 * the letter B, number.
 * <pre>
 *  direction 3 bits: 001 none, 010 out of the kernel, 100 into it, 110 both | length 13 bits | group 8 | number 8
 * </pre>
 * For 64-bit machines: struct bpf_program has a pointer in it.
 */
enum BpfRequest {
    /** Bytes of a read: u_int. */
    BIOCGBLEN(Direction.OUT, 4, 102), BIOCSBLEN(Direction.BOTH, 4, 102),
    /** struct bpf_program: u_int count | 0 4 | pointer 8. */
    BIOCSETF(Direction.IN, 16, 103),
    /** The kind of link: u_int. */
    BIOCGDLT(Direction.OUT, 4, 106),
    /** struct ifreq: name 16 | union 16. */
    BIOCSETIF(Direction.IN, 32, 108),
    /** Whether a read ends with the first packet: u_int. */
    BIOCIMMEDIATE(Direction.IN, 4, 112),
    /** No more settings. */
    BIOCLOCK(Direction.NONE, 0, 118),
    /** What becomes of packets that the filter takes: u_int. */
    BIOCSFILDROP(Direction.IN, 4, 121),
    /** Directions that are not looked at: u_int. */
    BIOCSDIRFILT(Direction.IN, 4, 125);

    private static final int GROUP = 'B';

    private static final class Direction {
        static final long NONE = 0x2000_0000L;
        static final long OUT = 0x4000_0000L;
        static final long IN = 0x8000_0000L;
        static final long BOTH = IN | OUT;
    }

    private final long number;

    BpfRequest(long direction, int bytes, int number) {
        this.number = direction | (long) bytes << 16 | GROUP << 8 | number;
    }

    /** As ioctl(2) takes it. */
    long number() {
        return number;
    }
}
