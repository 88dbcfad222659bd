// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import mesh.lab.LabBuilder;
import mesh.lab.LabHost;
import mesh.lab.LabOs;
import mesh.lab.StepGate;

/**
 * Two hosts, of which one, the subject, is changed again and again: a network behind its peer comes and goes. Each time
 * something goes wrong at a step, and the mesh must get over it.
 */
final class FaultLane implements AutoCloseable {
    static final Duration WINDOW = Duration.ofSeconds(6);
    private static final String HEAD = """
            mesh: fault
            network: {ipv4: 10.96.0.0/24}
            """;
    private static final String NETWORK = "192.168.96.0/24";
    /** In which a host is back after the window, whatever happened. */
    private static final Duration GRACE = Duration.ofSeconds(10);
    /** For a controller to hear the host's verdict. */
    private static final Duration PATIENCE = WINDOW.plusSeconds(60);
    private static final String LEFTOVERS = "ls -d /etc/mesh/wg0/armed /etc/mesh/wg0/stage /etc/mesh/wg0/last-good "
            + "/var/run/mesh-wg0.turn /var/run/mesh-wg0.lease /etc/rc.firsttime* /etc/init.d/mesh-* "
            + "/etc/systemd/system/mesh-* /etc/runlevels/*/mesh-* /etc/systemd/system/*/mesh-* 2>/dev/null";

    private final String name;
    private final Fleet fleet;
    private boolean with;

    private FaultLane(String name, Fleet fleet) {
        this.name = name;
        this.fleet = fleet;
    }

    static FaultLane start(Path folder, String name, UnaryOperator<LabBuilder> subject) {
        FaultLane lane = new FaultLane(name, Fleet.start(folder, name, lab -> subject.apply(lab.linux("peer"))));
        lane.write(false);
        lane.fleet.apply().exits(0);
        return lane;
    }

    String name() {
        return name;
    }

    private LabHost subject() {
        return fleet.host("subject");
    }

    private void write(boolean network) {
        with = network;
        String peer = network ? fleet.callable("peer", "routes: [" + NETWORK + "]") : fleet.callable("peer");
        fleet.spec(HEAD, peer, fleet.callable("subject"));
    }

    /** The steps of a change that nothing disturbs, in order, as the subject's syslog gets them; not each program's end. */
    List<String> steps() {
        int before = subject().steps().size();
        write(!with);
        fleet.apply().exits(0);
        List<String> all = subject().steps();
        return all.subList(before, all.size()).stream().filter(step -> !step.equals("done")).toList();
    }

    /** Lets {@code fault} strike at {@code step} of a change; what was wrong then, or nothing. */
    List<String> disturb(String step, Fault fault) {
        List<String> wrong = new ArrayList<>();
        SubjectState before = SubjectState.of(subject(), NETWORK);
        write(!with);
        try (StepGate gate = subject().stopAt(step);
                Controller controller = Controller.start(fleet.folder(), "apply",
                        "--auto-approve", "--confirm-timeout", Long.toString(WINDOW.toSeconds()))) {
            gate.awaitReached(Duration.ofSeconds(60));
            long struck = System.nanoTime();
            fault.strike(subject(), controller);
            gate.release();
            if (fault.lasts()) {
                Waiting.until("end of the window", PATIENCE,
                        () -> System.nanoTime() > struck + Fault.time(WINDOW).toNanos());
            }
            fault.end(subject().faults());
            if (!back(struck)) {
                wrong.add("not reachable within the window and " + GRACE.toSeconds() + " s");
            }
            Program.Run run = controller.await(PATIENCE);
            Waiting.until("the host to be settled", PATIENCE, this::settled);
            new Judgement(step, fault, before, SubjectState.of(subject(), NETWORK), with).judge(run, wrong);
            if (!meshWorks()) {
                wrong.add("no ping to the peer");
            }
        }
        converges(wrong);
        return wrong;
    }

    private void converges(List<String> wrong) {
        Program.Run next = fleet.apply();
        if (next.exitCode() != 0) {
            wrong.add("the next apply exits " + next.exitCode() + ": " + next.out() + next.err());
        }
        Program.Run further = fleet.program().run("plan", "--detailed-exitcode");
        if (further.exitCode() != 0) {
            wrong.add("a further plan has something to do: " + further.out() + further.err());
        }
        SubjectState after = SubjectState.of(subject(), NETWORK);
        if (after.half() || after.with() != with) {
            wrong.add("after the next apply: " + after);
        }
        String left = subject().run(LEFTOVERS).out();
        if (!left.isEmpty()) {
            wrong.add("left behind: " + left);
        }
        if (subject().processes().stream().anyMatch(process -> process.arguments().contains(".rollback"))) {
            wrong.add("a watchdog is left behind");
        }
    }

    private boolean back(long struck) {
        long end = struck + WINDOW.plus(GRACE).toNanos();
        while (!(sshAnswers() && meshWorks())) {
            if (System.nanoTime() > end) {
                return false;
            }
        }
        return true;
    }

    private boolean sshAnswers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(subject().sshAddress(), subject().sshPort()), 500);
            socket.setSoTimeout(2000);
            return socket.getInputStream().readNBytes(4).length == 4;
        } catch (IOException notYet) {
            return false;
        }
    }

    private boolean meshWorks() {
        return subject().run("ping -c 1 -w 2 " + fleet.meshAddress("peer", "ipv4")).ok();
    }

    private boolean settled() {
        return subject().run("test ! -e /etc/mesh/wg0/armed && test ! -e /var/run/mesh-wg0.turn").ok();
    }

    boolean openBsd() {
        return subject().os() == LabOs.OPENBSD;
    }

    @Override
    public void close() {
        fleet.close();
    }
}
