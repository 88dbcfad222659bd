// SPDX-License-Identifier: Apache-2.0
package mesh.portmap;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

import mesh.net.IpAddress;
import mesh.net.IpV4;
import mesh.net.IpV6;
import mesh.net.Port;

/** PCP's packets (RFC 6887 sections 7 and 11). */
final class Pcp {
    static final int VERSION = 2;

    private static final int ANNOUNCE = 0;
    private static final int MAP = 1;
    private static final int ANSWER = 0x80;
    private static final int HEADER_BYTES = 24;
    private static final int MAP_BYTES = 36;
    private static final int MOST_BYTES = 1100;
    private static final byte UDP = 17;
    private static final long MAPPED_V4 = 0xffff_0000_0000L;

    private Pcp() {}

    static byte[] announceRequest(IpAddress client) {
        return header(ByteBuffer.allocate(HEADER_BYTES), ANNOUNCE, Duration.ZERO, client).array();
    }

    /**
     * @param external the port that we would like; 0 for any, and to delete
     * @param lifetime zero to delete
     */
    static byte[] mapRequest(IpAddress client, PcpNonce nonce, Port internal, int external, Duration lifetime) {
        ByteBuffer out = header(ByteBuffer.allocate(HEADER_BYTES + MAP_BYTES), MAP, lifetime, client);
        nonce.write(out);
        out.put(UDP).put(new byte[3]).putShort((short) internal.number()).putShort((short) external);
        out.put(wide(client.isV6() ? new IpV6(0, 0) : new IpV4(0)));
        return out.array();
    }

    private static ByteBuffer header(ByteBuffer out, int operation, Duration lifetime, IpAddress client) {
        return out.put((byte) VERSION).put((byte) operation).putShort((short) 0).putInt((int) lifetime.toSeconds())
                .put(wide(client));
    }

    /** 16 bytes; IPv4 as {@code ::ffff:a.b.c.d}. */
    private static byte[] wide(IpAddress address) {
        return switch (address) {
            case IpV4 v4 -> new IpV6(0, MAPPED_V4 | v4.unsigned()).octets();
            case IpV6 v6 -> v6.octets();
        };
    }

    private static IpAddress narrow(ByteBuffer in) {
        byte[] octets = new byte[16];
        in.get(octets);
        IpV6 wide = new IpV6(ByteBuffer.wrap(octets).getLong(), ByteBuffer.wrap(octets).getLong(8));
        boolean isV4 = wide.high() == 0 && wide.low() >>> 32 == MAPPED_V4 >>> 32;
        return isV4 ? IpAddress.ofOctets(Arrays.copyOfRange(octets, 12, 16)) : wide;
    }

    /** Empty for what is no answer, or one to a mapping that has another {@code nonce}. */
    static Optional<MapAnswer> decode(byte[] packet, PcpNonce nonce) {
        if (packet.length < HEADER_BYTES || packet.length > MOST_BYTES || packet[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(packet);
        int operation = Byte.toUnsignedInt(in.get(1)) - ANSWER;
        int result = Byte.toUnsignedInt(in.get(3));
        Duration lifetime = NatPmp.seconds(in.getInt(4));
        long epoch = Integer.toUnsignedLong(in.getInt(8));
        if (operation != ANNOUNCE && operation != MAP) {
            return Optional.empty();
        }
        boolean hasMap = operation == MAP && packet.length >= HEADER_BYTES + MAP_BYTES;
        if (hasMap && !PcpNonce.read(in.position(HEADER_BYTES)).equals(nonce)) {
            return Optional.empty();
        }
        if (result != 0) {
            return Optional.of(new MapAnswer.Refused(epoch, MapRefusal.ofPcp(result), Optional.of(lifetime)));
        }
        if (operation == ANNOUNCE) {
            return Optional.of(new MapAnswer.Alive(epoch));
        }
        return hasMap && in.get(36) == UDP ? Optional.of(mapped(in, epoch, lifetime)) : Optional.empty();
    }

    private static MapAnswer mapped(ByteBuffer in, long epoch, Duration lifetime) {
        return new MapAnswer.Mapped(epoch, Short.toUnsignedInt(in.getShort(40)), Short.toUnsignedInt(in.getShort(42)),
                Optional.of(narrow(in.position(44))), lifetime);
    }
}
