// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import mesh.model.SshSettings.Become;
import mesh.model.SshSettings.Jump;
import mesh.name.DnsName;
import mesh.name.UserName;
import mesh.net.NetworkHost;
import mesh.net.Port;
import mesh.spec.HostSpec;
import mesh.spec.Located;
import mesh.spec.SshAddress;
import mesh.spec.SshSpec;

/** Fills in how a host is reached over SSH. */
final class SshDefaults {
    private static final Port PORT = new Port(22);
    private static final UserName ROOT = new UserName("root");

    private final SshSpec shared;

    SshDefaults(SshSpec shared) {
        this.shared = shared;
    }

    SshSettings ssh(HostSpec host, OperatingSystem os) {
        SshSpec own = host.settings().ssh();
        UserName user = pick(own, SshSpec::user).orElse(ROOT);
        Become become = pick(own, SshSpec::become).map(word -> Words.find(Become.values(), Become::text, word))
                .orElse(become(user, os));
        NetworkHost address = own.host().map(Located::value).orElseGet(() -> address(host));
        Port port = pick(own, SshSpec::port).orElse(PORT);
        List<Located<String>> identity = own.identity().isEmpty() ? shared.identity() : own.identity();
        return new SshSettings(address, port, user, become, jump(own, user, address, port),
                identity.stream().map(Located::value).toList());
    }

    /** A jump that all hosts share is no jump for the host it goes through. */
    private Optional<Jump> jump(SshSpec own, UserName user, NetworkHost address, Port port) {
        Optional<Jump> forAll = shared.jump().map(jump -> jump(jump.value(), user))
                .filter(jump -> !(jump.host().equals(address) && jump.port().equals(port)));
        return own.jump().map(jump -> jump(jump.value(), user)).or(() -> forAll);
    }

    /** The first endpoint that is for everybody, else the host's name as DNS knows it. */
    private static NetworkHost address(HostSpec host) {
        return host.endpoints().stream().filter(endpoint -> endpoint.site().isEmpty())
                .map(endpoint -> endpoint.host().value()).findFirst()
                .orElseGet(() -> new NetworkHost.Named(new DnsName(host.name().value().text())));
    }

    private static Become become(UserName user, OperatingSystem os) {
        if (user.equals(ROOT)) {
            return Become.NONE;
        }
        return os == OperatingSystem.OPENBSD ? Become.DOAS : Become.SUDO;
    }

    private static Jump jump(SshAddress jump, UserName user) {
        return new Jump(jump.host(), jump.port().orElse(PORT), jump.user().orElse(user));
    }

    private <T> Optional<T> pick(SshSpec own, Function<SshSpec, Optional<Located<T>>> setting) {
        return setting.apply(own).or(() -> setting.apply(shared)).map(Located::value);
    }
}
