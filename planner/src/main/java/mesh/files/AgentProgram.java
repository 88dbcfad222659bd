// SPDX-License-Identifier: Apache-2.0
package mesh.files;

import mesh.value.ValueFormatException;

/**
 * The Java program that hosts run, as one jar. Its name on a host tells its content, so one that is there is never sent
 * again, and two of them may stand side by side.
 *
 * @param sha256 of the jar, 64 lower-case hexadecimal digits
 */
public record AgentProgram(String sha256) {
    /** Where hosts keep it and its Java runtime: OpenBSD runs Java below /usr/local only. */
    public static final HostPath DIRECTORY = new HostPath("/usr/local/lib/mesh");
    private static final int NAME_DIGITS = 16;

    /** @throws ValueFormatException if {@code sha256} is no digest */
    public AgentProgram {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new ValueFormatException(sha256, "is not a SHA-256 in hexadecimal digits");
        }
    }

    /** Where it stands. */
    public HostPath jar() {
        return new HostPath(DIRECTORY + "/agent-" + sha256.substring(0, NAME_DIGITS) + ".jar");
    }

    /** The java command: a link to the host's own JDK, or to a runtime that mesh brought. */
    public static HostPath java() {
        return new HostPath(DIRECTORY + "/java/bin/java");
    }
}
