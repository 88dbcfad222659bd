// SPDX-License-Identifier: Apache-2.0
package mesh.bench.nat;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import mesh.lab.nat.NetworkKind;
import mesh.lab.nat.PairResult;

/** The page of the matrix: the same results give the same bytes. A test reads its rows again. */
final class NatPage {
    static final String PLACE = "docs/reference/nat-matrix.md";

    private static final String HEAD = """
            # How agents find each other
            Written by `bench/run nat` on %s, on a virtual machine with %d cores: every pair of 13 kinds of networks in the lab, %d pairs,
            several of them at a time. WireGuard is wireguard-go; `bench/run kernel` has one pair with a kernel's. An acceptance
            test holds some of the rows against what happens.

            Each kind has two hosts; a pair is the first host of one kind and the second of the other.

            | network | what it is |
            | --- | --- |
            """;

    private static final String COLUMNS = """

            What the columns say, times in seconds:

            - *path*: how packets go in the end. `direct`, or `relay` where no direct path exists: neither side can be called, or what
              WireGuard sends does not pass.
            - *first packet*: from when both agents were ready to the first answer. Promised: 1. WireGuard had
              not tried by itself before: what it sends without an endpoint is lost, and it waits five seconds with the next try.
            - *direct*: from then until WireGuard of both sends directly, with nothing turned back later. Promised: 3.
            - *lost*: pings, a hundred a second, without an answer, from the first one to after the change of the path; on the relay within
              6 seconds. Promised: 0. Where probes pass and WireGuard does not, a path is tried and given up, which costs packets.
            - *outage*: without an answer after all UDP of one host was cut off, without a word to anybody; only TCP, and so the relay,
              was left. Promised: 7. *lost then*: pings lost in that.

            | one | other | reached | path | first packet | direct | lost | outage | lost then |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            """;

    private NatPage() {}

    static String text(List<PairResult> results, LocalDate date) {
        StringBuilder page = new StringBuilder(
                HEAD.formatted(date, Runtime.getRuntime().availableProcessors(), results.size()));
        for (NetworkKind kind : NetworkKind.values()) {
            page.append("| ").append(kind.id()).append(" | ").append(kind.words()).append(" |\n");
        }
        page.append(COLUMNS);
        results.forEach(one -> page.append(row(one)).append('\n'));
        return page.toString();
    }

    static String row(PairResult one) {
        return "| " + String.join(" | ", one.first().id(), one.second().id(), one.reached() ? "yes" : "no",
                one.isDirect() ? "direct" : one.reached() ? "relay" : "none", number(one.firstPacket()),
                number(one.direct()),
                count(one.lostBefore()), number(one.outage()), count(one.lostAtDeath())) + " |";
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : "";
    }

    private static String count(OptionalInt value) {
        return value.isPresent() ? Integer.toString(value.getAsInt()) : "";
    }
}
