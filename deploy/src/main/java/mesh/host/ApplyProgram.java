// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredInterface;
import mesh.files.Activation;
import mesh.files.RenderedHost;
import mesh.key.PublicKey;
import mesh.live.LiveHost;
import mesh.live.Manifest;
import mesh.live.ManifestCodec;
import mesh.lock.Reach;
import mesh.model.KeyPolicy.Custody;
import mesh.model.OperatingSystem;
import mesh.net.Cidr;
import mesh.plan.Change;
import mesh.plan.HostPlan;

/**
 * Carries out one host's plan, up to where the host waits to be confirmed:
 *
 * <ol>
 * <li>take turns: no other program changes this interface meanwhile; the run's lease is still there;
 * <li>compare: generation, interface and files are what the plan was made from, else {@link Ending#STALE};
 * <li>stage: all files under the stage directory, none of them in use;
 * <li>verify: digests, and the format's own check, else {@link Ending#REFUSED};
 * <li>keep: copies of the files that change and of how the interface runs, and the first version of what another owner
 * wrote;
 * <li>arm: from here on the host goes back by itself, after the window and at the next boot;
 * <li>switch: each file by a rename;
 * <li>ground: what the interface needs of the host, by its script;
 * <li>live: the running interface, by the smallest changes;
 * <li>read back: key, port, number of peers.
 * </ol>
 *
 * A failure after arming puts everything back: {@link Ending#RESTORED}. {@link ConfirmProgram} makes the change last.
 */
public final class ApplyProgram {
    private static final Function<Reach, List<String>> LIBRARIES = reach -> List.of("common", "home", "lease",
            "rollback",
            "arm", "apply", "switch", "call", RollbackText.system(reach));

    private final HostPlan plan;
    private final DesiredHost host;
    private final RenderedHost rendered;
    private final LiveHost live;
    private final Activations activations;
    private final Arming arming;
    private final FileSwitch files;
    private final Sending sending;

    private ApplyProgram(HostPlan plan, SecretFiles secrets, Arming arming, Activations activations,
            Sending sending) {
        this.plan = plan;
        this.arming = arming;
        this.host = required(plan.desired(), "its desired state");
        this.rendered = required(plan.rendered(), "its files");
        this.live = required(plan.live(), "its reading");
        this.activations = activations;
        this.sending = sending;
        this.files = new FileSwitch(host, rendered, live, plan.changes(), secrets);
    }

    private static <T> T required(Optional<T> part, String what) {
        return part.orElseThrow(() -> new IllegalArgumentException("a host is applied with " + what + " known only"));
    }

    /**
     * The program for a host that stays in the mesh.
     *
     * @param plan with changes, files and reading
     * @param secrets contents of all secret files that the plan writes, but a key born on the host
     * @throws IllegalArgumentException if a part of the plan or a secret is missing
     */
    public static HostProgram of(HostPlan plan, SecretFiles secrets, Arming arming, Activations activations) {
        return of(plan, secrets, arming, activations, Sending.DELTAS);
    }

    /**
     * As {@link #of(HostPlan, SecretFiles, Arming, Activations)}.
     *
     * @param sending how much of the files goes along
     */
    public static HostProgram of(HostPlan plan, SecretFiles secrets, Arming arming, Activations activations,
            Sending sending) {
        ApplyProgram program = new ApplyProgram(plan, secrets, arming, activations, sending);
        return HostProgram.reporting(LIBRARIES.apply(plan.reach()), program.commands());
    }

    private String commands() {
        KeyHome home = KeyHome.of(host.reach().format());
        return arming.beginning(plan.reach()) + comparing() + "step compared\n"
                + ShellText.words(List.of("make_home", home.group(), home.directoryMode())) + "\n"
                + files.staging(sending)
                + scripts() + "check_stage\n" + expectGeneration() + "step verified\n" + files.keepingForeign()
                + files.keeping() + ifGround("keep_ground\n") + arming.arm(plan, how())
                + (host.ground().isEmpty() ? ifGround("ground_down\n") : "") + files.switching()
                + "step switched\nstop_following\n" + (host.ground().isEmpty() ? "" : ifGround("ground_up\n"))
                + changing() + calling() + readingBack()
                + "step running\nthrough\n";
    }

    private String ifGround(String command) {
        return plan.changes().stream().anyMatch(Change.Ground.class::isInstance) ? command : "";
    }

    /** By which the host knows how to go back. */
    private String how() {
        if (plan.action() == HostPlan.Action.REPLACE && live.iface().isPresent()) {
            return "replace";
        }
        if (live.iface().isEmpty()) {
            return "up";
        }
        return needsRestart() ? "restart" : "live";
    }

    private String comparing() {
        String key = live.iface()
                .map(iface -> iface.publicKey().map(PublicKey::base64).orElse("(none)")).orElse("absent");
        String expectation = host.iface().formerKey().isPresent() ? "expect_kept_key " : "expect_private_key ";
        String expectKey = host.iface().custody() == Custody.HOST ? expectation + ownKey() + "\n" : "";
        return expectGeneration() + "expect_interface " + ShellText.word(key) + "\n" + expectKey
                + files.expectations(sending);
    }

    private String expectGeneration() {
        return "expect_generation " + generation() + "\n";
    }

    private int generation() {
        return live.manifest().map(Manifest::generation).orElse(0);
    }

    private String ownKey() {
        return required(host.iface().publicKey(), "its public key").base64();
    }

    private String scripts() {
        return activation() + arming.staged(plan.reach(), ManifestCodec.write(manifest()));
    }

    private String activation() {
        if (plan.action() != HostPlan.Action.REPLACE) {
            return ActivationText.staging(rendered.activation());
        }
        Activation old = activations.of(required(live.manifest(), "its manifest").format(), host.iface().name());
        return ActivationText.staging(rendered.activation(), old);
    }

    static String script(String name, String text) {
        return ShellText.withInput("stage_file /." + name, text.isEmpty() || text.endsWith("\n") ? text : text + "\n");
    }

    private String changing() {
        String how = how();
        if (!how.equals("live")) {
            return "bring_up " + how + "\n" + (needsInterface() ? "ground_up\n" : "");
        }
        LiveCommands commands = plan.reach().os() == OperatingSystem.OPENBSD
                ? new OpenBsdCommands(host, plan.changes())
                : new LinuxCommands(host, plan.changes());
        return commands.lines().stream().map(line -> line + "\n").reduce("", String::concat);
    }

    /** A part of what the host needs can be made only once the interface is up. */
    private boolean needsInterface() {
        return host.ground().exit().isPresent() || host.ground().dns().isPresent();
    }

    /** A default route needs the format's own arrangement of tables, or the tunnel would carry its own packets. */
    private boolean needsRestart() {
        return plan.changes().stream().anyMatch(change -> switch (change) {
            case Change.RouteAdd route -> route.destination().prefixLength() == 0;
            case Change.RouteRemove route -> route.destination().prefixLength() == 0;
            default -> false;
        });
    }

    /** A host that changed its key calls its peers: its sessions are gone, and they cannot know. */
    private String calling() {
        if (plan.changes().stream().noneMatch(Change.KeyReplace.class::isInstance)) {
            return "";
        }
        List<String> words = new ArrayList<>(List.of("call_peers"));
        host.peers().stream().flatMap(peer -> peer.allowedIps().stream().filter(ApplyProgram::isOneAddress).limit(1))
                .forEach(address -> words.add(address.network().toString()));
        return ShellText.words(words) + "\n";
    }

    private static boolean isOneAddress(Cidr network) {
        return network.prefixLength() == network.network().bits();
    }

    private String readingBack() {
        DesiredInterface iface = host.iface();
        return ShellText.words(
                List.of("read_back", ownKey(), iface.port().toString(), Integer.toString(host.peers().size()))) + "\n";
    }

    private Manifest manifest() {
        Provenance provenance = arming.provenance();
        return new Manifest(host.mesh(), host.name(), host.reach().format(), generation() + 1, provenance.commit(),
                provenance.by(), provenance.at(), files.entries());
    }
}
