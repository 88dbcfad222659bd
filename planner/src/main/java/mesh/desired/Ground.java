// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.Optional;

import mesh.net.OnlineWait;
import mesh.policy.HostFilter;

/**
 * What a host needs besides its interface.
 *
 * @param forwardsV4 its kernel passes IPv4 packets on
 * @param forwardsV6 its kernel passes IPv6 packets on
 * @param relays it passes packets from peer to peer
 * @param gateway what it passes between the mesh and networks behind it; absent: nothing
 * @param exit through which its internet traffic goes; absent: its own way
 * @param filter what of the mesh it lets in by the policy; absent: everything
 * @param names what stands in its {@code /etc/hosts}; absent: nothing of mesh
 * @param relay the DERP and STUN server that it runs; absent: none
 * @param tls whom it trusts, and its own certificate; absent: neither
 * @param dns whom its resolver asks for names of the mesh; absent: nobody
 * @param online how long its services may wait for the mesh; absent: there is nothing to wait by
 * @param watch networks that it keeps with a peer that is alive; absent: there is one peer for each
 * @param agent what finds ways to peers that nobody can call; absent: none
 */
public record Ground(boolean forwardsV4, boolean forwardsV6, boolean relays, Optional<Gateway> gateway,
        Optional<ExitUse> exit, Optional<HostFilter> filter, Optional<NameTable> names,
        Optional<RelayService> relay, Optional<HostTls> tls, Optional<LinkDns> dns, Optional<OnlineWait> online,
        Optional<Watch> watch, Optional<AgentService> agent) {
    /** Of a host that needs nothing; it gets no file for it. */
    public static final Ground NONE = new Ground(false, false, false, Optional.empty(), Optional.empty());

    /** Of a host that lets everything in, without names. */
    public Ground(boolean forwardsV4, boolean forwardsV6, boolean relays, Optional<Gateway> gateway,
            Optional<ExitUse> exit) {
        this(forwardsV4, forwardsV6, relays, gateway, exit, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same with a policy held. */
    public Ground withFilter(HostFilter held) {
        return new Ground(forwardsV4, forwardsV6, relays, gateway, exit, Optional.of(held), names, relay, tls,
                dns, online, watch, agent);
    }

    /** The same with names. */
    public Ground with(Optional<NameTable> table) {
        return new Ground(forwardsV4, forwardsV6, relays, gateway, exit, filter, table, relay, tls, dns, online, watch,
                agent);
    }

    /** The same with a relay. */
    public Ground withRelay(Optional<RelayService> service) {
        return new Ground(forwardsV4, forwardsV6, relays, gateway, exit, filter, names, service, tls, dns, online,
                watch, agent);
    }

    /** The same with TLS. */
    public Ground withTls(Optional<HostTls> wanted) {
        return new Ground(forwardsV4, forwardsV6, relays, gateway, exit, filter, names, relay, wanted, dns, online,
                watch, agent);
    }

    /** The same with something to wait by. */
    public Ground withOnline(Optional<OnlineWait> wait) {
        return new Ground(forwardsV4, forwardsV6, relays, gateway, exit, filter, names, relay, tls, dns, wait, watch,
                agent);
    }

    /** The same with routes that it watches. */
    public Ground withWatch(Optional<Watch> wanted) {
        return new Ground(forwardsV4, forwardsV6, relays, gateway, exit, filter, names, relay, tls, dns, online,
                wanted, agent);
    }

    /** The same with an agent. */
    public Ground withAgent(Optional<AgentService> service) {
        return new Ground(forwardsV4, forwardsV6, relays, gateway, exit, filter, names, relay, tls, dns, online, watch,
                service);
    }

    /** The same with somebody to ask for names. */
    public Ground withDns(Optional<LinkDns> asked) {
        return new Ground(forwardsV4, forwardsV6, relays, gateway, exit, filter, names, relay, tls, asked, online,
                watch, agent);
    }

    public boolean isEmpty() {
        return equals(NONE);
    }

    /** True where packets are filtered or rewritten. */
    public boolean hasFirewall() {
        return gateway.isPresent() || exit.isPresent() || filter.isPresent();
    }
}
