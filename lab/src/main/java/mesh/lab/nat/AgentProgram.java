// SPDX-License-Identifier: Apache-2.0
package mesh.lab.nat;

import java.nio.file.Files;
import java.nio.file.Path;

import mesh.lab.LabException;

/**
 * The program that hosts and relays of a scene run.
 *
 * @param jar {@code mesh-agent.jar}
 * @param java the {@code java} that runs it, below {@code /usr}, which hosts share
 * @param options of java
 */
public record AgentProgram(Path jar, Path java, String options) {

    private static final String PLAIN = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx48m --enable-native-access=ALL-UNNAMED";

    public AgentProgram {
        if (!Files.isRegularFile(jar)) {
            throw new LabException("no " + jar + ": build the module agent");
        }
        if (!java.startsWith("/usr")) {
            throw new LabException(java + " is not below /usr, so hosts of a lab do not have it");
        }
    }

    /** The program of this checkout, run by the Java that runs this. */
    public static AgentProgram ofCheckout() {
        return new AgentProgram(jarOfCheckout(), Path.of(System.getProperty("java.home"), "bin/java"), PLAIN);
    }

    /** The same with other options of java. */
    public AgentProgram with(String other) {
        return new AgentProgram(jar, java, other);
    }

    /** Where this checkout's build leaves it. */
    public static Path jarOfCheckout() {
        return Path.of(System.getProperty("mesh.root", "."), "agent/target/mesh-agent.jar");
    }

    /** A command line for a shell in a host where {@link #installed} is. */
    String line(String arguments) {
        return java + " " + options + " -jar " + installed() + " " + arguments;
    }

    /** Where hosts have it. */
    static String installed() {
        return "/opt/mesh-agent.jar";
    }
}
