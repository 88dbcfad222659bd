// SPDX-License-Identifier: Apache-2.0
/**
 * X.509 certificates (RFC 5280) of a mesh's own authority: its keys are of the curve P-256, which every browser and TLS
 * library takes. In come names, addresses, public keys, times and serial numbers; out come certificates, the same bytes
 * for the same input. Must not import anything that knows of specs or hosts.
 */
@NullMarked
package mesh.tls;

import org.jspecify.annotations.NullMarked;
