// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.List;

import mesh.libc.Descriptor;
import mesh.libc.Libc;
import mesh.libc.SocketAddressLayout;
import mesh.net.TransportAddress;

/**
 * A raw UDP socket of Linux for one family. It gets a copy of what the filter takes, whoever owns the port, and sends from
 * any port. For one thread at a time when sending.
 * <pre>
 *  struct sock_fprog   instructions 2 | 0 6 | pointer 8          16 bytes
 * </pre>
 */
final class LinuxRawSocket implements PacketSource {
    static final int SOCK_RAW = 3;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int SOL_SOCKET = 1;
    static final int SO_MARK = 36;
    static final int MSG_DONTWAIT = 0x40;
    private static final int SO_ATTACH_FILTER = 26;
    private static final int IPPROTO_IP = 0;
    private static final int IPPROTO_UDP = 17;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IP_MTU_DISCOVER = 10;
    private static final int IPV6_MTU_DISCOVER = 23;
    private static final int IPV6_CHECKSUM = 7;
    private static final int CHECKSUM_OFFSET = 6;
    /** Never DF, whatever is known of the path. */
    private static final int PMTUDISC_DONT = 0;
    /** DF, and whatever is known of the path is not looked at: the path itself shall tell. */
    private static final int PMTUDISC_PROBE = 3;
    private static final int MOST_BYTES = 65_535;
    private static final int FPROG_BYTES = 16;
    private static final int FPROG_POINTER = 8;

    private final boolean isV6;
    private final ProbeSettings settings;
    private final Descriptor socket;
    private int discovery = -1;

    private LinuxRawSocket(boolean isV6, ProbeSettings settings, Descriptor socket) {
        this.isV6 = isV6;
        this.settings = settings;
        this.socket = socket;
    }

    static LinuxRawSocket open(boolean isV6, ProbeSettings settings) throws IOException {
        Descriptor socket = Libc.socket(SocketAddressLayout.LINUX.family(isV6), SOCK_RAW | SOCK_CLOEXEC, IPPROTO_UDP);
        try {
            attach(socket, isV6 ? ProbeFilter.linuxV6(settings.port()) : ProbeFilter.linuxV4(settings.port()));
            if (settings.mark() != 0) {
                Libc.option(socket, SOL_SOCKET, SO_MARK, settings.mark());
            }
            if (isV6) {
                Libc.option(socket, IPPROTO_IPV6, IPV6_CHECKSUM, CHECKSUM_OFFSET);
            }
            return new LinuxRawSocket(isV6, settings, socket);
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    private static void attach(Descriptor socket, FilterProgram filter) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment program = arena.allocate(FPROG_BYTES, Long.BYTES);
            program.set(ValueLayout.JAVA_SHORT, 0, (short) filter.instructions().size());
            program.set(ValueLayout.ADDRESS, FPROG_POINTER,
                    arena.allocateFrom(ValueLayout.JAVA_BYTE, filter.bytes()));
            Libc.option(socket, SOL_SOCKET, SO_ATTACH_FILTER, program);
        }
    }

    @Override
    public Descriptor descriptor() {
        return socket;
    }

    @Override
    public long bufferBytes() {
        return MOST_BYTES + SocketAddressLayout.MOST_BYTES;
    }

    /** One packet. */
    @Override
    public List<UdpPacket.Received> read(MemorySegment buffer) throws IOException {
        MemorySegment from = buffer.asSlice(0, SocketAddressLayout.MOST_BYTES);
        MemorySegment packet = buffer.asSlice(SocketAddressLayout.MOST_BYTES, MOST_BYTES);
        ByteBuffer bytes = packet.asSlice(0, Libc.receive(socket, packet, MSG_DONTWAIT, from)).asByteBuffer();
        return (isV6
                ? UdpPacket.readSegment(bytes,
                        SocketAddressLayout.LINUX.address(from.toArray(ValueLayout.JAVA_BYTE)), settings.port())
                : UdpPacket.readV4(bytes, settings.port())).stream().toList();
    }

    boolean isV6() {
        return isV6;
    }

    /**
     * The checksum is always there: translators between IPv6 and IPv4 (464XLAT, MAP-T) drop packets without. Of IPv6 the
     * kernel makes it, of IPv4 it takes what we have; so we ask which source it will choose.
     */
    void send(TransportAddress destination, byte[] payload, boolean whole) throws IOException {
        discover(whole ? PMTUDISC_PROBE : PMTUDISC_DONT);
        TransportAddress source = isV6
                ? new TransportAddress(destination.address(), settings.port())
                : new TransportAddress(RouteSource.towards(destination, SocketAddressLayout.LINUX, settings.mark()),
                        settings.port());
        Libc.send(socket, UdpPacket.segment(source, destination, payload), MSG_DONTWAIT,
                SocketAddressLayout.LINUX.encode(destination.address(), 0));
    }

    private void discover(int wanted) throws IOException {
        if (discovery != wanted) {
            Libc.option(socket, isV6 ? IPPROTO_IPV6 : IPPROTO_IP, isV6 ? IPV6_MTU_DISCOVER : IP_MTU_DISCOVER, wanted);
            discovery = wanted;
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
