// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import java.util.ArrayList;
import java.util.List;

import mesh.net.Port;

/**
 * Takes UDP packets to a port that are STUN answers (the cookie at byte 4) or probes (the magic at byte 0), and no other:
 * whatever WireGuard is sent begins with 1 to 4 and three zeros.
 */
final class ProbeFilter {
    /** Taken whole. */
    private static final int ALL = 0x40000;

    private static final int COOKIE = 0x2112_a442;
    private static final int MAGIC_FIRST = 0x5453_f09f;
    private static final int MAGIC_LAST = 0x92ac;

    private static final int UDP = 17;
    private static final int UDP_HEADER = 8;
    private static final int FRAGMENT_OFFSET = 0x1fff;
    private static final int ETHERTYPE = 12;
    private static final int ETHERNET_HEADER = 14;
    private static final int V4_ETHERTYPE = 0x0800;
    private static final int V6_ETHERTYPE = 0x86dd;

    private static final int REFUSE = -1;

    /** A jump that is patched when the end is known. */
    private final List<FilterProgram.Instruction> steps = new ArrayList<>();
    private final int port;

    private ProbeFilter(Port port) {
        this.port = port.number();
    }

    /** For a raw IPv4 socket of Linux: packets begin with the IP header, and are whole. */
    static FilterProgram linuxV4(Port port) {
        ProbeFilter filter = new ProbeFilter(port);
        filter.v4(0);
        return filter.program();
    }

    /** For a raw IPv6 socket of Linux: packets begin with the UDP header, and are whole. */
    static FilterProgram linuxV6(Port port) {
        ProbeFilter filter = new ProbeFilter(port);
        filter.xIs(0);
        filter.udp(0);
        return filter.program();
    }

    /** For bpf(4) on Ethernet. IPv6 with extension headers is refused, and so are pieces of packets. */
    static FilterProgram ethernet(Port port) {
        ProbeFilter v6 = new ProbeFilter(port);
        v6.v6(ETHERNET_HEADER);
        ProbeFilter v4 = new ProbeFilter(port);
        v4.v4(ETHERNET_HEADER);
        ProbeFilter filter = new ProbeFilter(port);
        List<FilterProgram.Instruction> six = v6.finished();
        filter.load(FilterProgram.LOAD_HALF, ETHERTYPE);
        filter.require(V6_ETHERTYPE, six.size());
        filter.steps.addAll(six);
        filter.load(FilterProgram.LOAD_HALF, ETHERTYPE);
        filter.require(V4_ETHERTYPE, REFUSE);
        filter.steps.addAll(v4.steps);
        return filter.program();
    }

    private void v4(int start) {
        load(FilterProgram.LOAD_BYTE, start + 9);
        require(UDP, REFUSE);
        load(FilterProgram.LOAD_HALF, start + 6);
        steps.add(new FilterProgram.Instruction(FilterProgram.IF_ANY_BIT, REFUSE, 0, FRAGMENT_OFFSET));
        load(FilterProgram.X_IS_HEADER_LENGTH, start);
        udp(start);
    }

    private void v6(int start) {
        load(FilterProgram.LOAD_BYTE, start + 6);
        require(UDP, REFUSE);
        xIs(40);
        udp(start);
    }

    /** The UDP header is at {@code start} + X. */
    private void udp(int start) {
        load(FilterProgram.LOAD_HALF_AT_X, start + 2);
        require(port, REFUSE);
        load(FilterProgram.LOAD_WORD_AT_X, start + UDP_HEADER);
        require(MAGIC_FIRST, 3);
        load(FilterProgram.LOAD_HALF_AT_X, start + UDP_HEADER + 4);
        require(MAGIC_LAST, REFUSE);
        steps.add(FilterProgram.Instruction.of(FilterProgram.RETURN, ALL));
        load(FilterProgram.LOAD_WORD_AT_X, start + UDP_HEADER + 4);
        require(COOKIE, REFUSE);
        steps.add(FilterProgram.Instruction.of(FilterProgram.RETURN, ALL));
    }

    private void load(int code, int k) {
        steps.add(FilterProgram.Instruction.of(code, k));
    }

    private void xIs(int constant) {
        steps.add(FilterProgram.Instruction.of(FilterProgram.X_IS, constant));
    }

    /** Goes on where A is {@code value}, else jumps over {@code otherwise} steps. */
    private void require(int value, int otherwise) {
        steps.add(new FilterProgram.Instruction(FilterProgram.IF_EQUAL, 0, otherwise, value));
    }

    private FilterProgram program() {
        return new FilterProgram(finished());
    }

    /** With a last step that refuses, to which all jumps lead that had nowhere to go. */
    private List<FilterProgram.Instruction> finished() {
        List<FilterProgram.Instruction> all = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            FilterProgram.Instruction step = steps.get(i);
            int toEnd = steps.size() - i - 1;
            all.add(new FilterProgram.Instruction(step.code(), step.ifTrue() == REFUSE ? toEnd : step.ifTrue(),
                    step.ifFalse() == REFUSE ? toEnd : step.ifFalse(), step.k()));
        }
        all.add(FilterProgram.Instruction.of(FilterProgram.RETURN, 0));
        return all;
    }
}
