// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import mesh.spec.Problem.Severity;

/**
 * What one run over one source finds, collected so that all of it is shown at once. Adds the line of the source to each
 * problem. Not thread-safe.
 */
public final class Problems {
    /** Those found first; more help nobody. */
    private static final int MAX = 1000;

    private final SpecSource asked;
    private final Map<String, List<String>> lines = new HashMap<>();
    private final List<Problem> found = new ArrayList<>();
    private final Set<String> muted = new HashSet<>();
    private final Set<String> hidden = new HashSet<>();

    public Problems(SpecSource source) {
        this.asked = source;
        lines.put("", source.lines());
    }

    /** For what is found in a file that the source includes, before its places say so. */
    Problems ofIncluded(SpecSource included) {
        lines.put(included.name(), included.lines());
        return new Problems(included);
    }

    /** Adds what was found in an included file. */
    void addAll(List<Problem> inIncluded) {
        inIncluded.stream().map(problem -> new Problem(problem.id(), problem.severity(), problem.source(),
                problem.position().in(problem.source()), problem.path(), problem.message(), problem.advice(),
                problem.sourceLine())).forEach(this::add);
    }

    /** Adds an error about {@code value}. */
    public void error(ProblemId id, Located<?> value, String message, String advice) {
        error(id, value.position(), value.path(), message, advice);
    }

    /** Adds an error. */
    public void error(ProblemId id, SourcePosition position, String path, String message, String advice) {
        add(new Problem(id.text(), Severity.ERROR, name(position), position, path, message, advice, line(position)));
    }

    /** Adds a warning about {@code value}. */
    public void warning(ProblemId id, Located<?> value, String message, String advice) {
        add(new Problem(id.text(), Severity.WARNING, name(value.position()), value.position(), value.path(), message,
                advice, line(value.position())));
    }

    /** No problem will show this line: it may hold a secret. */
    void hideLine(SourcePosition position) {
        hidden.add(position.lineText());
    }

    /**
     * From here on, errors at, above or below a place that has one are left out: they would only follow from it.
     */
    public void muteKnownPlaces() {
        found.stream().map(Problem::path).filter(path -> !path.isEmpty()).forEach(muted::add);
    }

    /** Whether there is a problem at {@code path} or below it. */
    public boolean existWithin(String path) {
        return found.stream().anyMatch(problem -> isWithin(problem.path(), path));
    }

    private static boolean isWithin(String path, String outer) {
        return path.startsWith(outer)
                && (path.length() == outer.length() || ".[".indexOf(path.charAt(outer.length())) >= 0);
    }

    private void add(Problem problem) {
        boolean follows = muted.stream()
                .anyMatch(path -> isWithin(path, problem.path()) || isWithin(problem.path(), path));
        if (!isFull() && !follows) {
            found.add(problem);
        }
    }

    private String name(SourcePosition position) {
        return position.file().isEmpty() ? asked.name() : position.file();
    }

    private String line(SourcePosition position) {
        List<String> file = lines.getOrDefault(position.file(), List.of());
        return position.line() <= file.size() ? file.get(position.line() - 1) : "";
    }

    /** Whether further problems are left out. */
    boolean isFull() {
        return found.size() >= MAX;
    }

    /** Whether anything found stops the run. */
    public boolean hasErrors() {
        return found.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }

    /** In file order. */
    public List<Problem> inFileOrder() {
        return found.stream().map(this::withoutHiddenLine).sorted(Problem.BY_PLACE).toList();
    }

    private Problem withoutHiddenLine(Problem p) {
        return hidden.contains(p.position().lineText())
                ? new Problem(p.id(), p.severity(), p.source(), p.position(),
                        p.path(), p.message(), p.advice(), "")
                : p;
    }

    /** @throws SpecException with everything found, if there is an error */
    public void throwIfErrors() {
        if (hasErrors()) {
            throw new SpecException(inFileOrder());
        }
    }
}
