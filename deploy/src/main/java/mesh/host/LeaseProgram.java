// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.List;
import java.util.Optional;

import mesh.lock.Reach;

/** Programs about the lease of one host's interface. All but {@link #show} report by steps and endings. */
public final class LeaseProgram {
    private static final List<String> LIBRARIES = List.of("common", "home", "lease");

    private LeaseProgram() {}

    /**
     * Takes the lease, before anything is written: {@link Ending#LOCKED} with {@link #told} where another run has it,
     * {@link Ending#STALE} where the host is at another generation, or had to undo what a run that is gone left behind.
     *
     * @param former token of a lease whose holder is known to be gone; it is replaced
     * @param generation at which the host was read; 0 where mesh never applied anything
     */
    public static HostProgram take(Reach reach, Lease lease, Optional<String> former, int generation) {
        String words = ShellText.words(
                List.of("take_lease", lease.token(), Integer.toString(lease.seconds()), former.orElse("-")));
        // The comparison comes first: a run that is refused leaves no lease behind.
        return program(reach, "expect_generation " + generation + "\n" + ShellText.withInput(words, lease.lines()));
    }

    /** Tells the lease, if there is one, as values for {@link #told}. */
    public static HostProgram show(Reach reach) {
        return program(reach, "tell_lease\n");
    }

    /** Gives back the lease of {@code token}; that of another run stays. */
    public static HostProgram end(Reach reach, String token) {
        return program(reach, "end_lease " + ShellText.word(token) + "\n");
    }

    /**
     * Ends somebody's lease, and undoes what it left unconfirmed: {@link Ending#STALE} where it is not the lease of
     * {@code token} any more.
     */
    public static HostProgram unlock(Reach reach, String token) {
        return program(reach, "break_lease " + ShellText.word(token) + "\n");
    }

    /** The lease that a program told of; absent where there is none. */
    public static Optional<Lease.Told> told(ProgramReport report) {
        return Lease.told(report.values());
    }

    private static HostProgram program(Reach reach, String commands) {
        return HostProgram.reporting(LIBRARIES,
                "begin " + reach.interfaceName() + "\ntake_turn\n" + commands + "tell done\n");
    }
}
