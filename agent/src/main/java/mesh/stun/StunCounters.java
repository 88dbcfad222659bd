// SPDX-License-Identifier: Apache-2.0
package mesh.stun;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How many datagrams became what, since the start; safe for concurrent use. derper: {@code stun.counter_requests}. */
public final class StunCounters {
    private final Map<StunDisposition, LongAdder> byDisposition = new EnumMap<>(StunDisposition.class);
    private final LongAdder ipv4 = new LongAdder();
    private final LongAdder ipv6 = new LongAdder();

    public StunCounters() {
        for (StunDisposition disposition : StunDisposition.values()) {
            byDisposition.put(disposition, new LongAdder());
        }
    }

    void count(StunDisposition disposition) {
        adder(disposition).increment();
    }

    void countFamily(boolean isV6) {
        (isV6 ? ipv6 : ipv4).increment();
    }

    public long of(StunDisposition disposition) {
        return adder(disposition).sum();
    }

    /** Answered requests over IPv4; derper: {@code counter_addrfamily}, {@code ipv4}. */
    public long ipv4() {
        return ipv4.sum();
    }

    /** Answered requests over IPv6. */
    public long ipv6() {
        return ipv6.sum();
    }

    private LongAdder adder(StunDisposition disposition) {
        LongAdder adder = byDisposition.get(disposition);
        if (adder == null) {
            throw new IllegalStateException("every disposition has a counter");
        }
        return adder;
    }

    /** The text format of Prometheus, version 0.0.4. */
    public String prometheus() {
        StringBuilder out = new StringBuilder("# TYPE stun_counter_requests counter\n");
        for (StunDisposition disposition : StunDisposition.values()) {
            out.append("stun_counter_requests{disposition=\"").append(disposition.label()).append("\"} ")
                    .append(of(disposition)).append('\n');
        }
        return out.append("# TYPE stun_counter_addrfamily counter\nstun_counter_addrfamily{family=\"ipv4\"} ")
                .append(ipv4()).append("\nstun_counter_addrfamily{family=\"ipv6\"} ").append(ipv6())
                .append('\n').toString();
    }
}
