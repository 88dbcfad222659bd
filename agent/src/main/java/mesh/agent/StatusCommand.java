// SPDX-License-Identifier: Apache-2.0
package mesh.agent;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

import mesh.agent.run.StatusTable;
import mesh.json.ConfigException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mesh-agent status}: what the agent of this host says of its pairs. */
@Command(name = "status", description = "Says how the agent of this host is, and how packets travel to each peer.")
final class StatusCommand implements Callable<Integer> {
    private static final int MOST_BYTES = 16 << 20;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--socket", paramLabel = "FILE", required = true, description = "the agent's socket, as \"status\" in its file says")
    private Path socket = Path.of("status.sock");

    @Option(names = "--json", description = "as the agent tells it, for programs")
    private boolean json;

    @Override
    public Integer call() throws IOException, ConfigException {
        byte[] text = read();
        PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.print(new String(text, StandardCharsets.UTF_8));
            out.flush();
        } else {
            StatusTable.of(socket.toString(), text).forEach(out::println);
        }
        return 0;
    }

    private byte[] read() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            while (channel.read(bytes) >= 0) {
                if (bytes.capacity() >= MOST_BYTES) {
                    throw new IOException(socket + ": tells more than " + MOST_BYTES + " bytes");
                }
                bytes = bytes.hasRemaining() ? bytes : ByteBuffer.allocate(2 * bytes.capacity()).put(bytes.flip());
            }
        } catch (IOException noAgent) {
            throw new IOException(socket + ": no agent answers there: " + noAgent.getMessage(), noAgent);
        }
        byte[] text = new byte[bytes.flip().remaining()];
        bytes.get(text);
        return text;
    }
}
