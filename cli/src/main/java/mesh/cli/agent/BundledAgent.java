// SPDX-License-Identifier: Apache-2.0
package mesh.cli.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import mesh.apply.AgentFiles;
import mesh.cli.run.MeshException;
import mesh.files.AgentProgram;
import mesh.files.Digests;

/** The agent that came with this program. */
public final class BundledAgent implements AgentFiles {
    /** Names the jar; the launcher sets it. */
    private static final String PROPERTY = "mesh.agent";

    private final Optional<Path> jmods;

    /** @param jmods of a JDK for the machines that have none, where they are not like this one */
    public BundledAgent(Optional<Path> jmods) {
        this.jmods = jmods;
    }

    /** The program of this build. */
    public static AgentProgram bundled() {
        try {
            return new AgentProgram(Digests.sha256(Files.readAllBytes(path())));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Path path() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of).filter(Files::isRegularFile)
                .orElseThrow(() -> MeshException.error("this build of mesh has no agent, which relays are run by",
                        "Start it as './mesh', which builds both."));
    }

    @Override
    public AgentProgram program() {
        return bundled();
    }

    @Override
    public byte[] jar() throws IOException {
        return Files.readAllBytes(path());
    }

    @Override
    public byte[] runtime(String system, String machine) throws IOException {
        return JavaRuntime.of(system, machine, jmods, path().resolveSibling("runtimes"));
    }
}
