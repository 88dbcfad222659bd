// SPDX-License-Identifier: Apache-2.0
/**
 * Between WireGuard and relays: a relayed peer's endpoint is a port on loopback, behind which its packets become frames of a
 * relay and back. Flows in and out: WireGuard's packets, whole and sealed by WireGuard. May import core, {@code mesh.derp},
 * {@code mesh.socket} and the injector of {@code mesh.probe}; decides nothing about paths.
 */
@NullMarked
package mesh.shim;

import org.jspecify.annotations.NullMarked;
