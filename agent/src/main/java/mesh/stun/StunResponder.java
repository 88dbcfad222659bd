// SPDX-License-Identifier: Apache-2.0
package mesh.stun;

import java.util.List;
import java.util.Optional;

import mesh.net.TransportAddress;

/**
 * What a server answers to a Binding request: where it came from, and nothing else, so that an answer is hardly larger
 * than its request. Says nothing to anything but requests, so two servers never talk to each other.
 */
public final class StunResponder {
    private static final int MOST_TYPES_NAMED = 4;

    private StunResponder() {}

    /**
     * The answer, or empty where silence is right: another class or method, or a request that {@code source} can not
     * have sent to us.
     */
    public static Optional<StunMessage> answer(StunMessage request, TransportAddress source) {
        if (request.kind() != StunClass.REQUEST || request.method() != StunMessage.BINDING) {
            return Optional.empty();
        }
        List<Integer> strange = request.notUnderstood();
        if (strange.isEmpty()) {
            return Optional.of(reply(request, StunClass.SUCCESS, List.of(mapped(request.id(), source))));
        }
        StunAttribute why = new StunAttribute.ErrorCode(StunAttribute.ErrorCode.UNKNOWN_ATTRIBUTE, "");
        StunAttribute which = new StunAttribute.UnknownAttributes(
                strange.subList(0, Math.min(strange.size(), MOST_TYPES_NAMED)));
        return Optional.of(reply(request, StunClass.ERROR, List.of(why, which)));
    }

    private static StunAttribute mapped(TransactionId id, TransportAddress source) {
        return id.isClassic()
                ? new StunAttribute.MappedAddress(source)
                : new StunAttribute.XorMappedAddress(source);
    }

    /** With a fingerprint where the request had one: who uses it needs it to tell our answer from other packets. */
    private static StunMessage reply(StunMessage request, StunClass kind, List<StunAttribute> attributes) {
        return new StunMessage(kind, StunMessage.BINDING, request.id(), attributes, request.hasFingerprint());
    }
}
