// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import mesh.model.SshSettings;
import mesh.ssh.CommandResult;
import mesh.ssh.SshException;
import mesh.ssh.SshSession;
import mesh.ssh.Transport;

/** Hosts that answer what a test lays down, by address; it records who was asked for what, in order. */
final class FakeTransport implements Transport {
    /** What a host does with a program. */
    interface Answer {
        CommandResult to(String command, String program) throws SshException;
    }

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();

    void host(String address, Answer answer) {
        answers.put(address, answer);
    }

    /** Addresses in the order in which programs came. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    int mostOpen() {
        return mostOpen.get();
    }

    int open() {
        return open.get();
    }

    @Override
    public SshSession open(SshSettings target) throws SshException {
        String address = target.host().toString();
        Answer answer = answers.get(address);
        if (answer == null) {
            throw new SshException(SshException.Reason.UNREACHABLE, address + " does not answer");
        }
        mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
        return new SshSession() {
            @Override
            public CommandResult run(String command, byte[] stdin, Duration timeout, Consumer<String> lines)
                    throws SshException {
                asked.add(address);
                CommandResult result = answer.to(command, new String(stdin, StandardCharsets.UTF_8));
                result.out().lines().forEach(lines);
                return result;
            }

            @Override
            public boolean isConnected() {
                return true;
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }
}
