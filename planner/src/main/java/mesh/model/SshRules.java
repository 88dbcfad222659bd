// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.Optional;

import mesh.net.IpAddress;
import mesh.net.NetworkHost;
import mesh.spec.HostSpec;
import mesh.spec.Located;
import mesh.spec.ProblemId;
import mesh.spec.Problems;
import mesh.spec.SshAddress;
import mesh.spec.SshSpec;

/** SSH never runs through the mesh it changes. */
final class SshRules {
    private final Draft draft;
    private final Problems problems;

    private SshRules(Draft draft, Problems problems) {
        this.draft = draft;
        this.problems = problems;
    }

    static void check(Draft draft, Problems problems) {
        new SshRules(draft, problems).checkAll();
    }

    private void checkAll() {
        draft.spec().defaults().ssh().jump().ifPresent(jump -> checkOutside(jump, jump.value().host()));
        for (HostSpec host : draft.hostSpecs()) {
            SshSpec ssh = host.settings().ssh();
            ssh.host().ifPresent(address -> checkOutside(address, address.value()));
            ssh.jump().ifPresent(jump -> checkOutside(jump, jump.value().host()));
            checkJump(host, ssh.jump());
        }
    }

    private void checkOutside(Located<?> place, NetworkHost host) {
        if (host instanceof NetworkHost.Literal(IpAddress address)) {
            draft.rangeOf(address).ifPresent(range -> problems.error(ProblemId.SSH_IN_RANGE, place,
                    address + " is inside the mesh's own range " + range
                            + ": a change of the mesh would cut the connection that makes it",
                    "write an address outside the mesh"
                            + (place.path().endsWith(".jump") ? "" : ", or go through another machine with 'jump'")));
        }
    }

    private void checkJump(HostSpec host, Optional<Located<SshAddress>> jump) {
        SshSettings ssh = draft.host(host).ssh();
        jump.filter(place -> ssh.jump().filter(to -> to.host().equals(ssh.host()) && to.port().equals(ssh.port()))
                .isPresent())
                .ifPresent(place -> problems.error(ProblemId.JUMP_TO_SELF, place,
                        "the jump goes through the sshd that it should lead to",
                        "delete 'jump', or name another machine"));
    }
}
