// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;

import mesh.libc.Descriptor;
import mesh.libc.Libc;
import mesh.libc.SystemCallException;
import mesh.net.Port;

/**
 * OpenBSD's bpf(4) on one Ethernet interface: takes what comes in and passes the filter away from the stack, so that
 * WireGuard does not count it as broken. It stands before pf: a packet that came here need not have passed pf. Written by
 * the system's headers and manual; its layouts are tested, it was never run there.
 */
final class BpfDevice implements PacketSource {
    private static final int O_RDWR_CLOEXEC = 0x2 | 0x10000;
    private static final int BUFFER_BYTES = 32_768;
    private static final int ETHERNET = 1;
    private static final int NAME_BYTES = 16;
    private static final int IFREQ_BYTES = 32;
    private static final int PROGRAM_BYTES = 16;
    private static final int PROGRAM_POINTER = 8;
    /** BPF_FILDROP_CAPTURE. */
    private static final int CAPTURE_AND_DROP = 1;
    /** BPF_DIRECTION_OUT. */
    private static final int OUTGOING = 2;

    private final Descriptor device;
    private final Port port;
    private final int bufferBytes;

    private BpfDevice(Descriptor device, Port port, int bufferBytes) {
        this.device = device;
        this.port = port;
        this.bufferBytes = bufferBytes;
    }

    /** @param egress the interface */
    static BpfDevice open(String egress, Port port) throws IOException {
        Descriptor device = Libc.open("/dev/bpf", O_RDWR_CLOEXEC);
        try (Arena arena = Arena.ofConfined()) {
            number(arena, device, BpfRequest.BIOCSBLEN, BUFFER_BYTES);
            control(device, BpfRequest.BIOCSETIF, ifreq(arena, egress));
            if (number(arena, device, BpfRequest.BIOCGDLT, 0) != ETHERNET) {
                throw new IOException(egress + " is no Ethernet");
            }
            control(device, BpfRequest.BIOCSETF, program(arena, ProbeFilter.ethernet(port)));
            number(arena, device, BpfRequest.BIOCIMMEDIATE, 1);
            number(arena, device, BpfRequest.BIOCSDIRFILT, OUTGOING);
            number(arena, device, BpfRequest.BIOCSFILDROP, CAPTURE_AND_DROP);
            int bufferBytes = number(arena, device, BpfRequest.BIOCGBLEN, 0);
            control(device, BpfRequest.BIOCLOCK, MemorySegment.NULL);
            return new BpfDevice(device, port, bufferBytes);
        } catch (IOException failed) {
            device.close();
            throw failed;
        }
    }

    private static void control(Descriptor device, BpfRequest request, MemorySegment value) throws IOException {
        try {
            Libc.control(device, request.number(), value);
        } catch (SystemCallException refused) {
            throw new IOException(request + ": " + refused.getMessage(), refused);
        }
    }

    /** @return the number that the system left there */
    private static int number(Arena arena, Descriptor device, BpfRequest request, int value) throws IOException {
        MemorySegment argument = arena.allocateFrom(JAVA_INT, value);
        control(device, request, argument);
        return argument.get(JAVA_INT, 0);
    }

    /** struct ifreq with a name. */
    static MemorySegment ifreq(Arena arena, String name) throws IOException {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        if (text.length >= NAME_BYTES) {
            throw new IOException("no interface has a name as long as " + name);
        }
        MemorySegment ifreq = arena.allocate(IFREQ_BYTES, Long.BYTES);
        MemorySegment.copy(text, 0, ifreq, JAVA_BYTE, 0, text.length);
        return ifreq;
    }

    /** struct bpf_program. */
    static MemorySegment program(Arena arena, FilterProgram filter) {
        MemorySegment program = arena.allocate(PROGRAM_BYTES, Long.BYTES);
        program.set(JAVA_INT, 0, filter.instructions().size());
        program.set(ValueLayout.ADDRESS, PROGRAM_POINTER, arena.allocateFrom(JAVA_BYTE, filter.bytes()));
        return program;
    }

    @Override
    public Descriptor descriptor() {
        return device;
    }

    /** A read must ask for exactly so many. */
    @Override
    public long bufferBytes() {
        return bufferBytes;
    }

    @Override
    public List<UdpPacket.Received> read(MemorySegment buffer) throws IOException {
        MemorySegment exact = buffer.asSlice(0, bufferBytes);
        return BpfRecords.udp(exact.asSlice(0, Libc.read(device, exact)).asByteBuffer(), port);
    }

    @Override
    public void close() {
        device.close();
    }
}
