// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.net.IpAddress;
import mesh.net.Port;

/**
 * What a read of OpenBSD's bpf(4) gives: packets with a header each, numbers as the machine has them. What does not fit
 * together ends it.
 * <pre>
 *  struct bpf_hdr   time 8 | captured bytes 4 | bytes of the packet 4 | bytes of this header 2 | more, of some releases
 *  then the captured bytes; the next header begins at a multiple of 4
 *  Ethernet         destination 6 | source 6 | type 2
 * </pre>
 */
final class BpfRecords {
    private static final int CAPTURED = 8;
    private static final int LENGTH = 12;
    private static final int HEADER = 16;
    private static final int LEAST_HEADER_BYTES = 18;
    private static final int ALIGNMENT = 4;
    private static final int ETHERTYPE = 12;
    private static final int ETHERNET_HEADER = 14;
    private static final int V4 = 0x0800;
    private static final int V6 = 0x86dd;
    private static final int UDP = 17;

    private BpfRecords() {}

    /** UDP packets to {@code port} in what remains of {@code read}, those that were captured whole. */
    static List<UdpPacket.Received> udp(ByteBuffer read, Port port) {
        List<UdpPacket.Received> packets = new ArrayList<>();
        ByteBuffer in = read.slice().order(ByteOrder.nativeOrder());
        int at = 0;
        while (in.limit() - at >= LEAST_HEADER_BYTES) {
            int captured = in.getInt(at + CAPTURED);
            int header = Short.toUnsignedInt(in.getShort(at + HEADER));
            if (captured < 0 || header < LEAST_HEADER_BYTES || captured > in.limit() - at - header) {
                break;
            }
            if (captured == in.getInt(at + LENGTH)) {
                ethernet(in.slice(at + header, captured).order(ByteOrder.BIG_ENDIAN), port).ifPresent(packets::add);
            }
            at += (header + captured + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        }
        return packets;
    }

    private static Optional<UdpPacket.Received> ethernet(ByteBuffer frame, Port port) {
        if (frame.remaining() < ETHERNET_HEADER) {
            return Optional.empty();
        }
        return switch (Short.toUnsignedInt(frame.getShort(ETHERTYPE))) {
            case V4 -> UdpPacket.readV4(frame.position(ETHERNET_HEADER), port);
            case V6 -> v6(frame, port);
            default -> Optional.empty();
        };
    }

    private static Optional<UdpPacket.Received> v6(ByteBuffer frame, Port port) {
        int segment = ETHERNET_HEADER + UdpPacket.V6_HEADER_BYTES;
        if (frame.remaining() < segment || frame.get(ETHERNET_HEADER) >> 4 != 6
                || frame.get(ETHERNET_HEADER + 6) != UDP) {
            return Optional.empty();
        }
        byte[] source = new byte[16];
        frame.get(ETHERNET_HEADER + 8, source);
        return UdpPacket.readSegment(frame.position(segment), IpAddress.ofOctets(source), port);
    }
}
