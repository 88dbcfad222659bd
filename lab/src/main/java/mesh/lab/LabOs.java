// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

/** Which system a lab host shows. */
public enum LabOs {

    /** Debian user land of this machine, without systemd as init. */
    LINUX,

    /** The strict model of OpenBSD's network tools and base commands; a model, not OpenBSD. */
    OPENBSD
}
