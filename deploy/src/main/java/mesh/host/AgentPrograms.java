// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.List;

import mesh.desired.RelayService;
import mesh.files.AgentProgram;
import mesh.files.HostPath;
import mesh.lock.Reach;

/** Programs for hosts that are to run the agent: what is there of it, and the births of their keys. */
public final class AgentPrograms {
    private static final List<String> LIBRARIES = List.of("common", "home", "agent");

    private AgentPrograms() {}

    /** Tells values {@code machine NAME}, {@code space KIB}, {@code jar yes} and {@code java HOME}, of what is there. */
    public static HostProgram survey(AgentProgram agent) {
        return HostProgram.reporting(LIBRARIES, "survey_agent " + agent.jar() + "\ntell done\n");
    }

    /** Installs the JDK of OpenBSD's packages where no Java is there that is new enough: pkg_add(1). */
    public static HostProgram installJava() {
        return HostProgram.reporting(LIBRARIES, "install_java\ntell done\n");
    }

    /**
     * Makes what the relay lacks of its key and certificate, with the program that must be there, and tells their public
     * halves as one value of JSON. Private halves stay on the host.
     */
    public static HostProgram relayBirth(Reach reach, RelayService relay, AgentProgram agent) {
        return HostProgram.reporting(LIBRARIES, ShellText.words(List.of("relay_birth", reach.interfaceName().text(),
                agent.jar().text(), relay.settings().host().toString())) + "\ntell done\n");
    }

    /** Makes the agent's key if it is not there, and tells its public half as one value of JSON. */
    public static HostProgram agentBirth(Reach reach, AgentProgram agent) {
        return HostProgram.reporting(LIBRARIES, ShellText.words(List.of("agent_birth", reach.interfaceName().text(),
                agent.jar().text())) + "\ntell done\n");
    }

    /**
     * The command that puts its standard input in place, if it is what it should be.
     *
     * @param target a jar, or the directory for a runtime that comes as a tar file compressed with gzip
     * @param sha256 of the bytes that come
     */
    public static String receiving(HostPath target, String sha256) {
        return ShellText.words(List.of("sh", "-c", HostProgram.load("receive"), "mesh", target.text(), sha256));
    }
}
