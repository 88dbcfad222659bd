// SPDX-License-Identifier: Apache-2.0
package mesh.export;

import java.util.Locale;

/** In what form the names of a mesh are handed to other programs. */
public enum NamesFormat {
    /** Lines of {@code /etc/hosts}. */
    HOSTS,
    /** Zone files of the DNS (RFC 1035): the domain's, and those of the addresses. */
    ZONE,
    /** A part of {@code unbound.conf}. */
    UNBOUND,
    /** A part of OpenBSD's {@code unwind.conf}, which asks another server. */
    UNWIND,
    /** For other programs. */
    JSON;

    /** As users write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
