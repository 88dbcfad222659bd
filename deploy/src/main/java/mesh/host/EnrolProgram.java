// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.List;

import mesh.lock.Reach;
import mesh.name.MeshName;
import mesh.name.NodeName;

/**
 * Makes a host one that fetches its changes by itself. Its owner runs it there, once, as root: it lays down what fetches,
 * makes the host's keys, which stay there, and prints their public halves. It holds no secret.
 */
public final class EnrolProgram {
    private EnrolProgram() {}

    /**
     * The program for one host.
     *
     * @param reach how the host is set up
     * @param folder URL of the folder that has its bundle
     * @param terms as the host's first bundle has them
     */
    public static HostProgram of(MeshName mesh, NodeName host, Reach reach, String folder, PullTerms terms) {
        KeyHome home = KeyHome.of(reach.format());
        String source = "mesh " + mesh + "\nhost " + host + "\nurl " + folder + "\n";
        return HostProgram.reporting(List.of("common", "home", "birth", "enrol"), "begin " + reach.interfaceName()
                + "\ninstall_age\nopen_pull\n" + ShellText.withInput("lay source", source)
                + ShellText.withInput("lay signers", terms.signers())
                + ShellText.withInput("lay reports", terms.reportLine())
                + ShellText.withInput("lay pull", HostProgram.load("pull")) + "make_identity\nmake_report_key\n"
                + ShellText.words(List.of("have_own_key", home.group(), home.directoryMode(), home.keyMode()))
                + "\nschedule\n" + ShellText.words(List.of("tell_enrolment", host.text())) + "\n");
    }
}
