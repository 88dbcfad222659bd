// SPDX-License-Identifier: Apache-2.0
package mesh.stun;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import mesh.net.IpAddress;
import mesh.net.Port;
import mesh.net.TransportAddress;

/**
 * Reads one datagram as a STUN message. Refuses what is not exactly one message, a wrong FINGERPRINT, and an attribute
 * that does not hold what its type says. Never reads past the datagram; work and memory grow with its length only.
 */
public final class StunDecoder {
    static final int HEADER_BYTES = 20;

    private static final int ATTRIBUTE_HEADER_BYTES = 4;
    private static final int FAMILY_V4 = 1;
    private static final int FAMILY_V6 = 2;

    private final byte[] packet;
    private final TransactionId id;
    private final List<StunAttribute> attributes = new ArrayList<>();
    private boolean hasIntegrity;
    private boolean hasFingerprint;

    private StunDecoder(byte[] packet) {
        this.packet = packet;
        this.id = TransactionId.read(ByteBuffer.wrap(packet, 4, HEADER_BYTES - 4));
    }

    /** @throws StunFormatException if {@code packet} is not one whole message */
    public static StunMessage decode(byte[] packet) throws StunFormatException {
        if (packet.length < HEADER_BYTES || packet.length > StunMessage.MOST_BYTES) {
            throw new StunFormatException("%d bytes are no STUN message".formatted(packet.length));
        }
        ByteBuffer header = ByteBuffer.wrap(packet);
        int type = Short.toUnsignedInt(header.getShort());
        int length = Short.toUnsignedInt(header.getShort());
        if (type >> 14 != 0 || length % 4 != 0 || length != packet.length - HEADER_BYTES) {
            throw new StunFormatException("type %04x with length %d in %d bytes".formatted(type, length,
                    packet.length));
        }
        StunDecoder decoder = new StunDecoder(packet);
        decoder.readAttributes();
        return new StunMessage(StunClass.ofType(type), method(type), decoder.id, decoder.attributes,
                decoder.hasFingerprint);
    }

    /** Squeezes out the two bits of the class. */
    private static int method(int type) {
        return type & 0xf | (type & 0xe0) >> 1 | (type & 0x3e00) >> 2;
    }

    private void readAttributes() throws StunFormatException {
        int at = HEADER_BYTES;
        while (at < packet.length) {
            if (hasFingerprint) {
                throw new StunFormatException("something follows FINGERPRINT");
            }
            int type = uint16(at);
            int length = uint16(at + 2);
            int next = at + ATTRIBUTE_HEADER_BYTES + (length + 3 & ~3);
            if (next > packet.length) {
                throw new StunFormatException("attribute %04x goes past the end".formatted(type));
            }
            readAttribute(type, at, length);
            at = next;
        }
    }

    private void readAttribute(int type, int at, int length) throws StunFormatException {
        if (type == Fingerprint.TYPE) {
            if (length != Fingerprint.VALUE_BYTES || !Fingerprint.isRight(packet, at)) {
                throw new StunFormatException("wrong FINGERPRINT");
            }
            hasFingerprint = true;
        } else if (type == MessageIntegrity.TYPE) {
            hasIntegrity = true;
        } else if (!hasIntegrity) {
            ByteBuffer value = ByteBuffer.wrap(packet, at + ATTRIBUTE_HEADER_BYTES, length).slice();
            attributes.add(attribute(type, value));
        }
        // What stands between MESSAGE-INTEGRITY and FINGERPRINT nobody vouches for: RFC 8489 section 14.5 ignores it.
    }

    private StunAttribute attribute(int type, ByteBuffer value) throws StunFormatException {
        return switch (type) {
            case StunAttribute.MappedAddress.TYPE -> new StunAttribute.MappedAddress(address(value, false));
            case StunAttribute.XorMappedAddress.TYPE, StunAttribute.XorMappedAddress.TYPE_OF_DRAFTS ->
                new StunAttribute.XorMappedAddress(address(value, true));
            case StunAttribute.ErrorCode.TYPE -> errorCode(value);
            case StunAttribute.UnknownAttributes.TYPE -> unknownAttributes(value);
            case StunAttribute.Software.TYPE -> new StunAttribute.Software(text(value));
            default -> new StunAttribute.Opaque(type, bytes(value, value.remaining()));
        };
    }

    private TransportAddress address(ByteBuffer value, boolean isMixed) throws StunFormatException {
        int octets = value.remaining() - 4;
        int family = value.remaining() < 2 ? 0 : value.get(1);
        if (!(family == FAMILY_V4 && octets == 4 || family == FAMILY_V6 && octets == 16)) {
            throw new StunFormatException("an address of family %d in %d bytes".formatted(family, value.remaining()));
        }
        int port = Short.toUnsignedInt(value.getShort(2));
        byte[] address = bytes(value.position(4), octets);
        if (isMixed) {
            port ^= id.cookie() >>> 16;
            id.mix(address);
        }
        if (port == 0) {
            throw new StunFormatException("a mapped address with port 0");
        }
        return new TransportAddress(IpAddress.ofOctets(address), new Port(port));
    }

    private static StunAttribute errorCode(ByteBuffer value) throws StunFormatException {
        int hundreds = value.remaining() < 4 ? 0 : value.get(2) & 7;
        int number = value.remaining() < 4 ? 0 : Byte.toUnsignedInt(value.get(3));
        if (hundreds < 3 || hundreds > 6 || number > 99) {
            throw new StunFormatException("an error code of class %d and number %d".formatted(hundreds, number));
        }
        return new StunAttribute.ErrorCode(hundreds * 100 + number, text(value.position(4)));
    }

    private static StunAttribute unknownAttributes(ByteBuffer value) {
        List<Integer> types = new ArrayList<>();
        while (value.remaining() >= 2) {
            types.add(Short.toUnsignedInt(value.getShort()));
        }
        return new StunAttribute.UnknownAttributes(types);
    }

    /** Malformed UTF-8 becomes U+FFFD: the text is only shown. */
    private static String text(ByteBuffer value) {
        return StandardCharsets.UTF_8.decode(value).toString();
    }

    private static byte[] bytes(ByteBuffer value, int count) {
        byte[] bytes = new byte[count];
        value.get(bytes);
        return bytes;
    }

    private int uint16(int at) {
        return Byte.toUnsignedInt(packet[at]) << 8 | Byte.toUnsignedInt(packet[at + 1]);
    }
}
