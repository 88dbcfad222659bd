// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.Comparator;

/**
 * One thing wrong with a spec or a lock, with its place and what to do.
 *
 * @param id stable, lower-case words joined by dashes, such as {@code unknown-key}; named in the error reference
 * @param severity an error stops the run, a warning does not
 * @param source the name of the file
 * @param position where the offending text starts
 * @param path such as {@code hosts.pi4.routes[0]}; empty at the top of the file
 * @param message what is wrong, one sentence without a final full stop
 * @param advice what to do, an imperative without a final full stop; never empty
 * @param sourceLine the line of the file that {@code position} is in, without its end; empty if there is none
 */
public record Problem(String id, Severity severity, String source, SourcePosition position, String path, String message,
        String advice, String sourceLine) {
    /** Order of appearance in the file; equal places by path and message. */
    public static final Comparator<Problem> BY_PLACE = Comparator.comparing(Problem::source)
            .thenComparing(Problem::position).thenComparing(Problem::path).thenComparing(Problem::message);

    /** Whether the run can go on. */
    public enum Severity {
        ERROR, WARNING
    }
}
