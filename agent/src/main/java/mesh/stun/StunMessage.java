// SPDX-License-Identifier: Apache-2.0
package mesh.stun;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import mesh.net.TransportAddress;

/**
 * A STUN message.
 *
 * @param kind request, indication, success or error
 * @param method 12 bits; {@link #BINDING} is the only one used here
 * @param attributes in their order, without FINGERPRINT and MESSAGE-INTEGRITY
 * @param hasFingerprint whether a FINGERPRINT ends it; one that was read was right
 */
public record StunMessage(StunClass kind, int method, TransactionId id, List<StunAttribute> attributes,
        boolean hasFingerprint) {
    /** The method that asks for the mapped address. */
    public static final int BINDING = 0x001;

    /** Bytes of the largest message that is read: one Ethernet frame. */
    public static final int MOST_BYTES = 1500;

    private static final int MUST_BE_UNDERSTOOD_BELOW = 0x8000;

    /** Nobody's number, among those that may be skipped. RFC 5780's PADDING must be understood, which few servers do. */
    private static final int PADDING = 0xc0de;

    /**
     * Attributes that must be understood and need nothing done: SOURCE-ADDRESS, CHANGED-ADDRESS, USERNAME, REALM,
     * NONCE, MESSAGE-INTEGRITY-SHA256. CHANGE-REQUEST is told by its flags.
     */
    private static final Set<Integer> HARMLESS = Set.of(0x0004, 0x0005, 0x0006, 0x0014, 0x0015, 0x001c);

    private static final int CHANGE_REQUEST = 0x0003;

    public StunMessage {
        if (method < 0 || method > 0xfff) {
            throw new IllegalArgumentException("a method has 12 bits");
        }
        attributes = List.copyOf(attributes);
    }

    /** What any server by RFC 8489 answers, derper's excepted. */
    public static StunMessage bindingRequest(TransactionId id) {
        return new StunMessage(StunClass.REQUEST, BINDING, id, List.of(), false);
    }

    /** What every server answers, derper's included: it takes only the name {@code tailnode} with a fingerprint. */
    public static StunMessage tailnodeRequest(TransactionId id) {
        return new StunMessage(StunClass.REQUEST, BINDING, id, List.of(new StunAttribute.Software("tailnode")), true);
    }

    /**
     * A request of exactly so many bytes, to see what a path takes: the padding is an attribute that servers skip.
     *
     * @param bytes of the whole message: 44 to {@link #MOST_BYTES}, a multiple of 4
     */
    public static StunMessage paddedRequest(TransactionId id, int bytes) {
        int padding = bytes - 44;
        if (padding < 0 || bytes > MOST_BYTES || bytes % 4 != 0) {
            throw new IllegalArgumentException("a request of " + bytes + " bytes");
        }
        return new StunMessage(StunClass.REQUEST, BINDING, id, List.of(new StunAttribute.Software("tailnode"),
                new StunAttribute.Opaque(PADDING, new byte[padding])), true);
    }

    /** The first attribute of that type. */
    public <T extends StunAttribute> Optional<T> first(Class<T> type) {
        return attributes.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** Where the server saw the request come from; the mixed attribute wins, since NATs rewrite the clear one. */
    public Optional<TransportAddress> mappedAddress() {
        return first(StunAttribute.XorMappedAddress.class).map(StunAttribute.XorMappedAddress::address)
                .or(() -> first(StunAttribute.MappedAddress.class).map(StunAttribute.MappedAddress::address));
    }

    /** The types that must be understood and are not, in their order. */
    public List<Integer> notUnderstood() {
        return attributes.stream().filter(StunMessage::isStrange).map(StunAttribute::type).distinct().toList();
    }

    private static boolean isStrange(StunAttribute attribute) {
        return attribute instanceof StunAttribute.Opaque opaque && opaque.type() < MUST_BE_UNDERSTOOD_BELOW
                && !HARMLESS.contains(opaque.type()) && !asksForNoChange(opaque);
    }

    /** Clients by RFC 3489 send CHANGE-REQUEST without a flag when they want a plain answer. */
    private static boolean asksForNoChange(StunAttribute.Opaque attribute) {
        if (attribute.type() != CHANGE_REQUEST) {
            return false;
        }
        for (byte octet : attribute.value()) {
            if (octet != 0) {
                return false;
            }
        }
        return true;
    }
}
