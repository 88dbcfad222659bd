// SPDX-License-Identifier: Apache-2.0
package mesh.stun;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

import mesh.net.TransportAddress;

/** Writes a message as one datagram. Padding is zero. */
public final class StunEncoder {
    private static final int MOST_TEXT_BYTES = 508;

    private final TransactionId id;
    private final ByteBuffer out = ByteBuffer.allocate(StunMessage.MOST_BYTES);

    private StunEncoder(TransactionId id) {
        this.id = id;
    }

    /** @throws IllegalArgumentException if it is larger than {@link StunMessage#MOST_BYTES} */
    public static byte[] encode(StunMessage message) {
        return new StunEncoder(message.id()).packet(message, Optional.empty());
    }

    /** With MESSAGE-INTEGRITY by {@code key}, before the fingerprint. */
    public static byte[] encodeSigned(StunMessage message, byte[] key) {
        return new StunEncoder(message.id()).packet(message, Optional.of(key));
    }

    private byte[] packet(StunMessage message, Optional<byte[]> key) {
        try {
            int method = message.method();
            int type = message.kind().bits() | method & 0xf | (method & 0x70) << 1 | (method & 0xf80) << 2;
            out.putShort((short) type).putShort((short) 0);
            id.write(out);
            message.attributes().forEach(this::write);
            key.ifPresent(secret -> write(MessageIntegrity.TYPE,
                    MessageIntegrity.of(out.array(), out.position(), secret)));
            countLength(message.hasFingerprint() ? 4 + Fingerprint.VALUE_BYTES : 0);
            if (message.hasFingerprint()) {
                write(Fingerprint.TYPE, ByteBuffer.allocate(Fingerprint.VALUE_BYTES)
                        .putInt(Fingerprint.of(out.array(), out.position())).array());
            }
            return Arrays.copyOf(out.array(), out.position());
        } catch (java.nio.BufferOverflowException tooLarge) {
            throw new IllegalArgumentException("a message over " + StunMessage.MOST_BYTES + " bytes", tooLarge);
        }
    }

    private void countLength(int more) {
        out.putShort(2, (short) (out.position() - StunDecoder.HEADER_BYTES + more));
    }

    private void write(StunAttribute attribute) {
        byte[] value = switch (attribute) {
            case StunAttribute.MappedAddress mapped -> address(mapped.address(), false);
            case StunAttribute.XorMappedAddress mapped -> address(mapped.address(), true);
            case StunAttribute.ErrorCode error -> errorCode(error);
            case StunAttribute.UnknownAttributes unknown -> types(unknown);
            case StunAttribute.Software software -> text(software.name());
            case StunAttribute.Opaque opaque -> opaque.value();
        };
        write(attribute.type(), value);
    }

    private void write(int type, byte[] value) {
        out.putShort((short) type).putShort((short) value.length).put(value);
        while (out.position() % 4 != 0) {
            out.put((byte) 0);
        }
    }

    private byte[] address(TransportAddress address, boolean isMixed) {
        byte[] octets = address.address().octets();
        int port = address.port().number();
        if (isMixed) {
            id.mix(octets);
            port ^= id.cookie() >>> 16;
        }
        return ByteBuffer.allocate(4 + octets.length).putShort((short) (octets.length == 4 ? 1 : 2))
                .putShort((short) port).put(octets).array();
    }

    private static byte[] errorCode(StunAttribute.ErrorCode error) {
        byte[] reason = text(error.reason());
        return ByteBuffer.allocate(4 + reason.length).putShort((short) 0).put((byte) (error.code() / 100))
                .put((byte) (error.code() % 100)).put(reason).array();
    }

    private static byte[] types(StunAttribute.UnknownAttributes unknown) {
        ByteBuffer types = ByteBuffer.allocate(2 * unknown.types().size());
        unknown.types().forEach(type -> types.putShort(type.shortValue()));
        return types.array();
    }

    private static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_TEXT_BYTES) {
            throw new IllegalArgumentException("a text over " + MOST_TEXT_BYTES + " bytes");
        }
        return bytes;
    }
}
