// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The list of hosts and routers of a lab to be started. */
public final class LabBuilder {

    private final String name;
    private final List<HostSpec> hosts = new ArrayList<>();
    private final Map<String, RouterSpec> routers = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();

    LabBuilder(String name) {
        this.name = name;
    }

    /** A Linux host: root and deploy (with {@code sudo -n}) log in with {@link Lab#identityFile}. */
    public LabBuilder linux(String host, HostOption... options) {
        return host(HostSpec.of(host, LabOs.LINUX, options));
    }

    /** A host that behaves like OpenBSD where the model knows how: root and deploy (with doas) log in. */
    public LabBuilder openBsd(String host, HostOption... options) {
        return host(HostSpec.of(host, LabOs.OPENBSD, options));
    }

    private LabBuilder host(HostSpec spec) {
        claim(spec.name());
        spec.router().filter(router -> !routers.containsKey(router)).ifPresent(router -> {
            throw new IllegalArgumentException("host " + spec.name() + " is behind unknown router " + router);
        });
        hosts.add(spec);
        return this;
    }

    /** A router; hosts declared later sit behind it with {@link HostOption#behind}. */
    public LabBuilder router(String router, NatKind kind, RouterOption... options) {
        RouterSpec spec = RouterSpec.of(router, kind, options);
        claim(router);
        spec.outer().filter(outer -> !routers.containsKey(outer)).ifPresent(outer -> {
            throw new IllegalArgumentException("router " + router + " is behind unknown router " + outer);
        });
        routers.put(router, spec);
        return this;
    }

    private void claim(String member) {
        if (!names.add(member)) {
            throw new IllegalArgumentException("two members called " + member);
        }
        if (names.size() > LabSlot.MAX_MEMBERS) {
            throw new IllegalArgumentException("more than " + LabSlot.MAX_MEMBERS + " hosts and routers");
        }
    }

    /**
     * Makes everything and waits until every sshd answers. Leftovers of labs whose owner is gone are removed first.
     *
     * @throws LabException when a part cannot be made; nothing of it stays behind then
     */
    public Lab start() {
        return Lab.start(name, List.copyOf(hosts), new LinkedHashMap<>(routers));
    }
}
