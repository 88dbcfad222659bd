// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.io.IOException;

import mesh.files.AgentProgram;

/** The bytes that hosts run, as the controller has them. Safe for concurrent use. */
public interface AgentFiles {
    /** Which program it is. */
    AgentProgram program();

    /** The jar. */
    byte[] jar() throws IOException;

    /**
     * A Java runtime for another machine, or for one such as this.
     *
     * @param system as {@code uname -s} says
     * @param machine as {@code uname -m} says
     * @return a tar file compressed with gzip, with {@code bin/java} in it
     * @throws IOException if there is none, with what to do about it
     */
    byte[] runtime(String system, String machine) throws IOException;
}
