// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

/** Both transports; each contract runs with both. */
enum TransportKind {
    JSCH {
        @Override
        Transport create(KnownHosts knownHosts, ClientKeys keys, SshTimeouts timeouts) {
            return new JschTransport(knownHosts, keys, timeouts);
        }
    },
    OPENSSH {
        @Override
        Transport create(KnownHosts knownHosts, ClientKeys keys, SshTimeouts timeouts) {
            return new OpenSshTransport(Programs.find("ssh"), knownHosts, keys, timeouts);
        }
    };

    abstract Transport create(KnownHosts knownHosts, ClientKeys keys, SshTimeouts timeouts);
}
