// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.io.IOException;
import java.nio.ByteBuffer;

import mesh.http.WebSocketFrames;
import mesh.http.WebSocketReader;

/** Takes the stream out of WebSocket frames and gives it to the stage inside. */
final class WebSocketStage implements Stage {
    private static final byte[] NOTHING = {};
    /** A control frame with its header. */
    private static final int MAX_CONTROL = 131;

    private final Connection connection;
    private final WebSocketReader reader = WebSocketReader.ofClients();
    private Stage inside;
    private byte[] rest = NOTHING;

    WebSocketStage(Connection connection, Stage inside) {
        this.connection = connection;
        this.inside = inside;
    }

    @Override
    public int maxIncomplete() {
        return MAX_CONTROL;
    }

    @Override
    public Stage receive(ByteBuffer in, Scratch scratch) throws IOException {
        ByteBuffer stream = scratch.streamIn.clear().put(rest);
        while (true) {
            WebSocketReader.Event event = reader.read(in, stream);
            stream.flip();
            giveInside(stream, scratch);
            if (stream.remaining() > inside.maxIncomplete()) {
                throw new IOException("a message that is too long at this stage");
            }
            stream.compact();
            switch (event) {
                case NOTHING -> {
                    rest = stream.flip().hasRemaining() ? bytes(stream) : NOTHING;
                    return this;
                }
                case PING ->
                    connection.out().writeNow(ByteBuffer.wrap(WebSocketFrames.pong(reader.control())), scratch);
                case CLOSE -> {
                    connection.out().writeNow(ByteBuffer.wrap(WebSocketFrames.close()), scratch);
                    inside.closed(scratch);
                    in.position(in.limit());
                    return connection.end(scratch);
                }
            }
        }
    }

    @Override
    public void closed(Scratch scratch) {
        inside.closed(scratch);
    }

    @Override
    public void tick(Scratch scratch) {
        inside.tick(scratch);
    }

    Stage inside() {
        return inside;
    }

    private void giveInside(ByteBuffer stream, Scratch scratch) throws IOException {
        Stage next = inside.receive(stream, scratch);
        while (next != inside && !connection.isClosed()) {
            inside = next;
            next = inside.receive(stream, scratch);
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
