// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.util.List;
import java.util.Vector;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;

/** The keys one connection offers, in order, and what to tell when none is accepted. Refuses to change. */
final class OfferedKeys implements IdentityRepository {
    private final List<Identity> identities;
    private final String description;

    /** @param description completes "offered: …"; names keys, never shows them */
    OfferedKeys(List<Identity> identities, String description) {
        this.identities = List.copyOf(identities);
        this.description = description;
    }

    String description() {
        return description;
    }

    @Override
    public String getName() {
        return "mesh";
    }

    @Override
    public int getStatus() {
        return RUNNING;
    }

    @Override
    public Vector<Identity> getIdentities() {
        return new Vector<>(identities);
    }

    @Override
    public boolean add(byte[] identity) {
        return false;
    }

    @Override
    public boolean remove(byte[] blob) {
        return false;
    }

    @Override
    public void removeAll() {}
}
