// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredInterface;
import mesh.files.FileContent;
import mesh.files.HostFile;
import mesh.files.RenderedHost;
import mesh.live.LiveHost;
import mesh.live.Manifest;
import mesh.live.ManifestCodec;
import mesh.model.KeyPolicy.Custody;
import mesh.plan.Change;

/**
 * Brings a host that nobody reads from whatever it has to what it should have: what is sealed in its bundle. It is made of
 * the functions of {@link ApplyProgram}, in the same order, and goes back as that does. Two things differ: the interface
 * is made anew instead of changed, since nobody knows what it was; and the host confirms the change itself, once it can
 * still fetch bundles.
 *
 * <p>Its argument is the path of the fetching program.
 */
public final class PullProgram {
    /** In which a change has to be confirmed. */
    private static final int WINDOW_SECONDS = 90;
    /** Of the window, what is for fetching again. */
    private static final int REACH_SECONDS = 45;

    /** Stands for whoever publishes, where only the content of a bundle counts. */
    public static final Provenance NOBODY = new Provenance("-", "-", "-");

    private final DesiredHost host;
    private final RenderedHost rendered;
    private final Provenance provenance;
    private final PullTerms terms;
    private final FileSwitch files;

    private PullProgram(DesiredHost host, RenderedHost rendered, SecretFiles secrets, Provenance provenance,
            PullTerms terms) {
        this.host = host;
        this.rendered = rendered;
        this.provenance = provenance;
        this.terms = terms;
        this.files = new FileSwitch(host, rendered, LiveHost.bare(host.name()), writes(rendered), secrets);
    }

    /** Every file as one that is written. */
    public static List<Change> writes(RenderedHost rendered) {
        return rendered.files().stream().<Change>map(file -> new Change.FileWrite(file, Optional.empty(), false))
                .toList();
    }

    /**
     * The program of one host.
     *
     * @param secrets contents of all its secret files but a key born on the host
     * @param provenance what the host keeps of whoever publishes
     * @param terms what the host keeps of its mesh from then on
     */
    public static HostProgram of(DesiredHost host, RenderedHost rendered, SecretFiles secrets, Provenance provenance,
            PullTerms terms) {
        PullProgram program = new PullProgram(host, rendered, secrets, provenance, terms);
        return HostProgram.pulled(List.of("common", "home", "lease", "rollback", "arm", "apply", "switch", "call",
                "confirm", "pulled", RollbackText.system(host.reach())), program.commands());
    }

    private String commands() {
        KeyHome home = KeyHome.of(host.reach().format());
        return "begin " + host.reach().interfaceName() + "\ntake_turn\n"
                + ShellText.withInput("pull_lease", "by " + provenance.by() + "\nprocess -\ncommand mesh publish\n")
                + ShellText.withInput("take_term \"$1\" signers", terms.signers())
                + ShellText.withInput("take_term \"$1\" reports", terms.reportLine()) + "expect_format "
                + host.reach().format().text()
                + "\n"
                + ShellText.words(List.of("make_home", home.group(), home.directoryMode())) + "\n" + ownKey()
                + files.staging(Sending.WHOLE) + skipping() + scripts()
                + "number_manifest\ncheck_stage\nstep verified\n" + keeping()
                + arming()
                + (host.ground().isEmpty() ? "ground_down\n" : "") + files.switching()
                + "remove_gone\nstep switched\nstop_following\n" + changing() + readingBack()
                + "step running\nthrough\n"
                + "reach_again \"$1\" " + REACH_SECONDS + "\n"
                + "confirm \"$token\" " + ShellText.word(provenance.at()) + " " + ShellText.word(provenance.by())
                + "\ntell done\n";
    }

    private String ownKey() {
        return host.iface().custody() == Custody.HOST ? "expect_private_key " + publicKey() + "\n" : "";
    }

    private String publicKey() {
        return host.iface().publicKey().orElseThrow(
                () -> new IllegalArgumentException("a host's bundle is made with its public key known only")).base64();
    }

    /** Ends the program where all of it is there already, as after a change of signers alone. */
    private String skipping() {
        List<String> words = new ArrayList<>(List.of("end_if_there", publicKey() + " " + host.iface().port() + " "
                + host.peers().size()));
        rendered.files().stream().map(HostFile::path).forEach(path -> words.add(path.text()));
        return ShellText.words(words) + "\n";
    }

    private String scripts() {
        return ActivationText.staging(rendered.activation())
                + ApplyProgram.script("rollback", RollbackText.of(host.reach()))
                + ApplyProgram.script("manifest", ManifestCodec.write(manifest()));
    }

    private String keeping() {
        List<String> foreign = new ArrayList<>(List.of("keep_foreign"));
        rendered.files().stream().filter(file -> file.content() instanceof FileContent.Text)
                .forEach(file -> foreign.add(file.path().text()));
        List<String> all = new ArrayList<>(List.of("list_gone"));
        rendered.files().stream().map(HostFile::path).forEach(path -> all.add(path.text()));
        String keep = files.keeping();
        // The words of "$gone" are paths without blanks.
        return ShellText.words(foreign) + "\n" + ShellText.words(all) + "\n" + keep.substring(0, keep.length() - 1)
                + " $gone\nkeep_ground\n";
    }

    private String arming() {
        String known = "window " + WINDOW_SECONDS + "\ncommit " + provenance.commit() + "\nby " + provenance.by()
                + "\nat " + provenance.at() + "\nsummary pulled\n";
        return ShellText.withInput("arm_pull " + WINDOW_SECONDS, known);
    }

    private String changing() {
        boolean late = host.ground().exit().isPresent() || host.ground().dns().isPresent();
        return (host.ground().isEmpty() ? "" : "ground_up\n") + "bring_up \"$how\"\n" + (late ? "ground_up\n" : "")
                + "call_again\n";
    }

    private String readingBack() {
        DesiredInterface iface = host.iface();
        return ShellText.words(List.of("read_back", publicKey(), iface.port().toString(),
                Integer.toString(host.peers().size()))) + "\n";
    }

    private Manifest manifest() {
        return new Manifest(host.mesh(), host.name(), host.reach().format(), 1, provenance.commit(), provenance.by(),
                provenance.at(), files.entries());
    }
}
