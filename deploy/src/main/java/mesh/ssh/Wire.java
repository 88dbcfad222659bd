// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.SocketFactory;

import org.jspecify.annotations.Nullable;

/** Bytes to and from one sshd, made before JSch speaks over them: a TCP connection, or a channel of a jump host. */
final class Wire implements Proxy, AutoCloseable {
    private final GreetingGuard in;
    private final OutputStream out;
    private final @Nullable Socket socket;
    private final Runnable closing;

    private Wire(InputStream in, OutputStream out, @Nullable Socket socket, Runnable closing) {
        this.in = new GreetingGuard(in);
        this.out = out;
        this.socket = socket;
        this.closing = closing;
    }

    static Wire over(Socket socket) throws IOException {
        return new Wire(QuickAckStream.of(socket), socket.getOutputStream(), socket, () -> closeQuietly(socket));
    }

    /** @param channel a connected one whose output goes to {@code received} */
    static Wire over(Channel channel, BytePipe received) throws IOException {
        return new Wire(received.input(), channel.getOutputStream(), null, () -> {
            received.close();
            channel.disconnect();
        });
    }

    boolean greeted() {
        return in.greeted();
    }

    String firstWords() {
        return in.firstWords();
    }

    @Override
    public void connect(@Nullable SocketFactory factory, String host, int port, int timeout) {
        // connected already
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public @Nullable Socket getSocket() {
        return socket;
    }

    @Override
    public void close() {
        closing.run();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // nothing is left to close
        }
    }
}
