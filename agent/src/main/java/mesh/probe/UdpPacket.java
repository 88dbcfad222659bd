// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import java.nio.ByteBuffer;
import java.util.Optional;

import mesh.net.IpAddress;
import mesh.net.Port;
import mesh.net.TransportAddress;

/**
 * UDP packets as bytes, with and without the IP header before them. All numbers are big-endian.
 * <pre>
 *  UDP   source port 2 | destination port 2 | length 2, header and payload | checksum 2
 *  IPv4  45 | 00 | length 2 | id 2 | flags and offset 2 | time to live 1 | 11 | checksum 2 | source 4 | destination 4
 *  IPv6  60 00 00 00 | payload length 2 | 11 | hop limit 1 | source 16 | destination 16
 * </pre>
 */
final class UdpPacket {
    /** The largest payload that any of the headers can count. */
    static final int MOST_PAYLOAD_BYTES = 65_535 - 20 - 8;

    static final int HEADER_BYTES = 8;
    static final int V4_HEADER_BYTES = 20;
    static final int V6_HEADER_BYTES = 40;

    private static final int UDP = 17;
    private static final int HOPS = 64;
    private static final int DONT_FRAGMENT = 0x4000;
    private static final int CHECKSUM = 6;

    private UdpPacket() {}

    /** From the UDP header on, with its checksum. */
    static byte[] segment(TransportAddress source, TransportAddress destination, byte[] payload) {
        int length = length(payload);
        ByteBuffer out = ByteBuffer.allocate(length);
        out.putShort((short) source.port().number()).putShort((short) destination.port().number())
                .putShort((short) length).putShort((short) 0).put(payload);
        long sum = sum(source.address().octets()) + sum(destination.address().octets()) + UDP + length
                + sum(out.array());
        int checksum = folded(sum);
        out.putShort(CHECKSUM, (short) (checksum == 0 ? 0xffff : checksum));
        return out.array();
    }

    /** From the IP header on. The system gives it an id, and on IPv4 the header's checksum. */
    static byte[] whole(TransportAddress source, TransportAddress destination, byte[] payload, boolean dontFragment) {
        byte[] segment = segment(source, destination, payload);
        ByteBuffer out;
        if (source.address().isV6()) {
            out = ByteBuffer.allocate(V6_HEADER_BYTES + segment.length);
            out.putInt(0x6000_0000).putShort((short) segment.length).put((byte) UDP).put((byte) HOPS);
        } else {
            out = ByteBuffer.allocate(V4_HEADER_BYTES + segment.length);
            out.putShort((short) 0x4500).putShort((short) out.capacity()).putShort((short) 0)
                    .putShort((short) (dontFragment ? DONT_FRAGMENT : 0)).put((byte) HOPS).put((byte) UDP)
                    .putShort((short) 0);
        }
        return out.put(source.address().octets()).put(destination.address().octets()).put(segment).array();
    }

    private static int length(byte[] payload) {
        if (payload.length > MOST_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("a UDP packet of " + payload.length + " bytes");
        }
        return HEADER_BYTES + payload.length;
    }

    private static long sum(byte[] bytes) {
        long sum = 0;
        for (int i = 0; i < bytes.length; i++) {
            sum += (bytes[i] & 0xffL) << (i % 2 == 0 ? 8 : 0);
        }
        return sum;
    }

    private static int folded(long sum) {
        long folded = sum;
        while (folded >> 16 != 0) {
            folded = (folded & 0xffff) + (folded >> 16);
        }
        return (int) ~folded & 0xffff;
    }

    /** A packet that came. */
    static final class Received {
        private final TransportAddress source;
        private final byte[] payload;

        private Received(TransportAddress source, byte[] payload) {
            this.source = source;
            this.payload = payload;
        }

        TransportAddress source() {
            return source;
        }

        /** Not a copy. */
        byte[] payload() {
            return payload;
        }
    }

    /**
     * Reads what remains of {@code in} from the IPv4 header on.
     *
     * @return empty for anything but one whole UDP packet to {@code port}
     */
    static Optional<Received> readV4(ByteBuffer in, Port port) {
        int start = in.position();
        if (in.remaining() < V4_HEADER_BYTES || in.get(start) >> 4 != 4 || in.get(start + 9) != UDP) {
            return Optional.empty();
        }
        int header = (in.get(start) & 0xf) * 4;
        byte[] source = new byte[4];
        in.get(start + 12, source);
        return header < V4_HEADER_BYTES || in.remaining() < header
                ? Optional.empty()
                : readSegment(in.position(start + header), IpAddress.ofOctets(source), port);
    }

    /** The same from the UDP header on. */
    static Optional<Received> readSegment(ByteBuffer in, IpAddress source, Port port) {
        int start = in.position();
        if (in.remaining() < HEADER_BYTES || Short.toUnsignedInt(in.getShort(start + 2)) != port.number()) {
            return Optional.empty();
        }
        int sourcePort = Short.toUnsignedInt(in.getShort(start));
        int length = Short.toUnsignedInt(in.getShort(start + 4));
        if (sourcePort == 0 || length < HEADER_BYTES || length > in.remaining()) {
            return Optional.empty();
        }
        byte[] payload = new byte[length - HEADER_BYTES];
        in.get(start + HEADER_BYTES, payload);
        return Optional.of(new Received(new TransportAddress(source, new Port(sourcePort)), payload));
    }
}
