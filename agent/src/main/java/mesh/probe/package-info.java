// SPDX-License-Identifier: Apache-2.0
/**
 * Packets from WireGuard's own port, sent and received beside WireGuard, which is not disturbed: a NAT sees one source. On
 * Linux raw sockets with a filter in the kernel do it, on OpenBSD a raw socket to send and bpf(4) to receive; both by
 * {@code java.lang.foreign}.
 *
 * <p>Flows in: payloads. Flows out: payloads of packets that came to WireGuard's port and are none of WireGuard's: STUN
 * answers (the magic cookie at byte 4) and probes (they begin with {@link mesh.probe.ProbeSocket#MAGIC}). May import core
 * and {@code mesh.socket}; knows what is in the packets as little as WireGuard does.
 */
@NullMarked
package mesh.probe;

import org.jspecify.annotations.NullMarked;
