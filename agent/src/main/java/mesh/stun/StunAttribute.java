// SPDX-License-Identifier: Apache-2.0
package mesh.stun;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import mesh.net.TransportAddress;

/** One attribute of a message, read (RFC 8489 section 14). FINGERPRINT and MESSAGE-INTEGRITY are about the message. */
public sealed interface StunAttribute {

    /** The 16 bits before the length. */
    int type();

    /** @param address where the request came from, in clear: for clients by RFC 3489, and rewritten by some NATs */
    record MappedAddress(TransportAddress address) implements StunAttribute {
        static final int TYPE = 0x0001;

        @Override
        public int type() {
            return TYPE;
        }
    }

    /** @param address where the request came from; on the wire it is mixed with cookie and id */
    record XorMappedAddress(TransportAddress address) implements StunAttribute {
        static final int TYPE = 0x0020;

        /** What drafts of RFC 5389 used, and some servers still do. */
        static final int TYPE_OF_DRAFTS = 0x8020;

        @Override
        public int type() {
            return TYPE;
        }
    }

    /**
     * Why a request was refused.
     *
     * @param code 300 to 699
     * @param reason for people; may be empty
     */
    record ErrorCode(int code, String reason) implements StunAttribute {
        static final int TYPE = 0x0009;

        /** The request has an attribute that must be understood and is not. */
        static final int UNKNOWN_ATTRIBUTE = 420;

        @Override
        public int type() {
            return TYPE;
        }
    }

    /** @param types that must be understood and were not */
    record UnknownAttributes(List<Integer> types) implements StunAttribute {
        static final int TYPE = 0x000a;

        public UnknownAttributes {
            types = List.copyOf(types);
        }

        @Override
        public int type() {
            return TYPE;
        }
    }

    /** @param name what the sender calls itself; untrusted text */
    record Software(String name) implements StunAttribute {
        static final int TYPE = 0x8022;

        @Override
        public int type() {
            return TYPE;
        }
    }

    /** Any other attribute, its value as it came. */
    final class Opaque implements StunAttribute {
        private final int type;
        private final byte[] value;

        Opaque(int type, byte[] value) {
            this.type = type;
            this.value = value.clone();
        }

        @Override
        public int type() {
            return type;
        }

        /** A fresh copy, without padding. */
        public byte[] value() {
            return value.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Opaque that && type == that.type && Arrays.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return 31 * type + Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return "Opaque[" + Integer.toHexString(type) + " " + HexFormat.of().formatHex(value) + "]";
        }
    }
}
