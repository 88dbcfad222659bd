// SPDX-License-Identifier: Apache-2.0
package mesh.lab.nat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an agent says over its status socket.
 *
 * @param path {@code relay}, {@code trial} or {@code direct}; empty where the agent does not answer
 * @param endpoint the direct one
 * @param relay where the peer is found
 * @param why why it is not direct
 * @param peer all that it said of the peer
 * @param relaysUp how many relays are connected
 */
public record AgentView(String path, String endpoint, String relay, String why, String peer, long relaysUp) {

    /** Where nobody answers. */
    static final AgentView SILENT = new AgentView("", "", "", "", "", 0);

    static AgentView ask(Path socket, String peer) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                continue;
            }
            return of(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8), peer);
        } catch (IOException nobody) {
            return SILENT;
        }
    }

    private static AgentView of(String whole, String peer) {
        Matcher object = Pattern.compile("\\{[^{}]*\"name\"\\s*:\\s*\"" + peer + "\"[^{}]*}").matcher(whole);
        String text = object.find() ? object.group() : "";
        return new AgentView(value(text, "path"), value(text, "endpoint"), value(text, "relay"),
                value(text, "why-not-direct"), text,
                Pattern.compile("\"state\"\\s*:\\s*\"up\"").matcher(whole).results().count());
    }

    private static String value(String object, String key) {
        Matcher value = Pattern.compile("\"" + key + "\"\\s*:\\s*\"([^\"]*)\"").matcher(object);
        return value.find() ? value.group(1) : "";
    }

    /** How the peer is found and what went through the shim, in a few words. */
    String counts() {
        Matcher counts = Pattern
                .compile("\"(?:path|relay|heard|relayed-in|relayed-out|dropped)\"\\s*:\\s*\"?([a-z0-9]*)")
                .matcher(peer);
        return counts.results().map(one -> one.group(1)).collect(Collectors.joining(" "));
    }

    public boolean direct() {
        return path.equals("direct");
    }
}
