// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import mesh.lab.LabHost;
import mesh.lab.StepGate;

/**
 * The host that faults strike, as the tests see it from outside.
 *
 * @param fleet of it and others, one of them {@code peer} where the mesh is asked about
 * @param name of the host
 * @param window after which the host goes back
 * @param works what has to be so again in time, besides an answer of its SSH
 */
record FaultSubject(Fleet fleet, String name, Duration window, Predicate<FaultSubject> works) {
    /** In which a host is back after the window, whatever happened. */
    private static final Duration GRACE = Duration.ofSeconds(10);
    /** In which a watchdog sees that its work is over. */
    private static final Duration WATCHDOG = Duration.ofSeconds(3);
    private static final String LEFTOVERS = "ls -d /etc/mesh/wg0/armed /etc/mesh/wg0/stage /etc/mesh/wg0/last-good "
            + "/var/run/mesh-wg0.turn /var/run/mesh-wg0.lease /etc/rc.firsttime* /etc/init.d/mesh-* "
            + "/etc/systemd/system/mesh-* /etc/runlevels/*/mesh-* /etc/systemd/system/*/mesh-* 2>/dev/null";

    LabHost host() {
        return fleet.host(name);
    }

    /** For a controller to hear the host's verdict. */
    Duration patience() {
        return window.plusSeconds(60);
    }

    /** Starts a run that has to get over {@code fault}, and lets it strike at {@code step}; the run when it has ended. */
    Program.Run struck(String step, Fault fault, List<String> wrong, String... arguments) {
        try (StepGate gate = host().stopAt(step); Controller controller = Controller.start(fleet.folder(), arguments)) {
            gate.awaitReached(Duration.ofSeconds(180));
            long struck = System.nanoTime();
            fault.strike(host(), controller);
            gate.release();
            if (fault.lasts()) {
                Waiting.until("end of the window", patience(),
                        () -> System.nanoTime() > struck + Fault.time(window).toNanos());
            }
            fault.end(host().faults());
            if (!isBack(struck)) {
                wrong.add("not reachable within the window and " + GRACE.toSeconds() + " s");
            }
            Program.Run run = controller.await(patience());
            Waiting.until("the host to be settled", patience(), this::settled);
            return run;
        }
    }

    private boolean isBack(long struck) {
        long end = struck + window.plus(GRACE).toNanos();
        while (!(sshAnswers() && works.test(this))) {
            if (System.nanoTime() > end) {
                return false;
            }
        }
        return true;
    }

    private boolean sshAnswers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host().sshAddress(), host().sshPort()), 500);
            socket.setSoTimeout(2000);
            return socket.getInputStream().readNBytes(4).length == 4;
        } catch (IOException notYet) {
            return false;
        }
    }

    boolean meshWorks() {
        return host().run("ping -c 1 -w 2 " + fleet.meshAddress("peer", "ipv4")).ok();
    }

    private boolean settled() {
        return host().run("test ! -e /etc/mesh/wg0/armed && test ! -e /var/run/mesh-wg0.turn").ok();
    }

    /** Nothing of a change may be left when all is over. */
    void judgeLeftovers(List<String> wrong) {
        String left = host().run(LEFTOVERS).out();
        if (!left.isEmpty()) {
            wrong.add("left behind: " + left);
        }
        long end = System.nanoTime() + WATCHDOG.toNanos();
        while (isWatched()) {
            if (System.nanoTime() > end) {
                wrong.add("a watchdog is left behind");
                return;
            }
        }
    }

    private boolean isWatched() {
        return host().processes().stream().anyMatch(process -> process.arguments().contains(".rollback"));
    }
}
