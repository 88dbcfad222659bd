// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;
import java.util.List;

import mesh.host.Ending;
import mesh.host.HostProgram;
import mesh.model.SshSettings;
import mesh.ssh.Transport;

/**
 * Runs a program that prepares a machine, through a login that it has already.
 *
 * @param transport reaches it
 */
public record HostPreparation(Transport transport) {
    /** Packages are fetched from far away, and a package manager may wait for another that is at work. */
    private static final Duration TIMEOUT = Duration.ofMinutes(15);

    /** What came of it. */
    public sealed interface Result {
        /** @param lines one for each thing; {@code +} stands before what was done */
        record Prepared(List<String> lines) implements Result {
            public Prepared {
                lines = List.copyOf(lines);
            }
        }

        /**
         * It did not come to its end; run again, it goes on.
         *
         * @param refused true when host key, login or root were refused
         * @param reason one line for people, with what to do
         * @param lines what was done before
         */
        record Failed(boolean refused, String reason, List<String> lines) implements Result {
            public Failed {
                lines = List.copyOf(lines);
            }
        }
    }

    /** @param login who runs it: root, or somebody who becomes root without a password */
    public Result run(SshSettings login, HostProgram program) {
        return switch (HostAnswer.of(transport, login, program, TIMEOUT)) {
            case HostAnswer.Failed failed -> new Result.Failed(failed.refused(), failed.reason(), List.of());
            case HostAnswer.Ran ran -> {
                List<String> lines = ran.result().out().lines()
                        .filter(line -> line.startsWith("+ ") || line.startsWith("  ")).toList();
                yield ran.report().ending() == Ending.DONE
                        ? new Result.Prepared(lines)
                        : new Result.Failed(false, ran.reason("preparing the machine"), lines);
            }
        };
    }
}
