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

/** SSH that runs through the mesh it changes is said aloud; a jump through itself is refused. */
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
        draft.spec().defaults().ssh().jump().ifPresent(jump -> checkWay(jump, jump.value().host()));
        for (HostSpec host : draft.hostSpecs()) {
            SshSpec ssh = host.settings().ssh();
            ssh.host().ifPresent(address -> checkWay(address, address.value()));
            ssh.jump().ifPresent(jump -> checkWay(jump, jump.value().host()));
            checkJump(host, ssh.jump());
        }
    }

    private void checkWay(Located<?> place, NetworkHost host) {
        if (host instanceof NetworkHost.Literal(IpAddress address)) {
            draft.rangeOf(address).ifPresent(range -> problems.warning(ProblemId.SSH_IN_RANGE, place,
                    address + " is inside the mesh's own range " + range
                            + ": SSH comes over the mesh that it is to change",
                    "an address outside the mesh is safer; a change that would cut the way is refused"));
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
