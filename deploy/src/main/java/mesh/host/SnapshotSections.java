// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A snapshot's output, cut into sections:
 *
 * <pre>
 * MARKER begin
 * MARKER name [argument]
 * |a line of content
 * MARKER end
 * </pre>
 *
 * Lines before the beginning and after the end are a login shell's own talk and left out.
 */
final class SnapshotSections {
    private final Map<String, List<String>> sections = new LinkedHashMap<>();

    private SnapshotSections() {}

    /** @throws SnapshotException if the output is not whole, or a line is neither content nor a section */
    static SnapshotSections parse(String output, String marker) throws SnapshotException {
        SnapshotSections result = new SnapshotSections();
        String prefix = marker + " ";
        List<String> lines = output.lines().toList();
        int begin = lines.indexOf(prefix + "begin");
        int end = lines.lastIndexOf(prefix + "end");
        if (begin < 0 || end < begin) {
            throw new SnapshotException("the host's answer is cut off; try again");
        }
        @Nullable
        List<String> current = null;
        for (String line : lines.subList(begin + 1, end)) {
            if (line.startsWith(prefix)) {
                current = result.open(line.substring(prefix.length()));
            } else if (line.startsWith("|") && current != null) {
                current.add(line.substring(1));
            } else {
                throw new SnapshotException("the host's answer has a line that no snapshot prints; "
                        + "does a tool there print to standard output?");
            }
        }
        return result;
    }

    private List<String> open(String name) throws SnapshotException {
        List<String> lines = new ArrayList<>();
        if (sections.put(name, lines) != null) {
            throw new SnapshotException("the host's answer has section '" + name + "' twice");
        }
        return lines;
    }

    /** The lines of a section; absent where the host printed none such. */
    Optional<List<String>> find(String name) {
        return Optional.ofNullable(sections.get(name));
    }

    /** The lines of a section; none where the host printed none such. */
    List<String> lines(String name) {
        return sections.getOrDefault(name, List.of());
    }

    /** Arguments of all sections {@code name ARGUMENT}, in the order printed. */
    List<String> arguments(String name) {
        String prefix = name + " ";
        return sections.keySet().stream().filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length())).toList();
    }
}
