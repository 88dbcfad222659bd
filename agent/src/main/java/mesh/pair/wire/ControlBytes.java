// SPDX-License-Identifier: Apache-2.0
package mesh.pair.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.name.NodeName;
import mesh.net.TransportAddress;
import mesh.pair.Candidate;
import mesh.pair.ControlMessage;
import mesh.pair.FallbackReason;
import mesh.pair.OwnCandidates;
import mesh.value.ValueFormatException;

/** Type and body of a {@link ControlMessage}; the package comment draws them. */
final class ControlBytes {
    /** Candidates in one message; what is beyond is not said. */
    static final int MOST_CANDIDATES = 32;
    /** Of any body. */
    static final int MOST_BYTES = 2 + MOST_CANDIDATES * (1 + AddressBytes.MOST);
    static final int MOST_DELAY_MILLIS = 5000;

    private static final byte HELLO = 1;
    private static final byte CANDIDATES = 2;
    private static final byte PUNCH = 3;
    private static final byte PROVED = 4;
    private static final byte SWITCH = 5;
    private static final byte SWITCH_ACK = 6;
    private static final byte FALLBACK = 7;
    private static final byte FALLBACK_ACK = 8;
    private static final byte BYE = 9;

    private ControlBytes() {}

    static byte type(ControlMessage message) {
        return switch (message) {
            case ControlMessage.Hello _ -> HELLO;
            case ControlMessage.Candidates _ -> CANDIDATES;
            case ControlMessage.Punch _ -> PUNCH;
            case ControlMessage.Proved _ -> PROVED;
            case ControlMessage.Switch _ -> SWITCH;
            case ControlMessage.SwitchAck _ -> SWITCH_ACK;
            case ControlMessage.Fallback _ -> FALLBACK;
            case ControlMessage.FallbackAck _ -> FALLBACK_ACK;
            case ControlMessage.Bye _ -> BYE;
        };
    }

    static void put(ByteBuffer out, ControlMessage message) {
        switch (message) {
            case ControlMessage.Hello hello -> {
                byte[] home = hello.home().map(NodeName::text).orElse("").getBytes(StandardCharsets.US_ASCII);
                out.put(flag(hello.answer())).put((byte) home.length).put(home);
            }
            case ControlMessage.Candidates candidates -> putCandidates(out, candidates.own());
            case ControlMessage.Punch punch -> out.putInt(punch.round()).putShort((short) punch.delayMillis());
            case ControlMessage.Proved proved -> putTwo(out, proved.remote(), proved.seenAs());
            case ControlMessage.Switch change -> putTwo(out.putInt(change.epoch()), change.yours(), change.mine());
            case ControlMessage.SwitchAck ack -> out.putInt(ack.epoch());
            case ControlMessage.Fallback fallback ->
                out.putInt(fallback.epoch()).put((byte) fallback.reason().ordinal());
            case ControlMessage.FallbackAck ack -> out.putInt(ack.epoch());
            case ControlMessage.Bye _ -> {
                // Nothing to say beyond it.
            }
        }
    }

    private static void putTwo(ByteBuffer out, TransportAddress one, TransportAddress other) {
        AddressBytes.put(out, one);
        AddressBytes.put(out, other);
    }

    private static void putCandidates(ByteBuffer out, OwnCandidates own) {
        List<Candidate> said = own.candidates().subList(0, Math.min(MOST_CANDIDATES, own.candidates().size()));
        out.put(flag(own.mappingVaries())).put((byte) said.size());
        for (Candidate candidate : said) {
            out.put((byte) candidate.kind().ordinal());
            AddressBytes.put(out, candidate.address());
        }
    }

    /**
     * The message of that type, all of {@code in}.
     *
     * @throws ValueFormatException if it is none
     * @throws java.nio.BufferUnderflowException if it is cut
     */
    static ControlMessage get(byte type, ByteBuffer in) {
        ControlMessage message = switch (type) {
            case HELLO -> hello(in);
            case CANDIDATES -> candidates(in);
            case PUNCH -> new ControlMessage.Punch(natural(in), delay(in));
            case PROVED -> new ControlMessage.Proved(AddressBytes.get(in), AddressBytes.get(in));
            case SWITCH -> new ControlMessage.Switch(natural(in), AddressBytes.get(in), AddressBytes.get(in));
            case SWITCH_ACK -> new ControlMessage.SwitchAck(natural(in));
            case FALLBACK -> new ControlMessage.Fallback(natural(in), of(FallbackReason.values(), in));
            case FALLBACK_ACK -> new ControlMessage.FallbackAck(natural(in));
            case BYE -> new ControlMessage.Bye();
            default -> throw refused("of a type that is not known");
        };
        if (in.hasRemaining()) {
            throw refused("longer than its type is");
        }
        return message;
    }

    private static ControlMessage hello(ByteBuffer in) {
        boolean answer = flag(in);
        byte[] home = new byte[Byte.toUnsignedInt(in.get())];
        in.get(home);
        return new ControlMessage.Hello(home.length == 0
                ? Optional.empty()
                : Optional.of(new NodeName(new String(home, StandardCharsets.US_ASCII))), answer);
    }

    private static ControlMessage candidates(ByteBuffer in) {
        boolean varies = flag(in);
        int count = Byte.toUnsignedInt(in.get());
        if (count > MOST_CANDIDATES) {
            throw refused("of more candidates than may be");
        }
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            candidates.add(new Candidate(of(Candidate.Kind.values(), in), AddressBytes.get(in)));
        }
        return new ControlMessage.Candidates(new OwnCandidates(candidates, varies));
    }

    private static byte flag(boolean value) {
        return (byte) (value ? 1 : 0);
    }

    private static boolean flag(ByteBuffer in) {
        byte flag = in.get();
        if (flag != 0 && flag != 1) {
            throw refused("with a flag that is not known");
        }
        return flag == 1;
    }

    private static int natural(ByteBuffer in) {
        int number = in.getInt();
        if (number < 0) {
            throw refused("with a negative number");
        }
        return number;
    }

    private static int delay(ByteBuffer in) {
        int millis = Short.toUnsignedInt(in.getShort());
        if (millis > MOST_DELAY_MILLIS) {
            throw refused("with a delay beyond all sense");
        }
        return millis;
    }

    private static <T> T of(T[] values, ByteBuffer in) {
        int place = Byte.toUnsignedInt(in.get());
        if (place >= values.length) {
            throw refused("with a number that names nothing");
        }
        return values[place];
    }

    private static ValueFormatException refused(String why) {
        return new ValueFormatException("(sealed)", "is no message between agents: " + why);
    }
}
