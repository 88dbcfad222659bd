// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredInterface;
import mesh.files.Activation;
import mesh.files.RenderedHost;
import mesh.key.PublicKey;
import mesh.live.LiveHost;
import mesh.live.Manifest;
import mesh.live.ManifestCodec;
import mesh.model.KeyPolicy.Custody;
import mesh.model.OperatingSystem;
import mesh.net.Cidr;
import mesh.plan.Change;
import mesh.plan.HostPlan;

/**
 * Carries out one host's plan:
 *
 * <ol>
 * <li>take turns: no other program changes this interface meanwhile;
 * <li>compare: generation, interface and files are what the plan was made from, else {@link Ending#STALE};
 * <li>stage: all files under the stage directory, none of them in use;
 * <li>verify: digests, and the format's own check, else {@link Ending#REFUSED};
 * <li>switch: each file by a rename, with last-good copies kept, and the first version of what another owner wrote;
 * <li>live: the running interface, by the smallest changes;
 * <li>read back: key, port, number of peers;
 * <li>persist: the manifest, last.
 * </ol>
 *
 * A failure after the switch puts the files back: {@link Ending#RESTORED}.
 */
public final class ApplyProgram {
    private final HostPlan plan;
    private final DesiredHost host;
    private final RenderedHost rendered;
    private final LiveHost live;
    private final Activations activations;
    private final FileSwitch files;

    private ApplyProgram(HostPlan plan, SecretFiles secrets, Activations activations) {
        this.plan = plan;
        this.host = required(plan.desired(), "its desired state");
        this.rendered = required(plan.rendered(), "its files");
        this.live = required(plan.live(), "its reading");
        this.activations = activations;
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
    public static HostProgram of(HostPlan plan, SecretFiles secrets, Provenance provenance, Activations activations) {
        ApplyProgram program = new ApplyProgram(plan, secrets, activations);
        String system = plan.reach().os() == OperatingSystem.OPENBSD ? "openbsd" : "linux";
        return HostProgram.reporting(List.of("common", "home", "apply", "switch", system),
                program.commands(provenance));
    }

    private String commands(Provenance provenance) {
        KeyHome home = KeyHome.of(host.reach().format());
        return "begin " + host.iface().name() + "\ntake_turn\n" + comparing() + "step compared\n"
                + ShellText.words(List.of("make_home", home.group(), home.directoryMode())) + "\n" + files.staging()
                + scripts() + "check_stage\n" + expectGeneration() + "step verified\n" + files.keepingForeign()
                + files.switching()
                + "step switched\nstop_following\n" + changing() + calling() + readingBack() + "step running\n"
                + ShellText.withInput("persist", ManifestCodec.write(manifest(provenance))) + "finish\n";
    }

    private String comparing() {
        String key = live.iface()
                .map(iface -> iface.publicKey().map(PublicKey::base64).orElse("(none)")).orElse("absent");
        String expectation = host.iface().formerKey().isPresent() ? "expect_kept_key " : "expect_private_key ";
        String expectKey = host.iface().custody() == Custody.HOST ? expectation + ownKey() + "\n" : "";
        return expectGeneration() + "expect_interface " + ShellText.word(key) + "\n" + expectKey
                + files.expectations();
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

    /** The format's scripts go along as files, so that nothing in them can end or confuse the program itself. */
    private String scripts() {
        Activation activation = rendered.activation();
        StringBuilder out = new StringBuilder();
        out.append(script("check", activation.check())).append(script("up", activation.up()))
                .append(script("restart", activation.restart())).append(script("down", activation.down()));
        if (plan.action() == HostPlan.Action.REPLACE) {
            Activation old = activations.of(required(live.manifest(), "its manifest").format(), host.iface().name());
            out.append(script("old-up", old.up())).append(script("old-down", old.down()));
        }
        return out.toString();
    }

    static String script(String name, String text) {
        return ShellText.withInput("stage_file /." + name, text.isEmpty() || text.endsWith("\n") ? text : text + "\n");
    }

    private String changing() {
        if (plan.action() == HostPlan.Action.REPLACE && live.iface().isPresent()) {
            return "bring_up replace\n";
        }
        if (live.iface().isEmpty()) {
            return "bring_up up\n";
        }
        if (needsRestart()) {
            return "bring_up restart\n";
        }
        LiveCommands commands = plan.reach().os() == OperatingSystem.OPENBSD
                ? new OpenBsdCommands(host, plan.changes())
                : new LinuxCommands(host, plan.changes());
        return commands.lines().stream().map(line -> line + "\n").reduce("", String::concat);
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

    private Manifest manifest(Provenance provenance) {
        return new Manifest(host.mesh(), host.name(), host.reach().format(), generation() + 1, provenance.commit(),
                provenance.by(), provenance.at(), files.entries());
    }
}
