// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

/** File system of an OpenBSD-like lab host. */
final class OpenBsdRoot {

    /** Search path of a root login on OpenBSD, without X11. */
    static final String PATH = "/sbin:/usr/sbin:/bin:/usr/bin:/usr/local/sbin:/usr/local/bin";

    private OpenBsdRoot() {}

    static void build(Tree tree, HostFiles files, boolean wireguardTools) {
        throw new LabException("the OpenBSD model is not there yet: " + tree + files + wireguardTools);
    }
}
