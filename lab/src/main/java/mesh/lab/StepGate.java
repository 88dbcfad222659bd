// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A place where a host's program is held: the first {@code logger} call whose message ends with the word waits until it
 * is released, or until the host has had enough. The wait is in a child of the program, so the program stands still.
 * Steps of the same name that follow pass. A reboot takes the gate away.
 */
public final class StepGate implements AutoCloseable {

    private final LabHost host;
    private final String word;
    private final Path directory;

    private StepGate(LabHost host, String word) {
        this.host = host;
        this.word = word;
        this.directory = directories(host).resolve(word);
    }

    static StepGate open(LabHost host, String word, Duration longest) {
        if (!word.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException("not the name of a step: " + word);
        }
        StepGate gate = new StepGate(host, word);
        gate.close();
        new Tree(gate.directory).directory("", 0700).file("limit", 0600, longest.toMillis() / 50 + "\n");
        return gate;
    }

    private static Path directories(LabHost host) {
        return host.root().resolve("boot/gates");
    }

    static void removeAll(LabHost host) {
        Tree.delete(directories(host));
    }

    /** Whether a program stands, or stood, at the gate. */
    public boolean reached() {
        return Files.exists(directory.resolve("reached"));
    }

    /** @throws LabException when nobody comes */
    public void awaitReached(Duration limit) {
        Keeper.await("step " + word + " on " + host.name(), limit, this::reached);
    }

    /** Lets the program go on. */
    public void release() {
        try {
            Files.writeString(directory.resolve("go"), "");
        } catch (IOException rebootedMeanwhile) {
            close();
        }
    }

    /** Takes the gate away; a program that stands there goes on. */
    @Override
    public void close() {
        Tree.delete(directory);
    }
}
