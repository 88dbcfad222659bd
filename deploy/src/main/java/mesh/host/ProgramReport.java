// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a reporting program said: a line {@code @ step} for each step done, {@code = value} for what was asked for, and
 * {@code ! reason} where it gave up.
 *
 * @param ending by its exit status and its last step
 * @param steps in order
 * @param values in order
 * @param reason why it gave up; absent where it did not
 */
public record ProgramReport(Ending ending, List<String> steps, List<String> values, Optional<String> reason) {
    private static final Set<String> LAST_STEPS = Set.of("done", "through");

    public ProgramReport {
        steps = List.copyOf(steps);
        values = List.copyOf(values);
    }

    /** The step that a line of output tells of. */
    public static Optional<String> step(String line) {
        return line.startsWith("@ ") ? Optional.of(line.substring(2)) : Optional.empty();
    }

    /** Lines that no program prints are left out: a login shell may talk. */
    public static ProgramReport read(int exitStatus, String output) {
        List<String> steps = new ArrayList<>();
        List<String> values = new ArrayList<>();
        Optional<String> reason = Optional.empty();
        for (String line : output.lines().toList()) {
            step(line).ifPresent(steps::add);
            if (line.startsWith("= ")) {
                values.add(line.substring(2));
            } else if (line.startsWith("! ")) {
                reason = Optional.of(line.substring(2));
            }
        }
        Ending ending = Ending.of(exitStatus);
        boolean whole = ending != Ending.DONE || steps.stream().anyMatch(LAST_STEPS::contains);
        return new ProgramReport(whole ? ending : Ending.UNKNOWN, steps, values, reason);
    }
}
