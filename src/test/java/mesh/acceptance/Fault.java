// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import java.time.Duration;

import mesh.lab.LabFaults;
import mesh.lab.LabHost;

/** What happens to a host, or to who changes it, while its program stands at a step. */
enum Fault {
    KILL {
        @Override
        void strike(LabHost host, Controller controller) {
            controller.kill();
        }
    },

    CUT_SSH {
        @Override
        void strike(LabHost host, Controller controller) {
            host.faults().cutSsh();
        }

        @Override
        boolean lasts() {
            return true;
        }

        @Override
        void end(LabFaults faults) {
            faults.healSsh();
        }
    },

    CUT_MESH {
        @Override
        void strike(LabHost host, Controller controller) {
            host.faults().cutMesh();
        }

        @Override
        void end(LabFaults faults) {
            faults.healMesh();
        }
    },

    REBOOT {
        @Override
        void strike(LabHost host, Controller controller) {
            host.reboot();
        }
    },

    FULL_DISK {
        @Override
        void strike(LabHost host, Controller controller) {
            host.faults().fillDisk();
        }

        @Override
        boolean lasts() {
            return true;
        }

        @Override
        void end(LabFaults faults) {
            faults.freeDisk();
        }
    };

    /** How long a fault lasts that the host has to get over alone: longer than the window. */
    static Duration time(Duration window) {
        return window.plusSeconds(2);
    }

    abstract void strike(LabHost host, Controller controller);

    /** Whether it lasts until the window is over; the others are over when their work is done. */
    boolean lasts() {
        return false;
    }

    void end(LabFaults faults) {
        // Some end by themselves.
    }
}
