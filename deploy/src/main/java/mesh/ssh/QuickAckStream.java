// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

import jdk.net.ExtendedSocketOptions;

/**
 * Acknowledges what it reads at once. A command's last packets are small, and sshd sends the second only when the first is
 * acknowledged (Nagle); a kernel that delays that makes each command 40 ms longer. The option wears off, so it is set
 * after each read (tcp(7), TCP_QUICKACK; Linux only).
 */
final class QuickAckStream extends FilterInputStream {
    private final Socket socket;

    private QuickAckStream(Socket socket) throws IOException {
        super(socket.getInputStream());
        this.socket = socket;
    }

    /** The socket's input; just that where the system has no such option. */
    static InputStream of(Socket socket) throws IOException {
        return socket.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK)
                ? new QuickAckStream(socket)
                : socket.getInputStream();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count > 0) {
            socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
        return count;
    }
}
