// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import mesh.files.HostFile;
import mesh.live.LiveFile;

/** Who may read a file. */
public final class FileOwner {
    private FileOwner() {}

    /**
     * True where mode, owner and group are as {@code wanted} says. Group 0 has two names; of the others only that they are
     * not group 0 can be told from a number.
     */
    public static boolean isAsWanted(HostFile wanted, LiveFile found) {
        boolean rootGroup = wanted.group().equals("root") || wanted.group().equals("wheel");
        return found.mode() == wanted.mode() && found.userId() == 0 && rootGroup == (found.groupId() == 0);
    }
}
