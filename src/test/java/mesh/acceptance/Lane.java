// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import java.util.List;

/** A small mesh, one host of which is changed again and again while something goes wrong. */
interface Lane extends AutoCloseable {
    String name();

    /** The steps of a change that nothing disturbs, in order, as the host's syslog gets them; not each program's end. */
    List<String> steps();

    /** Lets {@code fault} strike at {@code step} of a change; what was wrong then, or nothing. */
    List<String> disturb(String step, Fault fault);

    @Override
    void close();
}
