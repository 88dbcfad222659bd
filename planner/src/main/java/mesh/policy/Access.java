// SPDX-License-Identifier: Apache-2.0
package mesh.policy;

import java.util.List;

/** Who reaches whom at some time: by a policy, or as hosts were found. */
public interface Access {
    /** All that had a name then. */
    List<Party> parties();

    /** What {@code from} may send to {@code to} first; nothing where one of them is not there. */
    Traffic allowed(Party from, Party to);
}
