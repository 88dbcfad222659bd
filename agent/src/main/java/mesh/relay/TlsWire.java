// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.nio.ByteBuffer;
import java.util.Optional;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** Bytes in TLS. */
final class TlsWire implements Wire {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private volatile boolean ready;

    TlsWire(SSLEngine engine) {
        this.engine = engine;
    }

    @Override
    public Step decrypt(ByteBuffer net, ByteBuffer plain) throws SSLException {
        HandshakeStatus before = engine.getHandshakeStatus();
        if (before == HandshakeStatus.NEED_TASK) {
            return Step.TASK;
        }
        if (before == HandshakeStatus.NEED_WRAP) {
            return Step.WRAP;
        }
        SSLEngineResult result = engine.unwrap(net, plain);
        note(result.getHandshakeStatus());
        return switch (result.getStatus()) {
            case CLOSED -> Step.CLOSED;
            case BUFFER_UNDERFLOW -> Step.STARVED;
            case BUFFER_OVERFLOW -> throw new SSLException("a record larger than TLS allows");
            case OK -> switch (result.getHandshakeStatus()) {
                case NEED_TASK -> Step.TASK;
                case NEED_WRAP -> result.bytesProduced() > 0 ? Step.PROGRESS : Step.WRAP;
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN, FINISHED, NOT_HANDSHAKING ->
                    result.bytesConsumed() > 0 || result.bytesProduced() > 0 ? Step.PROGRESS : Step.STARVED;
            };
        };
    }

    @Override
    public void encrypt(ByteBuffer plain, ByteBuffer net) throws SSLException {
        SSLEngineResult result;
        do {
            result = engine.wrap(plain, net);
            note(result.getHandshakeStatus());
            if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
                throw new SSLException("no room for a record");
            }
            if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                throw new SSLException("TLS is closed");
            }
        } while (plain.hasRemaining() && result.bytesConsumed() > 0
                || result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && result.bytesProduced() > 0);
        if (plain.hasRemaining()) {
            throw new SSLException("TLS takes no data in the middle of a handshake");
        }
    }

    @Override
    public void end(ByteBuffer net) {
        engine.closeOutbound();
        try {
            while (!engine.isOutboundDone() && engine.wrap(NOTHING, net).bytesProduced() > 0) {
                continue;
            }
        } catch (SSLException nothingLeftToSay) {
            return;
        }
    }

    @Override
    public Optional<Runnable> task() {
        return Optional.ofNullable(engine.getDelegatedTask());
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public Optional<String> version() {
        return ready ? Optional.of(engine.getSession().getProtocol()) : Optional.empty();
    }

    private void note(HandshakeStatus status) {
        if (!ready && (status == HandshakeStatus.FINISHED || status == HandshakeStatus.NOT_HANDSHAKING)) {
            ready = true;
        }
    }
}
