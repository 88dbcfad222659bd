// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.UserInfo;

/** A judge of host keys that JSch can ask and never teach. Subclasses say only what {@link #check} answers. */
abstract class ReadOnlyHostKeys implements HostKeyRepository {
    @Override
    public void add(com.jcraft.jsch.HostKey key, UserInfo user) {
        throw new UnsupportedOperationException("host keys are pinned by mesh bootstrap only");
    }

    @Override
    public void remove(String host, String type) {
        throw new UnsupportedOperationException("host keys are removed by people only");
    }

    @Override
    public void remove(String host, String type, byte[] key) {
        remove(host, type);
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return "known_hosts";
    }

    /** Empty: JSch asks for markers and preferences, which {@link #check} and the offered algorithms settle. */
    @Override
    public com.jcraft.jsch.HostKey[] getHostKey() {
        return new com.jcraft.jsch.HostKey[0];
    }

    @Override
    public com.jcraft.jsch.HostKey[] getHostKey(String host, String type) {
        return getHostKey();
    }
}
