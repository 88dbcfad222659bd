// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import java.util.Locale;

/** Everything that can be wrong with a lock. The text of each id is stable: documents refer to it. */
public enum LockProblemId {
    MERGE_CONFLICT, YAML_SYNTAX, EMPTY_LOCK, CUT_OFF, WRONG_KIND, DUPLICATE_KEY, UNKNOWN_KEY, MISSING_KEY, BAD_VALUE,
    BAD_NAME, //
    DUPLICATE_ADDRESS, DUPLICATE_PUBLIC_KEY, NEWER_FORMAT, OTHER_MESH, RANGE_FULL;

    /** Lower-case words joined by dashes. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
