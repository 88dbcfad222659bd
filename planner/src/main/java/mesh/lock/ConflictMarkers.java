// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import mesh.spec.Problem;
import mesh.spec.SourcePosition;
import mesh.spec.SpecSource;

/** The lines that git writes around what it could not merge. */
final class ConflictMarkers {
    private static final Pattern MARKER = Pattern.compile("(<{7}|\\|{7}|>{7})( .*)?|={7}");

    private ConflictMarkers() {}

    static Optional<Problem> find(SpecSource source) {
        List<String> lines = source.text().lines().toList();
        List<Integer> marked = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (MARKER.matcher(lines.get(i)).matches()) {
                marked.add(i + 1);
            }
        }
        if (marked.isEmpty()) {
            return Optional.empty();
        }
        int first = marked.getFirst();
        String where = marked.stream().map(String::valueOf).reduce((one, other) -> one + ", " + other).orElse("");
        return Optional.of(new Problem(LockProblemId.MERGE_CONFLICT.text(), Problem.Severity.ERROR, source.name(),
                new SourcePosition(first, 1), "", "an unfinished git merge left its markers on lines " + where,
                "keep the host blocks of both sides and delete the marker lines, or run git checkout --theirs "
                        + source.name() + "; then run mesh lock",
                lines.get(first - 1)));
    }
}
