// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import mesh.lab.LabBuilder;
import mesh.lab.LabOs;

/** The subject's change: it leaves the mesh. Its peer is not touched, so a subject that went back is in the mesh again. */
final class RemovalLane implements Lane {
    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final String HEAD = """
            mesh: leave
            network: {ipv4: 10.92.0.0/24}
            """;
    private static final String[] LEAVE = {"destroy", "--host", "subject", "--auto-approve", "--confirm-timeout",
            Long.toString(WINDOW.toSeconds())};
    private static final List<String> UNDONE = List.of("armed", "down", "removed", "through");
    private static final int REMOVED = 0;
    private static final int FAILED = 4;
    private static final int ROLLED_BACK = 5;

    private final String name;
    private final Fleet fleet;
    private final FaultSubject subject;

    private RemovalLane(String name, Fleet fleet) {
        this.name = name;
        this.fleet = fleet;
        this.subject = new FaultSubject(fleet, "subject", WINDOW, host -> true);
    }

    static RemovalLane start(Path folder, String name, UnaryOperator<LabBuilder> subject) {
        Fleet fleet = Fleet.start(folder, name, lab -> subject.apply(lab.linux("peer")));
        fleet.spec(HEAD, fleet.callable("peer"), fleet.callable("subject"));
        return new RemovalLane(name, fleet);
    }

    @Override
    public String name() {
        return name;
    }

    private Program.Run quickly(String... arguments) {
        return InProcess.run(fleet.folder(), "tester", arguments);
    }

    @Override
    public List<String> steps() {
        quickly("apply", "--auto-approve").exits(0);
        int before = subject.host().steps().size();
        quickly(LEAVE).exits(0);
        List<String> all = subject.host().steps();
        return all.subList(before, all.size()).stream().filter(step -> !step.equals("done")).toList();
    }

    @Override
    public List<String> disturb(String step, Fault fault) {
        List<String> wrong = new ArrayList<>();
        quickly("apply", "--auto-approve").exits(0);
        Program.Run run = subject.struck(step, fault, wrong, LEAVE);
        boolean gone = isGone();
        if (!gone && !isWhole()) {
            wrong.add("half-way: " + look());
        }
        if (gone != mustBeGone(step, fault, gone)) {
            wrong.add(gone ? "it is gone although nobody confirmed it" : "it is back although it was confirmed");
        }
        if (fault != Fault.KILL && !exitIsTrue(run.exitCode(), step, fault, gone)) {
            wrong.add("exit " + run.exitCode() + (gone ? ", it is gone: " : ", it is back: ") + run.out() + run.err());
        }
        converges(wrong, gone);
        return wrong;
    }

    /** What has to come of it; {@code gone} where both may. */
    private static boolean mustBeGone(String step, Fault fault, boolean gone) {
        if (step.equals("persisted") || fault == Fault.CUT_MESH) {
            return true;
        }
        return gone && !(UNDONE.contains(step) && fault != Fault.FULL_DISK);
    }

    private static boolean exitIsTrue(int exit, String step, Fault fault, boolean gone) {
        boolean mustBeFive = UNDONE.contains(step) && (fault == Fault.CUT_SSH || fault == Fault.REBOOT);
        return switch (exit) {
            case REMOVED -> gone;
            case FAILED -> !mustBeFive;
            case ROLLED_BACK -> !gone;
            default -> false;
        };
    }

    private boolean isWhole() {
        return subject.host().run("test -s /etc/mesh/wg0/manifest && test -s /etc/mesh/wg0/private.key && test -s "
                + configuration()).ok() && subject.meshWorks();
    }

    private boolean isGone() {
        return !subject.host()
                .run((isOpenBsd() ? "ifconfig wg0" : "ip link show dev wg0") + " >/dev/null 2>&1 || test -e "
                        + configuration())
                .ok();
    }

    private String look() {
        return subject.host().run("ls -la /etc/mesh/wg0 " + configuration() + "; "
                + (isOpenBsd() ? "ifconfig wg0" : "ip address show dev wg0; wg show wg0")).out();
    }

    private boolean isOpenBsd() {
        return subject.host().os() == LabOs.OPENBSD;
    }

    private String configuration() {
        return isOpenBsd() ? "/etc/hostname.wg0" : "/etc/wireguard/wg0.conf";
    }

    /** A host that went back has nothing to be repaired; and it leaves when it is asked again. */
    private void converges(List<String> wrong, boolean gone) {
        if (!gone) {
            Program.Run plan = quickly("plan", "--detailed-exitcode");
            if (plan.exitCode() != 0) {
                wrong.add("it is back, and a plan has something to do: " + plan.out() + plan.err());
            }
        }
        Program.Run next = quickly(LEAVE);
        if (next.exitCode() != 0) {
            wrong.add("the next destroy exits " + next.exitCode() + ": " + next.out() + next.err());
        }
        if (!isGone() || subject.host().run("ls -d /etc/mesh/wg0").ok()) {
            wrong.add("after the next destroy: " + look());
        }
        subject.judgeLeftovers(wrong);
    }

    @Override
    public void close() {
        fleet.close();
    }
}
