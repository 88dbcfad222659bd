// SPDX-License-Identifier: Apache-2.0
package mesh.derp;

import java.nio.ByteBuffer;

/**
 * Cuts a stream of bytes into frames, without copying and without ever waiting for a payload longer than its type allows.
 * Frames of unknown types are passed over, however they are cut up. A cursor: {@link #next} moves it, {@link #type} and
 * {@link #payload} tell where it is. For one thread; one reader for one direction of one connection.
 *
 * <pre>
 * read into buffer; buffer.flip();
 * while (reader.next(buffer)) { use reader.type(), reader.payload() }
 * buffer.compact();
 * </pre>
 */
public final class FrameReader {
    /** The longest payload that is passed over; beyond it the stream is taken for garbage. */
    private static final int MAX_SKIPPED = 1 << 20;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private FrameType type = FrameType.KEEP_ALIVE;
    private ByteBuffer payload = NOTHING;
    private int toSkip;
    private long unknownFrames;

    /**
     * Moves to the next frame of {@code in}.
     *
     * @return false if {@code in} does not hold the whole of one; what there is of it is left in {@code in}
     * @throws MalformedFrameException if what comes is longer or shorter than any frame of its type
     */
    public boolean next(ByteBuffer in) throws MalformedFrameException {
        while (skip(in) && in.remaining() >= Frame.HEADER_BYTES) {
            int at = in.position();
            int code = in.get(at) & 0xff;
            int length = in.getInt(at + 1);
            FrameType known = FrameType.of(code).orElse(null);
            if (known == null) {
                passOver(in, code, length);
                continue;
            }
            FrameDecoder.checkLength(known, length);
            if (in.remaining() < Frame.HEADER_BYTES + length) {
                return false;
            }
            type = known;
            payload = in.slice(at + Frame.HEADER_BYTES, length);
            in.position(at + Frame.HEADER_BYTES + length);
            return true;
        }
        return false;
    }

    /** The type of the frame that {@link #next} found. */
    public FrameType type() {
        return type;
    }

    /** The payload of that frame: a view of the buffer given to {@link #next}, good until that buffer changes. */
    public ByteBuffer payload() {
        return payload;
    }

    /** That frame as a value. */
    public Frame frame() throws MalformedFrameException {
        return FrameDecoder.decode(type, payload);
    }

    /** How many frames were passed over, since they were of no known type. */
    public long unknownFrames() {
        return unknownFrames;
    }

    /**
     * How many bytes a buffer must hold so that the frame at the start of {@code in} fits, at least the header; what is to
     * be passed over needs no room.
     */
    public int needed(ByteBuffer in) {
        if (toSkip > 0 || in.remaining() < Frame.HEADER_BYTES) {
            return Frame.HEADER_BYTES;
        }
        return Frame.HEADER_BYTES + in.getInt(in.position() + 1);
    }

    private void passOver(ByteBuffer in, int code, int length) throws MalformedFrameException {
        if (length < 0 || length > MAX_SKIPPED) {
            throw new MalformedFrameException(
                    "a frame of unknown type " + code + " and " + (length & 0xffff_ffffL) + " bytes");
        }
        unknownFrames++;
        toSkip = length;
        in.position(in.position() + Frame.HEADER_BYTES);
    }

    /** Whether there is nothing left to pass over. */
    private boolean skip(ByteBuffer in) {
        int skipped = Math.min(toSkip, in.remaining());
        in.position(in.position() + skipped);
        toSkip -= skipped;
        return toSkip == 0;
    }
}
