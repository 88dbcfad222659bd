// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import mesh.lab.LabBuilder;

/** The subject's change: a network behind its peer comes and goes. */
final class FaultLane implements Lane {
    static final Duration WINDOW = Duration.ofSeconds(6);
    private static final String HEAD = """
            mesh: fault
            network: {ipv4: 10.96.0.0/24}
            """;
    private static final String NETWORK = "192.168.96.0/24";

    private final String name;
    private final Fleet fleet;
    private final FaultSubject subject;
    private boolean with;

    private FaultLane(String name, Fleet fleet) {
        this.name = name;
        this.fleet = fleet;
        this.subject = new FaultSubject(fleet, "subject", WINDOW, FaultSubject::meshWorks);
    }

    static FaultLane start(Path folder, String name, UnaryOperator<LabBuilder> subject) {
        FaultLane lane = new FaultLane(name, Fleet.start(folder, name, lab -> subject.apply(lab.linux("peer"))));
        lane.write(false);
        lane.fleet.apply().exits(0);
        return lane;
    }

    @Override
    public String name() {
        return name;
    }

    private void write(boolean network) {
        with = network;
        String peer = network ? fleet.callable("peer", "routes: [" + NETWORK + "]") : fleet.callable("peer");
        fleet.spec(HEAD, peer, fleet.callable("subject"));
    }

    @Override
    public List<String> steps() {
        int before = subject.host().steps().size();
        write(!with);
        fleet.apply().exits(0);
        List<String> all = subject.host().steps();
        return all.subList(before, all.size()).stream().filter(step -> !step.equals("done")).toList();
    }

    @Override
    public List<String> disturb(String step, Fault fault) {
        List<String> wrong = new ArrayList<>();
        SubjectState before = SubjectState.of(subject.host(), NETWORK);
        write(!with);
        Program.Run run = subject.struck(step, fault, wrong, "apply", "--auto-approve", "--confirm-timeout",
                Long.toString(WINDOW.toSeconds()));
        new Judgement(step, fault, before, SubjectState.of(subject.host(), NETWORK), with).judge(run, wrong);
        if (!subject.meshWorks()) {
            wrong.add("no ping to the peer");
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
        SubjectState after = SubjectState.of(subject.host(), NETWORK);
        if (after.half() || after.with() != with) {
            wrong.add("after the next apply: " + after);
        }
        subject.judgeLeftovers(wrong);
    }

    @Override
    public void close() {
        fleet.close();
    }
}
