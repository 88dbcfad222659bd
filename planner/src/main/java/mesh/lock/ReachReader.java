// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

import mesh.model.Format;
import mesh.model.OperatingSystem;
import mesh.model.SshSettings;
import mesh.model.SshSettings.Become;
import mesh.model.SshSettings.Jump;
import mesh.name.UserName;
import mesh.net.Endpoint;
import mesh.net.InterfaceName;
import mesh.value.ValueFormatException;

/** The lines of a block that say how a host is reached; they stand all or none. */
final class ReachReader {
    private ReachReader() {}

    static Optional<Reach> read(LockBlock block) {
        if (!block.has("os") && !block.has("format") && !block.has("interface") && !block.has("ssh")) {
            return Optional.empty();
        }
        Optional<OperatingSystem> os = block.required("os",
                text -> oneOf(OperatingSystem.values(), OperatingSystem::text, text));
        Optional<Format> format = block.required("format", text -> oneOf(Format.values(), Format::text, text));
        Optional<InterfaceName> name = block.required("interface", InterfaceName::new);
        Optional<SshSettings> ssh = ssh(block);
        boolean isProtected = block.value("protected", ReachReader::onlyTrue).isPresent();
        if (os.isEmpty() || format.isEmpty() || name.isEmpty() || ssh.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Reach(os.get(), format.get(), name.get(), ssh.get(), isProtected));
    }

    private static Optional<SshSettings> ssh(LockBlock block) {
        Optional<Jump> login = block.required("ssh", ReachReader::login);
        Optional<Become> become = block.required("ssh-become", text -> oneOf(Become.values(), Become::text, text));
        Optional<Jump> jump = block.value("ssh-jump", ReachReader::login);
        return login.flatMap(own -> become.map(how -> new SshSettings(own.host(), own.port(), own.user(), how, jump,
                block.list("ssh-identity"))));
    }

    /** {@code USER@HOST:PORT}, an IPv6 address in brackets. */
    private static Jump login(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            throw new ValueFormatException(text, "is not an SSH login: USER@HOST:PORT is expected");
        }
        Endpoint endpoint = Endpoint.parse(text.substring(at + 1));
        return new Jump(endpoint.host(), endpoint.port(), new UserName(text.substring(0, at)));
    }

    private static Boolean onlyTrue(String text) {
        if (!text.equals("true")) {
            throw new ValueFormatException(text, "is not true; a host that is not protected has no such line");
        }
        return Boolean.TRUE;
    }

    private static <T> T oneOf(T[] values, Function<T, String> name, String text) {
        return Arrays.stream(values).filter(value -> name.apply(value).equals(text)).findFirst()
                .orElseThrow(() -> new ValueFormatException(text,
                        "is not one of " + String.join(", ", Arrays.stream(values).map(name).toList())));
    }
}
