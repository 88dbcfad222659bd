// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

import mesh.name.MeshName;
import mesh.value.ValueFormatException;

/** The lock's first lines, and the small values that only locks have. */
final class LockHead {
    private LockHead() {}

    /** The name of the mesh whose lock it is; absent where a problem was added. */
    static Optional<MeshName> mesh(LockBlock top, LockProblems problems) {
        Optional<Integer> format = top.required("format", LockHead::count);
        format.filter(version -> version > LockCodec.FORMAT).flatMap(version -> top.node("format"))
                .ifPresent(node -> problems.add(LockProblemId.NEWER_FORMAT, node.getStartMark(), "format",
                        "a later version of mesh wrote this lock: this one reads format " + LockCodec.FORMAT,
                        "use the version of mesh that the others who work on this repository use"));
        return top.required("mesh", MeshName::new);
    }

    /** @throws ValueFormatException if {@code text} is not a whole number from 1 */
    static int count(String text) {
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new ValueFormatException(text, "is not a count: a whole number from 1 is expected");
        }
        return Integer.parseInt(text);
    }

    /** @throws ValueFormatException if {@code text} is not a date such as 2026-01-31 */
    static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException malformed) {
            throw new ValueFormatException(text, "is not a date such as 2026-01-31");
        }
    }
}
