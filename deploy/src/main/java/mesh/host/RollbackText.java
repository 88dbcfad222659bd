// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.List;

import mesh.lock.Reach;
import mesh.model.OperatingSystem;

/**
 * The program that is laid down with every change: {@code watch SECONDS TOKEN} counts and undoes, {@code boot} and
 * {@code now REASON} undo at once. Each does nothing where no change waits.
 */
final class RollbackText {
    private RollbackText() {}

    static String of(Reach reach) {
        String commands = """
                begin %s
                case $1 in
                    watch) watch "$2" "$3" ;;
                    boot) undo_at_boot ;;
                    now) recover "$2" ;;
                esac
                """.formatted(reach.interfaceName());
        return HostProgram.standing(List.of("common", "home", "rollback", "call", system(reach)), commands);
    }

    /** Name of the functions that know the running interface. */
    static String system(Reach reach) {
        return reach.os() == OperatingSystem.OPENBSD ? "openbsd" : "linux";
    }
}
