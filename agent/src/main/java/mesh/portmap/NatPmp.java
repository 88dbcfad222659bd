// SPDX-License-Identifier: Apache-2.0
package mesh.portmap;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

import mesh.net.IpV4;
import mesh.net.Port;

/** NAT-PMP's packets (RFC 6886 section 3). */
final class NatPmp {
    private static final int ADDRESS = 0;
    private static final int MAP_UDP = 1;
    private static final int ANSWER = 0x80;

    private NatPmp() {}

    static byte[] addressRequest() {
        return new byte[]{0, ADDRESS};
    }

    /**
     * @param external the port that we would like; 0 for any, and to delete
     * @param lifetime zero to delete
     */
    static byte[] mapRequest(Port internal, int external, Duration lifetime) {
        return ByteBuffer.allocate(12).put((byte) 0).put((byte) MAP_UDP).putShort((short) 0)
                .putShort((short) internal.number()).putShort((short) external).putInt((int) lifetime.toSeconds())
                .array();
    }

    /** Empty for what is no answer of version 0 to one of these requests. */
    static Optional<MapAnswer> decode(byte[] packet) {
        if (packet.length < 8 || packet[0] != 0) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(packet);
        int operation = Byte.toUnsignedInt(in.get(1));
        int result = Short.toUnsignedInt(in.getShort(2));
        long epoch = Integer.toUnsignedLong(in.getInt(4));
        if (operation < ANSWER) {
            return Optional.empty();
        }
        if (result != 0) {
            return Optional.of(new MapAnswer.Refused(epoch, MapRefusal.ofNatPmp(result), Optional.empty()));
        }
        if (operation == ANSWER + ADDRESS && packet.length >= 12) {
            return Optional.of(new MapAnswer.Address(epoch, new IpV4(Integer.toUnsignedLong(in.getInt(8)))));
        }
        if (operation == ANSWER + MAP_UDP && packet.length >= 16) {
            return Optional.of(new MapAnswer.Mapped(epoch, Short.toUnsignedInt(in.getShort(8)),
                    Short.toUnsignedInt(in.getShort(10)), Optional.empty(), seconds(in.getInt(12))));
        }
        return Optional.empty();
    }

    static Duration seconds(int unsigned) {
        return Duration.ofSeconds(Integer.toUnsignedLong(unsigned));
    }
}
