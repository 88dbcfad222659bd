// SPDX-License-Identifier: Apache-2.0
package mesh.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/**
 * Data flows one way: spec, model, lock, desired, files, live, plan, host, apply, cli. Each row forbids an import and
 * says why. ArchUnit reads the compiled classes of all modules.
 */
class DependencyDirectionTest {
    private static final String[] FLOW = {"mesh.spec", "mesh.model", "mesh.path", "mesh.ipam", "mesh.lock",
            "mesh.desired",
            "mesh.files", "mesh.live", "mesh.plan", "mesh.drift", "mesh.render", "mesh.host", "mesh.apply", "mesh.cli"};

    /** What runs where meshes are planned, never on hosts. */
    private static final List<String> CONTROLLER = List.of("mesh.spec", "mesh.model", "mesh.lock", "mesh.desired",
            "mesh.files", "mesh.live", "mesh.plan", "mesh.render", "mesh.host", "mesh.ssh", "mesh.apply", "mesh.vault",
            "mesh.lab", "mesh.cli");

    private static JavaClasses classes = new ClassFileImporter().importPackages();

    /** A package, what it must not import, and why. */
    private record Forbidden(String from, List<String> to, String why) {}

    private static final List<Forbidden> FORBIDDEN = List.of(
            new Forbidden("mesh.dist", List.of("mesh.value", "mesh.cli", "mesh.agent"),
                    "what makes the jar runs before the jar is there"),
            new Forbidden("mesh.value", List.of("mesh.name", "mesh.net", "mesh.key"),
                    "every value type stands on mesh.value"),
            new Forbidden("mesh.name", List.of("mesh.net", "mesh.key"), "names are plain words, not addresses or keys"),
            new Forbidden("mesh.key", List.of("mesh.net", "mesh.name"),
                    "a preshared key must not change with a name or an address"),
            new Forbidden("mesh.tls", List.of(FLOW), "a certificate is for names and addresses, whoever asks for it"),
            new Forbidden("mesh.policy", List.of(FLOW), "who may reach whom is told by names and networks alone"),
            new Forbidden("mesh.spec", after("mesh.spec"), "a spec is what its author wrote, nothing worked out"),
            new Forbidden("mesh.model", after("mesh.model"), "the mesh is known before any address is given"),
            new Forbidden("mesh.path", after("mesh.path"), "who reaches whom depends on no address, key or host"),
            new Forbidden("mesh.lock", after("mesh.lock"), "decisions are recorded before anything is built on them"),
            new Forbidden("mesh.desired", after("mesh.desired"),
                    "desired state depends on spec and lock only, so a pull request can be planned without hosts"),
            new Forbidden("mesh.files", after("mesh.files"), "file values are shared by renderers, diff and deploy"),
            new Forbidden("mesh.live", after("mesh.live"), "a reading holds what was seen, not what will be done"),
            new Forbidden("mesh.plan", after("mesh.plan"), "a plan is complete before anybody renders or sends it"),
            new Forbidden("mesh.drift", after("mesh.drift"), "what a host became is told by what was read of it"),
            new Forbidden("mesh.config",
                    List.of("mesh.lock", "mesh.desired", "mesh.files", "mesh.live", "mesh.plan", "mesh.drift",
                            "mesh.adopt", "mesh.render", "mesh.host", "mesh.apply", "mesh.cli"),
                    "a configuration file says what it says, whatever a mesh wants"),
            new Forbidden("mesh.adopt",
                    List.of("mesh.plan", "mesh.drift", "mesh.render", "mesh.host", "mesh.ssh", "mesh.apply",
                            "mesh.vault",
                            "mesh.cli"),
                    "a mesh that is taken over follows from what was read, whoever read it"),
            new Forbidden("mesh.render",
                    List.of("mesh.live", "mesh.plan", "mesh.drift", "mesh.host", "mesh.apply", "mesh.cli"),
                    "the same desired host gives the same bytes, whatever is live"),
            new Forbidden("mesh.export",
                    List.of("mesh.live", "mesh.plan", "mesh.drift", "mesh.host", "mesh.apply", "mesh.cli"),
                    "the same desired device gives the same text, whatever is live"),
            new Forbidden("mesh.host", List.of("mesh.ssh", "mesh.apply", "mesh.vault", "mesh.render", "mesh.cli"),
                    "programs are texts; who carries them is not their business"),
            new Forbidden("mesh.ssh",
                    List.of("mesh.spec", "mesh.lock", "mesh.desired", "mesh.files", "mesh.live", "mesh.plan",
                            "mesh.host", "mesh.apply", "mesh.vault", "mesh.cli"),
                    "a transport runs commands and knows no mesh"),
            new Forbidden("mesh.vault", List.of("mesh.ssh", "mesh.host", "mesh.render", "mesh.cli"),
                    "secrets at rest are opened for whoever asks, never sent from here"),
            new Forbidden("mesh.pull", List.of("mesh.ssh", "mesh.apply", "mesh.render", "mesh.cli", "mesh.spec"),
                    "a bundle is written for whoever fetches it; nobody is contacted"),
            new Forbidden("mesh.report",
                    List.of("mesh.spec", "mesh.host", "mesh.pull", "mesh.ssh", "mesh.apply", "mesh.render", "mesh.cli"),
                    "a report is a host's own word, whatever was published for it"),
            new Forbidden("mesh.enrol",
                    List.of("mesh.host", "mesh.apply", "mesh.render", "mesh.cli", "mesh.spec", "mesh.lock"),
                    "a token and an answer are the same whatever program carries them"),
            new Forbidden("mesh.disk", List.of("mesh.ssh", "mesh.vault", "mesh.apply", "mesh.cli"),
                    "a file is written the same way whoever asks"),
            new Forbidden("mesh.apply", List.of("mesh.render", "mesh.vault", "mesh.cli", "mesh.spec"),
                    "apply sends the bytes of the plan and renders nothing"),
            new Forbidden("mesh.cli.doctor", List.of("mesh.cli.command", "mesh.cli.view"),
                    "what is found does not depend on who shows it"),
            new Forbidden("mesh.cli.manual", List.of("mesh.cli.command", "mesh.cli.flow", "mesh.spec"),
                    "a manual page says what a command says of itself, whichever it is"),
            new Forbidden("mesh.cli.report", List.of("mesh.cli.command", "mesh.cli.workspace", "mesh.cli.flow"),
                    "a report says what it is given, and looks for nothing"),
            new Forbidden("mesh.cli.page",
                    List.of("mesh.cli.command", "mesh.cli.flow", "mesh.cli.graph", "mesh.live", "mesh.ssh"),
                    "a page is drawn from a document, whoever made it"),
            new Forbidden("mesh.cli.watch", List.of("mesh.cli.command", "mesh.cli.flow", "mesh.live", "mesh.ssh"),
                    "a screen follows what it is told, whoever reads hosts"),
            new Forbidden("mesh.agent", CONTROLLER, "the agent is one small jar on hosts"),
            new Forbidden("mesh.derp", CONTROLLER, "relays and their clients know no spec and no plan"),
            new Forbidden("mesh.derp.client", List.of("mesh.relay", "mesh.portmap", "mesh.agent"),
                    "a client works with any relay, not only ours"),
            new Forbidden("mesh.stun", CONTROLLER, "STUN is spoken by hosts, which know no spec and no plan"),
            new Forbidden("mesh.stun", List.of("mesh.portmap", "mesh.derp", "mesh.agent"),
                    "STUN is a protocol of its own; who uses its answers is not its business"),
            new Forbidden("mesh.portmap", CONTROLLER, "routers are asked by hosts, which know no spec and no plan"),
            new Forbidden("mesh.portmap", List.of("mesh.stun", "mesh.derp", "mesh.agent"),
                    "a port on a router is of use whoever is called there"),
            new Forbidden("mesh.socket", List.of("mesh.stun", "mesh.portmap", "mesh.derp", "mesh.agent"),
                    "addresses are addresses, whatever is spoken between them"),
            new Forbidden("mesh.libc", CONTROLLER, "system calls are made by hosts"),
            new Forbidden("mesh.libc",
                    List.of("mesh.socket", "mesh.stun", "mesh.portmap", "mesh.derp", "mesh.probe", "mesh.mapping",
                            "mesh.pair", "mesh.agent"),
                    "a system call is the same whatever it is made for"),
            new Forbidden("mesh.probe", CONTROLLER, "packets leave hosts, which know no spec and no plan"),
            new Forbidden("mesh.probe",
                    List.of("mesh.stun", "mesh.portmap", "mesh.derp", "mesh.pair", "mesh.mapping", "mesh.wireguard",
                            "mesh.shim", "mesh.agent"),
                    "a port is shared whatever is said on it"),
            new Forbidden("mesh.mapping", CONTROLLER, "where a host may be called is found out by the host"),
            new Forbidden("mesh.mapping", List.of("mesh.derp.client", "mesh.wireguard", "mesh.shim", "mesh.agent"),
                    "where a host may be called does not depend on who calls"),
            new Forbidden("mesh.derp", List.of("mesh.relay", "mesh.agent"),
                    "clients and words of the protocol know no relay from inside"),
            new Forbidden("mesh.http", List.of("mesh.derp", "mesh.relay", "mesh.agent"),
                    "it stands before any protocol"),
            new Forbidden("mesh.relay", CONTROLLER, "a relay knows its files and no spec"),
            new Forbidden("mesh.relay", List.of("mesh.agent"), "a relay does not know what process it is in"),
            new Forbidden("mesh.pair", CONTROLLER,
                    "paths are found between two hosts, whatever the spec says of others"),
            new Forbidden("mesh.pair",
                    List.of("mesh.relay", "mesh.stun", "mesh.portmap", "mesh.socket", "mesh.probe", "mesh.shim",
                            "mesh.wireguard", "mesh.mapping", "mesh.derp.client", "mesh.agent"),
                    "decisions know no socket and no clock, so that they can be tried out in simulations"),
            new Forbidden("mesh.daemon", List.of("mesh.relay", "mesh.derp", "mesh.pair", "mesh.agent"),
                    "a process is a process, whatever it does"),
            new Forbidden("mesh.json", List.of("mesh.relay", "mesh.agent", "mesh.derp"),
                    "a file is read the same way whoever asks"),
            new Forbidden("mesh.wireguard", CONTROLLER,
                    "interfaces are moved by hosts, which know no spec and no plan"),
            new Forbidden("mesh.wireguard", List.of("mesh.derp", "mesh.pair", "mesh.shim", "mesh.agent"),
                    "an interface has peers and endpoints, whatever is between them"),
            new Forbidden("mesh.shim", CONTROLLER, "packets are carried by hosts, which know no spec and no plan"),
            new Forbidden("mesh.shim", List.of("mesh.derp.client", "mesh.pair", "mesh.wireguard", "mesh.agent"),
                    "it carries packets and decides nothing about their way"),
            new Forbidden("mesh.lab",
                    List.of("mesh.value", "mesh.name", "mesh.net", "mesh.key", "mesh.spec", "mesh.model", "mesh.lock",
                            "mesh.desired", "mesh.files", "mesh.live", "mesh.plan", "mesh.drift", "mesh.render",
                            "mesh.host",
                            "mesh.ssh", "mesh.apply", "mesh.vault", "mesh.cli"),
                    "a model of hosts that shares code with what it checks proves nothing"));

    /** Packages whose results must follow from their arguments alone. */
    private static final String[] PURE = {"mesh.value..", "mesh.name..", "mesh.net..", "mesh.tls..", "mesh.policy..",
            "mesh.spec..",
            "mesh.model..", "mesh.path..", "mesh.ipam..", "mesh.lock..", "mesh.desired..", "mesh.files..",
            "mesh.live..", "mesh.plan..", "mesh.drift..", "mesh.config..", "mesh.adopt..",
            "mesh.render..", "mesh.export..", "mesh.host..", "mesh.pair.."};

    @BeforeAll
    static void importClasses() {
        classes = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("mesh");
    }

    private static List<String> after(String place) {
        List<String> flow = List.of(FLOW);
        return flow.subList(flow.indexOf(place) + 1, flow.size());
    }

    @TestFactory
    Stream<DynamicTest> importsNothingToItsRight() {
        return FORBIDDEN.stream().flatMap(row -> row.to().stream()
                .map(to -> DynamicTest.dynamicTest(row.from() + " does not import " + to, () -> noClasses().that()
                        .resideInAnyPackage(row.from() + "..").should().dependOnClassesThat()
                        .resideInAnyPackage(to + "..").because(row.why()).allowEmptyShould(true).check(classes))));
    }

    @TestFactory
    Stream<DynamicTest> pureCodeHasNoClockRandomnessFileOrSocket() {
        return Stream.of("java.nio.file.Files", "java.io.File", "java.io.FileInputStream", "java.net.Socket",
                "java.net.InetAddress", "java.security.SecureRandom", "java.util.Random", "java.lang.ProcessBuilder",
                "java.time.Clock", "java.lang.Thread")
                .map(type -> DynamicTest.dynamicTest("pure code does not use " + type,
                        () -> noClasses().that().resideInAnyPackage(PURE).should().dependOnClassesThat()
                                .haveFullyQualifiedName(type)
                                .because("the same input must give the same plan, on every machine").check(classes)));
    }
}
