// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who may reach whom: the policy's layer of a picture.
 *
 * @param open everybody may reach everybody
 * @param rules in the order of the spec; one that says so where everybody may
 * @param notes on the words of rules: whom they mean
 * @param tests that the policy passes, a sentence each
 * @param ends who can begin or be reached: hosts, devices, networks behind them, the internet
 * @param rows for each end, a letter for each end: what it may send there first
 * @param traffic what the letters of rows mean
 */
public record Reach(boolean open, List<Statement> rules, SortedMap<String, String> notes, List<String> tests,
        List<End> ends, List<String> rows, SortedMap<String, String> traffic) {
    public Reach {
        rules = List.copyOf(rules);
        tests = List.copyOf(tests);
        ends = List.copyOf(ends);
        rows = List.copyOf(rows);
        notes = Collections.unmodifiableSortedMap(new TreeMap<>(notes));
        traffic = Collections.unmodifiableSortedMap(new TreeMap<>(traffic));
    }

    /**
     * A rule.
     *
     * @param place in the spec
     * @param from who may begin, in the words of the spec
     * @param to who is reached, likewise
     * @param allow what may pass
     * @param begins for each end, 1 where {@code from} means it, or 0
     * @param reached for each end, 1 where {@code to} means it, or 0
     */
    public record Statement(String place, List<String> from, List<String> to, String allow, String begins,
            String reached) {
        public Statement {
            from = List.copyOf(from);
            to = List.copyOf(to);
        }
    }

    /**
     * An end of a connection.
     *
     * @param name of the node, or the network
     * @param node index of the node that it is or is behind; -1 for the internet
     * @param own it is the node itself
     */
    public record End(String name, int node, boolean own) {}
}
