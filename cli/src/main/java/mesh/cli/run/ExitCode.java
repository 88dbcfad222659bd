// SPDX-License-Identifier: Apache-2.0
package mesh.cli.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a run ended, by whose turn it is. Scripts depend on these numbers; they never change their meaning. */
public enum ExitCode {
    OK(0, "done, or nothing to do"),
    ERROR(1, "the command could not do its work"),
    CHANGES(2, "there are changes (plan only with --detailed-exitcode), or drift"),
    INVALID(3, "spec or lock is invalid, out of date or not formatted"),
    PARTIAL(4, "some hosts failed or were not reached"),
    ROLLED_BACK(5, "a host went back to its last good state"),
    LOCKED(6, "another run is at work"),
    STALE(7, "the plan is out of date, or a host was changed by another hand"),
    REFUSED(8, "a host key, a login or a host's answer was refused"),
    USAGE(64, "the command line is wrong"),
    BUG(70, "a bug in mesh"),
    INTERRUPTED(130, "interrupted");

    private final int value;
    private final String meaning;

    ExitCode(int value, String meaning) {
        this.value = value;
        this.meaning = meaning;
    }

    /** What the process returns. */
    public int value() {
        return value;
    }

    /** One line for people. */
    public String meaning() {
        return meaning;
    }

    /** As picocli lists them in a command's help. */
    public static Map<String, String> listed(List<ExitCode> codes) {
        Map<String, String> list = new LinkedHashMap<>();
        for (ExitCode code : codes) {
            list.put(" " + code.value, code.meaning);
        }
        return list;
    }
}
